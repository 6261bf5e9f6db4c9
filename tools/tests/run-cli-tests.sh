#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# run-cli-tests.sh - all tests of the command line as one KTAP document.
#
# Usage: tools/tests/run-cli-tests.sh [NAME]...
#
#   NAME  a test, as cli_stats; all of them without
#
# Exit status: 0 nothing failed, 1 something did.

set -uo pipefail
cd "$(dirname "$0")" || exit 2

if [ $# -eq 0 ]; then
	for t in cli_*.sh; do
		[ ! -x "$t" ] || set -- "$@" "${t%.sh}"
	done
fi

printf 'KTAP version 1\n1..%d\n' $#
n=0 failed=0
for name in "$@"; do
	n=$((n + 1))
	printf '    # Subtest: %s\n' "$name"
	if "./$name.sh" </dev/null | sed 's/^/    /'; then
		echo "ok $n $name"
	else
		failed=1
		echo "not ok $n $name"
	fi
done
exit $failed
