#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# check-tree.sh - rules of the tree that a compiler does not see.
#
# Usage: scripts/check-tree.sh [DIRECTORY]
#
#   DIRECTORY  root of the tree to check (default: this one)
#
# 1. Includes point down: src/ includes kernel headers through <mmsim/...> only
#    where it may, and has no private headers between directories.
# 2. Only main.c, trace.c, debugfs/ and compat.h touch what exists in a module
#    only.
# 3. Kernel versions are named in compat.h alone, __KERNEL__ in internal.h alone.
# 4. Every policy and workload file is in its object list, its name list and the
#    documentation; every object in a list has its source.
# 5. Tools see include/mmsim/uapi.h and the lists; scripts drive the module
#    through the command line, never through debugfs files.
# 6. Every file states its licence.
#
# Prints one line per breach. Exit status: 0 none, 1 some.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
esac
cd "${1:-$TOP}"
breaches=0

# breach RULE LINES
# Report lines that break a rule; nothing if there are none.
breach()
{
	[ -n "$2" ] || return 0
	printf '%s\n' "$2" | sed "s|^|$1: |"
	breaches=1
}

# sources DIR...
# C files and headers of some directories that exist.
sources()
{
	local d

	for d in "$@"; do
		[ ! -e "$d" ] || find "$d" -name '*.[ch]' -type f
	done | sort
}

# grep_in PATTERN FILE...
# Matching lines with file and number; no files or no match is nothing.
grep_in()
{
	local pattern=$1
	shift
	[ $# -eq 0 ] || grep -nHE "$pattern" "$@" || true
}

# list_names MACRO FILE
# The first argument of every MACRO(...) line of a list header.
list_names()
{
	sed -n "s/^$1(\([a-z0-9_]*\),.*/\1/p" "$2" 2>/dev/null || true
}

# check_includes
# Rules 1 to 3.
check_includes()
{
	local core outer headers all

	mapfile -t core < <(sources src/core src/policy src/stats src/workload src/replay)
	mapfile -t outer < <(sources src/main.c src/trace.c src/debugfs)
	mapfile -t headers < <(sources include/mmsim)
	mapfile -t all < <(sources src include kunit)

	breach "the core includes <mmsim/...> and headers beside the file only" \
		"$(grep_in '^#[[:space:]]*include' "${core[@]}" |
			grep -vE '<(mmsim|trace/events)/[a-z_]+\.h>|"[a-z_]+\.h"' || true)"
	breach "no private headers between directories of src" \
		"$(grep_in '^#[[:space:]]*include[[:space:]]+".*/' "${core[@]}" "${outer[@]}")"
	breach "only the module's own files include this" \
		"$(grep_in '<linux/(debugfs|module|moduleparam|seq_file)\.h>|<mmsim/debugfs\.h>' \
			"${core[@]}" "${headers[@]}" |
			grep -vE '^include/mmsim/(compat|debugfs)\.h:' || true)"
	breach "kernel versions are for compat.h" \
		"$(grep_in 'LINUX_VERSION_CODE|KERNEL_VERSION' "${all[@]}" |
			grep -v '^include/mmsim/compat\.h:' || true)"
	breach "__KERNEL__ is for internal.h, compat.h and uapi.h" \
		"$(grep_in '__KERNEL__' "${all[@]}" |
			grep -vE '^include/mmsim/(internal|compat|uapi)\.h:' || true)"
}

# check_words
# Core and workloads name no policy; only policy files do (rule 1 too).
check_words()
{
	local words

	words=$(for f in $(families); do
		list_names "MMSIM_${f^^}" include/mmsim/policy_list.h |
			sed "s/^/MMSIM_${f^^}_/"
	done | paste -sd'|')
	[ -n "$words" ] || return 0
	# shellcheck disable=SC2046 # file names without spaces
	breach "core and workloads name no policy" \
		"$(grep_in "\\b($words)\\b" $(sources src/core src/workload src/stats))"
}

