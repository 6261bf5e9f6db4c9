#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# cli_lockstat.sh - mmsim lockstat reads lock_stat out of kernels and mails, and compares
# only what compares.
#
# MMSIM_GOLDEN=write tools/tests/cli_lockstat.sh makes the files of lockstat_golden anew;
# read the diff.

# shellcheck disable=SC2317 # ktap_run calls the functions
. "$(dirname "$0")/cli_lib.sh"
. "$tests/lockstat_lib.sh"

data=$tests/lockstat_data
old=$data/uml-6.12.txt
new=$data/uml-7.2.txt

# looks_like FILE ARGUMENT...
# What lockstat prints is what the file holds.
looks_like()
{
	local file=$tests/lockstat_golden/$1
	shift
	mmsim lockstat "$@"
	expect_status 0
	if [ "${MMSIM_GOLDEN-}" = write ]; then
		cp "$T/out" "$file"
	fi
	diff -u "$file" "$T/out" || fail "not what $file holds"
}

# same_numbers FILE OTHER
# Both dumps say the same.
same_numbers()
{
	mmsim lockstat show --format csv --top 0 --sort name "$1"
	expect_status 0
	cp "$T/out" "$T/same"
	mmsim lockstat show --format csv --top 0 --sort name "$2"
	expect_status 0
	diff "$T/same" "$T/out" || fail "$1 and $2 are not read alike"
}

# number CLASS MODE KEY [SIDE]
# The median of a number in the csv that was printed last.
number()
{
	python3 - "$T/out" "$@" <<-'EOP' || fail "no number $*"
	import csv, sys
	path, key, mode, number, side = (sys.argv[1:] + ["old"])[:5]
	rows = [r for r in csv.DictReader(open(path))
	        if (r["class"], r["mode"], r["number"], r["side"]) == (key, mode, number, side)]
	print(rows[0]["median"])
	EOP
}

# expect_number VALUE CLASS MODE KEY [SIDE]
expect_number()
{
	local value=$1 got
	shift
	command -v python3 >/dev/null || skip "no python3"
	got=$(number "$@")
	[ "$got" = "$value" ] || fail "$*: $got, not $value"
}

# show_csv FILE...
show_csv()
{
	mmsim lockstat show --format csv --top 0 "$@"
	expect_status 0
}

# says CLASS LABEL TEXT
# In the text of a diff, the line of a number below its class has the text.
says()
{
	awk -v class="$1" '/^[^ ]/ { in_class = index($0, class) == 1 }
		in_class && /^  / { print }' "$T/out" | grep -F -- "  $2 " |
		grep -qF -- "$3" || fail "$1, $2: not '$3': $(cat "$T/out")"
}

# said TEXT
# The text is in what was printed, however its lines were broken.
said()
{
	tr -s ' \n' '  ' <"$T/out" | grep -qF -- "$1" || fail "stdout does not say: $1"
}

two_kernels_as_text()
{
	looks_like diff.txt diff "$old" "$new" --label 6.12.117 --label 7.2.12
}

two_kernels_as_markdown()
{
	looks_like diff.md diff "$old" "$new" --label 6.12.117 --label 7.2.12 --format md --top 3
}

two_kernels_as_csv()
{
	looks_like diff.csv.txt diff "$old" "$new" -q --format csv --top 3
}

one_kernel_as_text()
{
	looks_like show.txt show "$new" --points --top 12
}

all_classes_by_name()
{
	looks_like names.txt diff "$old" "$new" --top 0 --sort name
}

two_kernels_as_json()
{
	command -v python3 >/dev/null || skip "no python3"
	mmsim lockstat diff "$old" "$new" --format json --top 0 --points
	expect_status 0
	python3 - "$T/out" <<-'EOP' || fail "not the document expected"
	import json, sys
	d = json.load(open(sys.argv[1]))
	assert d["schema"] == "mmsim-lockstat/1"
	assert d["workloads"]["verdict"] == "equal"
	assert d["workloads"]["acquisitions_off"] < 2e-5
	c = {(c["class"], c["mode"]): c for c in d["classes"]}
	w = c["&mm->mmap_lock", "write"]
	assert w["numbers"]["acquisitions"]["new"]["median"] == 48020
	assert "clock" in w["numbers"]["wait_per_acq_ns"]["not_comparable"]
	assert "ratio" not in w["numbers"]["wait_per_acq_ns"]
	assert w["numbers"]["wait_share"]["old"]["median"] is None
	assert {"symbol": "handle_page_fault", "old": 52088.0, "new": 317325.0} in w["waited_in"]
	assert c["&lockref->lock", "write"]["renamed"]["from"] == "&dentry->d_lock"
	assert "barn->lock" in " ".join(d["only_new"]) and len(d["only_old"]) == 6
	EOP
}

