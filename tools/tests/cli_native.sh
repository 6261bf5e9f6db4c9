#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# cli_native.sh - the command line with the core in it: every workload under every
# design, exact operation counts, replays, and Ctrl-C. Runs are short: what is tested
# is that the parts fit, not how fast they are.
#
# MMSIM=FILE tests another build, such as build/user/asan/mmsim.

# shellcheck disable=SC2317 # ktap_run calls the functions
# shellcheck disable=SC2086 # $status, $golden and $MMSIM have no blanks
. "$(dirname "$0")/cli_lib.sh"

MMSIM=$(realpath "${MMSIM:-build/mmsim}")

# names MACRO LIST
# First arguments of the MACRO lines of a list header.
names()
{
	sed -n "s/^$1(\([a-z0-9_]*\),.*/\1/p" include/mmsim/$2_list.h
}

# results CONDITION...
# Every result r of $T/d.json satisfies the Python conditions.
results()
{
	local c

	command -v python3 >/dev/null || skip "no python3"
	for c in "$@"; do
		python3 - "$T/d.json" "$c" <<-'EOP' || fail "not so: $c"
		import json, sys
		d = json.load(open(sys.argv[1]))
		assert d["results"]
		for r in d["results"]:
		    if not eval(sys.argv[2]):
		        print(json.dumps(r)[:2000])
		        sys.exit(1)
		EOP
	done
}

every_workload_under_every_design()
{
	local w locks

	locks=$(names MMSIM_FAULT_LOCK policy | grep -vxE 'none|busted' | paste -sd,)
	for w in $(names MMSIM_WORKLOAD workload); do
		[ $w != replay ] || continue
		mmsim run $w --policy fault_lock=$locks --runs 2 --ops 20 \
			--set warmup_ms=10 --set verify=1 --set big_pages=4096 -q -o "$T/d.json"
		[ $status -eq 0 ] || fail "$w: exit status $status"
		results 'r["ops"] > 0 and r["wall_ns"] > 0' 'r["consistent"]' \
			'not any(r["violations"].values())' \
			'len(d["results"]) == 2 * len({x["policy"]["fault_lock"] for x in d["results"]})'
	done
}

no_lock_for_one_task()
{
	mmsim run fault_storm --policy fault_lock=none --tasks 1 --runs 1 --ops 1000 -q
	expect_status 0
	refused "fault_lock none is for one task" run fault_storm --policy fault_lock=none \
		--tasks 2 -q
}

# Two tasks that change each other's VMAs: a wrong design does not go unnoticed.
busted_is_caught()
{
	local tries

	[ "$(nproc)" -gt 1 ] || skip "one CPU"
	for tries in 1 2 3 4 5; do
		mmsim run madvise_mprotect --policy fault_lock=busted --tasks 2 \
			--set verify=1 --set tasks_per_vma=2 --set protect_pct=50 --runs 1 \
			--seconds 0.3 -q
		[ $status -ne 1 ] || break
	done
	expect_status 1
	expect_err "of unstable_vma"
	echo "$tries tries"
}

exact_number_of_operations()
{
	mmsim run fault_storm --ops 1000 --tasks 3 --runs 2 -q -o "$T/d.json"
	expect_status 0
	results 'r["ops"] == 3000' 'r["task_ops"] == [1000] * 3' 'r["params"]["ops"] == 1000'
}

settings_reach_the_core()
{
	mmsim run fault_storm --ops 100 --seed 42 --cpus 0 --set write_pct=0 --set pace=recorded \
		--preset linux-6.4 --runs 1 -q -o "$T/d.json"
	expect_status 0
	results 'r["seed"] == 42' 'r["params"]["cpus"] == "0"' 'r["params"]["write_pct"] == 0' \
		'r["params"]["pace"] == "recorded"' 'r["policy"]["fault_lock"] == "vma_rwsem"' \
		'r["counters"]["fault_zero"] > 0 and r["counters"]["fault_anon"] == 0'
	refused "cpus: '4095'" run fault_storm --cpus 4095 -q
}

document_names_the_machine()
{
	mmsim run fault_storm --ops 10 --runs 1 -q -o "$T/d.json"
	expect_status 0
	results 'd["backend"] == "native"' 'd["machine"]["cpus_online"] >= 1' \
		'd["machine"]["accel"] != "native"' 'd["machine"]["clock_resolution_ns"] > 0' \
		'any("lock_stat" in w for w in d["warnings"])' \
		'any("1 run per cell" in w for w in d["warnings"])'
	mmsim run fault_storm --ops 10 --runs 1 -q -o "$T/d.json" --set latency_sample=0 \
		--set lock_stat=0
	results '"fault" not in r["latency"]' \
		'all(l["hold_total_ns"] is None for l in r["locks"])'
	mmsim compare "$T/d.json"
	grep -qE '^  fault p50 +-$' "$T/out" || fail "an unknown latency is not '-'"
}

recorded_program_is_replayed()
{
	"$MMSIM" record -o "$T/t.mmtrace" -- /bin/true >"$T/out" 2>"$T/err" ||
		skip "cannot record here: $(tail -n 1 "$T/err")"
	mmsim replay "$T/t.mmtrace" --policy fault_lock=mmap_lock,vma_rwsem,vma_refcnt --runs 2 -q \
		-o "$T/d.json"
	expect_status 0
	expect_out "replay t.mmtrace"
	results 'r["violations"]["bad_maps"] == 0' '"maps_difference" not in r'
}

bundled_traces_are_replayed()
{
	local t n=0

	for t in traces/*.mmtrace; do
		[ -f "$t" ] || skip "no traces"
		mmsim replay "$t" --runs 1 -q -o "$T/d.json"
		[ $status -eq 0 ] || fail "$t: exit status $status"
		results 'r["violations"]["bad_maps"] == 0' 'r["ops"] > 0'
		n=$((n + 1))
	done
	[ $n -ge 4 ] || fail "only $n traces"
}

bad_traces_are_refused_with_their_line()
{
	printf 'hello\n' >"$T/t"
	refused "$T/t: trace: line 1:" replay "$T/t"
	: >"$T/t"
	refused "$T/t: " replay "$T/t"
	printf 'mmsim-trace 2\n' >"$T/t"
	refused "line 1:" replay "$T/t"
}

interrupt_stops_within_a_second()
{
	local w

	command -v python3 >/dev/null || skip "no python3"
	for w in fault_storm fork_storm big_munmap madvise_mprotect; do
		python3 - "$MMSIM" $w <<-'EOP' || fail "$w: not stopped in time"
		import signal, subprocess, sys, time
		p = subprocess.Popen([sys.argv[1], "run", sys.argv[2], "--seconds", "60", "-q"],
		                     stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
		time.sleep(0.7)
		begin = time.monotonic()
		p.send_signal(signal.SIGINT)
		err = p.communicate(timeout=30)[1].decode()
		took = time.monotonic() - begin
		print(p.returncode, took, err)
		sys.exit(not (p.returncode == 130 and took < 1 and "0 of 5 runs" in err))
		EOP
	done
}

if [ ! -x "$MMSIM" ]; then
	printf 'KTAP version 1\n1..1\nok 1 cli_native # SKIP %s is not built\n' "$MMSIM"
	exit 0
fi
ktap_run every_workload_under_every_design no_lock_for_one_task busted_is_caught \
	exact_number_of_operations settings_reach_the_core document_names_the_machine \
	recorded_program_is_replayed bundled_traces_are_replayed \
	bad_traces_are_refused_with_their_line interrupt_stops_within_a_second
