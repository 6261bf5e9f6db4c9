#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# initramfs.sh - pack a guest: busybox, guest-init and what it shall run.
#
# Usage: scripts/initramfs.sh -o FILE -r SCRIPT [FILE[:NAME]...]
#
#   -o FILE    where to write the (gzip) initramfs
#   -r SCRIPT  what the guest runs, as /payload/run; its exit status is the
#              guest's, and what it writes to /results comes back to the host
#   FILE       copied to /payload, as NAME if given; a directory is copied
#              whole; a dynamically linked program brings its libraries along

set -euo pipefail
. "$(dirname "$0")/functions.sh"

out='' run=''
while getopts o:r:h opt; do
	case $opt in
	o) out=$OPTARG ;;
	r) run=$OPTARG ;;
	h) show_usage "$0"; exit 0 ;;
	*) show_usage "$0" >&2; exit 2 ;;
	esac
done
shift $((OPTIND - 1))
if [ -z "$out" ] || [ -z "$run" ]; then
	show_usage "$0" >&2
	exit 2
fi

busybox=$(command -v busybox) || die "no busybox; run 'make setup'"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# copy_libraries PROGRAM
# Put the shared libraries of a program where its loader looks for them. The
# sanitizers' loader prints "not a dynamic executable" for everything else.
copy_libraries()
{
	local lib

	ldd "$1" 2>/dev/null | grep -o '/[^ ]*' | while read -r lib; do
		[ -e "$work/root$lib" ] || install -D -m 755 "$lib" "$work/root$lib"
	done || true
}

mkdir -p "$work/root/bin" "$work/root/payload"
cp "$busybox" "$work/root/bin/busybox"
install -m 755 "$TOP/scripts/guest-init" "$work/root/init"
install -m 755 "$run" "$work/root/payload/run"
for arg in "$@"; do
	src=${arg%%:*}
	name=$(basename "$src")
	[ "$src" = "$arg" ] || name=${arg#*:}
	[ -e "$src" ] || die "no such file: $src"
	mkdir -p "$work/root/payload/$(dirname "$name")"
	cp -rL "$src" "$work/root/payload/$name"
	[ -d "$src" ] || copy_libraries "$src"
done

mkdir -p "$(dirname "$out")"
(cd "$work/root" && find . | LC_ALL=C sort | cpio -o -H newc -R 0:0 --quiet --reproducible |
	gzip -1) >"$out.$$"
mv "$out.$$" "$out"
