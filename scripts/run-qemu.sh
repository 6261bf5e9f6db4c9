#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# run-qemu.sh - boot one kernel with one initramfs and judge what it did.
#
# Usage: scripts/run-qemu.sh -k KERNEL -i INITRAMFS -o DIR [-s CPUS] [-m MEM]
#                            [-t SECONDS] [-a ACCEL] [-x ARGS] [-X FILE]
#
#   -k KERNEL     bzImage; a file "config" beside it is copied to the result
#   -i INITRAMFS  from initramfs.sh
#   -o DIR        result directory; made anew
#   -s CPUS       virtual CPUs (default 2)
#   -m MEM        memory (default 1G)
#   -t SECONDS    give up after this time (default 300)
#   -a ACCEL      kvm or tcg (default: what accel.sh says)
#   -x ARGS       more kernel arguments
#   -X FILE       list of excused console lines (see parse-console.sh)
#
# The result directory explains itself: qemu-cmd (runnable, with bzImage and
# initramfs.gz beside it), console.log, config, testid.txt (commit and diff),
# accel, results/ (what the guest sent), verdict (one line).
#
# Exit status: 0 the guest said success and the console is clean; 1 anything
# else that a booted guest can do; 2 trouble before that.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

kernel='' initrd='' dir='' cpus=2 mem=1G seconds=300 accel='' append='' excused=''
while getopts k:i:o:s:m:t:a:x:X:h opt; do
	case $opt in
	k) kernel=$OPTARG ;;
	i) initrd=$OPTARG ;;
	o) dir=$OPTARG ;;
	s) cpus=$OPTARG ;;
	m) mem=$OPTARG ;;
	t) seconds=$OPTARG ;;
	a) accel=$OPTARG ;;
	x) append=$OPTARG ;;
	X) excused=$OPTARG ;;
	h) show_usage "$0"; exit 0 ;;
	*) show_usage "$0" >&2; exit 2 ;;
	esac
done
if [ -z "$kernel" ] || [ -z "$initrd" ] || [ -z "$dir" ]; then
	show_usage "$0" >&2
	exit 2
fi
[ -f "$kernel" ] || die "no kernel $kernel"
[ -f "$initrd" ] || die "no initramfs $initrd"
[ -n "$accel" ] || accel=$("$TOP/scripts/accel.sh")
qemu=$(command -v qemu-system-x86_64) || die "no qemu-system-x86_64; run 'make setup'"

# write_testid
# What was tested: commit, state of the tree, difference from the commit.
write_testid()
{
	{
		echo "date   $(date -u +%Y-%m-%dT%H:%M:%SZ)"
		echo "commit $(git_id)"
		echo "accel  $accel"
		echo "host   $(uname -r), $(nproc) CPUs"
		git -C "$TOP" status --short 2>/dev/null || true
		git -C "$TOP" diff 2>/dev/null || true
	} >"$dir/testid.txt"
}

# write_command
# The exact command, as a script that can be run again.
write_command()
{
	local cpu=max acc="tcg,thread=multi" clock=" tsc=reliable"

	# Under TCG the kernel's watchdog would trade the TSC, which all virtual
	# CPUs take from one host clock, for a device that they queue for.
	if [ "$accel" = kvm ]; then
		cpu=host
		acc=kvm
		clock=
	fi
	cat >"$dir/qemu-cmd" <<EOC
#!/bin/sh
# Boot the guest of this directory again. Console to console.log, results to
# results.tar; ends by itself. accel=$accel cpus=$cpus timeout=${seconds}s
cd "\$(dirname "\$0")" || exit 2
exec $qemu -accel $acc -cpu $cpu -smp $cpus -m $mem \\
	-nodefaults -no-user-config -display none -no-reboot \\
	-kernel bzImage -initrd initramfs.gz \\
	-append "console=ttyS0,115200 panic=-1 oops=panic nokaslr loglevel=7$clock$append" \\
	-serial file:console.log -serial file:results.tar
EOC
	chmod +x "$dir/qemu-cmd"
}

# judge STATUS
# One line to the file verdict; success only when every sign says so.
judge()
{
	local bad guest

	if [ -s "$dir/results.tar" ]; then
		tar -xf "$dir/results.tar" -C "$dir" 2>/dev/null || true
	fi
	guest=$(cat "$dir/results/guest-status" 2>/dev/null || true)
	bad=0
	"$TOP/scripts/parse-console.sh" "$dir/console.log" ${excused:+"$excused"} \
		>"$dir/console-badness" 2>&1 || bad=$?
	if [ $bad -eq 1 ]; then
		echo "FAIL: the console complains: $(head -n 1 "$dir/console-badness")"
	elif [ "$1" -eq 124 ]; then
		echo "FAIL: no end after $seconds seconds"
	elif [ $bad -ne 0 ]; then
		echo "FAIL: no console output"
	elif [ -z "$guest" ]; then
		echo "FAIL: the guest ended without sending its results"
	elif ! grep -aq '^mmsim-guest: end status' "$dir/console.log"; then
		echo "FAIL: the guest did not reach its end"
	elif [ "$guest" != 0 ]; then
		echo "FAIL: the guest's script exited with status $guest"
	elif [ "$1" -ne 0 ]; then
		echo "FAIL: QEMU exited with status $1"
	else
		echo "PASS"
	fi >"$dir/verdict"
}

rm -rf "$dir"
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
cp "$kernel" "$dir/bzImage"
cp "$initrd" "$dir/initramfs.gz"
config=$(dirname "$(realpath "$kernel")")/config
[ ! -f "$config" ] || cp "$config" "$dir/config"
echo "$accel" >"$dir/accel"
append=${append:+ $append}
write_testid
write_command

status=0
setsid -w timeout -k 5 "$seconds" "$dir/qemu-cmd" </dev/null >"$dir/qemu.log" 2>&1 &
pid=$!
trap 'kill -- -$pid 2>/dev/null; exit 130' INT TERM
wait $pid || status=$?
trap - INT TERM
[ $status -ne 137 ] || status=124
echo "$status" >"$dir/qemu-status"
judge "$status"
grep -q '^PASS' "$dir/verdict"