nothing_wider_than_100_columns()
{
	local wide

	mmsim lockstat diff "$old" "$new" --top 0 --points
	cp "$T/out" "$T/all"
	mmsim lockstat show "$new" --top 0 --points
	cat "$T/out" >>"$T/all"
	wide=$(LC_ALL=C.UTF-8 grep -nE '^.{101}' "$T/all")
	[ -z "$wide" ] || fail "$wide"
}

out_of_a_mail()
{
	# shellcheck disable=SC2016 # backquotes of the text
	{
		printf 'Hi,\n\nhere is what I see (run: 3):\n\n'
		sed 's/^ *//' "$new" | fold -s -w 76
	} | sed 's/^/> > /; s/$/\r/' >"$T/quoted"
	same_numbers "$new" "$T/quoted"
	fold -s -w 100 "$new" >"$T/wrapped"
	same_numbers "$new" "$T/wrapped"
	sed 's/^ *//; s/  */ /g' "$old" >"$T/stripped"
	same_numbers "$old" "$T/stripped"
	sed 's/  / \xc2\xa0/g' "$old" >"$T/nbsp"
	same_numbers "$old" "$T/nbsp"
}

points_out_of_a_mail()
{
	# A point in three pieces.
	{ dump; mmap_lock 1000 2000
	  printf '  -----\n&mm->mmap_lock 100\n[<00000000deadbeef>]\nfault_in.part.0+0x1/0x2\n'
	} >"$T/points"
	mmsim lockstat show --points "$T/points"
	expect_status 0
	expect_out "waited in      100  fault_in"
	! grep -q 'fault_in\.' "$T/out" || fail "a suffix of the compiler is left"
	mmsim lockstat show "$T/points" --format csv -q
	! grep -q 'not understood' "$T/err" || fail "a line was not understood"
}

excerpts_without_the_version()
{
	grep mmap_lock "$new" >"$T/excerpt"
	mmsim lockstat show "$T/excerpt"
	expect_status 0
	said "the line with the version is missing"
	grep -qE '^&mm->mmap_lock-W +48.02k' "$T/out" || fail "not read"
}

names_have_colons_and_blanks()
{
	{
		dump
		plain 'drivers/char/random.c:1021' 1 40
		plain '(local_lock_t *)&pcs->lock' 2 41
		plain '&(({ do { const void *__vpp_verify = ' 3 42
		plain 'a: 5 6' 4 43
		row 'abutting' 12345678901234 5 0.11 2.00 9.00 1.80 5 44 0.03 9.41 9.00 0.20
	} >"$T/names"
	show_csv "$T/names"
	expect_number 40 'drivers/char/random.c:*' write acquisitions
	expect_number 41 '(local_lock_t *)&pcs->lock' write acquisitions
	expect_number 42 '&(({ do { const void *__vpp_verify = ' write acquisitions
	expect_number 43 'a: 5 6' write acquisitions
	expect_number 44 'abutting' write acquisitions
}

one_mode_is_write()
{
	{ dump; plain lonely 1 10; plain 'both-W' 1 20; plain 'both-R' 1 30; } >"$T/modes"
	show_csv "$T/modes"
	expect_number 10 lonely write acquisitions
	expect_number 20 both write acquisitions
	expect_number 30 both read acquisitions
}

