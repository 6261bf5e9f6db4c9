#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# cli_table.sh - tables from fixed result files must look as they did, to the byte.
#
# MMSIM_GOLDEN=write tools/tests/cli_table.sh makes the files anew; read the diff.

# shellcheck disable=SC2317 # ktap_run calls the functions
# shellcheck disable=SC2086 # $status, $golden and $MMSIM have no blanks
. "$(dirname "$0")/cli_lib.sh"

# looks_like FILE ARGUMENT...
# What compare prints is what the file holds.
looks_like()
{
	local file=$golden/$1
	shift
	mmsim compare "$@"
	expect_status 0
	if [ "${MMSIM_GOLDEN-}" = write ]; then
		cp "$T/out" "$file"
	fi
	diff -u "$file" "$T/out" || fail "not what $file holds"
}

one_file_as_text()
{
	looks_like a.txt $golden/a.json
}

one_file_as_markdown()
{
	looks_like a.md --format md $golden/a.json
}

one_file_as_csv()
{
	looks_like a.csv.txt --format csv $golden/a.json
}

two_files_as_text()
{
	looks_like ab.txt -q $golden/a.json $golden/b.json
}

two_files_as_markdown()
{
	looks_like ab.md -q --format md $golden/a.json $golden/b.json
}

three_files_as_csv()
{
	looks_like abc.csv.txt -q --format csv $golden/a.json $golden/b.json $golden/three.json
}

four_designs_wrap()
{
	edit_json $golden/a.json "$T/both.json" \
		'r += [{**x, "policy": {**x["policy"], "index": "other"}} for x in r]'
	mmsim compare "$T/both.json"
	expect_status 0
	expect_out "other/vma_rwsem"
	[ "$(grep -c '^fault_storm, 4 tasks' "$T/out")" -gt 1 ] || fail "no second block"
	[ "$(grep -c 'maple/mmap_lock' "$T/out")" -gt 1 ] || fail "first column not repeated"
}

nothing_wider_than_100_columns()
{
	local f wide

	for f in "$golden/a.json" "$golden/three.json" \
		"$golden/a.json $golden/b.json" "$golden/a.json $golden/three.json $golden/b.json"; do
		# shellcheck disable=SC2086 # file names without spaces
		mmsim compare -q $f
		wide=$(LC_ALL=C.UTF-8 grep -nE '^.{101}' "$T/out")
		[ -z "$wide" ] || fail "$f: $wide"
	done
}

json_is_the_document()
{
	command -v python3 >/dev/null || skip "no python3"
	mmsim compare --format json $golden/a.json
	expect_status 0
	python3 - "$T/out" $golden/a.json <<-'EOP' || fail "another document"
	import json, sys
	a, b = (json.load(open(f)) for f in sys.argv[1:3])
	sys.exit(a != b)
	EOP
	mmsim compare -q --format json $golden/a.json $golden/b.json
	expect_status 0
	python3 - "$T/out" <<-'EOP' || fail "not the rows expected"
	import json, sys
	d = json.load(open(sys.argv[1]))
	assert d["schema"] == "mmsim-compare/1"
	assert [f["backend"] for f in d["files"]] == ["kernel", "kernel"]
	rows = [r for r in d["rows"] if r["metric"] == "ops_per_second"]
	assert len(rows) == 10, len(rows)
	a, b = rows[0]["columns"]
	assert a["p"] is None and a["ratio"] is None and a["n"] == 6
	assert b["distinguishable"] is True and 1.05 < b["ratio"] < 1.15
	lost = [r for r in d["rows"] if r["workload"] == "fork_storm" and r["metric"] == "p50_ns"]
	assert lost[0]["columns"][0]["median"] is None
	EOP
}

unknown_is_a_dash()
{
	mmsim compare --format csv $golden/a.json
	grep -q '^fork_storm,.*,p50_ns,ns,0,-,-,-,-,-,-,-$' "$T/out" || fail "no dash"
	mmsim compare $golden/a.json
	grep -qE '^  fork p50 +- +- +- +- +-$' "$T/out" || fail "no dash in text"
}

too_few_runs_are_said()
{
	mmsim compare $golden/three.json
	expect_status 0
	expect_out "Too few runs to tell a difference: at least 4 of each are needed."
	grep -qE '[0-9]x [^~]' "$T/out" && fail "a difference was told from three runs"
	mmsim compare $golden/a.json
	grep -q 'Too few' "$T/out" && fail "six runs called too few"
	mmsim compare --fail-on 5 $golden/three.json $golden/three.json
	expect_status 2
	expect_err "3 and 3 runs are too few; it needs 4 of each"
}

