#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# trace_record.sh - record programs that do all there is to be done to an address
# space, and replay what was recorded.

. "$(dirname "$0")/cli_lib.sh"

program=$T.program
trap 'rm -rf "$T" "$T.log" "$program"' EXIT

# record NAME COMMAND...
# Record into $T/NAME.mmtrace; sets status.
record()
{
	local name=$1
	shift
	mmsim record -q -o "$T/$name.mmtrace" -- "$@"
}

# can_record
# Skip the test if recording is not allowed here; fail if it does not work.
can_record()
{
	record true true
	[ "$status" -eq 0 ] && return
	grep -qE 'may not be observed|ptrace: ' "$T/err" && skip "$(tail -n 1 "$T/err")"
	fail "cannot record true"
}

# header NAME KEY
header()
{
	sed -n "/^begin$/q;s/^$2 //p" "$T/$1.mmtrace"
}

# count NAME PATTERN
# The number of events that match; they begin with task and time.
count()
{
	sed '1,/^begin$/d;/^final /,$d' "$T/$1.mmtrace" | grep -cE "^[0-9]+ [0-9]+ $2"
}

# expect_count NAME PATTERN LEAST [MOST]
expect_count()
{
	local n
	n=$(count "$1" "$2")
	if [ "$n" -lt "$3" ] || [ "$n" -gt "${4-1000000}" ]; then
		fail "$1: $n times '$2', not ${3}${4+ to $4}"
	fi
}

# same NAME
# The recorder's own check, then a replay under each design.
same()
{
	[ "$(header "$1" check)" = equal ] || fail "$1: check $(header "$1" check)"
	[ "$(header "$1" lost)" = 0 ] || fail "$1: lost $(header "$1" lost)"
	mmsim replay "$T/$1.mmtrace" --runs 2 -q --policy fault_lock=mmap_lock,vma_refcnt
	# Without the times of mmap_lock, threads that race are recorded as guessed.
	if [ "$status" -eq 1 ] && [ "$(header "$1" tasks)" -gt 1 ] &&
			[ "$(header "$1" order)" = calls ]; then
		skip "the order of faults and calls is uncertain without root"
	fi
	expect_status 0
}

# deed NAME
# Record and replay one deed of trace_program.c.
deed()
{
	can_record
	record "$1" "$program" "$1"
	expect_status 0
	same "$1"
}

header_tells_how()
{
	can_record
	mmsim record -q -o "$T/h.mmtrace" --note one --note two -- "$program" a 'b
c'
	expect_status 0
	head -n 1 "$T/h.mmtrace" | grep -qx 'mmsim-trace 1' || fail "no version line"
	[ "$(header h note)" = $'one\ntwo' ] || fail "notes: $(header h note)"
	[ "$(header h command)" = "$program a b\\012c" ] || fail "command: $(header h command)"
	header h kernel | grep -q "^$(uname -r) " || fail "kernel: $(header h kernel)"
	[ "$(header h tasks) $(header h mms)" = "1 1" ] || fail "one process"
	expect_count h exit 1 1
	expect_count h 'fault [0-9a-f]+ x' 5
	expect_count h 'fault [0-9a-f]+ w' 5
	same h
	mmsim record -o "$T/h.mmtrace" -- true
	expect_status 0
	expect_err "h.mmtrace: "
}

threads()
{
	deed threads
	[ "$(header threads tasks)" = 9 ] || fail "tasks: $(header threads tasks)"
	expect_count threads clone 8 8
	expect_count threads exit 9 9
	expect_count threads 'munmap .* after=' 10
}

# Any order that keeps the dependencies must do; without them none does.
dependencies()
{
	local order=build/user/release/trace-order n

	deed threads
	[ "$(header threads order)" = mmap_lock ] ||
		skip "the order of faults and calls is uncertain without root"
	make -s -f tools/build.mk "$order" >"$T/build" 2>&1 || skip "$order does not build"
	"$order" -n 20 "$T/threads.mmtrace" >"$T/out" || fail "$(grep '^#' "$T/out")"
	awk '/^begin$/ { on = 1 }
	     on && $3 == "clone" { new[$4] = 1 }
	     on && / after=/ { if (new[$1]) delete new[$1]; else sub(/ after=.*/, "") }
	     { print }' "$T/threads.mmtrace" >"$T/free.mmtrace"
	n=$(sed '1,/^begin$/d' "$T/free.mmtrace" | sed -n 's/.*after=//p' | tr , '\n' | wc -l)
	sed -i "s/^dependencies .*/dependencies $n/" "$T/free.mmtrace"
	"$order" -n 20 "$T/free.mmtrace" >"$T/out" && fail "dependencies are of no use"
	grep -q violations "$T/out" || fail "not replayed: $(cat "$T/out")"
}