rows_of_one_name_are_summed()
{
	{
		dump
		row 'key#1' 1 2 1.00 5.00 6.00 3.00 1 10 0.50 2.00 8.00 0.80
		row 'key#1' 2 3 0.50 4.00 6.00 2.00 2 30 0.70 9.00 32.00 1.07
		row 'idle' 0 0 0.00 0.00 0.00 0.00 0 7 0.00 0.00 0.00 0.00
		row 'idle' 1 1 3.00 3.00 3.00 3.00 0 1 1.00 1.00 1.00 1.00
	} >"$T/twice"
	mmsim lockstat merge "$T/twice" -o "$T/sum"
	expect_status 0
	expect_err "2 names stand in several rows, which are summed"
	tr -s ' ' <"$T/sum" >"$T/flat"
	grep -qxF ' key#1: 3 5 0.50 5.00 12.00 2.40 3 40 0.50 9.00 40.00 1.00' "$T/flat" ||
		fail "not summed: $(cat "$T/flat")"
	# No wait is no least wait.
	grep -qF ' idle: 1 1 3.00 3.00 3.00 3.00 0 8 0.00 1.00 1.00 0.13' "$T/flat" ||
		fail "not summed: $(cat "$T/flat")"
}

merge_can_be_read_again()
{
	mmsim lockstat merge -q "$new" -o "$T/once"
	expect_status 0
	same_numbers "$new" "$T/once"
	mmsim lockstat merge -q "$new" "$new" -o "$T/twice"
	show_csv "$T/twice"
	expect_number 96040 '&mm->mmap_lock' write acquisitions
	expect_number 100000000 '&mm->mmap_lock' write wait_max_ns
	mmsim lockstat show --points "$T/twice"
	expect_out "waited in   634.6k  handle_page_fault"
	expect_out "held by     634.0k  handle_page_fault"
}

cut_names()
{
	{ dump; mmap_lock 1000 2000; plain '&per_cpu_ptr(pool->acomp_ctx, cpu)->m' 1 50; } >"$T/a"
	{ dump; mmap_lock 1000 2000; plain '&acomp_ctx->mutex' 2 50; } >"$T/b"
	mmsim lockstat diff "$T/a" "$T/b"
	expect_status 0
	expect_out '&per_cpu_ptr(pool->acomp_ctx, cpu)->m -> &acomp_ctx->mutex'
	said 'the kernel cuts names off: this one may have lost its end'
}

known_renames()
{
	{ dump; mmap_lock 1000 2000; plain '&dentry->d_lock' 1 50; plain vmap_area_lock 1 9
	  plain '&dentry->d_lock/1' 1 7; } >"$T/a"
	{ dump; mmap_lock 1000 2000; plain '&lockref->lock' 2 50; plain '&vn->busy.lock' 1 9
	  plain '&lockref->lock/1' 1 7; } >"$T/b"
	mmsim lockstat diff "$T/a" "$T/b"
	expect_out "5 in both, 0 only in old, 0 only in new"
	expect_out "&dentry->d_lock -> &lockref->lock "
	expect_out "&dentry->d_lock/1 -> &lockref->lock/1"
	expect_out "the newer class holds other locks too"
	expect_out "one lock became several of one class"
	# The other way round too.
	mmsim lockstat diff "$T/b" "$T/a"
	expect_out "&lockref->lock -> &dentry->d_lock "
}

renames_of_the_user()
{
	{ dump; mmap_lock 1000 2000; plain '&my->lock' 1 50; plain '&x#3' 1 9; } >"$T/a"
	{ dump; mmap_lock 1000 2000; plain '&our->lock' 2 50; plain '&x#7' 1 9; } >"$T/b"
	mmsim lockstat diff "$T/a" "$T/b"
	expect_out "3 in both, 1 only in old, 1 only in new"
	says '&x#3' acquisitions 'not comparable: ambiguous #n'
	mmsim lockstat diff "$T/a" "$T/b" --rename '&my->lock=&our->lock' --rename '&x#3=&x#7'
	expect_out "4 in both, 0 only in old, 0 only in new"
	says '&x#3' acquisitions '~ (p=1.000'
	refused "--rename takes OLD=NEW, not 'x'" lockstat diff "$T/a" "$T/b" --rename x
}

replaced_locks()
{
	{ dump; mmap_lock 1000 2000; plain shrinker_rwsem-R 1 50; plain '&c->lock' 1 8; } >"$T/a"
	{ dump; mmap_lock 1000 2000; plain shrinker_mutex 1 50
	  plain '(local_lock_t *)&pcs->lock' 1 8; } >"$T/b"
	mmsim lockstat diff "$T/a" "$T/b"
	says '&c->lock ->' 'wait/acq' 'not comparable: another lock'
	# In the same kernel it is the same.
	mmsim lockstat diff "$T/a" "$T/a"
	says '&c->lock' 'wait/acq' '~ (p=1.000'
}

