#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# test.sh - run the tests and count them.
#
# Usage: scripts/test.sh [PART]...
#
#   user     userspace tests of the core: release, ASan+UBSan, TSan
#   cli      tests of the command line and of traces (tools/tests)
#   scripts  tests of the scripts that judge
#   kunit    module builds and KUnit suites on every test kernel
#
# Without arguments: set-up, then all of them. Each step leaves its KTAP and its
# output in build/test. Last line: "N passed, N failed, N skipped", counted from
# the KTAP of all steps; exit status 0 only if nothing failed and something
# passed.

set -uo pipefail
. "$(dirname "$0")/functions.sh"

out=$TOP/build/test
documents=()

# step NAME COMMAND...
# Run one step with its output in a log; say how it went and how long it took.
# Sets the variable status to its exit status.
step()
{
	local name=$1 log=$out/$1.log start=$SECONDS
	shift

	[ ! -t 2 ] || printf '%-16s ...' "$name" >&2
	"$@" >"$log" 2>&1 </dev/null
	status=$?
	[ ! -t 2 ] || printf '\r\033[K' >&2
	took=$((SECONDS - start))
}

# account NAME KTAP...
# Add the documents of a step. One that failed without a failed test, or that
# left no document, gets a failed test of its own.
account()
{
	local name=$1 extra=$out/$1.status.ktap totals ok=0
	shift

	rm -f "$extra"
	if [ $# -eq 0 ]; then
		ktap_case "$extra" 1 "$name" "$(tail -n 20 "$out/$name.log")"$'\n'"no tests were reported"
		set -- "$extra"
	elif "$TOP/scripts/ktap-merge" -t "$@" >/dev/null; then
		if [ "$status" -ne 0 ] && [ "$status" -ne 4 ]; then
			ktap_case "$extra" 1 "$name" "exit status $status, no failed test"
			set -- "$@" "$extra"
		fi
	fi
	documents+=("$@")
	totals=$("$TOP/scripts/ktap-merge" -t "$@") || ok=1
	printf '%-16s %4d s  %s\n' "$name" "$took" "$totals"
	if [ $ok -ne 0 ]; then
		"$TOP/scripts/ktap-merge" "$@" | grep -E '^ *(# |not ok)' |
			grep -vE '# (Subtest|Totals)' | tail -n 60
		echo "  output: ${out#"$TOP"/}/$name.log"
	fi
}

# user_tests
# The core in userspace, once per sanitizer.
user_tests()
{
	local variant found

	for variant in release asan tsan; do
		rm -rf "$TOP/build/user/$variant/ktap"
		step "user_$variant" make -C "$TOP" -f tools/build.mk check \
			VARIANT=$variant -j"$(jobs_wanted)"
		mapfile -t found < <(find "$TOP/build/user/$variant/ktap" -name '*.ktap' \
			2>/dev/null | sort)
		account "user_$variant" "${found[@]}"
	done
}

# cli_tests
# Every test script of tools/tests, against the built command line.
cli_tests()
{
	local t name found=()

	step cli_build make -C "$TOP" tools
	if [ "$status" -ne 0 ]; then
		account cli_build
		return
	fi
	for t in "$TOP"/tools/tests/cli_* "$TOP"/tools/tests/trace_*; do
		if [ ! -f "$t" ] || [ ! -x "$t" ]; then
			continue
		fi
		name=${t##*/}
		step "$name" run_script "$t" "$out/$name.ktap"
		account "$name" "$out/$name.ktap"
		found+=("$t")
	done
	if [ ${#found[@]} -eq 0 ]; then
		account cli
	fi
}

# run_script SCRIPT KTAP
# One test script from the top of the tree, its stdout to a file.
run_script()
{
	(cd "$TOP" && MMSIM=$TOP/build/mmsim "$1" >"$2")
}

# script_tests
script_tests()
{
	step scripts run_script "$TOP/scripts/selftest.sh" "$out/scripts.ktap"
	account scripts "$out/scripts.ktap"
}

# kunit_tests
kunit_tests()
{
	local kernel

	for kernel in $KUNIT_KERNELS; do
		step "kernel_$kernel" "$TOP/scripts/kernel-build.sh" "$kernel"
		if [ "$status" -ne 0 ]; then
			account "kernel_$kernel"
			continue
		fi
		step "kunit_$kernel" "$TOP/scripts/kunit.sh" "$kernel"
		account "kunit_$kernel" "$out/kunit-$kernel.ktap"
	done
}

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
esac
mkdir -p "$out"
if [ $# -eq 0 ]; then
	"$TOP/scripts/setup.sh" packages sources || die "set-up failed"
	set -- user cli scripts kunit
fi
for part in "$@"; do
	case $part in
	user) user_tests ;;
	cli) cli_tests ;;
	scripts) script_tests ;;
	kunit) kunit_tests ;;
	*) die "unknown part '$part'; known: user cli scripts kunit" ;;
	esac
done
"$TOP/scripts/ktap-merge" -o "$out/all.ktap" "${documents[@]}"
status=$?
"$TOP/scripts/ktap-merge" -t "$out/all.ktap"
exit $status
