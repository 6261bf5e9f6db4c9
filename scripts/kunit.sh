#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# kunit.sh - build the modules and test them on the test kernels: every KUnit
# suite, the command line against the module, each bundled trace.
#
# Usage: scripts/kunit.sh [KERNEL]...
#
#   KERNEL  6.1, 6.12 or 7.2 (default: all three)
#
# Environment: CPUS (of the guest, default 2), KUNIT_FILTER (suite.case globs
# for kunit.filter_glob; kernels before 6.12 ignore it), KUNIT_SECONDS (limit
# for one guest, default 600).
#
# For each kernel: build/test/kunit-KERNEL.ktap, one KTAP document with every
# test of every suite, and build/test/kunit-KERNEL/, the result directory of the
# guest. Exit status: 0 all passed or skipped, 1 not so, 2 trouble.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
esac
out=$TOP/build/test
cpus=${CPUS:-2}
# Without autorun a 7.2 kernel loads the suites, runs nothing and calls them ok.
# 6.1 tells of a skipped parameter only in the numbers, which it must print always.
append="kunit.enable=1 kunit.autorun=1 kunit.stats_enabled=2 log_buf_len=8M"
[ -z "${KUNIT_FILTER-}" ] || append+=" kunit.filter_glob=$KUNIT_FILTER"

# build_for KERNEL
# Build the command line and the modules; the result is a test case in $cases.
build_for()
{
	local text

	if text=$({ make -C "$TOP" tools >/dev/null &&
		    "$TOP/scripts/module-build.sh" "$1" >/dev/null; } 2>&1) &&
	   [ -f "$TOP/build/modules/$1/mmsim.ko" ] &&
	   [ -f "$TOP/build/modules/$1/mmsim_kunit.ko" ]; then
		ktap_case "$cases" 0 "module_build_$1"
	else
		ktap_case "$cases" 1 "module_build_$1" "${text:-a module is missing}"
		return 1
	fi
}

# boot_for KERNEL
# Run the suites in a guest; its verdict is a test case in $cases.
boot_for()
{
	local kernel=$1 tree=$TOP/build/modules/$1 dir=$out/kunit-$1 image t
	local -a traces=()

	image=$(kernel_image_dir "$kernel")/bzImage
	for t in "$TOP"/traces/*.mmtrace; do
		[ ! -f "$t" ] || traces+=("$t:traces/${t##*/}")
	done
	"$TOP/scripts/initramfs.sh" -o "$out/kunit-$kernel.gz" \
		-r "$TOP/scripts/guest-kunit" "$tree/mmsim.ko" "$tree/mmsim_kunit.ko" \
		"$TOP/build/mmsim" "$TOP/tools/tests/guest-cli.sh" \
		"$TOP/tools/tests/guest-debugfs.sh" "${traces[@]}"
	if "$TOP/scripts/run-qemu.sh" -k "$image" -i "$out/kunit-$kernel.gz" -o "$dir" \
			-s "$cpus" -t "${KUNIT_SECONDS:-600}" -x "$append"; then
		ktap_case "$cases" 0 "guest_$kernel"
	else
		ktap_case "$cases" 1 "guest_$kernel" \
			"$(cat "$dir/verdict" "$dir/console-badness" 2>/dev/null)"
	fi
	rm -f "$out/kunit-$kernel.gz"
}

# disagreements KERNEL MERGED
# Suites whose verdict in debugfs is not that of the log, as failed tests.
disagreements()
{
	local word name

	# "not ok 1 name" or "ok 1 name", always the last line of a results file
	sed -n 's/^\(not ok\|ok\) [0-9]* \([^ ]*\).*/\1:\2/p' \
		"$out/kunit-$1/results/suites" 2>/dev/null |
	while IFS=: read -r word name; do
		grep -qE "^$word [0-9]+ $name( |\$)" "$2" ||
			echo "$name: debugfs says $word, the log does not"
	done
}

# merge_for KERNEL
# One document: build and boot, the guest's steps, the suites.
merge_for()
{
	local kernel=$1 results=$out/kunit-$1/results doc=$out/kunit-$1.ktap
	local -a expect=() files=("$cases")
	local name line

	for name in "$results"/suite-*; do
		[ ! -f "$name" ] || expect+=(-e "${name##*/suite-}")
	done
	for name in steps cli debugfs; do
		[ ! -s "$results/$name" ] || files+=("$results/$name")
	done
	# A guest that died sent no log; its console tells how far it got. With
	# neither, the empty file makes "no tests ran" out of it: a failure.
	if [ ! -s "$results/kmsg" ]; then
		mkdir -p "$results"
		sed '1,/mmsim-guest: suites start/d' "$out/kunit-$1/console.log" \
			>"$results/kmsg" 2>/dev/null || true
	fi
	files+=("$results/kmsg")
	"$TOP/scripts/ktap-merge" "${expect[@]}" -o "$doc" "${files[@]}" || true
	disagreements "$kernel" "$doc" | while read -r line; do
		ktap_case "$cases" 1 "$line"
	done
	"$TOP/scripts/ktap-merge" "${expect[@]}" -o "$doc" "${files[@]}"
}

# show_for KERNEL
# The result as kunit.py words it, if the kernel's tree has it, and what failed.
show_for()
{
	local kernel=$1 doc=$out/kunit-$1.ktap parser status=0

	parser=$(kernel_dir "$kernel")/tools/testing/kunit/kunit.py
	if [ -f "$parser" ]; then
		python3 "$parser" parse "$doc" >"$out/kunit-$kernel.txt" 2>&1 || status=$?
		if [ $status -ne "$2" ]; then
			say "kunit.py of $kernel judges $doc otherwise (status $status, ours $2)"
			return 1
		fi
	fi
	grep -E -B 20 '^ *not ok' "$doc" | grep -E '^ *(#|not ok)' |
		grep -v '# Subtest:' >&2 || true
	say "kernel $kernel, $cpus CPUs, $(cat "$out/kunit-$kernel/accel" 2>/dev/null):" \
		"$("$TOP/scripts/ktap-merge" -t "$doc" || true)"
}

# kunit_for KERNEL
kunit_for()
{
	local kernel=$1 status=0

	cases=$out/kunit-$kernel.cases
	rm -rf "$out/kunit-$kernel" "$out/kunit-$kernel".*
	if build_for "$kernel"; then
		boot_for "$kernel"
	fi
	merge_for "$kernel" || status=1
	show_for "$kernel" $status || status=1
	return $status
}

mkdir -p "$out"
[ $# -gt 0 ] || eval "set -- $KUNIT_KERNELS"
for kernel in "$@"; do
	case " $KUNIT_KERNELS " in
	*" $kernel "*) ;;
	*) die "unknown kernel '$kernel'; known: $KUNIT_KERNELS" ;;
	esac
done
failed=0
for kernel in "$@"; do
	kunit_for "$kernel" || failed=1
done
exit $failed
