#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# parse-console.sh - what a kernel console log has to complain about.
#
# Usage: scripts/parse-console.sh LOG [EXCUSED]
#
#   LOG      console log of a guest
#   EXCUSED  list of lines that do not count (default: console-excused here)
#
# Prints the bad lines with their line numbers. Exit status: 0 clean, 1 not
# clean, 2 no log. A bad console beats every success that the guest reports.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

case ${1-} in
''|-h|--help) show_usage "$0" >&2; exit 2 ;;
esac
log=$1
excused=${2:-$TOP/scripts/console-excused}
[ -s "$log" ] || die "no console output in $log"

bad='BUG[: ]|WARNING:|Badness|Oops|Call Trace:|Kernel panic|general protection fault'
bad+='|Unable to handle|unable to handle|invalid opcode|divide error|stack segment:'
# lockdep and its relatives
bad+='|possible (circular|recursive) locking|possible irq lock inversion'
bad+='|inconsistent lock state|inconsistent \{|suspicious RCU usage|bad unlock balance'
bad+='|bad contention detected|held lock freed|still has locks held|lock held when returning'
bad+='|Invalid wait context|possible deadlock|locks? held by .* at exit'
bad+='|turning off the locking correctness validator|sleeping function called'
bad+='|scheduling while atomic|DEBUG_LOCKS_WARN_ON|ODEBUG: [a-z]+ '
# stalls
bad+='|stall(s|ed)? on CPU|self-detected stall|detected stalls|soft lockup|hard LOCKUP'
bad+='|blocked for more than|workqueue lockup|kthread starved'
# memory
bad+='|KASAN:|KCSAN:|UBSAN:|KFENCE:|unreferenced object|Objects remaining|list_(add|del) corruption'
bad+='|refcount_t: |Bad page (state|map)|kernel stack overflow|Out of memory'

found=$(tr -d '\r' <"$log" | grep -anE "$bad" |
	grep -avE -f <(grep -vE '^(#|$)' "$excused") || true)
[ -n "$found" ] || exit 0
printf '%s\n' "$found"
exit 1
