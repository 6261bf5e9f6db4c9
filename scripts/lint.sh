#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# lint.sh - everything about the sources that a tool can tell without running.
#
# Usage: scripts/lint.sh [CHECK]...
#
#   tree        rules of the tree (check-tree.sh)
#   shell       every shell script, by shellcheck
#   python      every Python script compiles
#   checkpatch  C files, --strict, with .checkpatch.conf
#   kerneldoc   comments of functions and structures
#   rst         Documentation, if python3-docutils is there
#   sparse      the module, for a test kernel that is built
#
# Without arguments: all of them. Files that were clean are not looked at again
# until they change (build/lint). Exit status: 0 clean, 1 not.

set -uo pipefail
. "$(dirname "$0")/functions.sh"

memo=$TOP/build/lint
failed=0

# ours PATTERN
# Files of the tree, tracked or new, whose names match.
ours()
{
	git ls-files --cached --others --exclude-standard | grep -E "$1" |
	while read -r f; do
		[ ! -f "$f" ] || echo "$f"
	done
}

# unseen CHECK FILE...
# Of some files, those not yet known to be clean.
unseen()
{
	local check=$1
	shift

	[ $# -gt 0 ] || return 0
	[ -f "$memo/$check" ] || : >"$memo/$check"
	sha256sum "$@" | grep -vxFf "$memo/$check" | cut -c67-
}

# seen CHECK FILE...
# Remember files as clean.
seen()
{
	local check=$1
	shift
	[ $# -eq 0 ] || sha256sum "$@" >>"$memo/$check"
}

# verdict CHECK COMPLAINTS FILE...
# Print complaints; remember the files that none of them names.
verdict()
{
	local check=$1 text=$2 f
	local -a clean=()
	shift 2

	if [ -n "$text" ]; then
		printf '%s\n' "$text"
		say "lint: $check: $(printf '%s\n' "$text" | wc -l) lines"
		failed=1
	fi
	for f in "$@"; do
		[[ $text == *"$f"* ]] || clean+=("$f")
	done
	seen "$check" "${clean[@]}"
}

lint_tree()
{
	verdict tree "$(scripts/check-tree.sh 2>&1)"
}

# shell_scripts
# Files with a shell in their first line.
shell_scripts()
{
	ours '^(scripts|\.ci|tools/tests)/' | while read -r f; do
		! head -n 1 "$f" | grep -qE '^#!.*\b(sh|bash)\b' || echo "$f"
	done
}

# SC2317 takes every function that is called by its name in a variable for
# unreachable.
lint_shell()
{
	local files scripts

	mapfile -t scripts < <(shell_scripts)
	mapfile -t files < <(unseen shell "${scripts[@]}")
	[ ${#files[@]} -gt 0 ] || return 0
	verdict shell "$(printf '%s\n' "${files[@]}" |
		xargs -P "$(jobs_wanted)" -n 4 shellcheck -x -P SCRIPTDIR -e SC2317 -f gcc 2>&1)" "${files[@]}"
}

lint_python()
{
	local files f

	mapfile -t files < <(ours '^(scripts|tools)/' | while read -r f; do
		! head -n 1 "$f" | grep -q '^#!.*python3' || echo "$f"
	done)
	verdict python "$(for f in "${files[@]}"; do
		python3 -W error -c 'import ast, pathlib, sys
ast.parse(pathlib.Path(sys.argv[1]).read_text(), sys.argv[1])' "$f" 2>&1
		awk -v f="$f" 'length > 100 { print f ":" FNR ": line longer than 100 columns" }' "$f"
	done)" "${files[@]}"
}

# run_checkpatch CHECK EXTRA-IGNORES FILE...
run_checkpatch()
{
	local check=$1 ignore=$2 files
	shift 2

	mapfile -t files < <(unseen "$check" "$@")
	[ ${#files[@]} -gt 0 ] || return 0
	verdict "$check" "$(printf '%s\n' "${files[@]}" |
		xargs -P "$(jobs_wanted)" -n 8 perl "$ksrc/scripts/checkpatch.pl" --terse \
			--ignore "$ignore" -f 2>&1 | grep -v ' lines checked$')" "${files[@]}"
}

# The rules are the same; what they take for granted is not: a trace header is
# written in its own way, a program has no kernel helpers, and tools/user makes
# the very helpers that checkpatch tells others to use.
lint_checkpatch()
{
	local files
	local program=CAMELCASE,PREFER_DEFINED_ATTRIBUTE_MACRO,ARCH_DEFINES,ARRAY_SIZE
	program+=,VOLATILE,EMBEDDED_FUNCTION_NAME,LONG_LINE_STRING,NAKED_SSCANF,PREFER_FALLTHROUGH
	local helpers=$program,MACRO_ARG_REUSE,MACRO_ARG_PRECEDENCE,MEMORY_BARRIER,SPACING
	helpers+=,COMPLEX_MACRO,AVOID_EXTERNS,AVOID_BUG,USE_LOCKDEP,NR_CPUS,EXPORT_SYMBOL
	helpers+=,WAITQUEUE_ACTIVE,DATA_RACE,PRINTK_WITHOUT_KERN_LEVEL,LOGGING_CONTINUATION
	helpers+=,IS_ENABLED_CONFIG,IN_ATOMIC,UNSPECIFIED_INT,TYPECAST_INT_CONSTANT,POINTER_LOCATION
	helpers+=,LINE_SPACING,TRAILING_STATEMENTS,COMPARISON_TO_NULL,UNCOMMENTED_DEFINITION

	mapfile -t files < <(ours '^(src|include/mmsim|kunit)/.*\.[ch]$')
	run_checkpatch checkpatch NONE "${files[@]}"
	mapfile -t files < <(ours '^include/trace/.*\.h$')
	run_checkpatch checkpatch-trace \
		PARENTHESIS_ALIGNMENT,OPEN_ENDED_LINE,COMPLEX_MACRO "${files[@]}"
	mapfile -t files < <(ours '^tools/.*\.[ch]$' | grep -v '^tools/user/')
	run_checkpatch checkpatch-tools "$program" "${files[@]}"
	mapfile -t files < <(ours '^tools/user/.*\.[ch]$')
	run_checkpatch checkpatch-user "$helpers" "${files[@]}"
}

lint_kerneldoc()
{
	local files tool=$ksrc/tools/docs/kernel-doc

	[ -f "$tool" ] || tool=$ksrc/scripts/kernel-doc
	mapfile -t files < <(ours '\.[ch]$')
	mapfile -t files < <(unseen kerneldoc "${files[@]}")
	[ ${#files[@]} -gt 0 ] || return 0
	verdict kerneldoc "$("$tool" -none -Wall "${files[@]}" 2>&1)" "${files[@]}"
}

lint_rst()
{
	local files f

	if ! python3 -c 'import docutils' 2>/dev/null; then
		say "lint: rst: skipped, no python3-docutils"
		return
	fi
	mapfile -t files < <(ours '\.rst$')
	mapfile -t files < <(unseen rst "${files[@]}")
	verdict rst "$(for f in "${files[@]}"; do
		python3 -m docutils --report=warning --halt=5 "$f" 2>&1 >/dev/null
	done)" "${files[@]}"
}

lint_sparse()
{
	local kernel dir files sum text

	# One kernel is enough: what is looked at is the same source.
	for kernel in 6.12 6.1 none; do
		! dir=$(scripts/kernel-build.sh -q "$kernel" 2>/dev/null) || break
	done
	if [ "$kernel" = none ]; then
		say "lint: sparse: skipped, no test kernel is built yet (make test)"
		return
	fi
	mapfile -t files < <(ours '^(src|include|kunit)/|^Kbuild$')
	sum=$(sha256sum "${files[@]}" | sha256sum | cut -c1-16)-$dir
	! grep -qsxF "$sum" "$memo/sparse" || return 0
	if ! scripts/module-build.sh "$kernel" >/dev/null; then
		failed=1
		return
	fi
	# No lock contexts: sparse cannot follow a lock that is returned held or
	# not at all, and 7.2 has given its annotations up for clang's analysis.
	text=$(make -C "$dir/build" M="$TOP/build/modules/$kernel" C=2 \
		CF="-Wbitwise -Wno-decl -Wno-context" -j"$(jobs_wanted)" modules 2>&1 |
		grep -E ': (warning|error):' | sed "s|^$TOP/build/modules/[^/]*/||" | sort -u)
	verdict sparse "$text"
	[ -n "$text" ] || echo "$sum" >>"$memo/sparse"
}

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
esac
cd "$TOP" || exit 2
mkdir -p "$memo"
[ $# -gt 0 ] || set -- tree shell python checkpatch kerneldoc rst sparse
ksrc=
for v in 7.2 6.12 6.1; do
	if source_tarball $v >/dev/null; then
		ksrc=$(scripts/ksrc.sh $v)
		break
	fi
done
[ -n "$ksrc" ] || die "no kernel source for checkpatch; run 'make setup'"
# What was clean for other rules may not be for these.
rules=$(content_key .checkpatch.conf scripts/lint.sh)-$(basename "$ksrc")
if [ "$(cat "$memo/rules" 2>/dev/null)" != "$rules" ]; then
	rm -f "$memo"/*
	echo "$rules" >"$memo/rules"
fi
for check in "$@"; do
	case $check in
	tree) lint_tree ;;
	shell) lint_shell ;;
	python) lint_python ;;
	checkpatch) lint_checkpatch ;;
	kerneldoc) lint_kerneldoc ;;
	rst) lint_rst ;;
	sparse) lint_sparse ;;
	*) die "unknown check '$check'; known: tree shell python checkpatch kerneldoc rst sparse" ;;
	esac
done
exit $failed
