#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# trace_malformed.sh - a trace with anything wrong in it is refused, and the message
# names the line. The example of Documentation/trace-format.rst is what is spoilt.

. "$(dirname "$0")/cli_lib.sh"

example=$T.example
trap 'rm -rf "$T" "$T.log" "$example"' EXIT

# The first block of the document that looks like a trace.
extract_example()
{
	sed -n '/^  mmsim-trace 1$/,/^  end$/s/^  //p' Documentation/trace-format.rst >"$example"
}

# bad LINE TEXT SED
# The example edited so is refused in that line, in words that contain the text.
bad()
{
	sed "$3" "$example" >"$T/bad.mmtrace"
	! cmp -s "$example" "$T/bad.mmtrace" || fail "'$3' changes nothing"
	refused_at "$1" "$2" "$3"
}

# refused_at LINE TEXT WHAT
refused_at()
{
	mmsim replay "$T/bad.mmtrace" --runs 1 -q
	[ "$status" -eq 2 ] || fail "$3: exit status $status, not 2"
	if ! grep -qF -- "line $1: " "$T/err" || ! grep -qF -- "$2" "$T/err"; then
		fail "$3: the message is not about line $1: $2"
	fi
	[ ! -s "$T/out" ] || fail "$3: something on stdout"
}

example_is_replayed()
{
	[ "$(wc -l <"$example")" -eq 36 ] || fail "the example is not found"
	mmsim replay "$example" --runs 1 -q
	expect_status 0
	grep -q 'bad_maps' "$T/out" "$T/err" && fail "the final VMAs differ"
	true
}

first_line()
{
	bad 1 "not a trace" '1s/mmsim/simmm/'
	bad 1 "not a trace" '1d'
	bad 1 "version 2 of the format; this reads version 1" '1s/1/2/'
	bad 1 "the version is missing" '1s/ 1//'
	bad 1 "the version 'one'" '1s/1/one/'
	bad 1 "unexpected 'x'" '1s/$/ x/'
	printf 'mmsim-trace 1' >"$T/bad.mmtrace"
	refused_at 1 "not a trace" "no newline"
	printf '\n' >"$T/bad.mmtrace"
	refused_at 1 "not a trace" "empty line"
	head -c 4096 "$MMSIM" >"$T/bad.mmtrace"
	refused_at 1 "not a trace" "binary"
	head -c 4096 /dev/zero >"$T/bad.mmtrace"
	refused_at 1 "not a trace" "zeros"
	sed 's/$/\r/' "$example" >"$T/bad.mmtrace"
	refused_at 1 "the version '1?'" "DOS line ends"
}

header()
{
	bad 2 "unknown word 'comand' in the header" '2s/command/comand/'
	bad 4 "unknown word '' in the header" '4s/.*//'
	bad 6 "the number is missing" '6s/ 0//'
	bad 6 "unexpected '1'" '6s/$/ 1/'
	bad 8 "the page size is 16384; only 4096" '8s/4096/16384/'
	bad 15 "does not say how many events" '13d'
	bad 14 "events stands there twice" '13p'
	bad 9 "the number 'two'" '9s/2/two/'
	bad 9 "the number '-2'" '9s/2/-2/'
	bad 9 "the number '99999999999999999999'" '9s/2/99999999999999999999/'
	bad 13 "the number '4294967295' is too large" '13s/9/4294967295/'
	bad 13 "1000000 events do not fit into a text of" '13s/9/1000000/'
	bad 12 "maps do not fit" '12s/6/4000000000/'
	bad 15 "dependencies do not fit" '15s/2/4000000000/'
	bad 11 "the number '65536' is too large" '11s/2/65536/'
	bad 16 "at least one task" '11s/2/0/'
	bad 16 "at least one task" '10s/1/0/'
}

files()
{
	bad 16 "expected file 0, not 1" '16s/ 0 / 1 /'
	bad 17 "expected 'file', not 'fil'" '17s/file/fil/'
	bad 16 "the inode 'x'" '16s/123456/x/'
	bad 16 "a file has a device" '16s, /home.*,,'
	bad 17 "expected 'mm', not 'file'" '9s/2/1/'
	bad 18 "expected 'file', not 'mm'" '9s/2/3/'
}

address_spaces()
{
	bad 18 "expected address space 0, not 1" '18s/mm 0/mm 1/'
	bad 18 "made by exec or fork" '18s/exec/spawn/'
	bad 18 "is not a fork" '18s/exec.*/fork 0/'
	bad 18 "the heap 'zz'" '18s/55d0c0a01000/zz/'
	bad 18 "the heap 'ffffffffffffffff' is too large" '18s/55d0c0a01000/ffffffffffffffff/'
	bad 18 "the number of VMAs is missing" '18s/ 3$//'
	bad 22 "expected 'map', not 'begin'" '18s/3$/4/'
	bad 21 "expected 'begin', not 'map'" '18s/3$/2/'
	bad 35 "more VMAs than the 5" '12s/6/5/'
	bad 36 "there are 6 VMAs, but 7" '12s/6/7/'
}

