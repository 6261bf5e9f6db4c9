#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# cli_stats.sh - medians, intervals and the Mann-Whitney test against known answers.

# shellcheck disable=SC2317 # ktap_run calls the functions
# shellcheck disable=SC2086 # $tests has no blanks
. "$(dirname "$0")/cli_lib.sh"

vectors=$tests/cli_stats_vectors.txt

known_answers()
{
	${CC:-cc} -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -g -O1 -Iinclude \
		-fsanitize=address,undefined -fno-sanitize-recover=all -o "$T/check" \
		$tests/cli_stats_check.c tools/mmsim/{stats,mannwhitney,util,message}.c -lm ||
		fail "does not compile"
	"$T/check" <$vectors >"$T/ktap" || fail "$(grep -B1 '^not ok' "$T/ktap")"
	grep -c '^ok' "$T/ktap"
}

# Whoever doubts the file makes it anew.
vectors_are_reproduced()
{
	command -v python3 >/dev/null || skip "no python3"
	python3 $tests/cli_stats_vectors.py | diff $vectors - >"$T/diff" ||
		fail "$(head -n 5 "$T/diff" | cut -c1-200)"
}

ktap_run known_answers vectors_are_reproduced
