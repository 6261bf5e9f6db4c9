#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# cli_signal.sh - progress on terminals and elsewhere, and signals during a run.

# shellcheck disable=SC2317 # ktap_run calls the functions
# shellcheck disable=SC2086 # $status, $golden and $MMSIM have no blanks
. "$(dirname "$0")/cli_lib.sh"

# on_a_terminal ARGUMENT...
# Run with stderr and stdout on a pty of 80 columns; what it shows goes to $T/out.
on_a_terminal()
{
	command -v python3 >/dev/null || skip "no python3"
	python3 - "$MMSIM" "$@" >"$T/out" <<-'EOP'
	import fcntl, os, pty, struct, sys, termios
	pid, fd = pty.fork()
	if pid == 0:
	    os.execv(sys.argv[1], sys.argv[1:])
	fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
	out = b""
	while True:
	    try:
	        data = os.read(fd, 65536)
	    except OSError:
	        break
	    if not data:
	        break
	    out += data
	sys.stdout.buffer.write(out)
	sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
	EOP
	status=$?
}

has_escapes()
{
	grep -q $'\033' "$T/out"
}

plain_progress()
{
	mmsim run fault_storm --runs 2
	expect_status 0
	expect_err "mmsim: [1/2] fault_storm run 1: "
	expect_err "mmsim: [2/2] fault_storm run 2: "
	grep -q $'\033' "$T/err" "$T/out" && fail "escape sequences without a terminal"
	grep -q $'\r' "$T/err" "$T/out" && fail "carriage returns without a terminal"
	mmsim run fault_storm --runs 2 -q
	[ ! -s "$T/err" ] || fail "progress with -q"
}

terminal_progress()
{
	MMSIM_FAKE=slow TERM=xterm on_a_terminal run fault_storm --runs 2
	expect_status 0
	has_escapes || fail "no line is replaced"
	expect_out "[1/2] 0s elapsed, ETA -: fault_storm run 1"
	grep -qE '\[2/2\] [0-9]+s elapsed, ETA [0-9]+s: fault_storm run 2' "$T/out" || fail "no ETA"
	# The last of the line is its removal.
	tr '\r' '\n' <"$T/out" | grep -a 'ETA' | tail -n 1 | grep -q 'run 2' || fail "no last line"
}

long_lines_do_not_wrap()
{
	TERM=xterm on_a_terminal run fault_storm --runs 1 --tasks 1,2 \
		--set pages_per_vma=1,2 --set vmas_per_task=3,4 --set write_pct=1,2 \
		--set max_map_count=1000,2000 --set tasks_per_vma=1,2 --format csv
	tr '\r' '\n' <"$T/out" | grep -a 'elapsed' | sed 's/\x1b\[K//' | awk 'length > 79' |
		grep -q . && fail "a progress line of more than 79 columns"
	return 0
}

dumb_terminal()
{
	TERM=dumb on_a_terminal run fault_storm --runs 2
	expect_status 0
	has_escapes && fail "escape sequences on a dumb terminal"
	expect_out "mmsim: [2/2] fault_storm run 2: "
}

colour_only_where_wanted()
{
	TERM=xterm on_a_terminal compare $golden/a.json
	expect_status 0
	grep -q $'\033\[3[12]m' "$T/out" || fail "no colour on a terminal"
	TERM=xterm NO_COLOR=1 on_a_terminal compare $golden/a.json
	has_escapes && fail "NO_COLOR is ignored"
	TERM=dumb on_a_terminal compare $golden/a.json
	has_escapes && fail "colour on a dumb terminal"
	mmsim compare $golden/a.json
	has_escapes && fail "colour without a terminal"
	return 0
}

# start NR ARGUMENT...
# Run in the background; sets pid when the command is in run NR, which hangs.
start()
{
	local n=0 nr=$1
	shift

	export MMSIM_FAKE_LOG=$T/dfs
	"$MMSIM" "$@" --on kernel >"$T/out" 2>"$T/err" &
	pid=$!
	while [ "$(grep -c '/run=1$' "$T/dfs" 2>/dev/null)" != "$nr" ]; do
		sleep 0.05
		n=$((n + 1))
		[ $n -lt 400 ] || fail "never ran"
	done
}

# finish
# Wait for the command; sets status, and ms to what it took.
finish()
{
	local begin

	begin=$(date +%s%N)
	wait $pid
	status=$?
	ms=$((($(date +%s%N) - begin) / 1000000))
}

# SIGINT is ignored by background jobs of a shell without job control, so the fake
# terminal's interrupt key is used for it elsewhere.
signals_stop_within_a_second()
{
	local s

	for s in TERM HUP; do
		rm -f "$T/dfs"
		MMSIM_FAKE=hang start 1 run fault_storm
		kill -$s "$pid"
		finish
		expect_status $((128 + $(kill -l $s)))
		[ $ms -lt 1000 ] || fail "SIG$s: took $ms ms"
		expect_err "stopped by a signal: 0 of 5 runs complete"
	done
}

interrupt_key()
{
	command -v python3 >/dev/null || skip "no python3"
	MMSIM_FAKE=hang TERM=xterm python3 - "$MMSIM" >"$T/out" <<-'EOP' || fail "not as expected"
	import os, pty, sys, time
	pid, fd = pty.fork()
	if pid == 0:
	    os.execv(sys.argv[1], [sys.argv[1], "run", "fault_storm"])
	out = b""
	while b"elapsed" not in out:
	    out += os.read(fd, 4096)
	time.sleep(0.5)
	begin = time.monotonic()
	os.write(fd, b"\x03")
	try:
	    while True:
	        data = os.read(fd, 4096)
	        if not data:
	            break
	        out += data
	except OSError:
	    pass
	code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
	took = time.monotonic() - begin
	print(code, took, out)
	sys.exit(not (code == 130 and took < 1 and b"0 of 5 runs complete" in out))
	EOP
}

complete_runs_are_kept()
{
	MMSIM_FAKE=late start 2 run fault_storm --runs 3 -o "$T/d.json"
	kill -TERM "$pid"
	finish
	expect_status 143
	expect_out "runs     1 of each cell"
	expect_out "stopped by a signal: 1 of 3 runs complete"
	grep -q '"run": 1' "$T/d.json" || fail "the complete run is not in the file"
	grep -q '"run": 2' "$T/d.json" && fail "the stopped run is in the file"
	tail -n 1 "$T/dfs" | grep -q '/delete=' || fail "the instance is left behind"
}

second_signal_gives_up()
{
	MMSIM_FAKE='hang deaf' start 1 run fault_storm
	kill -TERM "$pid"
	sleep 0.3
	kill -0 "$pid" || fail "it ended although the run did not"
	kill -TERM "$pid"
	finish
	expect_status 143
	expect_err "given up on a run that does not stop"
}

use_fake
ktap_run plain_progress terminal_progress long_lines_do_not_wrap dumb_terminal \
	colour_only_where_wanted signals_stop_within_a_second interrupt_key \
	complete_runs_are_kept second_signal_gives_up
