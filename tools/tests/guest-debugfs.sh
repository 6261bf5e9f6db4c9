#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# guest-debugfs.sh - every file of the module's tree, used and misused; in a guest.
#
# Usage: guest-debugfs.sh, as root, in a directory with mmsim.ko and, for replay,
# traces/*.mmtrace
#
# Needs nothing but busybox, and debugfs mounted. Drives the module without the
# command line, since it tests what the command line relies on. Prints one KTAP
# document; exits with 1 if a test failed.

d=/sys/kernel/debug/mmsim
tmp=$(mktemp -d)
n=0
failed=0

# check NAME COMMAND...
# One result line: the command has to succeed.
check()
{
	name=$1
	shift
	n=$((n + 1))
	if "$@" >"$tmp/out" 2>"$tmp/err"; then
		echo "ok $n $name"
		return
	fi
	failed=1
	echo "not ok $n $name"
	{
		head -c 300 "$tmp/err"
		cat $d/a/last_error 2>/dev/null
	} | sed 's/^/# /'
}

# get FILE
# Its first line, in $line.
get()
{
	line=
	read -r line <"$d/$1"
	return 0
}

# put FILE VALUE
put()
{
	echo "$2" >"$d/$1"
}

# is FILE VALUE
is()
{
	get "$1"
	[ "$line" = "$2" ] || { echo "$1 is '$line', not '$2'" >&2; return 1; }
}

# fails COMMAND...
fails()
{
	! "$@"
}

# refused ERROR FILE VALUE
# Writing the value fails, with the error in words.
refused()
{
	if { echo "$3" >"$d/$2"; } 2>"$tmp/refused"; then
		echo "$2 took it" >&2
		return 1
	fi
	read -r line <"$tmp/refused"
	case $line in
	*"$1"*) return 0 ;;
	esac
	echo "not $1: $line" >&2
	return 1
}

# unchanged FILE VALUE...
# Each value is refused with a reason, and the file reads as before.
unchanged()
{
	file=$1
	shift
	get "$file"
	before=$line
	for value in "$@"; do
		refused Invalid "$file" "$value" && is "$file" "$before" || return 1
		get a/last_error
		[ -n "$line" ] || { echo "no last_error" >&2; return 1; }
	done
}

# mode FILE OCTAL
mode()
{
	[ "$(stat -c %a "$d/$1")" = "$2" ]
}

# within SECONDS COMMAND...
# The command comes true in that time.
within()
{
	tries=$(($1 * 10))
	shift
	until "$@" 2>/dev/null; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.1
	done
}

# adds_up INSTANCE
# fault_attempts is fault_fast and all fallbacks.
adds_up()
{
	awk '$1 == "fault_attempts" { a = $2 }
	     $1 == "fault_fast" || $1 ~ /^fault_fallback_/ { sum += $2 }
	     END { print a, sum; exit a == "" || a != sum }' "$d/$1/events" >&2
}

# run_of DURATION_MS
# Start a run of instance a in the background: sets runner once it runs.
run_of()
{
	put a/workload/duration_ms "$1"
	{ echo 1 >$d/a/run; } 2>"$tmp/run" &
	runner=$!
	within 10 is a/state running
}

overlong=$(head -c 900 /dev/zero | tr '\0' 7)

# The root: what it says, and instances.

root()
{
	check version grep -qE '^[0-9.]+ [0-9a-z-]+$' $d/version
	check features_schema grep -qx 'schema mmsim-result/1' $d/features
	check features_busted grep -q '^policy fault_lock busted ' $d/features
	for f in version features; do
		check "mode_$f" mode $f 444
		check "readonly_$f" refused Permission $f 1
	done
	for f in new delete; do
		check "mode_$f" mode $f 200
		check "unreadable_$f" fails cat $d/$f
	done
	i=0
	for name in '' . .. a/b 'a b' 'ä' "$(printf %064d 0)" "$overlong"; do
		i=$((i + 1))
		check "new_bad_name_$i" refused Invalid new "$name"
	done
	check new_reserved refused exists new delete
	check new_63 put new "$(printf %063d 0)"
	check delete_63 put delete "$(printf %063d 0)"
	check new put new a
	check new_twice refused exists new a
	check delete_unknown refused 'No such' delete b
}

# Each control: mode, default, bounds, and what is neither changes nothing.

