#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# cli_run.sh - matrices, documents, checks and exit statuses of run and replay, on a
# backend with made-up numbers.

# shellcheck disable=SC2317 # ktap_run calls the functions
# shellcheck disable=SC2086 # $status, $golden and $MMSIM have no blanks
. "$(dirname "$0")/cli_lib.sh"

cells_run_in_turn()
{
	mmsim run fault_storm --policy fault_lock=mmap_lock,vma_refcnt --tasks 1,2 --runs 2
	expect_status 0
	grep -oE 'tasks=[12] fault_lock=[a-z_]+ run [12]' "$T/err" >"$T/order"
	diff - "$T/order" <<-'EOF' || fail "another order"
	tasks=1 fault_lock=mmap_lock run 1
	tasks=1 fault_lock=vma_refcnt run 1
	tasks=2 fault_lock=mmap_lock run 1
	tasks=2 fault_lock=vma_refcnt run 1
	tasks=1 fault_lock=mmap_lock run 2
	tasks=1 fault_lock=vma_refcnt run 2
	tasks=2 fault_lock=mmap_lock run 2
	tasks=2 fault_lock=vma_refcnt run 2
	EOF
}

any_parameter_makes_a_matrix()
{
	mmsim run fault_storm --set pages_per_vma=1,2 --set write_pct=0 --set write_pct=100 \
		--runs 1 --format csv
	expect_status 0
	[ "$(grep -c ops_per_second "$T/out")" -eq 4 ] || fail "not four cells"
	expect_out "pages_per_vma=2 write_pct=0"
}

presets_bind_families()
{
	mmsim run fault_storm --preset linux-6.1,linux-6.4,linux-7.2 --runs 1 --format csv
	expect_status 0
	expect_out "index=maple fault_lock=mmap_lock"
	expect_out "index=maple fault_lock=vma_rwsem"
	expect_out "index=maple fault_lock=vma_refcnt"
	mmsim run fault_storm --preset linux-6.1 --policy fault_lock=busted --runs 1 --format csv
	expect_out "index=maple fault_lock=busted"
}

document_is_complete()
{
	mmsim run fault_storm --runs 3 --seed 7 --seconds 0.5 -q -o "$T/d.json"
	expect_status 0
	[ -s "$T/err" ] && fail "not quiet"
	command -v python3 >/dev/null || skip "no python3"
	python3 - "$T/d.json" <<-'EOP' || fail "not the document expected"
	import json, sys
	d = json.load(open(sys.argv[1]))
	assert d["schema"] == "mmsim-result/1"
	assert d["tool"]["name"] == "mmsim" and d["tool"]["version"]
	assert "git" in d["tool"] and d["tool"]["command"][0] == "run"
	assert d["kernel"]["release"] and d["machine"]["cpus_online"] >= 1
	assert "accel" in d["machine"] and d["backend"] == "native"
	assert d["machine"]["clock_resolution_ns"] == 1
	assert d["start"] <= d["end"]
	assert "made-up numbers" in d["warnings"]
	assert any(w.startswith("3 runs per cell") for w in d["warnings"])
	assert any(w.startswith("native:") for w in d["warnings"])
	r = d["results"]
	assert [x["run"] for x in r] == [1, 2, 3]
	assert all(x["params"]["seed"] == 7 and x["params"]["duration_ms"] == 500 for x in r)
	EOP
}

saved_file_prints_the_same()
{
	mmsim run fault_storm --policy fault_lock=mmap_lock,vma_refcnt -q -o "$T/d.json"
	expect_status 0
	mv "$T/out" "$T/run.txt"
	mmsim compare "$T/d.json"
	sed 1d "$T/out" | diff "$T/run.txt" - || fail "another table"
	mmsim run fault_storm --runs 1 -q --format json
	expect_status 0
	cp "$T/out" "$T/stdout.json"
	mmsim compare "$T/stdout.json"
	expect_status 0
}

file_is_replaced_at_the_end_only()
{
	echo old >"$T/d.json"
	MMSIM_FAKE=closed mmsim run fault_storm -q -o "$T/d.json"
	expect_status 2
	expect_err "--on native: it is closed today"
	[ "$(cat "$T/d.json")" = old ] || fail "the file was touched"
	[ "$(find "$T" -name 'd.json.*' | wc -l)" -eq 0 ] || fail "a temporary file is left"
}

replay_is_run_with_a_trace()
{
	printf 'good trace\n' >"$T/t.mmtrace"
	mmsim replay "$T/t.mmtrace" --runs 2 --policy fault_lock=mmap_lock,vma_refcnt -o "$T/d.json"
	expect_status 0
	expect_out "replay t.mmtrace"
	expect_out "replay p50"
	grep -q '"name": "t.mmtrace"' "$T/d.json" || fail "the trace is not in the document"
	mmsim run replay --trace "$T/t.mmtrace" --runs 1
	expect_status 0
}

formats()
{
	local f

	for f in text md csv json; do
		mmsim run fault_storm --runs 2 -q --format $f
		expect_status 0
		[ -s "$T/out" ] || fail "nothing printed as $f"
	done
	head -n 1 "$T/out" | grep -q '^{' || fail "no JSON"
}

violation_is_a_failed_check()
{
	MMSIM_FAKE=violation mmsim run fault_storm --runs 1 -q
	expect_status 1
	expect_err "FAILED: fault_storm index=maple fault_lock=vma_refcnt tasks=2 run 1: 3 of bad_maps"
	expect_out "ops/s"
}

counters_must_add_up()
{
	MMSIM_FAKE=miscount mmsim run fault_storm --runs 1 -q
	expect_status 1
	expect_err "100 faults tried, but 96 fast and 3 fallbacks"
}

failed_run_is_a_failed_check()
{
	MMSIM_FAKE=fail mmsim run fault_storm --runs 3 -o "$T/d.json"
	expect_status 1
	expect_err "run 2: failed: no memory for the tasks"
	expect_err "FAILED: fault_storm"
	expect_out "runs     2 of each cell"
	grep -q '"error": "no memory for the tasks"' "$T/d.json" || fail "not in the document"
}

refused_settings_are_trouble()
{
	MMSIM_FAKE=refuse mmsim run fault_storm -q
	expect_status 2
	expect_err "mmsim: no memory for the tasks"
	mmsim run fault_storm -q --cpus 4096
	expect_status 2
	expect_err "cpus=4096: that is not possible here"
	MMSIM_FAKE=garbled mmsim run fault_storm -q
	expect_status 2
	expect_err "no results: the report is no valid JSON"
}

verbose_tells_settings()
{
	mmsim run fault_storm -v --runs 1 --tasks 3 --policy fault_lock=busted
	expect_status 0
	expect_err "native: workload=fault_storm"
	expect_err "native: tasks=3"
	expect_err "native: fault_lock=busted"
}

use_fake
ktap_run cells_run_in_turn any_parameter_makes_a_matrix presets_bind_families \
	document_is_complete saved_file_prints_the_same file_is_replaced_at_the_end_only \
	replay_is_run_with_a_trace formats violation_is_a_failed_check counters_must_add_up \
	failed_run_is_a_failed_check refused_settings_are_trouble verbose_tells_settings
