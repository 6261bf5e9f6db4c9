#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# cli_usage.sh - what a user may type by mistake, and what help there is.

# shellcheck disable=SC2317 # ktap_run calls the functions
# shellcheck disable=SC2086 # $status, $golden and $MMSIM have no blanks
. "$(dirname "$0")/cli_lib.sh"

no_arguments()
{
	refused "usage: mmsim COMMAND"
}

unknown_command()
{
	refused "unknown command 'rum'; the commands are: list run record replay compare" rum
}

help_everywhere()
{
	local c

	for c in list run record replay compare version help; do
		mmsim $c --help
		expect_status 0
		grep -qiE "^usage: mmsim $c" "$T/out" || fail "no usage of $c"
		mmsim help $c
		expect_status 0
	done
	mmsim help
	expect_status 0
	expect_out "what can be run, bound and set"
	mmsim --help
	expect_status 0
	refused "unknown command 'nosuch'" help nosuch
	refused "takes one command" help run list
}

version()
{
	mmsim version
	expect_status 0
	expect_out "mmsim 0."
	mmsim --version
	expect_out "mmsim 0."
	refused "takes no argument 'x'" version x
}

help_after_dashes_is_not_ours()
{
	mmsim run fault_storm -- --help
	expect_status 2
	expect_err "takes one argument, not '--help'"
}

list_everything()
{
	local word

	mmsim list
	expect_status 0
	for word in fault_lock vma_refcnt fault_storm linux-7.2 native kernel duration_ms pace; do
		expect_out "$word"
	done
	mmsim list workloads
	expect_out "big_munmap"
	grep -q vma_refcnt "$T/out" && fail "workloads lists designs"
	refused "no list 'locks'; there are: policies" list locks
	refused "takes one name, not 'params' too" list policies params
	refused "unknown or ambiguous option '--all'" list --all
}

every_list_line_is_listed()
{
	local name n=0

	mmsim list
	while read -r name; do
		expect_out "$name"
		n=$((n + 1))
	done < <(sed -nE 's/^MMSIM_[A-Z_]+\(([a-z0-9_]+).*/\1/p' \
		include/mmsim/{policy,workload,param}_list.h)
	[ $n -gt 20 ] || fail "only $n names in the lists"
}

unknown_names()
{
	refused "which workload? there are: fault_storm madvise_mprotect" run
	refused "unknown workload 'fault-storm'; there are: fault_storm" run fault-storm
	refused "unknown policy family 'lock'; there are: index fault_lock" \
		run fault_storm --policy lock=rwsem
	refused "unknown variant of fault_lock 'rcu'; there are: mmap_lock" \
		run fault_storm --policy fault_lock=mmap_lock,rcu
	refused "unknown preset 'linux-9'; there are: linux-6.1" run fault_storm --preset linux-9
	refused "unknown parameter 'speed'; there are: tasks duration_ms" \
		run fault_storm --set speed=1
	refused "unknown backend 'moon'; there are: native kernel" run fault_storm --on moon
	refused "unknown format 'xml'; there are: text md csv json" run fault_storm --format xml
	refused "unknown or ambiguous option '--polcy'" run fault_storm --polcy a=b
	refused "unknown or ambiguous option '-z'" run fault_storm -z
	refused "takes one argument, not 'fork_storm' too" run fault_storm fork_storm
}

values_out_of_range()
{
	refused "tasks is a number from 1 to 4096, not '0'" run fault_storm --tasks 0
	refused "tasks is a number from 1 to 4096, not '4097'" run fault_storm --tasks 1,4097
	refused "not '1x'" run fault_storm --tasks 1x
	refused "not '0x10'" run fault_storm --tasks 0x10
	refused "not '99999999999999999999'" run fault_storm --seed 99999999999999999999
	refused "not '-1'" run fault_storm --seed -1
	refused "runs is a number from 1 to 1000, not '0'" run fault_storm --runs 0
	refused "runs is a number from 1 to 1000, not 'many'" run fault_storm --set runs=many
	refused "write_pct is a number from 0 to 100, not '101'" \
		run fault_storm --set write_pct=101
	refused "nice is a number from -20 to 19, not '-21'" run fault_storm --set nice=-21
	refused "pace is one of max|recorded, not 'slow'" run fault_storm --set pace=slow
	refused "pace is one of max|recorded, not 'max|recorded'" \
		run fault_storm --set 'pace=max|recorded'
	refused "duration_ms is a number from 1" run fault_storm --seconds 0
	refused "--seconds takes a number of seconds, not 'long'" run fault_storm --seconds long
	refused "--seconds takes a number of seconds, not 'nan'" run fault_storm --seconds nan
	refused "--seconds takes a number of seconds, not '-1'" run fault_storm --seconds -1
}

missing_and_empty_values()
{
	local o

	for o in on policy preset tasks cpus runs seconds ops seed set trace output format; do
		refused "option '--$o' needs a value" run fault_storm --$o
	done
	refused "option '-o' needs a value" run fault_storm -o
	refused "empty value in ''" run fault_storm --tasks ''
	refused "empty value in '1,,2'" run fault_storm --tasks 1,,2
	refused "empty value in '1,'" run fault_storm --tasks 1,
	refused "--policy takes NAME=VALUE" run fault_storm --policy fault_lock
	refused "--policy takes NAME=VALUE" run fault_storm --policy fault_lock=
	refused "--set takes NAME=VALUE" run fault_storm --set =1
}