maps()
{
	bad 19 "begins with START-END" '19s/-/+/'
	bad 19 "not hexadecimal" '19s/55d0c0000000/55d0c000000g/'
	bad 19 "not hexadecimal" '19s/55d0c0000000/55D0C0000000/'
	bad 19 "not page-aligned" '19s/55d0c0000000/55d0c0000010/'
	bad 19 "ends before it begins" '19s/55d0c0001000/55d0c0000000/'
	bad 21 "overlaps the one before" '21s/7ffd0d3f8000/7ffd0d3f7000/'
	bad 20 "ends above the address space" '20s/7ffd0d3f8000/800000000000/;21d'
	bad 19 "not of the form rwxp" '19s/r-xp/r-x/'
	bad 19 "not of the form rwxp" '19s/r-xp/x-rp/'
	bad 19 "not of the form rwxp" '19s/r-xp/r-xq/'
	bad 19 "the offset 10 is not page-aligned" '19s/r-xp 0/r-xp 10/'
	bad 19 "the file '2' is not one of those listed" '19s/ 0 rd/ 2 rd/'
	bad 19 "the file 'a' is neither" '19s/ 0 rd/ a rd/'
	bad 19 "flags and a name" '19s/ -$//'
	bad 33 "ends before it begins" '33s/55d0c0001000/55d0c0000000/'
}

events()
{
	bad 22 "expected 'begin'" '22s/begin/start/'
	bad 23 "the task '2' is too large" '23s/^0/2/'
	bad 23 "the task 'x'" '23s/^0/x/'
	bad 23 "the task is missing" '23s/.*//'
	bad 24 "task 1 has not been created" '24s/^0/1/'
	bad 29 "task 1 has exited" '29s/^0/1/'
	bad 24 "before that of the last event" '24s/2000/999/'
	bad 24 "the time 'soon'" '24s/2000/soon/'
	bad 24 "the time '18446744073709551616'" '24s/2000/18446744073709551616/'
	bad 24 "unknown operation 'fold'" '24s/fault/fold/'
	bad 24 "unknown operation ''" '24s/ fault.*//'
	bad 28 "unexpected 'now'" '28s/$/ now/'
	bad 31 "expected 'final', not '0'" '13s/9/8/'
	bad 32 "the task 'final'" '13s/9/10/'
	bad 36 "there are 4 calls, but 5" '14s/4/5/'
	bad 30 "more calls than the 3" '14s/4/3/'
	bad 36 "task 2 is never created" '11s/2/3/'
}

arguments()
{
	bad 23 "the length is 0" '23s/ 2000 3/ 0 3/'
	bad 23 "neither shared nor private" '23s/ 22 / 20 /'
	bad 23 "the file '7'" '23s/22 -/22 7/'
	bad 23 "the offset 1 is not page-aligned" '23s/- 0 7f/- 1 7f/'
	bad 23 "the result 7f1c20000001 is not page-aligned" '23s/7f1c20000000/7f1c20000001/'
	bad 23 "ends above the address space" '23s/7f1c20000000/7fffffffe000/'
	bad 23 "the result is missing" '23s/ 7f1c20000000//'
	bad 23 "unexpected '5'" '23s/$/ 5/'
	bad 23 "the flags '1ffffffff' is too large" '23s/ 22 / 1ffffffff /'
	bad 24 "none of r, w, x" '24s/w$/q/'
	bad 24 "none of r, w, x" '24s/w$/wk?/'
	bad 24 "none of r, w, x" '24s/w$/?/'
	bad 24 "none of r, w, x" '24s/w$/wkk/'
	bad 24 "none of r, w, x" '24s/ w$//'
	bad 24 "the address '800000000000' is too large" '24s/7f1c20000010/800000000000/'
	bad 27 "the advice '2147483648' is too large" '27s/4$/2147483648/'
	bad 27 "the address 7f1c20000800 is not page-aligned" '27s/7f1c20000000/7f1c20000800/'
	bad 29 "the length 'ffffffffffffffff' is too large" '29s/ 1000 1/ ffffffffffffffff 1/'
	bad 29 "the protection is missing" '29s/ 1 after.*//'
	bad 29 "protection key" '29s/mprotect/pkey_mprotect/;29s/ 1 after/ 1 x after/'
	bad 30 "the length is 0" '30s/2000$/0/'
	bad 30 "the new length is 0" '30s/.*/0 7000 mremap 7f1c20000000 1000 0 1 0 7f1c20000000/'
	bad 30 "the address is above" '30s/.*/0 7000 mremap 7ffffffff000 1000 1000 1 0 0/'
	bad 30 "the result '1000000000000' is too large" '30s/.*/0 7000 brk 0 1000000000000/'
	bad 30 "the flags is missing" '30s/.*/0 7000 mlockall/'
}