fail_on()
{
	mmsim compare --fail-on 5 $golden/b.json $golden/a.json
	expect_status 1
	expect_err "ops/s is worse by"
	expect_err "fault p50 is worse by"
	mmsim compare --fail-on 5 $golden/a.json $golden/b.json
	expect_status 0
	mmsim compare --fail-on 20 $golden/b.json $golden/a.json
	expect_status 0
	mmsim compare --fail-on 0 $golden/a.json $golden/a.json
	expect_status 0
}

accelerators_are_not_mixed()
{
	sed 's/"accel":"kvm"/"accel":"tcg"/' $golden/b.json >"$T/tcg.json"
	refused "accelerators do not compare" compare $golden/a.json "$T/tcg.json"
	expect_err "is from kvm"
	sed 's/"backend":"kernel"/"backend":"native"/' $golden/b.json >"$T/native.json"
	refused "backends do not compare" compare $golden/a.json "$T/native.json"
	sed 's/"accel":"kvm"/"accel":null/' $golden/b.json >"$T/null.json"
	mmsim compare $golden/a.json "$T/null.json"
	expect_status 0
	expect_err "$T/null.json: the accelerator is not known"
}

what_differs_is_said()
{
	sed 's/"release":"6.12.0"/"release":"6.1.0"/' $golden/b.json >"$T/old.json"
	mmsim compare $golden/a.json "$T/old.json"
	expect_status 0
	expect_err "another kernel, 6.1.0, than 6.12.0 in the first file"
	sed 's/"write_pct":100/"write_pct":50/' $golden/b.json >"$T/half.json"
	mmsim compare $golden/a.json "$T/half.json"
	expect_status 0
	expect_err "another parameter is compared: write_pct is 50 there and 100 in the first file"
	edit_json $golden/b.json "$T/less.json" \
		'd["results"] = [x for x in r if x["policy"]["fault_lock"] != "vma_refcnt"]'
	mmsim compare $golden/a.json "$T/less.json"
	expect_err "$golden/a.json: 3 of 10 cells have no counterpart"
	mmsim compare "$T/less.json" $golden/a.json
	expect_err "$golden/a.json: 3 of 10 cells have no counterpart"
	sed 's/"workload":"[a-z_]*"/"workload":"replay"/' $golden/b.json >"$T/none.json"
	refused "no workload has the same number of tasks in all files" \
		compare $golden/a.json "$T/none.json"
}

# Files with one design each are compared although the designs differ.
one_design_against_another()
{
	local keep='d["results"] = [x for x in r if x["policy"]["fault_lock"] ==' f

	edit_json $golden/a.json "$T/one.json" "$keep \"mmap_lock\"]"
	edit_json $golden/b.json "$T/two.json" "$keep \"vma_refcnt\"]"
	mmsim compare "$T/one.json" "$T/two.json"
	expect_status 0
	expect_err 'another design is compared: fault_lock is "vma_refcnt" there'
	expect_out "fault_storm, tasks=4, index=maple fault_lock=mmap_lock"
}

failed_checks_in_files()
{
	sed '0,/"bad_maps":0/s//"bad_maps":2/' $golden/a.json >"$T/bad.json"
	mmsim compare "$T/bad.json"
	expect_status 1
	expect_err "FAILED: $T/bad.json: fault_storm"
	expect_err "2 of bad_maps"
	sed '0,/"fault_fast":[0-9]*/s//"fault_fast":1/' $golden/a.json >"$T/sum.json"
	mmsim compare "$T/sum.json"
	expect_status 1
	expect_err "but 1 fast and 0 fallbacks"
	sed '0,/"seed":1,"run":1/s//"seed":1,"run":1,"error":"out of memory"/' $golden/a.json \
		>"$T/error.json"
	mmsim compare "$T/error.json"
	expect_status 1
	expect_err "run 1: out of memory"
	expect_out "5 to 6 of each cell"
}

use_fake
ktap_run one_file_as_text one_file_as_markdown one_file_as_csv two_files_as_text \
	two_files_as_markdown three_files_as_csv four_designs_wrap nothing_wider_than_100_columns \
	json_is_the_document unknown_is_a_dash too_few_runs_are_said fail_on \
	accelerators_are_not_mixed what_differs_is_said one_design_against_another \
	failed_checks_in_files
