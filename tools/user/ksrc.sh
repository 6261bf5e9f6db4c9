#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# ksrc.sh - provide the few kernel files that the userspace build compiles.
#
# Usage: tools/user/ksrc.sh [KSRC]
#
#   KSRC  an unpacked kernel tree, or a tarball of one; default is Debian's
#         /usr/src/linux-source-6.12.tar.xz
#
# Prints a directory with lib/ and include/linux/ that hold these files and no
# others, so that none of the kernel's headers is found by accident. It is in the
# cache ($MMSIM_CACHE, default ~/.cache/mmsim) under a name made from the
# tarball's size, date and name, or for a tree from the contents of the files.
# Exit status 2 if there is no source.

set -eu

files="
include/linux/interval_tree_generic.h
include/linux/list.h
include/linux/llist.h
include/linux/maple_tree.h
include/linux/rbtree.h
include/linux/rbtree_augmented.h
include/linux/rbtree_types.h
include/linux/xarray.h
lib/llist.c
lib/maple_tree.c
lib/rbtree.c
lib/xarray.c
"

case ${1-} in
-h|--help) sed -n '4,/^set/{/^set/d;s/^#\( \|$\)//p;}' "$0"; exit 0 ;;
esac

die()
{
	echo "${0##*/}: $*" >&2
	exit 2
}

ksrc=${1:-/usr/src/linux-source-6.12.tar.xz}
cache=${MMSIM_CACHE:-${HOME:-/root}/.cache/mmsim}/user-ksrc

# Two builds may want the same thing: each unpacks beside and renames.
finish()
{
	if ! mv -T "$1" "$2" 2>/dev/null; then
		[ -d "$2" ] || die "cannot write $2"
		rm -rf "$1"
	fi
}

if [ -d "$ksrc" ]; then
	# shellcheck disable=SC2086 # the list is words
	key=$(cd "$ksrc" && cat $files | sha256sum | cut -c1-16) ||
		die "$ksrc is not a kernel tree with a maple tree (6.1 or later)"
	dest=$cache/tree-$key
	if [ ! -d "$dest" ]; then
		work=$dest.$$
		for f in $files; do
			mkdir -p "$work/${f%/*}"
			cp "$ksrc/$f" "$work/$f"
		done
		finish "$work" "$dest"
	fi
elif [ -f "$ksrc" ]; then
	key=$(stat -L -c '%s %Y' "$ksrc" | sha256sum | cut -c1-12)
	base=${ksrc##*/}
	dest=$cache/${base%.tar*}-$key
	if [ ! -d "$dest" ]; then
		work=$dest.$$
		mkdir -p "$work"
		top=${base%.tar*}
		# shellcheck disable=SC2046,SC2086 # the list is words
		tar -xf "$ksrc" -C "$work" --strip-components=1 \
			$(printf "$top/%s " $files) || {
			rm -rf "$work"
			die "cannot find the maple tree in $ksrc"
		}
		finish "$work" "$dest"
	fi
else
	die "no kernel source $ksrc: run 'make setup' or give KSRC="
fi
echo "$dest"