forks()
{
	deed fork
	[ "$(header fork mms)" = 4 ] || fail "mms: $(header fork mms)"
	expect_count fork 'fork [0-9]+ [0-9]+' 3 3
	grep -q '^mm 1 fork 0$' "$T/fork.mmtrace" || fail "no forked address space"
	# What follows a wait comes after the child's end.
	expect_count fork 'fork .* after=1:' 1
}

forks_with_threads()
{
	deed fork_threads
	expect_count fork_threads 'fork ' 1 1
	[ "$(header fork_threads tasks)" = 20 ] || fail "tasks: $(header fork_threads tasks)"
}

# vfork is a clone; the child's exec begins a new address space.
spawns()
{
	deed spawn
	expect_count spawn clone 3 3
	expect_count spawn 'exec [0-9]' 2 2
	[ "$(header spawn mms)" = 3 ] || fail "mms: $(header spawn mms)"
}

exec_from_a_thread()
{
	deed exec_thread
	expect_count exec_thread '^|exec 1' 1
	[ "$(header exec_thread mms)" = 2 ] || fail "mms: $(header exec_thread mms)"
	# The other thread ended first.
	expect_count exec_thread 'exec 1 after=0:' 1 1
}

mremaps()
{
	deed mremap
	expect_count mremap 'mremap ' 4
	expect_count mremap 'mremap 1000 .* err=14' 1 1
}

stack_growth()
{
	deed stack
	expect_count stack 'fault' 300
}

heap()
{
	deed brk
	expect_count brk 'brk ' 4
}

flags_and_advice()
{
	deed flags
	expect_count flags 'mlock ' 1
	expect_count flags 'munlock ' 1
	expect_count flags 'madvise .* 10' 1
}

failures()
{
	deed errors
	expect_count errors 'mprotect .* err=12' 1 1
	expect_count errors 'madvise .* err=12' 1 1
	expect_count errors 'mmap .* err=17' 1 1
}

signals()
{
	deed segv
	expect_count segv 'fault .* err=14' 2 2
}

files()
{
	deed files
	grep -q '^file [0-9]* .*/memfd:memory' "$T/files.mmtrace" || fail "no memfd"
	[ "$(grep -c '^file .*/dev/zero (deleted)$' "$T/files.mmtrace")" -eq 3 ] ||
		fail "shared anonymous mappings are not files of their own"
	grep -q '^file .*/SYSV' "$T/files.mmtrace" || fail "no System V segment"
}

killed_program()
{
	can_record
	record kill "$program" kill
	expect_status 0
	mmsim replay "$T/kill.mmtrace" --runs 1 -q
	expect_status 0
}

# A limit on faults leaves out faults and nothing else.
limit()
{
	can_record
	mmsim record -o "$T/l.mmtrace" --max-faults=10 -- "$program" mremap
	expect_status 0
	expect_err "beyond --max-faults were left out"
	expect_count l fault 1 10
	[ "$(header l over-limit)" -gt 50 ] || fail "over-limit: $(header l over-limit)"
	[ "$(header l check)" = equal ] || fail "check: $(header l check)"
}

unprivileged()
{
	local uid

	can_record
	[ "$(id -u)" -eq 0 ] || skip "is what all other tests are"
	command -v setpriv >/dev/null || skip "no setpriv"
	uid=$(id -u nobody) || skip "no user nobody"
	mkdir "$T/u"
	chown "$uid" "$T/u"
	chmod 755 "$T"
	cp "$MMSIM" "$T/mmsim"
	chmod 755 "$T/mmsim" "$program"
	setpriv --reuid "$uid" --clear-groups "$T/mmsim" record -o "$T/u/u.mmtrace" -- \
		"$program" fork mremap stack >"$T/out" 2>"$T/err"
	status=$?
	if [ "$status" -ne 0 ]; then
		expect_err "kernel.perf_event_paranoid is "
		skip "kernel.perf_event_paranoid"
	fi
	cp "$T/u/u.mmtrace" "$T"
	[ "$(header u access)" = assumed ] || fail "access $(header u access)"
	expect_count u 'fault [0-9a-f]+ w\?' 50
	expect_count u 'fault [0-9a-f]+ r\?' 5
	same u
}