file_and_line_names()
{
	{ dump; mmap_lock 1000 2000; plain 'drivers/base/dd.c:322' 1 50
	  plain 'mm/a.c:1' 1 1; } >"$T/a"
	{ dump; mmap_lock 1000 2000; plain 'drivers/base/dd.c:318' 2 50
	  plain 'mm/a.c:2' 1 1; plain 'mm/a.c:30' 1 1; } >"$T/b"
	mmsim lockstat diff "$T/a" "$T/b"
	expect_out 'drivers/base/dd.c:322 -> drivers/base/dd.c:318'
	says 'drivers/base/dd.c' 'wait/acq' '(p=1.000'
	says 'mm/a.c' 'wait/acq' 'not comparable: ambiguous lines'
}

numbered_classes()
{
	{ dump; mmap_lock 1000 2000; plain '&x' 1 50; plain '&x#2' 1 7; plain '&y#2' 1 3
	} >"$T/a"
	{ dump; mmap_lock 1000 2000; plain '&x' 2 50; plain '&x#2' 1 7; plain '&y#3' 1 3
	} >"$T/b"
	mmsim lockstat diff "$T/a" "$T/b"
	says '&x' acquisitions ' 57 '
	says '&x' 'wait/acq' '(p=1.000'
	said 'classes that #n alone tells apart are summed'
	says '&y#2 -> &y#3' acquisitions 'not comparable: ambiguous #n'
}

names_of_guards()
{
	{ dump; mmap_lock 1000 2000; plain '_T->lock' 1 50; } >"$T/a"
	mmsim lockstat diff "$T/a" "$T/a"
	says '_T->lock' acquisitions "not comparable: guard's name"
}

vma_locks_of_7_2()
{
	{ dump; mmap_lock 1000 2000; plain '&vma->vm_lock->lock-R' 30 900; } >"$T/a"
	{ dump; mmap_lock 1000 2000; plain 'vm_lock-R' 0 900; } >"$T/b"
	mmsim lockstat diff "$T/a" "$T/b"
	says '&vma->vm_lock->lock-R -> vm_lock-R' 'contentions/acq' 'not comparable: no wait hook'
	says '&vma->vm_lock->lock-R -> vm_lock-R' 'hold avg' '(p=1.000'
	said "7.2 books no waits for VMA locks"
	! grep -q -- '-100' "$T/out" || fail "a percentage"
	mmsim lockstat show "$T/b"
	grep -qE '^vm_lock-R +900 +- +- +- +-' "$T/out" || fail "shown as if it were measured"
}

downgrades()
{
	{ dump; mmap_lock 1000 2000; } >"$T/a"
	{ dump; mmap_lock 900 2100; } >"$T/b"
	mmsim lockstat diff "$T/a" "$T/b" --match 5 --force
	says '&mm->mmap_lock-W' 'contentions/acq' 'not comparable: downgrades'
	mmsim lockstat diff "$T/a" "$T/b" --match 20
	says '&mm->mmap_lock-W' 'contentions/acq' '(p=1.000'
}

coarse_clock()
{
	mmsim lockstat diff "$old" "$new"
	said "the clock steps by 10.00 ms: times mean nothing"
	says '&mm->mmap_lock-W' 'wait/acq' 'not comparable: coarse clock'
	says '&mm->mmap_lock-W' 'con-bounces/acq' '(p=1.000'
	! grep -qE '[0-9]% \(p=' "$T/out" || fail "a percentage of one run"
	# With a fine clock on one side only nothing is gained.
	{ dump; mmap_lock 48020 408080; } >"$T/fine"
	mmsim lockstat diff "$T/fine" "$new"
	says '&mm->mmap_lock-W' 'wait/acq' 'not comparable: coarse clock'
	mmsim lockstat diff "$T/fine" "$T/fine"
	says '&mm->mmap_lock-W' 'wait/acq' '(p=1.000'
	# Too few times to tell.
	{ dump; row x 1 1 5000.00 5000.00 5000.00 5000.00 1 2 0.00 0.00 0.00 0.00; } >"$T/few"
	mmsim lockstat show "$T/few"
	expect_out "clock unknown"
}

