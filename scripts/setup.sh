#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# setup.sh - get what the other scripts need on a Debian 12 or 13 machine.
#
# Usage: scripts/setup.sh [PART...]
#
#   packages       compilers, libraries, QEMU, lint tools (needs root or sudo)
#   sources        linux-source tarballs of 6.1, 6.12 and 7.2
#   source:VER     one of them
#   prebuilt       Debian's own kernel image, unpacked into the cache, and the
#                  headers of the same kernel (installing those needs root)
#
# Without arguments: all of it. What is there already is skipped without
# asking apt anything, so a second call takes well under a second.
#
# A kernel source that this Debian release does not carry is fetched from the
# release that does, through a private apt configuration in the cache: own
# package lists, the system's mirror, the Debian archive keyring. The system's
# apt sources are not changed.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

packages="bc bison build-essential busybox-static ca-certificates cpio
	debian-archive-keyring flex git kmod libelf-dev libjansson-dev libnuma-dev
	liburcu-dev linux-headers-amd64 perl pkg-config python3 python3-docutils
	qemu-system-x86 shellcheck sparse xz-utils"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# missing_packages NAME...
# Which of some packages are not installed.
missing_packages()
{
	local p

	for p in "$@"; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] ||
			echo "$p"
	done
}

# install_packages NAME...
# apt-get install what is missing; no call of apt at all when nothing is.
install_packages()
{
	local want

	mapfile -t want < <(missing_packages "$@")
	[ ${#want[@]} -gt 0 ] || return 0
	say "setup: install ${want[*]}"
	refresh_lists
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		-o DPkg::Lock::Timeout=300 install --no-install-recommends \
		"${want[@]}" >&2
}

# refresh_lists
# apt-get update, at most once per call of this script.
refresh_lists()
{
	[ -z "${lists_fresh-}" ] || return 0
	as_root apt-get -q -o DPkg::Lock::Timeout=300 update >&2
	lists_fresh=1
}

# candidate_exists PACKAGE
# Whether the system's own apt sources carry a package of exactly this name:
# apt takes 6.1 for a pattern that 6.12 matches.
candidate_exists()
{
	apt-cache policy "$1" 2>/dev/null | awk -v name="$1:" '
		/^[^ ]/ { right = $0 == name }
		right && $1 == "Candidate:" && $2 != "(none)" { found = 1 }
		END { exit !found }'
}

# mirror KIND
# The mirror that the system uses, KIND main or security.
mirror()
{
	local match=-v

	[ "$1" != security ] || match=
	# shellcheck disable=SC2086,SC2016 # no argument or one; apt's own syntax
	apt-get indextargets --format '$(SITE) $(RELEASE)' 2>/dev/null |
		awk '$2 ~ /^(bookworm|trixie|stable|oldstable)/' | sort -u |
		grep $match security | cut -d' ' -f1 | head -n 1
}

# private_apt COMMAND ARG...
# apt-get with lists, cache and sources of its own, under $apt.
private_apt()
{
	apt-get -q -o Dir::Etc::sourcelist="$apt/sources.list" \
		-o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferences=/dev/null \
		-o Dir::Etc::preferencesparts=/dev/null -o Dir::State="$apt/state" \
		-o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
		-o APT::Architecture=amd64 -o APT::Sandbox::User="$(id -un)" "$@"
}

# fetch_source VERSION SUITE...
# Download linux-source-VERSION from other suites of the system's mirrors.
fetch_source()
{
	local version=$1 suite site work
	shift

	apt=$MMSIM_CACHE/apt/$version
	rm -rf "$apt"
	mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial"
	: >"$apt/status"
	for suite in "$@"; do
		case $suite in
		*-security) site=$(mirror security) ;;
		*) site=$(mirror main) ;;
		esac
		[ -n "$site" ] || continue
		echo "deb [signed-by=$keyring] $site $suite main"
	done >"$apt/sources.list"
	[ -s "$apt/sources.list" ] ||
		die "no Debian mirror in this machine's apt sources"

	say "setup: fetch linux-source-$version from $*"
	work=$MMSIM_CACHE/source/tmp.$$
	rm -rf "$MMSIM_CACHE"/source/tmp.*
	mkdir -p "$work"
	private_apt update >&2 || return 1
	(cd "$work" && private_apt download "linux-source-$version" >&2) || return 1
	set -- "$work"/*.deb
	dpkg-deb --fsys-tarfile "$1" | tar -xf - -C "$work" --strip-components=3 \
		"./usr/src/linux-source-$version.tar.xz"
	rm -f "$1"
	mv -T "$work" "$MMSIM_CACHE/source/$(basename "$1" .deb)"
	rm -rf "$apt"
}

# get_source VERSION
# Make sure that the tarball of a kernel version is there.
get_source()
{
	local version=$1

	! source_tarball "$version" >/dev/null || return 0
	if candidate_exists "linux-source-$version"; then
		install_packages "linux-source-$version"
		! source_tarball "$version" >/dev/null || return 0
	fi
	case $version in
	6.1)  set -- bookworm bookworm-security ;;
	6.12) set -- trixie trixie-security ;;
	7.2)  set -- trixie-backports ;;
	*) die "unknown kernel version $version; known: $KUNIT_KERNELS" ;;
	esac
	with_lock "$MMSIM_CACHE/source/lock" fetch_source "$version" "$@" ||
		die "linux-source-$version cannot be had from $*"
}

# get_prebuilt
# Unpack the image of Debian's current kernel, the one that linux-headers-amd64
# belongs to, as $MMSIM_CACHE/prebuilt/RELEASE; prebuilt/current names it.
get_prebuilt()
{
	local release

	install_packages linux-headers-amd64
	release=$(dpkg-query -W -f '${Depends}' linux-headers-amd64 |
		sed 's/^linux-headers-\([^ ,]*\).*/\1/')
	with_lock "$MMSIM_CACHE/prebuilt/lock" fetch_image "$release"
}

