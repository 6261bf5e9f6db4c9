#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# accel.sh - whether guests run under KVM or TCG on this machine.
#
# Usage: scripts/accel.sh [KERNEL]
#
#   KERNEL  bzImage to try with (default: any kernel in the cache)
#
# Prints kvm or tcg. KVM is believed only when a guest that uses it reaches
# its init: /dev/kvm may open, and even make a virtual CPU, on machines that
# cannot run a kernel with it. The answer is remembered until the next boot of
# this machine. MMSIM_ACCEL=kvm|tcg in the environment decides without a probe.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

# any_kernel
# Some kernel image of the cache.
any_kernel()
{
	local k

	for k in "$MMSIM_CACHE"/kernel/*/bzImage "$MMSIM_CACHE"/prebuilt/*/bzImage; do
		[ ! -f "$k" ] || { echo "$k"; return 0; }
	done
	return 1
}

# probe KERNEL
# Boot a guest under KVM; it has 10 seconds for what takes one.
probe()
{
	local work status=1

	work=$(mktemp -d)
	printf '#!/bin/sh\nexit 0\n' >"$work/run.sh"
	if "$TOP/scripts/initramfs.sh" -o "$work/initramfs.gz" -r "$work/run.sh" &&
	   "$TOP/scripts/run-qemu.sh" -a kvm -k "$1" -i "$work/initramfs.gz" \
		-o "$work/out" -s 2 -m 512M -t 10 -X /dev/null >&2; then
		status=0
	fi
	rm -rf "$work"
	return $status
}

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
esac
case ${MMSIM_ACCEL-} in
kvm|tcg) echo "$MMSIM_ACCEL"; exit 0 ;;
'') ;;
*) die "MMSIM_ACCEL is '$MMSIM_ACCEL'; valid: kvm tcg" ;;
esac

memo=$MMSIM_CACHE/accel/$(cat /proc/sys/kernel/random/boot_id)
if [ ! -s "$memo" ]; then
	answer=tcg
	if [ -w /dev/kvm ]; then
		kernel=${1:-$(any_kernel || true)}
		[ -n "$kernel" ] || die "no kernel to probe with; run 'make setup'"
		! probe "$kernel" || answer=kvm
	fi
	mkdir -p "$MMSIM_CACHE/accel"
	echo $answer >"$memo.$$"
	mv "$memo.$$" "$memo"
	say "accelerator: $answer"
fi
cat "$memo"
