# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034
#
# cli_lib.sh - what the tests of the command line share; to be sourced.
#
# A test script defines functions and ends with "ktap_run FUNCTION...". Each runs in
# a subshell; it fails by calling fail, skips by calling skip.

set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
tests=tools/tests
golden=$tests/cli_golden
export LC_ALL=C
unset NO_COLOR MMSIM_DEBUGFS MMSIM_FAKE MMSIM_FAKE_LOG

T=$(mktemp -d "${TMPDIR:-/tmp}/mmsim-cli.XXXXXX") || exit 2
trap 'rm -rf "$T" "$T.log"' EXIT

# fail TEXT
# End the current test: it failed.
fail()
{
	echo "$*"
	[ ! -s "$T/err" ] || sed 's/^/stderr: /' "$T/err" | head -n 20
	exit 1
}

# skip REASON
# End the current test: it cannot be run here.
skip()
{
	echo "$*" >"$T/skip"
	exit 4
}

# mmsim ARGUMENT...
# Run the command line under test; sets status, leaves $T/out and $T/err.
mmsim()
{
	"$MMSIM" "$@" >"$T/out" 2>"$T/err" </dev/null
	status=$?
}

# expect_status N
expect_status()
{
	[ "$status" -eq "$1" ] || fail "exit status $status, not $1"
}

# expect_err TEXT
# The text is somewhere in stderr, as it stands.
expect_err()
{
	grep -qF -- "$1" "$T/err" || fail "stderr does not say: $1"
}

# expect_out TEXT
expect_out()
{
	grep -qF -- "$1" "$T/out" || fail "stdout does not say: $1"
}

# refused TEXT ARGUMENT...
# The command prints nothing but an error with the text, and exits with 2.
refused()
{
	local text=$1
	shift
	mmsim "$@"
	expect_status 2
	expect_err "$text"
	[ ! -s "$T/out" ] || fail "something on stdout: $(head -n 1 "$T/out")"
}

# edit_json IN OUT STATEMENT
# Change a document d, and its results r, by a Python statement.
edit_json()
{
	command -v python3 >/dev/null || skip "no python3"
	python3 - "$@" <<-'EOP' || fail "cannot edit $1"
	import json, sys
	d = json.load(open(sys.argv[1]))
	r = d["results"]
	exec(sys.argv[3])
	json.dump(d, open(sys.argv[2], "w"))
	EOP
}

# ktap_run FUNCTION...
# Run the tests and print one KTAP document; exits with 1 if one failed.
ktap_run()
{
	local t n=0 failed=0 rc

	printf 'KTAP version 1\n1..%d\n' $#
	for t in "$@"; do
		n=$((n + 1))
		rm -rf "${T:?}"/*
		("$t") >"$T.log" 2>&1
		rc=$?
		case $rc in
		0) echo "ok $n $t" ;;
		4) echo "ok $n $t # SKIP $(cat "$T/skip")" ;;
		*)
			failed=1
			sed 's/^/# /' "$T.log"
			echo "not ok $n $t"
			;;
		esac
	done
	exit $failed
}

# use_fake
# Test a command line with made-up backends, built with ASan and UBSan.
use_fake()
{
	local dir=build/tests/cli src new

	src=$(find tools/mmsim $tests -name '*.c' ! -name backend_native.c ! -name dfs.c \
		\( -path 'tools/mmsim/*' -o -name 'cli_fake*' \))
	MMSIM=$PWD/$dir/mmsim
	mkdir -p $dir
	new=$(find tools/mmsim include/mmsim $tests/cli_fake* -name '*.[ch]' \
		-newer $dir/mmsim 2>/dev/null | head -n 1)
	if [ -x $dir/mmsim ] && [ -z "$new" ]; then
		return
	fi
	# shellcheck disable=SC2086 # file names without spaces
	if ! ${CC:-cc} -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -g -O1 -Iinclude \
			-fsanitize=address,undefined -fno-sanitize-recover=all -pthread \
			-o $dir/mmsim.$$ $src -ljansson -lm >"$T/build" 2>&1; then
		printf 'KTAP version 1\n1..1\n'
		sed 's/^/# /' "$T/build"
		echo "not ok 1 build"
		exit 1
	fi
	mv $dir/mmsim.$$ $dir/mmsim
}
