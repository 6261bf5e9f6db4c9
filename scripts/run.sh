#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh - see mmsim at work: from nothing to a table of locks side by side.
#
# Usage: scripts/run.sh
#
# Gets what is missing, builds the command line and the module, boots Debian's
# own kernel in QEMU, and runs in there, in the module, four workloads and one
# recorded application, each under several locking designs.
#
# Environment: POLICY (default mmap_lock,vma_rwsem,vma_refcnt), TASKS (2), RUNS
# (6), SECONDS_PER_RUN (0.25), WORKLOADS, TRACE (a file of traces/), CPUS (2).
#
# Leaves build/results/DATE-run: results.json (everything that was measured),
# table.txt, and all that is needed to do it again (qemu-cmd). Exit status: 0
# all went well, 1 not so, 2 trouble.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
'') ;;
*) show_usage "$0" >&2; exit 2 ;;
esac
start=$SECONDS
workloads=${WORKLOADS-fault_storm madvise_mprotect fork_storm big_munmap}
trace=${TRACE-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# follow LOG
# Tell people what the guest is doing, from its console as it grows; ends with
# this script.
follow()
{
	tail --pid=$$ -n +1 -F "$1" 2>/dev/null |
		sed -un 's/\r$//; s/^mmsim-guest: run /  /p' >&2
}

# write_readme
# What the result directory holds.
write_readme()
{
	cat >"$dir/README" <<-EOR
	Result of "make run", $(date -u +%Y-%m-%dT%H:%M:%SZ), commit $(git_id).

	table.txt     what was printed
	results.json  every number ("mmsim compare results.json" prints the table)
	results/      what the guest sent: one document per workload, its log
	console.log   the guest's console
	verdict       of the guest and its console
	testid.txt    commit, differences from it, host
	settings      what was run: designs, tasks, runs, seconds
	config        configuration of the guest's kernel
	qemu-cmd      runs the same guest again (with bzImage and initramfs.gz)
	EOR
}

"$TOP/scripts/setup.sh" packages source:6.12 prebuilt
image=$(kernel_image_dir prebuilt)
say "build: command line, module for Linux ${image##*/}"
if ! make -C "$TOP" tools >"$work/tools.log" 2>&1; then
	tail -n 20 "$work/tools.log" >&2
	die "the command line does not build"
fi
# Warnings are for developers: make test builds with W=1.
tree=$("$TOP/scripts/module-build.sh" prebuilt W= KCFLAGS=)

if [ -z "$trace" ]; then
	for trace in "$TOP"/traces/*.mmtrace; do
		break
	done
fi
cat >"$work/settings" <<-EOS
	POLICY=${POLICY:-mmap_lock,vma_rwsem,vma_refcnt}
	TASKS=${TASKS:-2}
	RUNS=${RUNS:-6}
	SECONDS_PER_RUN=${SECONDS_PER_RUN:-0.25}
	WORKLOADS="$workloads"
EOS
payload=("$tree/mmsim.ko" "$TOP/build/mmsim" "$work/settings")
[ ! -f "$trace" ] || payload+=("$trace")
"$TOP/scripts/initramfs.sh" -o "$work/initramfs.gz" -r "$TOP/scripts/guest-run" \
	"${payload[@]}"

dir=$TOP/build/results/$(date +%Y%m%d-%H%M%S)-run
accel=$("$TOP/scripts/accel.sh" "$image/bzImage")
say "boot: Linux ${image##*/}, ${CPUS:-2} CPUs, $accel$([ ! -f "$trace" ] ||
	echo "; trace: $(basename "$trace" .mmtrace)")"
follow "$dir/console.log" &
status=0
"$TOP/scripts/run-qemu.sh" -k "$image/bzImage" -i "$work/initramfs.gz" -o "$dir" \
	-a "$accel" -s "${CPUS:-2}" -t 900 || status=1
cp "$work/settings" "$dir/settings"
write_readme

documents=()
for name in $workloads replay; do
	[ ! -s "$dir/results/$name.json" ] || documents+=("$dir/results/$name.json")
done
if [ ${#documents[@]} -gt 0 ]; then
	"$TOP/scripts/result-merge" -o "$dir/results.json" "${documents[@]}"
	"$TOP/build/mmsim" compare -q "$dir/results.json" | tee "$dir/table.txt" || status=1
fi
[ $status -eq 0 ] || say "$(cat "$dir/verdict")"
say "results: ${dir#"$TOP"/} ($((SECONDS - start)) s)"
exit $status
