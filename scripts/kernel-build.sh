#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# kernel-build.sh - build one small kernel and what modules need of its tree.
#
# Usage: scripts/kernel-build.sh [-q] VERSION [FLAVOUR]
#
#   VERSION  6.1, 6.12 or 7.2: a linux-source package that setup.sh provided
#   FLAVOUR  directory of scripts/configs with the fragments (default kunit)
#   -q       only look: print the directory if it is built, else exit 1
#
# Prints one directory on stdout. In it: bzImage, config, config.diags (options
# asked for and not got), build (give it to make as KDIR=). The directory lies
# in the cache under a name made from the contents of the tarball, the
# fragments and this script, so a change of any of them builds anew and an
# unchanged one costs nothing.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

only_look=
case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
-q) only_look=1; shift ;;
esac
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
	show_usage "$0" >&2
	exit 2
fi
version=$1
flavour=${2:-kunit}
confdir=$TOP/scripts/configs/$flavour

[ -f "$confdir/config" ] ||
	die "no flavour '$flavour'; there are: $(cd "$TOP/scripts/configs" && echo *)"
tarball=$(source_tarball "$version") ||
	die "no linux-source-$version; run 'make setup'"

fragments=("$confdir/config")
[ ! -f "$confdir/config-$version" ] || fragments+=("$confdir/config-$version")

# kernel_key
# Name for everything that goes into the build.
kernel_key()
{
	{
		cached_hash "$tarball"
		content_key "${fragments[@]}" "$TOP/scripts/kernel-build.sh"
		gcc -dumpfullversion
	} | sha256sum | cut -c1-12
}

# check_config CONFIG
# Compare the configuration with what the fragments ask: a "#CHECK#CONFIG_X=y"
# line that does not hold is an error; an option set but not got is noted.
check_config()
{
	local line bad=0

	while read -r line; do
		if ! grep -qxF "$line" "$1"; then
			say "error: asked for $line, got: $(grep -E "^(# )?${line%%=*}[ =]" "$1" ||
				echo "no such option")"
			bad=1
		fi
	done < <(sed -n 's/^#CHECK#//p' "${fragments[@]}")
	[ $bad -eq 0 ] || return 1
	while read -r line; do
		grep -qxF "$line" "$1" || echo "asked $line"
	done < <(sed -n '/^CONFIG_/p' "${fragments[@]}")
	return 0
}

# trim_tree DIR
# Keep what an external module build and the lint tools read: makefiles,
# headers, scripts, objtool, generated files, kunit.py. All else goes.
trim_tree()
{
	(
		cd "$1"
		find arch -mindepth 1 -maxdepth 1 -type d ! -name x86 -exec rm -rf {} +
		rm -rf Documentation LICENSES block certs crypto drivers fs init \
			io_uring ipc kernel mm net rust samples security sound usr \
			virt vmlinux vmlinux.* System.map .tmp_* arch/x86/boot
		find tools -mindepth 1 -maxdepth 1 ! -name objtool ! -name docs \
			! -name testing ! -name lib ! -name include -exec rm -rf {} +
		[ ! -d tools/lib ] ||
			find tools/lib -mindepth 1 -maxdepth 1 ! -name python -exec rm -rf {} +
		find tools/testing -mindepth 1 -maxdepth 1 ! -name kunit -exec rm -rf {} +
		find tools/objtool -mindepth 1 -maxdepth 1 ! -name objtool -exec rm -rf {} +
		find lib arch \( -name '*.[oacS]' -o -name '*.cmd' -o -name '*.xz' \) \
			! -name '*.lds*' -type f -delete
		find . \( -name '*.o.cmd' -o -name '*.a' \) ! -path './scripts/*' -delete
		find . -type d -empty -delete
	)
}

# build_kernel DEST
# Build in a directory beside DEST and rename it at the very end.
build_kernel()
{
	local dest=$1 work log
	work=$(dirname "$dest")/tmp.$$.$(basename "$dest")
	log=$dest.log

	[ ! -d "$dest" ] || return 0
	rm -rf "$(dirname "$dest")"/tmp.*."$(basename "$dest")"
	mkdir -p "$work/build"
	# shellcheck disable=SC2064 # the directory of now
	trap "rm -rf '$work'" EXIT
	trap 'exit 130' INT TERM

	say "kernel $version ($flavour): unpack"
	tar -xJf "$tarball" -C "$work/build" --strip-components=1
	cat "${fragments[@]}" >"$work/fragment"
	say "kernel $version ($flavour): build, log in $log"
	if ! {
		make_kernel KCONFIG_ALLCONFIG="$work/fragment" allnoconfig &&
		make_kernel olddefconfig &&
		check_config "$work/build/.config" >"$work/config.diags" &&
		make_kernel -j"$(jobs_wanted)" bzImage modules
	} >"$log" 2>&1; then
		tail -n 20 "$log" >&2
		die "kernel $version ($flavour) does not build, see $log"
	fi
	cp "$work/build/arch/x86/boot/bzImage" "$work/bzImage"
	cp "$work/build/.config" "$work/config"
	trim_tree "$work/build"
	mv -T "$work" "$dest"
	trap - EXIT
	say "kernel $version ($flavour): ready, $(du -sh "$dest" | cut -f1)"
}

# make_kernel ARG...
# make in the tree, with a stamp that does not change from build to build.
make_kernel()
{
	KBUILD_BUILD_TIMESTAMP=1970-01-01 KBUILD_BUILD_USER=mmsim \
	KBUILD_BUILD_HOST=mmsim KBUILD_BUILD_VERSION=1 \
	make -s -C "$work/build" ARCH=x86_64 LOCALVERSION="-mmsim-$flavour" "$@"
}

dest=$MMSIM_CACHE/kernel/$version-$flavour-$(kernel_key)
if [ ! -d "$dest" ]; then
	[ -z "$only_look" ] || exit 1
	with_lock "$MMSIM_CACHE/kernel/$version-$flavour.lock" build_kernel "$dest"
fi
echo "$dest"