debugging_that_was_off()
{
	{ dump '*WARNING* lock debugging disabled!! - possibly due to a lockdep warning'
	  mmap_lock 1000 2000; } >"$T/off"
	{ dump; mmap_lock 1000 2000; } >"$T/on"
	refused "$T/off: lock debugging was disabled" lockstat show "$T/off"
	refused "$T/off: lock debugging was disabled" lockstat diff "$T/on" "$T/off"
	refused "$T/off: lock debugging was disabled" lockstat merge "$T/on" "$T/off"
	mmsim lockstat diff "$T/on" "$T/off" --force
	expect_status 0
	says '&mm->mmap_lock-W' 'acquisitions' 'not comparable: debugging was off'
	mmsim lockstat merge --force "$T/on" "$T/off" -o "$T/sum"
	refused "lock debugging was disabled" lockstat show "$T/sum"
}

workloads()
{
	{ dump; mmap_lock 1000 2000; plain '&x' 5 100; } >"$T/a"
	{ dump; mmap_lock 1002 2000; plain '&x' 5 100; } >"$T/near"
	{ dump; mmap_lock 3000 6050; plain '&x' 5 100; } >"$T/more"
	{ dump; mmap_lock 3000 2000; plain '&x' 5 100; } >"$T/other"
	{ dump; plain '&x' 5 100; } >"$T/none"
	mmsim lockstat diff "$T/a" "$T/near"
	head -n 1 "$T/out" | grep -q '^workloads  equal: acquisitions matched within 0.2%' ||
		fail "$(head -n 1 "$T/out")"
	mmsim lockstat diff "$T/a" "$T/more"
	expect_out "workloads  the same mix, 3.01 times as much of it"
	says '&x' 'wait/acq' '(p=1.000'
	mmsim lockstat diff "$T/a" "$T/other"
	expect_out "workloads  DIFFERENT: acquisitions are up to 200% apart"
	says '&x' 'wait/acq' 'not comparable: other workload'
	mmsim lockstat diff "$T/a" "$T/other" --force
	says '&x' 'wait/acq' '(p=1.000'
	mmsim lockstat diff "$T/none" "$T/none"
	expect_out "workloads  unknown: no class to judge by"
	mmsim lockstat diff "$T/none" "$T/none" --yardstick '&x'
	expect_out "workloads  equal: acquisitions matched within 0% (&x)"
}

points_are_checked()
{
	{ dump; plain '&a' 100 1000; echo ----; point '&a' 201 f+0x1/0x2; } >"$T/more"
	mmsim lockstat show "$T/more"
	said "&a has 100 contentions, but its contention points sum to 201 (factor 2.01)"
	{ dump; plain '&a' 100 1000; echo ----; point '&a' 199 f+0x1/0x2; } >"$T/fine"
	mmsim lockstat show "$T/fine"
	! grep -q 'points sum' "$T/out" || fail "warned of a factor below 2"
	# The kernel keeps four points: then the rest of the contentions is not seen.
	{ dump; plain '&a' 1000 2000; echo ----
	  for f in a b c d; do point '&a' 10 "$f+0x1/0x2"; done; } >"$T/four"
	mmsim lockstat show "$T/four"
	! grep -q 'points sum' "$T/out" || fail "warned although there are four points"
	{ dump; plain '&a' 1000 2000; echo ----; point '&a' 10 a+0x1/0x2; } >"$T/one"
	mmsim lockstat show "$T/one"
	said "&a has 1000 contentions, but its contention points sum to 10"
}

points_are_merged_by_symbol()
{
	{
		dump
		plain '&a' 100 1000
		echo ----
		point '&a' 40 'do_it.constprop.0.isra.3+0x1/0x20'
		point '&a' 30 'do_it+0x9/0x30'
		point '&a' 20 'do_it.cold+0x9/0x30 [mmsim]'
		point '&a' 5 'do_it.cold+0x19/0x30 [mmsim]'
		echo ----
		point '&a' 7 'holder.part.1+0x1/0x2'
	} >"$T/a"
	mmsim lockstat show "$T/a" --points
	expect_out "waited in       70  do_it"
	expect_out "waited in       25  do_it [mmsim]"
	expect_out "held by          7  holder"
	! grep -qE 'constprop|cold|part' "$T/out" || fail "a suffix is left"
}

