#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# guest-cli.sh - the command line against the real module; to be run in a guest.
#
# Usage: guest-cli.sh, as root, in a directory with mmsim and mmsim.ko
#
# Needs nothing but busybox, and debugfs mounted. Prints one KTAP document; exits
# with 1 if a test failed.

debugfs=/sys/kernel/debug/mmsim
n=0
failed=0

# say NAME STATUS
# One result line; $out and $err are shown if it failed.
say()
{
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n $1"
		return
	fi
	failed=1
	sed 's/^/# /' out err
	echo "not ok $n $1"
}

# expect NAME STATUS TEXT ARGUMENT...
# The command ends with the status and prints the text somewhere.
expect()
{
	name=$1 want=$2 text=$3
	shift 3
	./mmsim "$@" >out 2>err </dev/null
	got=$?
	[ $got -eq "$want" ] || echo "exit status $got, not $want" >>err
	[ $got -eq "$want" ] && grep -qF -- "$text" out err
	say "$name" $?
}

# instances
# How many the module has that were made by a command.
instances()
{
	find $debugfs -maxdepth 1 -name 'cli-*' | wc -l
}

# start ARGUMENT...
# A long run in the background: sets pid once it runs.
start()
{
	./mmsim "$@" >out 2>err </dev/null &
	pid=$!
	tries=0
	until [ "$(cat "$debugfs/cli-$pid/state" 2>/dev/null)" = running ]; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || return
		sleep 0.1
	done
}

# stopped SIGNAL STATUS
# The run in the background ends within two seconds (of a coarse clock).
stopped()
{
	begin=$(date +%s)
	kill "-$1" "$pid"
	wait "$pid"
	got=$?
	[ $(($(date +%s) - begin)) -le 2 ] && [ $got -eq "$2" ]
}

printf 'KTAP version 1\n1..16\n'
expect not_loaded 2 "the module is not loaded" run fault_storm --on kernel
insmod ./mmsim.ko >out 2>err
say insmod $?
expect available 0 "available" list backends
expect run 0 "backend kernel" run fault_storm --on kernel --seconds 0.1 --runs 2 \
	--policy fault_lock=mmap_lock,vma_rwsem,vma_refcnt
expect unknown_cpus 2 "cpus=4095:" run fault_storm --on kernel --cpus 4095
expect settings_that_clash 2 "fault_lock none is for one task" \
	run fault_storm --on kernel --tasks 2 --policy fault_lock=none
echo hello >bad.mmtrace
expect bad_trace 2 "bad.mmtrace: trace: line 1:" replay bad.mmtrace --on kernel
[ "$(instances)" -eq 0 ]
say nothing_left_behind $?

start run fault_storm --on kernel --seconds 60
stopped TERM 143 && grep -q "stopped by a signal: 0 of 5 runs complete" err
say term_stops $?
[ "$(instances)" -eq 0 ]
say term_cleans_up $?

start run fork_storm --on kernel --seconds 60
stopped KILL 137
say kill_stops $?
[ "$(cat "$debugfs/cli-$pid/state")" = stopped ]
say instance_of_a_killed_command_is_usable $?
expect next_command_removes_it 0 "removed cli-$pid" run fork_storm --on kernel --runs 1 \
	--seconds 0.1 -v
[ "$(instances)" -eq 0 ]
say it_is_gone $?

start run fault_storm --on kernel --seconds 1 --runs 1
expect two_at_once 0 "fault_storm" run fault_storm --on kernel --seconds 0.1 --runs 1
wait "$pid"
rmmod mmsim >out 2>err
say rmmod $?
exit $failed
