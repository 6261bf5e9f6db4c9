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

# small_tree
# A tree of a few lines that keeps every rule, in $work/tree.
small_tree()
{
	local t=$work/tree f

	rm -rf "$t"
	mkdir -p "$t"/{src/{core,policy,workload},include/mmsim,Documentation,tools/mmsim,scripts}
	echo 'mmsim-core := src/core/mm.o src/policy/fault.o src/workload/storm.o' >"$t/src/core.mk"
	echo 'mmsim-y := src/main.o' >"$t/Kbuild"
	echo '#include <mmsim/mm.h>' >"$t/src/core/mm.c"
	echo 'const struct mmsim_fault_lock_ops mmsim_fault_lock_plain = {' >"$t/src/policy/fault.c"
	echo 'const struct mmsim_workload_ops mmsim_storm = {' >"$t/src/workload/storm.c"
	echo '#include <linux/module.h>' >"$t/src/main.c"
	printf 'MMSIM_FAMILY(fault_lock, plain, "x")\nMMSIM_FAULT_LOCK(plain, "x")\n' \
		>"$t/include/mmsim/policy_list.h"
	echo 'MMSIM_WORKLOAD(storm, fault, "x")' >"$t/include/mmsim/workload_list.h"
	echo "\`\`plain\`\`" >"$t/Documentation/policies.rst"
	echo "\`\`storm\`\`" >"$t/Documentation/workloads.rst"
	echo '#include <mmsim/uapi.h>' >"$t/tools/mmsim/main.c"
	find "$t" -type f | while read -r f; do
		sed -i '1i // SPDX-License-Identifier: GPL-2.0-only' "$f"
	done
	git -C "$t" init -q
}

# breach NAME RULE FILE LINE
# A line appended to a file of the small tree must break the rule, and only it.
breach()
{
	local text status

	small_tree
	printf '%s\n' "$4" >>"$work/tree/$3"
	text=$("$TOP/scripts/check-tree.sh" "$work/tree")
	status=$?
	check "check_tree.$1" "$2; 1" \
		"$(printf '%s\n' "$text" | sed 's/: .*//' | sort -u); $status"
}

# tree_rules
# The rules of the tree catch what they are for.
tree_rules()
{
	small_tree
	check check_tree.clean "; 0" "$("$TOP/scripts/check-tree.sh" "$work/tree"); $?"
	breach kernel_header "the core includes <mmsim/...> and headers beside the file only" \
		src/core/mm.c '#include <linux/slab.h>'
	breach other_directory "no private headers between directories of src" \
		src/main.c '#include "core/mm.h"'
	breach kernel_version "kernel versions are for compat.h" \
		src/core/mm.c '#if LINUX_VERSION_CODE < 1'
	breach where_am_i "__KERNEL__ is for internal.h, compat.h and uapi.h" \
		src/core/mm.c '#ifdef __KERNEL__'
	breach named_policy "core and workloads name no policy" \
		src/core/mm.c 'if (p == MMSIM_FAULT_LOCK_plain)'
	breach lost_source "an object without a source" \
		src/core.mk 'mmsim-core += src/core/gone.o'
	breach unlisted_source "a source in no object list" \
		src/core/new.c '// SPDX-License-Identifier: GPL-2.0-only'
	breach unlisted_policy "a policy not in policy_list.h" \
		src/policy/fault.c 'const struct mmsim_fault_lock_ops mmsim_fault_lock_new = {'
	breach tool_sees_core \
		"the command line includes uapi.h and the lists; the core through backend_native.c" \
		tools/mmsim/main.c '#include <mmsim/mm.h>'
	breach no_licence "no SPDX line" scripts/new.sh '#!/bin/sh'
}

# small_kernel
# A "kernel source" that builds in no time, and an empty cache. Its makefile obeys
# FAKE_DROP (an option it cannot have), FAKE_FAIL and FAKE_SLEEP, and counts its
# builds in $work/builds.
small_kernel()
{
	local t=$work/src/linux-source-6.1

	rm -rf "$work/src" "$work/cache" "$work/builds"
	mkdir -p "$t"/{arch/x86/boot,tools/testing/kunit,tools/objtool,lib,scripts}
	cat >"$t/Makefile" <<-EOM
	.RECIPEPREFIX := >
	allnoconfig:
	> sed -n 's/^#CHECK#//p; /^CONFIG/p' \$(KCONFIG_ALLCONFIG) | \\
	> grep -v "\$\${FAKE_DROP:-NOTHING}" >.config
	olddefconfig:
	modules:
	bzImage:
	> echo built >>$work/builds
	> sleep \$\${FAKE_SLEEP:-0}
	> test -z "\$\$FAKE_FAIL"
	> echo image >arch/x86/boot/bzImage
	EOM
	tar -cJf "$work/src/linux-source-6.1.tar.xz" -C "$work/src" linux-source-6.1
}

# build_small
# kernel-build.sh on the small kernel.
build_small()
{
	MMSIM_SOURCES=$work/src MMSIM_CACHE=$work/cache "$TOP/scripts/kernel-build.sh" 6.1 \
		2>"$work/stderr"
}

# left_behind
# What is in the kernel cache beside locks and logs.
left_behind()
{
	find "$work/cache/kernel" -mindepth 1 -maxdepth 1 -type d | wc -l
}

# kernel_cache
# The cache holds whole kernels only, and builds each once.
kernel_cache()
{
	local dir pid

	small_kernel
	dir=$(build_small)
	check kernel_build.builds "0; image" "$?; $(cat "$dir/bzImage" 2>&1)"
	dir=$(build_small)
	check kernel_build.once "0; 1" "$?; $(wc -l <"$work/builds")"

	small_kernel
	FAKE_DROP=CONFIG_LOCKDEP build_small >/dev/null
	check kernel_build.option_not_got "2; 1; 0" \
		"$?; $(grep -c 'asked for CONFIG_LOCKDEP=y, got: no such' "$work/stderr"); $(left_behind)"

	small_kernel
	FAKE_FAIL=1 build_small >/dev/null
	check kernel_build.failure_leaves_nothing "2; 0" "$?; $(left_behind)"
	build_small >/dev/null
	check kernel_build.again_after_failure "0; 1" "$?; $(left_behind)"

	small_kernel
	FAKE_SLEEP=60 setsid "$0" build-small-kernel "$work" >/dev/null 2>&1 &
	pid=$!
	wait_for "$work/builds"
	kill -KILL -- -$pid
	wait $pid 2>/dev/null
	build_small >/dev/null
	check kernel_build.again_after_kill "0; 1" "$?; $(left_behind)"

	small_kernel
	FAKE_SLEEP=1 build_small >/dev/null &
	pid=$!
	FAKE_SLEEP=1 build_small >/dev/null
	wait $pid
	check kernel_build.two_at_once "1; 1" "$(wc -l <"$work/builds"); $(left_behind)"
}

# wait_for FILE
# Until a file is there, ten seconds at most.
wait_for()
{
	local i

	for ((i = 0; i < 100; i++)); do
		[ ! -s "$1" ] || return 0
		sleep 0.1
	done
	return 1
}

# For kernel_cache: one build in a process group of its own, to be killed.
if [ "${1-}" = build-small-kernel ]; then
	rm -rf "$work"
	work=$2
	trap - EXIT
	build_small
	exit
fi

saved_logs
guests
kernel_cache
tree_rules
bad_arguments
setup_is_quiet
ktap_end "$cases"
cat "$cases"
"$TOP/scripts/ktap-merge" -t "$cases" >/dev/null