# runs NAME N CONTENTIONS
# N dumps that differ a little in their contentions.
runs()
{
	local i

	for i in $(seq "$2"); do
		{ dump; mmap_lock 100000 200000; plain '&x' $(($3 + i)) 10000; } >"$T/$1.$i"
	done
}

several_runs()
{
	runs a 5 1000
	runs b 5 1500
	mmsim lockstat diff "$T"/a.* -- "$T"/b.*
	expect_status 0
	says '&x' 'contentions/acq' '+49.85% (p=0.008 n=5+5)'
	says '&mm->mmap_lock-W' 'contentions/acq' '~ (p=1.000 n=5+5)'
	! grep -q 'Too few' "$T/out" || fail "five runs are enough"
	mmsim lockstat diff "$T"/a.1 -- "$T"/b.*
	expect_out "Too few runs to tell a difference"
	mmsim lockstat show "$T"/a.*
	expect_out "Medians of 5 runs"
	expect_out "1.003k"
}

fail_on()
{
	runs a 4 1000
	runs b 4 1500
	mmsim lockstat diff "$T"/a.* --fail-on 5 -- "$T"/b.*
	expect_status 1
	expect_err "FAILED: &x: contentions/acq is worse by 49.88% (p=0.029)"
	expect_err "FAILED: &x: wait/acq is worse by"
	mmsim lockstat diff "$T"/a.* --fail-on 60 -- "$T"/b.*
	expect_status 0
	mmsim lockstat diff "$T"/b.* --fail-on 0 -- "$T"/a.*
	expect_status 0
	mmsim lockstat diff --fail-on 5 "$T/a.1" "$T/b.1"
	expect_status 2
	expect_err "--fail-on: 1 and 1 runs are too few; it needs 4 of each"
	mmsim lockstat diff --fail-on 5 "$old" "$old" "$old" "$old" -- \
		"$new" "$new" "$new" "$new"
	expect_status 2
	expect_err "--fail-on: nothing is comparable"
}

perf_lock_contention()
{
	show_csv "$data/perf-caller.txt"
	expect_number 1523 'rwsem lock_mm_and_find_vma' read contentions
	expect_number 98120413 'rwsem lock_mm_and_find_vma' read wait_total_ns
	expect_number 311 'rwsem vm_mmap_pgoff' write contentions
	expect_number 8700.91666666667 'spinlock __handle_mm_fault' write wait_avg_ns
	expect_number - 'rwsem vm_mmap_pgoff' write acquisitions
	show_csv "$data/perf-address.txt"
	expect_number 20 'rwsem mmap_lock' write contentions
	expect_number 3 'mutex (no symbol)' write contentions
	mmsim lockstat diff "$data/perf-caller.txt" "$data/perf-caller.txt"
	expect_status 0
	expect_out "workloads  unknown: perf counts no acquisitions"
	says 'rwsem vm_mmap_pgoff' contentions '(p=1.000'
	refused "is lock_stat, $data/perf-caller.txt is perf lock contention: they do not compare" \
		lockstat diff "$new" "$data/perf-caller.txt"
	sed 's/, *rwsem.*//' "$data/perf-caller.txt" >"$T/cut"
	refused "line 2: 5 of 7 columns: truncated?" lockstat show "$T/cut"
	sed 's/type, caller/type, bogus/' "$data/perf-caller.txt" >"$T/bogus"
	refused "line 1: unknown column 'bogus'" lockstat show "$T/bogus"
	sed 's/ 1523/ 15x3/' "$data/perf-caller.txt" >"$T/x"
	refused "line 2: '15x3' is not a number" lockstat show "$T/x"
	head -n 1 "$data/perf-caller.txt" >"$T/none"
	refused "perf saw no contention" lockstat show "$T/none"
}

counters_by_name()
{
	show_csv "$data/counters.txt"
	expect_number 1042 rwsem_sleep_reader write acquisitions
	expect_number 384000 vma_lock_success write acquisitions
	sed 's/1042/2084/' "$data/counters.txt" >"$T/more"
	mmsim lockstat diff "$data/counters.txt" "$T/more"
	expect_status 0
	says rwsem_sleep_reader count '2.084k'
	printf 'a 1\nwhat is this\n' >"$T/prose"
	refused "line 2: not lock_stat, perf lock contention -x or counters" lockstat show "$T/prose"
}

