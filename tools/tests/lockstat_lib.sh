# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# lockstat_lib.sh - make lock_stat dumps as the kernel writes them; to be sourced.

# dump [LINE]
# The lines before the rows of a dump; LINE goes in as the second.
dump()
{
	local rule

	rule=$(printf '%221s' '' | tr ' ' -)
	echo "lock_stat version 0.4"
	[ $# -eq 0 ] || echo "$1"
	echo "$rule"
	printf '%40s %14s %14s %14s %14s %14s %14s %14s %14s %14s %14s %14s %14s\n' \
		'class name' con-bounces contentions waittime-min waittime-max \
		waittime-total waittime-avg acq-bounces acquisitions holdtime-min \
		holdtime-max holdtime-total holdtime-avg
	printf '%s\n\n' "$rule"
}

# row NAME CON-BOUNCES CONTENTIONS MIN MAX TOTAL AVG ACQ-BOUNCES ACQUISITIONS MIN MAX
#	TOTAL AVG
row()
{
	local name=$1
	shift
	printf '%40s:%14s %14s %14s %14s %14s %14s %14s %14s %14s %14s %14s %14s\n' \
		"$name" "$@"
}

# plain NAME CONTENTIONS ACQUISITIONS
# A row with waits of 2.51 us each and holds of 0.37 us, and a fine clock.
plain()
{
	local wait hold

	wait=$(echo "$2" | awk '{ printf "%.2f", $1 * 2.51 }')
	hold=$(echo "$3" | awk '{ printf "%.2f", $1 * 0.37 }')
	if [ "$2" -eq 0 ]; then
		row "$1" 0 0 0.00 0.00 0.00 0.00 5 "$3" 0.03 9.41 "$hold" 0.37
	else
		row "$1" 3 "$2" 0.11 17.23 "$wait" 2.51 5 "$3" 0.03 9.41 "$hold" 0.37
	fi
}

# point NAME COUNT SYMBOL
point()
{
	printf '%40s %14s %29s %s\n' "$1" "$2" '[<00000000deadbeef>]' "$3"
}

# mmap_lock ACQUISITIONS-W ACQUISITIONS-R
# What the workloads are judged by, with few contentions.
mmap_lock()
{
	plain '&mm->mmap_lock-W' 100 "$1"
	plain '&mm->mmap_lock-R' 50 "$2"
}
