#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# selftest.sh - test the scripts that judge: every saved log, every bad guest.
#
# Usage: scripts/selftest.sh
#
# Prints KTAP on stdout. Exit status: 0 all passed, 1 not so. Needs no root and
# boots nothing: run-qemu.sh is tried with a program in QEMU's place.

set -uo pipefail
. "$(dirname "$0")/functions.sh"

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
esac
data=$TOP/scripts/test_data
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cases=$work/cases

# check NAME WANTED GOT
# One test case: two texts must be equal.
check()
{
	if [ "$2" = "$3" ]; then
		ktap_case "$cases" 0 "$1"
	else
		ktap_case "$cases" 1 "$1" "wanted: $2"$'\n'"got: $3"
	fi
}

# saved_logs
# Every line of test_data/expected, and no log without a line.
saved_logs()
{
	local tool file status counts got f merged

	while read -r tool file status counts; do
		case $tool in
		console)
			"$TOP/scripts/parse-console.sh" "$data/$file" >/dev/null 2>&1
			check "parse_console.$file" "$status" $? ;;
		ktap)
			# shellcheck disable=SC2086 # three numbers
			set -- $counts
			got=$("$TOP/scripts/ktap-merge" -t "$data/$file")
			check "ktap_merge.$file" \
				"$1 passed, $2 failed, $3 skipped; $status" "$got; $?"
			# What it writes must mean the same to itself.
			merged=$work/merged.ktap
			"$TOP/scripts/ktap-merge" -o "$merged" "$data/$file"
			got=$("$TOP/scripts/ktap-merge" -t "$merged")
			check "ktap_merge_again.$file" \
				"$1 passed, $2 failed, $3 skipped; $status" "$got; $?" ;;
		esac
	done < <(grep -vE '^(#|$)' "$data/expected")
	for f in "$data"/*.log; do
		grep -q " ${f##*/} " <(sed 's/$/ /' "$data/expected") ||
			check "expected.${f##*/}" "a line in test_data/expected" none
	done
}

# fake_guest CONSOLE STATUS [SECONDS]
# Run run-qemu.sh with a QEMU that writes a saved console and sends results with
# a guest status ("none": sends nothing), after some seconds. Prints the verdict
# up to its colon, and the exit status.
fake_guest()
{
	local dir=$work/guest got

	rm -rf "$dir"
	mkdir -p "$dir/bin" "$dir/results"
	cat >"$dir/bin/qemu-system-x86_64" <<-EOC
	#!/bin/sh
	cp "$data/$1" console.log
	: >results.tar
	sleep ${3:-0}
	[ "$2" = none ] || tar -cf results.tar -C "$dir" results
	EOC
	chmod +x "$dir/bin/qemu-system-x86_64"
	echo "$2" >"$dir/results/guest-status"
	: >"$dir/bzImage"
	: >"$dir/initramfs.gz"
	PATH=$dir/bin:$PATH "$TOP/scripts/run-qemu.sh" -a tcg -k "$dir/bzImage" \
		-i "$dir/initramfs.gz" -o "$dir/out" -t 2 >/dev/null 2>&1
	got=$?
	echo "$(sed 's/^\(FAIL: [a-z ]*\).*/\1/' "$dir/out/verdict"); $got"
}

# guests
# A guest passes by its own word and a clean console, and only so.
guests()
{
	check "run_qemu.success" "PASS; 0" "$(fake_guest console-clean.log 0)"
	check "run_qemu.badness_beats_success" \
		"FAIL: the console complains; 1" "$(fake_guest console-lockdep.log 0)"
	check "run_qemu.guest_failed" \
		"FAIL: the guest; 1" "$(fake_guest console-clean.log 1)"
	check "run_qemu.no_results" \
		"FAIL: the guest ended without sending its results; 1" \
		"$(fake_guest console-clean.log none)"
	check "run_qemu.cut_short" \
		"FAIL: the guest did not reach its end; 1" "$(fake_guest console-hang.log 0)"
	check "run_qemu.timeout" "FAIL: no end after ; 1" \
		"$(fake_guest console-hang.log none 30)"
	check "run_qemu.explains_itself" \
		"accel console-badness console.log initramfs.gz qemu-cmd testid.txt verdict" \
		"$(cd "$work/guest/out" && for f in *; do
			[ "$f" = bzImage ] || [ ! -f "$f" ] || echo "$f"
		   done | grep -vE '^(qemu.log|qemu-status|results.tar)$' | paste -sd' ')"
}

# bad_arguments
# A clear word and status 2 for what is wrong on the command line.
bad_arguments()
{
	local script status

	for script in "kernel-build.sh 9.9" "kernel-build.sh 6.1 nonsense" "kunit.sh 9.9" \
		      "run-qemu.sh -k /nowhere" "setup.sh nonsense" "ktap-merge -z" \
		      "parse-console.sh /nowhere" "initramfs.sh -o $work/x" "ksrc.sh 9.9" \
		      "module-build.sh"; do
		# shellcheck disable=SC2086 # words
		"$TOP"/scripts/$script >/dev/null 2>"$work/stderr"
		status=$?
		script=${script//$work/work}
		check "bad_argument.${script// /_}" "2; said why" \
			"$status; $([ -s "$work/stderr" ] && echo said why)"
	done
	MMSIM_ACCEL=xen "$TOP/scripts/accel.sh" >/dev/null 2>&1
	check "bad_argument.MMSIM_ACCEL" 2 $?
}

# setup_is_quiet
# When all is there, setup asks apt nothing.
setup_is_quiet()
{
	mkdir -p "$work/noapt"
	printf '#!/bin/sh\nexit 99\n' >"$work/noapt/apt-get"
	chmod +x "$work/noapt/apt-get"
	if ! source_tarball 7.2 >/dev/null; then
		ktap_case "$cases" 4 setup.asks_nothing_when_done "no kernel sources here"
		return
	fi
	PATH=$work/noapt:$PATH "$TOP/scripts/setup.sh" sources >/dev/null 2>&1
	check setup.asks_nothing_when_done 0 $?
}

saved_logs
guests
bad_arguments
setup_is_quiet
ktap_end "$cases"
cat "$cases"
"$TOP/scripts/ktap-merge" -t "$cases" >/dev/null