creation()
{
	bad 25 "the new task '2' is too large" '25s/1$/2/'
	bad 25 "task 0 exists already" '25s/1$/0/'
	bad 27 "task 1 exists already" '27s/madvise.*/clone 1/'
	bad 25 "new address space is missing" '25s/clone 1/fork 1/'
	bad 25 "address space 0 is in use already" '25s/clone 1/fork 1 0/'
	bad 27 "address space 0 is in use already" '27s/madvise.*/exec 0/'
	bad 26 "does not wait for its creation" '26s/ after.*//'
	bad 26 "does not wait for its creation" '26s/0:3/0:2/'
	bad 38 "address space 1 is never used" '10s/1/2/;21a mm 1 fork 0
35a final 1 unknown x'
	bad 26 "is not a fork of the task's" '10s/1/2/;21a mm 1 exec 1000 0
25s/clone 1/fork 1 1/'
	bad 28 "is a fork, not made by exec" '10s/1/2/;21a mm 1 fork 0
27s/madvise.*/exec 1/'
}

dependencies()
{
	bad 26 "after= is not followed" '26s/0:3//'
	bad 26 "after= is not followed" '26s/0:3/0-3/'
	bad 26 "after= is not followed" '26s/0:3/0:3,/'
	bad 26 "after= is not followed" '26s/0:3/0:0/'
	bad 26 "cannot wait for task 9" '26s/0:3/9:3/'
	bad 26 "cannot wait for task 1" '26s/0:3/1:1/'
	bad 26 "waits for event 4 of task 0, which has 3 so far" '26s/0:3/0:4/'
	bad 26 "not in ascending order" '26s/0:3/0:2,0:3/'
	bad 26 "unexpected 'after=0:3'" '26s/$/ after=0:3/'
	bad 29 "more dependencies than the 1" '15s/2/1/'
	bad 36 "there are 2 dependencies, but 3" '15s/2/3/'
	bad 30 "cannot have failed with err=12" '30s/$/ err=12/'
	bad 29 "cannot have failed with err=22" '29s/ after/ err=22 after/'
	bad 29 "err= is not followed" '29s/ after/ err=0 after/'
	bad 29 "unexpected 'err=12'" '29s/$/ err=12/'
}

finals()
{
	bad 32 "expected address space 0, not 1" '32s/final 0/final 1/'
	bad 32 "a number of VMAs or unknown" '32s/3$/none/'
	bad 32 "a number of VMAs or unknown" '32s/3$/7/'
	bad 35 "expected 'end', not 'map'" '32s/3$/2/'
	bad 33 "expected 'end', not 'map'" '32s/3$/unknown killed/'
	bad 36 "expected 'end', not 'fin'" '36s/end/fin/'
	bad 36 "unexpected 'all'" '36s/$/ all/'
	bad 37 "something behind the line 'end'" '36s/$/\n/'
}

truncated()
{
	local n

	for ((n = 1; n < 36; n++)); do
		head -n "$n" "$example" >"$T/bad.mmtrace"
		refused_at $((n + 1)) "truncated" "$n lines"
		printf x >>"$T/bad.mmtrace"
		refused_at $((n + 1)) "truncated" "$n lines and a letter"
	done
	head -c -1 "$example" >"$T/bad.mmtrace"
	refused_at 36 "truncated" "without the last newline"
	: >"$T/bad.mmtrace"
	mmsim replay "$T/bad.mmtrace" --runs 1 -q
	expect_status 2
	mmsim replay "$T/nosuch.mmtrace" --runs 1 -q
	expect_status 2
	mmsim replay "$T" --runs 1 -q
	expect_status 2
}

# What is well-formed but did not happen is a failed check, not bad input.
wrong_result()
{
	sed '34s/rw-p/r--p/' "$example" >"$T/t.mmtrace"
	mmsim replay "$T/t.mmtrace" --runs 1 -q
	expect_status 1
	sed '33d;32s/3/2/;12s/6/5/' "$example" >"$T/t.mmtrace"
	mmsim replay "$T/t.mmtrace" --runs 1 -q
	expect_status 1
	sed '24s/7f1c20000010/7f1c20002010/' "$example" >"$T/t.mmtrace"
	mmsim replay "$T/t.mmtrace" --runs 1 -q
	expect_status 1
}

extract_example
ktap_run example_is_replayed first_line header files address_spaces maps events arguments \
	creation dependencies finals truncated wrong_result