param()
{
	check "mode_$1" mode "a/workload/$1" 600
	check "default_$1" is "a/workload/$1" "$2"
	check "bad_$1" unchanged "a/workload/$1" x '' 1x $(($3 - 1))
	# One more than the largest of all cannot be computed here.
	[ "$4" = 9223372036854775807 ] ||
		check "above_$1" unchanged "a/workload/$1" $(($4 + 1))
	check "max_$1" put "a/workload/$1" "$4"
	check "max_read_$1" is "a/workload/$1" "$4"
	check "min_$1" put "a/workload/$1" "  $3  "
	check "min_read_$1" is "a/workload/$1" "$3"
}

controls()
{
	while read -r kind item dflt min max _; do
		case $kind in
		family)
			check "mode_$item" mode "a/policy/$item" 600
			check "default_$item" is "a/policy/$item" "$dflt"
			check "bad_$item" unchanged "a/policy/$item" bogus '' 0 "$overlong"
			;;
		param)
			param "$item" "$dflt" "$min" "$max"
			;;
		param_word)
			check "default_$item" is "a/workload/$item" "${dflt%%|*}"
			check "bad_$item" unchanged "a/workload/$item" bogus '' 0
			;;
		esac
	done <$d/features
	check bad_number unchanged a/workload/tasks "$overlong" 1.5 \
		99999999999999999999 -99999999999999999999
	check bad_workload unchanged a/workload/name bogus '' "$overlong"
	check bad_cpus unchanged a/workload/cpus 0-99999 x 1- -1 9000
	check cpus put a/workload/cpus 0
	check cpus_read is a/workload/cpus 0
	check cpus_all put a/workload/cpus ''
	check cpus_all_read is a/workload/cpus ''
	check bad_inject refused Invalid a/inject/fail_alloc_nth x
	check reset put a/reset 1
	check reset_default is a/workload/tasks 2
}

triggers_and_results()
{
	for f in run stop reset; do
		check "mode_$f" mode a/$f 200
		check "trigger_0_$f" refused Invalid a/$f 0
		check "trigger_bogus_$f" refused Invalid a/$f bogus
		check "unreadable_$f" fails cat $d/a/$f
	done
	for f in state last_error results.txt results.json events lock_stat maps hist/fault; do
		check "mode_$f" mode a/$f 444
		check "readable_$f" cat $d/a/$f
		check "readonly_$f" refused Permission a/$f 1
	done
	check idle is a/state idle
}

# Every workload with every fault lock, briefly.

brief()
{
	put a/reset 1
	put a/workload/ops "$1"
	put a/workload/warmup_ms 1
	put a/workload/pages_per_vma 64
	put a/workload/big_pages 600
}

runs()
{
	brief 100
	for w in $workloads; do
		put a/workload/name "$w"
		for l in $locks; do
			put a/policy/fault_lock "$l"
			put a/workload/tasks 2
			[ "$l" != none ] || put a/workload/tasks 1
			check "run_${w}_$l" put a/run 1
			check "done_${w}_$l" is a/state "done"
			check "sum_${w}_$l" adds_up a
			check "json_${w}_$l" grep -q "\"fault_lock\":\"$l\"" $d/a/results.json
		done
	done
	for f in results.txt lock_stat maps hist/fault; do
		check "filled_$f" grep -q . $d/a/$f
	done
	put a/policy/fault_lock none
	put a/workload/tasks 2
	check none_two_tasks refused Invalid a/run 1
	check none_two_tasks_why grep -q none $d/a/last_error
}

uploads()
{
	put a/reset 1
	put a/workload/name replay
	check replay_without refused Invalid a/run 1
	echo 'no trace at all' >$d/a/trace
	check bad_trace_line grep -q 'line 1' $d/a/last_error
	check bad_trace_run refused Invalid a/run 1
	head -c 65536 /dev/urandom >$d/a/trace
	check random_trace grep -q 'line [0-9]' $d/a/last_error
	for t in traces/start-*.mmtrace; do
		[ -f "$t" ] || continue
		cat "$t" >$d/a/trace
		check replay put a/run 1
		check replay_done is a/state "done"
		head -c $(($(stat -c %s "$t") / 2)) "$t" >$d/a/trace
		check cut_trace_line grep -q 'line [0-9]' $d/a/last_error
		check cut_trace_run refused Invalid a/run 1
	done
	exec 4>$d/a/trace
	check upload_alone refused busy a/trace x
	check upload_no_run refused busy a/run 1
	exec 4>&-
}