# fetch_image RELEASE
# Download and unpack linux-image-RELEASE; when the archive has moved on, move
# the headers on too and take the image that fits them.
fetch_image()
{
	local release=$1 dest work

	dest=$MMSIM_CACHE/prebuilt/$release
	if [ ! -d "$dest" ]; then
		work=$MMSIM_CACHE/prebuilt/tmp.$$
		rm -rf "$MMSIM_CACHE"/prebuilt/tmp.*
		mkdir -p "$work/root"
		say "setup: fetch linux-image-$release"
		if ! (cd "$work" && download_image "$release"); then
			refresh_lists
			as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
				-o DPkg::Lock::Timeout=300 install \
				--no-install-recommends linux-headers-amd64 >&2
			release=$(dpkg-query -W -f '${Depends}' linux-headers-amd64 |
				sed 's/^linux-headers-\([^ ,]*\).*/\1/')
			dest=$MMSIM_CACHE/prebuilt/$release
			(cd "$work" && download_image "$release") ||
				die "linux-image-$release cannot be downloaded"
		fi
		dpkg-deb -x "$work"/*.deb "$work/root"
		mv "$work/root/boot/vmlinuz-$release" "$work/bzImage"
		mv "$work/root/boot/config-$release" "$work/config"
		rm -rf "$work"/*.deb "$work/root"
		rm -rf "$dest"
		mv -T "$work" "$dest"
	fi
	echo "$release" >"$MMSIM_CACHE/prebuilt/current.$$"
	mv "$MMSIM_CACHE/prebuilt/current.$$" "$MMSIM_CACHE/prebuilt/current"
}

# download_image RELEASE
# apt-get download into the current directory, after an update if need be.
download_image()
{
	if ! candidate_exists "linux-image-$1"; then
		refresh_lists
	fi
	apt-get -q -o APT::Sandbox::User="$(id -un)" download "linux-image-$1" >&2
}

# setup_part PART
setup_part()
{
	local v

	case $1 in
	packages)
		# shellcheck disable=SC2086 # a list of words
		install_packages $packages ;;
	sources)
		for v in $KUNIT_KERNELS; do
			get_source "$v"
		done ;;
	source:*) get_source "${1#source:}" ;;
	prebuilt) get_prebuilt ;;
	-h|--help) show_usage "$0" ;;
	*) die "unknown part '$1'; known: packages sources source:VERSION prebuilt" ;;
	esac
}

[ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ] ||
	die "this needs Debian 12 or 13 on amd64"
[ $# -gt 0 ] || set -- packages sources prebuilt
for part in "$@"; do
	setup_part "$part"
done