values_that_clash()
{
	refused "tasks=2 is given twice" run fault_storm --tasks 2,2
	refused "tasks=2 is given twice" run fault_storm --tasks 2 --set tasks=2
	refused "fault_lock=busted is given twice" \
		run fault_storm --policy fault_lock=busted,busted
	refused "a duration or a number of operations" run fault_storm --seconds 1 --ops 5
	refused "more than 100000 runs" run fault_storm --runs 1000 \
		--tasks "$(seq -s, 1 101)"
	refused "more than 100000 runs" run fault_storm --tasks "$(seq -s, 1 4000)" \
		--set "pages_per_vma=$(seq -s, 1 4000)"
	refused "replay needs a trace" run replay
	refused "--trace is for the workload replay, not fault_storm" \
		run fault_storm --trace x
	refused "which trace? mmsim replay FILE" replay
	refused "takes one argument, not 'b' too" replay a b
}

cpu_lists()
{
	local list

	for list in '' ',' '1,' ',1' '0-,' -1 1-0 3,2 1,1 0-2,2 a 0x1 '0 1' 0:1; do
		refused "--cpus takes an ascending list" run fault_storm --cpus "$list"
	done
	for list in 0 0-1 0,1 0-1,3; do
		mmsim run fault_storm --ops 1 --cpus "$list" -q
		expect_status 0
	done
}

outputs_that_cannot_be()
{
	refused "No such file or directory" run fault_storm -o "$T/no/such/dir.json"
	refused "Is a directory" run fault_storm -o "$T"
	mmsim run fault_storm --ops 1 --format csv -o "$T/x.json" -q
	expect_status 0
	"$MMSIM" run fault_storm -q >/dev/full 2>"$T/err"
	status=$?
	expect_status 2
	expect_err "cannot write to standard output"
	"$MMSIM" list >/dev/full 2>"$T/err"
	status=$?
	expect_status 2
}

traces_that_cannot_be()
{
	refused "No such file or directory" replay "$T/none"
	refused "Is a directory" replay "$T"
	printf 'bad' >"$T/bad"
	refused "$T/bad: line 1: not a trace" replay "$T/bad"
}

result_files_that_cannot_be()
{
	refused "which result files" compare
	refused "$T/none.json: No such file" compare "$T/none.json"
	: >"$T/empty.json"
	refused "$T/empty.json:1:0: no valid JSON" compare "$T/empty.json"
	head -c 300 $golden/a.json >"$T/short.json"
	refused "no valid JSON: premature end of input" compare "$T/short.json"
	echo '[]' >"$T/array.json"
	refused "not a result file of mmsim: it names no schema" compare "$T/array.json"
	sed 's|mmsim-result/1|mmsim-result/2|' $golden/a.json >"$T/v2.json"
	refused "its schema is 'mmsim-result/2'; this mmsim 0.1.0 reads 'mmsim-result/1' only" \
		compare "$T/v2.json"
	echo '{"schema":"mmsim-result/1","results":[]}' >"$T/no.json"
	refused "holds no results" compare "$T/no.json"
	echo '{"schema":"mmsim-result/1","results":{}}' >"$T/obj.json"
	refused "has no list of results" compare "$T/obj.json"
	echo '{"schema":"mmsim-result/1","results":[{"workload":"x"},{}]}' >"$T/half.json"
	refused "result 2 names no workload" compare "$T/half.json"
	refused "$T/none.json" compare $golden/a.json "$T/none.json"
	refused "--fail-on takes percent, not 'x'" compare --fail-on x $golden/a.json
	refused "--fail-on takes percent, not '-1'" compare --fail-on -1 $golden/a.json
	refused "--fail-on needs a file to compare" compare --fail-on 5 $golden/a.json
	refused "unknown format" compare --format pdf $golden/a.json
}

# Any JSON is read or refused; nothing crashes. ASan and UBSan watch.
odd_documents()
{
	local r doc

	for r in '{}' '{"workload":"fault_storm"}' \
		'{"workload":"nosuch","latency":7,"locks":{},"task_ops":3,"policy":[]}' \
		'{"workload":"fault_storm","policy":{"fault_lock":7},"params":{"cpus":null}}' \
		'{"workload":"fault_storm","ops":"many","wall_ns":0,"tasks":"two"}' \
		'{"workload":"fault_storm","ops":1e308,"wall_ns":1e-300,"counters":[]}' \
		'{"workload":"fork_storm","latency":{"fault":{"count":1}},"task_ops":[null]}' \
		'{"workload":"fault_storm","violations":{"x":"y"},"trace":{}}' \
		'{"workload":"fault_storm","error":null}'; do
		doc="{\"schema\":\"mmsim-result/1\",\"machine\":[],\"kernel\":7,\"warnings\":[1],\"results\":[$r,$r]}"
		echo "$doc" >"$T/odd.json"
		for f in text md csv json; do
			mmsim compare --format $f "$T/odd.json"
			[ $status -le 2 ] || fail "status $status for $r"
			mmsim compare --format $f "$T/odd.json" "$T/odd.json"
			[ $status -le 2 ] || fail "status $status for two of $r"
		done
	done
}

use_fake
ktap_run no_arguments unknown_command help_everywhere version help_after_dashes_is_not_ours \
	list_everything every_list_line_is_listed unknown_names values_out_of_range \
	missing_and_empty_values values_that_clash cpu_lists outputs_that_cannot_be \
	traces_that_cannot_be result_files_that_cannot_be odd_documents
