#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# functions.sh - shell functions shared by the scripts beside it.
#
# Usage: . "$(dirname "$0")/functions.sh"
#
# Sets: TOP (root of the checkout), MMSIM_CACHE (directory of everything that
# is downloaded or built once; outside the checkout, safe to delete).

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
MMSIM_CACHE=${MMSIM_CACHE:-${HOME:-/root}/.cache/mmsim}
# shellcheck disable=SC2034 # read by the scripts that source this file
KUNIT_KERNELS="6.1 6.12 7.2"
export MMSIM_CACHE
# Scripts read what other programs print: in one language, sorted one way.
export LC_ALL=C.UTF-8

# say TEXT...
# One line of progress, to stderr: data goes to stdout.
say()
{
	printf '%s\n' "$*" >&2
}

# die TEXT...
# Say what is wrong and exit with status 2 (trouble, not a failed test).
die()
{
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 2
}

# show_usage FILE
# Print the head comment of a script: its purpose, usage and arguments.
show_usage()
{
	sed -n '2,/^[^#]*$/{/^# SPDX/d;s/^#\( \|$\)//p;}' "$1" | sed '1{/^$/d}'
}

# as_root COMMAND ARG...
# Run a command as root: directly, or through sudo.
as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null 2>&1; then
		sudo "$@"
	else
		die "root is needed for: $* (run as root or install sudo)"
	fi
}

# jobs_wanted
# How many jobs a build may run at once: MMSIM_JOBS, else the CPUs online.
jobs_wanted()
{
	echo "${MMSIM_JOBS:-$(nproc)}"
}

# with_lock FILE COMMAND ARG...
# Run a command while holding an exclusive lock, so that two builders of the
# same thing wait for each other. Says so when it has to wait.
with_lock()
{
	local file=$1 fd
	shift
	mkdir -p "$(dirname "$file")"
	exec {fd}>"$file"
	if ! flock -n "$fd"; then
		say "waiting for another builder ($file)"
		flock "$fd"
	fi
	"$@" {fd}>&-
	local status=$?
	exec {fd}>&-
	return $status
}

# content_key FILE...
# A short name for the contents of some files.
content_key()
{
	cat -- "$@" | sha256sum | cut -c1-16
}

# cached_hash FILE
# sha256 of a large file, remembered by path, size and modification time.
cached_hash()
{
	local id memo
	id=$(stat -c '%n %s %Y' "$1" | sha256sum | cut -c1-16)
	memo=$MMSIM_CACHE/hash/$id
	if [ ! -s "$memo" ]; then
		mkdir -p "$MMSIM_CACHE/hash"
		sha256sum <"$1" | cut -d' ' -f1 >"$memo.$$" && mv "$memo.$$" "$memo"
	fi
	cat "$memo"
}

# source_tarball VERSION
# Path of Debian's linux-source tarball of a version (6.1, 6.12, 7.2): the
# installed package first (MMSIM_SOURCES, /usr/src), then the one setup.sh put
# into the cache.
source_tarball()
{
	local f
	for f in "${MMSIM_SOURCES:-/usr/src}/linux-source-$1.tar.xz" \
		 "$MMSIM_CACHE"/source/linux-source-"$1"_*/linux-source-"$1".tar.xz; do
		if [ -f "$f" ]; then
			echo "$f"
			return 0
		fi
	done
	return 1
}

# git_id
# The commit the checkout is at, with -dirty when it differs from it.
git_id()
{
	git -C "$TOP" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown
}

# kernel_image_dir KERNEL
# Directory with bzImage and config of a test kernel: 6.1, 6.12, 7.2 (built if
# need be) or prebuilt (Debian's own, unpacked by setup.sh).
kernel_image_dir()
{
	local release

	if [ "$1" != prebuilt ]; then
		"$TOP/scripts/kernel-build.sh" "$1"
		return
	fi
	release=$(cat "$MMSIM_CACHE/prebuilt/current" 2>/dev/null) ||
		die "no prebuilt kernel; run 'make setup'"
	echo "$MMSIM_CACHE/prebuilt/$release"
}

# kernel_dir KERNEL
# What make needs as KDIR to build modules for a test kernel.
kernel_dir()
{
	local dir

	dir=$(kernel_image_dir "$1") || return
	if [ "$1" = prebuilt ]; then
		echo "/usr/src/linux-headers-${dir##*/}"
	else
		echo "$dir/build"
	fi
}

# ktap_case FILE STATUS NAME [COMMAND-OUTPUT]
# Append one result to a file of results: STATUS 0 passed, 4 skipped (the text
# is the reason), all else failed (the text becomes notes).
ktap_case()
{
	local file=$1 status=$2 name=$3 text=${4-} n

	[ -s "$file" ] || echo "KTAP version 1" >"$file"
	n=$(($(grep -cE '^(not )?ok ' "$file" || true) + 1))
	case $status in
	0) echo "ok $n $name" ;;
	4) echo "ok $n $name # SKIP ${text%%$'\n'*}" ;;
	*) [ -z "$text" ] || printf '%s\n' "$text" | tail -n 30 | sed 's/^/# /'
	   echo "not ok $n $name" ;;
	esac >>"$file"
}

# ktap_end FILE
# Close a file of results with its plan, as TAP allows it: at the end.
ktap_end()
{
	echo "1..$(grep -cE '^(not )?ok ' "$1" || true)" >>"$1"
}