# families
# The policy families of the list.
families()
{
	list_names MMSIM_FAMILY include/mmsim/policy_list.h
}

# check_objects
# Every source is in an object list and every object has its source.
check_objects()
{
	local f listed

	listed=$(grep -ohE '\bsrc/[a-z0-9_/]+\.o\b' Kbuild src/core.mk 2>/dev/null | sort -u)
	for f in $listed; do
		[ -f "${f%.o}.c" ] || breach "an object without a source" "$f"
	done
	for f in $(sources src | grep '\.c$'); do
		grep -qxF "${f%.c}.o" <<<"$listed" ||
			breach "a source in no object list" "$f"
	done
}

# check_policies
# Each variant of the list has its code and its documentation, and the reverse.
check_policies()
{
	local family name

	for family in $(families); do
		for name in $(list_names "MMSIM_${family^^}" include/mmsim/policy_list.h); do
			grep -rqE "\bmmsim_${family}_${name}(\b|_)" src/policy ||
				breach "a policy without code" "$family=$name"
			grep -qsE "\`\`$name\`\`|^$name\$" Documentation/policies.rst ||
				breach "a policy not in Documentation/policies.rst" "$family=$name"
		done
	done
	while IFS=: read -r family name; do
		list_names "MMSIM_${family^^}" include/mmsim/policy_list.h | grep -qxF "$name" ||
			breach "a policy not in policy_list.h" "$family=$name"
	done < <(for family in $(families); do
		grep -rhoE "_ops mmsim_${family}_[a-z0-9_]+ =" src/policy |
			sed "s/^_ops mmsim_${family}_\(.*\) =/$family:\1/"
	done)
}

# check_workloads
# Each workload of the list has its file and its documentation, and the reverse.
check_workloads()
{
	local name f

	for name in $(list_names MMSIM_WORKLOAD include/mmsim/workload_list.h); do
		[ -f "src/workload/$name.c" ] || breach "a workload without code" "$name"
		grep -qsE "\`\`$name\`\`|^$name\$" Documentation/workloads.rst ||
			breach "a workload not in Documentation/workloads.rst" "$name"
	done
	while read -r f; do
		name=$(basename "$f" .c)
		list_names MMSIM_WORKLOAD include/mmsim/workload_list.h | grep -qxF "$name" ||
			breach "a workload not in workload_list.h" "$name"
	done < <(grep -lE '^(static )?const struct mmsim_workload_ops .*= \{' \
		src/workload/*.c 2>/dev/null)
}

# check_tools
# The command line sees what the module publishes; scripts use the command line.
check_tools()
{
	local files

	mapfile -t files < <(sources tools/mmsim)
	breach "the command line includes uapi.h and the lists; the core through backend_native.c" \
		"$(grep_in '<mmsim/' "${files[@]}" |
			grep -vE '<mmsim/(uapi|[a-z]+_list)\.h>|^tools/mmsim/(backend_)?native' || true)"
	breach "scripts drive the module through the command line" \
		"$(grep -rnE '/(sys/kernel/debug|debugfs)/mmsim/[a-z]' scripts --include='*.sh' \
			--include='guest-*' | grep -v '^scripts/check-tree\.sh:' || true)"
}

# check_licences
# An SPDX line in every file that can carry one, tabs where the kernel has them.
check_licences()
{
	local files

	mapfile -t files < <(git ls-files --cached --others --exclude-standard |
		grep -vE '^(LICENSE|README\.md|MAINTAINERS|.*\.(log|mmtrace|json|txt|md|patch))$' |
		grep -vE '^(scripts|tools)/.*test_data/' | while read -r f; do
			[ ! -f "$f" ] || echo "$f"
		done)
	breach "no SPDX line" "$(for f in "${files[@]}"; do
		head -n 3 "$f" | grep -q 'SPDX-License-Identifier: GPL-2.0' || echo "$f"
	done)"
}

check_includes
check_words
check_objects
check_policies
check_workloads
check_tools
check_licences
exit $breaches