# interrupted DEED SIGNAL
interrupted()
{
	local pid i

	can_record
	"$MMSIM" record -o "$T/i.mmtrace" -- "$program" mremap "$1" >"$T/out" 2>"$T/err" &
	pid=$!
	sleep 1
	kill -"$2" "$pid"
	for ((i = 0; i < 50; i++)); do
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.1
	done
	[ "$i" -lt 50 ] || { kill -KILL "$pid"; fail "$1: not ended by SIG$2"; }
	wait "$pid"
	status=$?
	expect_status 0
	same i
	! pgrep -f "$program mremap $1" >/dev/null || fail "$1 is still there"
}

interrupt()
{
	interrupted sleep INT
	expect_count i exit 1 1
	interrupted sleep TERM
}

# What ignores the signal is ended, and its mappings are those of that moment.
interrupt_of_the_stubborn()
{
	interrupted stubborn INT
	[ "$(header i interrupted)" = yes ] || fail "interrupted: $(header i interrupted)"
	expect_count i exit 1 1		# that of the second thread
	! grep -q unknown "$T/i.mmtrace" || fail "final mappings are not known"
}

# nothing_left
nothing_left()
{
	[ -z "$(find "$T" -name 'x*' -print)" ] || fail "left: $(ls "$T")"
}

bad_input()
{
	refused "no output file" record true
	refused "no output file" record -o '' true
	refused "option '-o' needs a value" record -o
	refused "no command to record" record -o "$T/x"
	refused "no command to record" record -o "$T/x" --
	refused "unknown option '--frob'" record -o "$T/x" --frob true
	refused "'0' is not a positive number" record -o "$T/x" --max-faults=0 true
	refused "'many' is not a positive number" record -o "$T/x" --max-faults=many true
	refused "'99999999999999999999'" record -o "$T/x" --max-faults=99999999999999999999 true
	refused "cannot write $T/no/x: No such file" record -o "$T/no/x" -- true
	nothing_left
	can_record
	refused "nosuchcommand: command not found" record -o "$T/x" -- nosuchcommand
	refused "/etc/passwd: Permission denied" record -o "$T/x" -- /etc/passwd
	nothing_left
	echo old >"$T/x"
	refused "command not found" record -o "$T/x" -- nosuchcommand
	[ "$(cat "$T/x")" = old ] || fail "the old file is gone"
	mmsim record -q -o /dev/full -- true
	expect_status 2
	expect_err "cannot write /dev/full: No space left"
}

# Two recordings of one program differ in addresses and times, not in what it did.
determinism()
{
	local n

	can_record
	for n in 1 2; do
		record "$n" "$program" brk mremap files
		sed '1,/^begin$/d;/^final /,$d' "$T/$n.mmtrace" | awk '$3 != "fault" { print $3 }' \
			>"$T/$n.calls"
	done
	cmp -s "$T/1.calls" "$T/2.calls" || fail "$(diff "$T/1.calls" "$T/2.calls")"
}

if [ ! -x "$MMSIM" ]; then
	printf 'KTAP version 1\n1..1\nok 1 trace_record # SKIP %s is not built\n' "$MMSIM"
	exit 0
fi
if ! ${CC:-cc} -O1 -pthread -o "$program" $tests/trace_program.c 2>"$T.log"; then
	printf 'KTAP version 1\n1..1\n'
	sed 's/^/# /' "$T.log"
	echo "not ok 1 build"
	exit 1
fi
ktap_run header_tells_how threads dependencies forks forks_with_threads spawns \
	exec_from_a_thread mremaps stack_growth heap flags_and_advice failures signals files \
	killed_program limit unprivileged interrupt interrupt_of_the_stubborn bad_input \
	determinism