# mmsim's own instances do not know bounces, and no times where there were none.
instances_of_mmsim()
{
	{
		dump
		row 'mmsim:mmap_lock-W' - 7 0.11 17.23 20.00 2.86 - 1000 0.03 9.41 370.01 0.37
		row 'mmsim:mmap_lock-R' - 0 - - - - - 5000 - - - -
	} >"$T/a"
	show_csv "$T/a"
	expect_number 1000 mmsim:mmap_lock write acquisitions
	expect_number - mmsim:mmap_lock write con_bounces_per_acq
	expect_number - mmsim:mmap_lock read hold_avg_ns
	mmsim lockstat diff "$T/a" "$T/a"
	said "equal: acquisitions matched within 0% (mmsim:mmap_lock-W, mmsim:mmap_lock-R)"
}

# Before 7.2 a time had 14 characters: what was longer lost its end.
digits_lost_by_old_kernels()
{
	{ dump; row x 1 200000000 0.11 17.23 12345678901234 617283.95 1 200000001 0.03 9.41 9.00 0.00
	} >"$T/long"
	show_csv "$T/long"
	expect_number 1.2345679e+17 x write wait_total_ns
	mmsim lockstat show "$T/long"
	said "totals of 1 rows had lost digits and are computed from averages"
}

wait_shares()
{
	{ dump; mmap_lock 1000 2000; } >"$T/a"
	{ echo '# kernel: 7.2.12'; echo '# wall_ns: 1000000'; echo '# tasks: 2'
	  echo '# config: SMP PREEMPT'; cat "$T/a"; } >"$T/b"
	show_csv "$T/a"
	expect_number - '&mm->mmap_lock' write wait_share
	show_csv "$T/a" --wall-ns 1e6 --tasks 2
	expect_number 0.1255 '&mm->mmap_lock' write wait_share
	show_csv "$T/b"
	expect_number 0.1255 '&mm->mmap_lock' write wait_share
	mmsim lockstat diff "$T/a" "$T/b" --wall-ns 1e6,2e6 --tasks 2
	says '&mm->mmap_lock-W' 'wait share' '6.28%'
	expect_out "7.2.12: kernel 7.2.12"
	said "config SMP PREEMPT"
	mmsim lockstat merge "$T/b" "$T/b" -o "$T/sum"
	grep -q '^# wall_ns: 2000000' "$T/sum" || fail "wall times are not summed"
}

order_and_selection()
{
	mmsim lockstat show "$new" --sort acquisitions --top 2
	[ "$(grep -c '^&\|^rcu' "$T/out")" -eq 2 ] || fail "not two"
	grep -q '^rcu_read_lock-R' "$T/out" || fail "not the most acquired"
	expect_out "2 of 122 classes by acquisitions; --top 0 shows all."
	mmsim lockstat show "$new" --min-contentions 26 --top 0
	[ "$(grep -c '^&' "$T/out")" -eq 2 ] || fail "not two"
	mmsim lockstat show "$new" --min-acquisitions 1000000 --top 0
	grep -q '^rcu_read_lock-R' "$T/out" || fail "the most acquired was dropped"
	grep -q '^&mm->mmap_lock' "$T/out" && fail "less than a million"
	mmsim lockstat show "$new" --min-wait-ns 1e9 --top 0
	[ "$(grep -c '^&' "$T/out")" -eq 2 ] || fail "not two"
	refused "unknown sort key 'x'" lockstat show "$new" --sort x
}

what_is_no_dump()
{
	: >"$T/empty"
	printf ' \n\t\n' >"$T/blank"
	head -c 4000 /bin/sh >"$T/binary"
	dump >"$T/header"
	sed '1s/0.4/0.3/' "$new" >"$T/version"
	cat "$new" "$old" >"$T/two"
	echo 'cat: /proc/lock_stat: No such file or directory' >"$T/none"
	refused "$T/empty: is empty" lockstat show "$T/empty"
	refused "$T/blank: is empty" lockstat show "$T/blank"
	refused "$T/binary: is binary" lockstat show "$T/binary"
	refused "$T/header: holds no locks" lockstat show "$T/header"
	refused "$T/version: line 1: lock_stat version '0.3'; only 0.4" lockstat show "$T/version"
	refused "a second dump begins; give each a file of its own" lockstat show "$T/two"
	refused "use 'perf lock contention -x,'" lockstat show "$T/none"
	refused "$T: Is a directory" lockstat show "$T"
	refused "$T/nowhere: No such file" lockstat show "$T/nowhere"
	[ -e /proc/lock_stat ] ||
		refused "this kernel has no lock_stat (CONFIG_LOCK_STAT)" lockstat show /proc/lock_stat
	echo 'Dear list, lock_stat is slow.' >"$T/prose"
	refused "line 1: not lock_stat" lockstat show "$T/prose"
}