# What must not be done during a run, what may, and its three ends.

running()
{
	put a/reset 1
	check running run_of 60000
	check busy_run refused busy a/run 1
	check busy_reset refused busy a/reset 1
	check busy_param refused busy a/workload/tasks 3
	check busy_policy refused busy a/policy/fault_lock mmap_lock
	check busy_name refused busy a/workload/name fork_storm
	check busy_cpus refused busy a/workload/cpus 0
	check busy_delete refused busy delete a
	check busy_trace refused busy a/trace x
	check busy_rmmod fails rmmod mmsim
	check busy_param_read is a/workload/tasks 2
	check busy_read cat $d/a/results.json $d/a/results.txt $d/a/events $d/a/maps \
		$d/a/lock_stat $d/a/hist/fault
	check beside_new put new b
	put b/workload/ops 100
	check beside_run put b/run 1
	check beside_done is b/state "done"
	check beside_delete put delete b
	kill -9 "$runner"
	wait "$runner"
	check killed_state is a/state stopped
	run_of 60000
	check stop put a/stop 1
	wait "$runner"
	check stop_canceled grep -q 'anceled' "$tmp/run"
	check stopped is a/state stopped
	check stop_idle put a/stop 1
	put a/workload/duration_ms 50
	check usable put a/run 1
	check usable_done is a/state "done"
}

# All kinds of access at once; errors are expected, damage is not.

storm_one()
{
	j=0
	while [ $j -lt 10 ]; do
		put new "x$1"
		put "x$1/workload/duration_ms" 20
		put "x$1/run" 1
		cat $d/x*/results.json
		put delete "x$((($1 + j) % 3 + 1))"
		j=$((j + 1))
	done
}

storm()
{
	for i in 1 2 3; do
		storm_one $i >"$tmp/storm$i" 2>&1 &
	done
	wait
	for i in 1 2 3; do
		put delete x$i 2>"$tmp/err"
	done
	check storm_over fails ls -d $d/x*
}

delete_open()
{
	put new c
	put c/workload/ops 100
	put c/run 1
	exec 3<$d/c/results.json 4>$d/c/trace
	check delete_open put delete c
	check deleted fails test -e $d/c
	cat <&3 >"$tmp/out" 2>"$tmp/eio"
	check open_eio grep -q 'Input/output' "$tmp/eio"
	check name_free put new c
	exec 3<&- 4>&-
	check delete_again put delete c
}

# A failure of the n-th allocation ends a run, and nothing else.

injection()
{
	ended=0
	brief 40
	put a/workload/pages_per_vma 16
	put a/workload/big_pages 100
	for w in $workloads; do
		put a/workload/name "$w"
		for l in mmap_lock vma_rwsem vma_refcnt; do
			put a/policy/fault_lock $l
			for i in 1 2 3 5 8 13 21 34 55; do
				put a/inject/fail_alloc_nth $i
				put a/run 1 2>"$tmp/err" || ended=$((ended + 1))
			done
		done
	done
	check allocations_failed test $ended -gt 0
	put a/inject/fail_alloc_nth 0
	check after_failures put a/run 1
	check after_failures_sum adds_up a
	check no_violations fails grep -E '^violation_[a-z_]* [^0]' $d/a/events
}

unload()
{
	put a/reset 1
	run_of 60000
	for i in 1 2 3; do
		rmmod mmsim 2>"$tmp/err"
	done
	check loaded_under_load is a/state running
	kill -9 "$runner"
	wait "$runner"
	check unload rmmod mmsim
	check tree_gone fails test -e $d
	check load_again insmod ./mmsim.ko
	check unload_again rmmod mmsim
}

echo 'KTAP version 1'
check load insmod ./mmsim.ko
workloads=$(awk '$1 == "workload" && $2 != "replay" { print $2 }' $d/features)
locks=$(awk '$1 == "policy" && $2 == "fault_lock" { print $3 }' $d/features)
root
controls
triggers_and_results
runs
uploads
running
storm
delete_open
injection
unload
rm -rf "$tmp"
echo "1..$n"
exit $failed
