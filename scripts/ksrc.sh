#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# ksrc.sh - unpack the part of a kernel source that tools are built from.
#
# Usage: scripts/ksrc.sh [VERSION]
#
#   VERSION  6.1, 6.12 (default) or 7.2
#
# Prints a directory of the cache that holds include, lib, scripts, kernel, mm,
# tools and arch/x86 of the tree, without drivers, file systems and documents:
# enough for the userspace build (KSRC=), checkpatch, kernel-doc and kunit.py.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
esac
version=${1:-6.12}
tarball=$(source_tarball "$version") || die "no linux-source-$version; run 'make setup'"
dest=$MMSIM_CACHE/ksrc/$version-$(cached_hash "$tarball" | cut -c1-12)

# unpack_subset DEST
# Unpack beside DEST and rename at the end.
unpack_subset()
{
	local dest=$1 d work
	local -a without=()

	[ ! -d "$dest" ] || return 0
	for d in Documentation LICENSES block certs crypto debian drivers fs \
		 init io_uring ipc net rust samples security sound usr virt \
		 tools/perf tools/testing/selftests tools/power 'arch/[a-wyz]*' \
		 arch/xtensa arch/x86/kvm arch/x86/crypto; do
		without+=(--exclude "linux-source-$version/$d")
	done
	work=$(dirname "$dest")/tmp.$$
	rm -rf "$(dirname "$dest")"/tmp.*
	mkdir -p "$work"
	say "unpack linux-source-$version"
	if tar -xJf "$tarball" -C "$work" --strip-components=1 "${without[@]}"; then
		mv -T "$work" "$dest"
	else
		rm -rf "$work"
		die "cannot unpack $tarball"
	fi
}

[ -d "$dest" ] || with_lock "$MMSIM_CACHE/ksrc/lock" unpack_subset "$dest"
echo "$dest"
