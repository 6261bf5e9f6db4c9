#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# cli_kernel.sh - the backend that drives the module, against a made-up debugfs.

# shellcheck disable=SC2317 # ktap_run calls the functions
# shellcheck disable=SC2086 # $status, $golden and $MMSIM have no blanks
. "$(dirname "$0")/cli_lib.sh"

# What is missing is named; nothing is printed, nothing is left behind.
what_is_missing_is_named()
{
	MMSIM_FAKE=unmounted refused "--on kernel: debugfs is not mounted; mount -t debugfs" \
		run fault_storm --on kernel
	MMSIM_FAKE=denied refused "--on kernel: not root: debugfs is open to root only" \
		run fault_storm --on kernel
	MMSIM_FAKE=absent refused "--on kernel: the module is not loaded: insmod mmsim.ko" \
		run fault_storm --on kernel
	MMSIM_FAKE=other refused "the module is version 9.9.9, this mmsim is 0.1.0; load its own" \
		run fault_storm --on kernel
	MMSIM_FAKE=full refused "cannot make the instance cli-" run fault_storm --on kernel
}

list_tells_availability()
{
	MMSIM_FAKE=absent mmsim list backends
	expect_status 0
	expect_out "the module is not loaded"
	mmsim list backends
	grep -A1 '^  kernel' "$T/out" | grep -q '^ *available$' || fail "not available"
}

# Everything the command did to the module, in order.
writes_to_the_module()
{
	export MMSIM_FAKE_LOG=$T/log.dfs
	mmsim run fault_storm --on kernel --runs 1 --tasks 3 --cpus 0-1 \
		--policy fault_lock=vma_rwsem -q
	expect_status 0
	sed -i -E 's/cli-[0-9]+$/cli-N/; s/cli-[0-9]+\//cli-N\//' "$T/log.dfs"
	diff - "$T/log.dfs" <<-'EOF' || fail "other writes"
	/debug/mmsim/delete=cli-N
	/debug/mmsim/new=cli-N
	/debug/mmsim/cli-N/workload/name=fault_storm
	/debug/mmsim/cli-N/workload/cpus=0-1
	/debug/mmsim/cli-N/workload/tasks=3
	/debug/mmsim/cli-N/policy/fault_lock=vma_rwsem
	/debug/mmsim/cli-N/run=1
	/debug/mmsim/delete=cli-N
	EOF
}

only_what_killed_commands_left_is_removed()
{
	export MMSIM_FAKE_LOG=$T/log.dfs
	mmsim run fault_storm --on kernel --runs 1 -q
	expect_status 0
	grep -qxF /debug/mmsim/delete=cli-999999999 "$T/log.dfs" || fail "not removed"
	grep -qE '=(cli-1|mine)$' "$T/log.dfs" && fail "somebody else's was removed"
	return 0
}

results_are_merged()
{
	mmsim run fault_storm --on kernel --runs 2 -q -o "$T/d.json"
	expect_status 0
	grep -q '"backend": "kernel"' "$T/d.json" || fail "no backend"
	grep -q '"name": "mmsim"' "$T/d.json" || fail "no tool"
	grep -q '"clock_resolution_ns": 1' "$T/d.json" || fail "no clock of the module"
	grep -q 'made-up numbers' "$T/d.json" || fail "no warning of the module"
}

errors_in_the_modules_words()
{
	MMSIM_FAKE=refuse mmsim run fault_storm --on kernel -q
	expect_status 2
	expect_err "mmsim: the module refused it"
	MMSIM_FAKE=garbled mmsim run fault_storm --on kernel -q
	expect_status 2
	expect_err "results.json:1:"
}

trace_is_uploaded()
{
	export MMSIM_FAKE_LOG=$T/log.dfs
	printf 'good trace' >"$T/t"
	mmsim replay "$T/t" --on kernel --runs 1 -q
	expect_status 0
	grep -qE '/trace=good trace$' "$T/log.dfs" || fail "not uploaded"
	printf 'bad trace' >"$T/t"
	refused "$T/t: line 1: not a trace" replay "$T/t" --on kernel
}

signal_stops_and_cleans_up()
{
	local pid begin=$SECONDS

	export MMSIM_FAKE_LOG=$T/log.dfs MMSIM_FAKE=hang
	"$MMSIM" run fault_storm --on kernel -q >"$T/out" 2>"$T/err" &
	pid=$!
	while ! grep -q '/run=1$' "$T/log.dfs" 2>/dev/null; do
		sleep 0.05
		[ $((SECONDS - begin)) -lt 20 ] || fail "never ran"
	done
	kill -TERM $pid
	wait $pid
	status=$?
	expect_status 143
	grep -q '/stop=1$' "$T/log.dfs" || fail "not stopped"
	tail -n 1 "$T/log.dfs" | grep -qE '/delete=cli-[0-9]+$' || fail "not deleted"
}

# The real debugfs of this machine, whatever it lacks.
real_debugfs()
{
	local real=build/mmsim

	[ -x $real ] || skip "$real is not built"
	MMSIM=$real
	MMSIM_DEBUGFS=$T/none refused "the module is not loaded" run fault_storm --on kernel
	mkdir -p "$T/fs/mmsim"
	echo "0.0.0 abc" >"$T/fs/mmsim/version"
	MMSIM_DEBUGFS=$T/fs refused "the module is version 0.0.0" run fault_storm --on kernel
	: >"$T/fs/mmsim/version"
	MMSIM_DEBUGFS=$T/fs refused "the module is version unknown" run fault_storm --on kernel
}

not_root()
{
	local real=build/mmsim

	[ -x $real ] || skip "$real is not built"
	[ "$(id -u)" -eq 0 ] || skip "is not root anyway"
	command -v setpriv >/dev/null || skip "no setpriv"
	mkdir -p "$T/locked/mmsim"
	cp $real "$T/mmsim"
	chmod 755 "$T" "$T/mmsim"
	chmod 700 "$T/locked"
	MMSIM_DEBUGFS=$T/locked setpriv --reuid 65534 --regid 65534 --clear-groups \
		"$T/mmsim" run fault_storm --on kernel >"$T/out" 2>"$T/err"
	status=$?
	expect_status 2
	expect_err "not root"
}

use_fake
ktap_run what_is_missing_is_named list_tells_availability writes_to_the_module \
	only_what_killed_commands_left_is_removed results_are_merged errors_in_the_modules_words \
	trace_is_uploaded signal_stops_and_cleans_up real_debugfs not_root