truncated_dumps()
{
	local n

	# In the midst of rows: every place but the end of a line is seen.
	for n in 5010 5100 5200 5219 7777; do
		head -c "$n" "$new" >"$T/cut"
		if [ -z "$(tail -c 1 "$T/cut" | tr -d '\n')" ]; then
			continue
		fi
		mmsim lockstat show "$T/cut"
		expect_status 2
		expect_err truncated
	done
	{ dump; mmap_lock 10 20; } | sed '$s/ [^ ]* *[^ ]*$//' >"$T/short"
	refused "line 7: the row of '&mm->mmap_lock-R' has 10 of 12 numbers: truncated?" \
		lockstat show "$T/short"
	{ dump; mmap_lock 10 20; echo 'what: is this'; mmap_lock 1 2; } >"$T/odd"
	mmsim lockstat show "$T/odd"
	said "1 lines were not understood, the first is line 8"
}

wrong_usage()
{
	refused "lockstat what?" lockstat
	refused "lockstat can show, diff and merge, not 'x'" lockstat x
	refused "which dumps?" lockstat show
	refused "which dumps?" lockstat diff "$new"
	refused "which dumps?" lockstat diff "$new" "$new" "$new"
	refused "which dumps?" lockstat diff "$new" --
	refused "only diff takes files behind '--'" lockstat show "$new" -- "$new"
	refused "unknown or ambiguous option '--x'" lockstat show --x "$new"
	refused "option '--top' needs a value" lockstat show --top
	refused "--top takes a number from 0 on, not '-1'" lockstat show "$new" --top -1
	refused "--wall-ns takes N or N,N" lockstat show "$new" --wall-ns 1,
	refused "unknown format 'x'" lockstat show "$new" --format x
	refused "'c' is the third" lockstat diff --label a --label b --label c "$new" "$new"
	refused "--fail-on is for diff" lockstat show --fail-on 1 "$new"
	refused "-o is for merge" lockstat show -o x "$new"
	refused "No such file or directory" lockstat merge "$new" -q -o "$T/no/where"
	mmsim lockstat --help
	expect_status 0
	expect_out "usage: mmsim lockstat show"
}

# Whatever a file holds, it is read or refused.
spoiled_dumps()
{
	local f

	command -v python3 >/dev/null || skip "no python3"
	mkdir "$T/spoiled"
	python3 "$tests/lockstat_spoil.py" "$T/spoiled" 300 "$data"/*.txt || fail "cannot spoil"
	for f in "$T"/spoiled/*; do
		mmsim lockstat show "$f" --points --top 0
		if [ "$status" -ne 0 ] && [ "$status" -ne 2 ]; then
			cp "$f" "$T.kept"
			fail "$(basename "$f") (kept in $T.kept): exit status $status"
		fi
	done
	mmsim lockstat merge -q "$T"/spoiled/*7 -o "$T/sum"
	case $status in
	0 | 2) ;;
	*) fail "exit status $status" ;;
	esac
}

use_fake
ktap_run two_kernels_as_text two_kernels_as_markdown two_kernels_as_csv one_kernel_as_text \
	all_classes_by_name two_kernels_as_json nothing_wider_than_100_columns out_of_a_mail \
	points_out_of_a_mail excerpts_without_the_version names_have_colons_and_blanks \
	one_mode_is_write rows_of_one_name_are_summed merge_can_be_read_again cut_names \
	known_renames renames_of_the_user replaced_locks file_and_line_names numbered_classes \
	names_of_guards vma_locks_of_7_2 downgrades coarse_clock debugging_that_was_off workloads \
	points_are_checked points_are_merged_by_symbol several_runs fail_on perf_lock_contention \
	counters_by_name instances_of_mmsim digits_lost_by_old_kernels wait_shares \
	order_and_selection what_is_no_dump truncated_dumps wrong_usage spoiled_dumps
