#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# docs.sh - Documentation and the comments of the headers as HTML.
#
# Usage: scripts/docs.sh
#
# Writes build/docs/*.html: one page per Documentation/*.rst, and api.html from
# the kernel-doc comments of include/mmsim. Any warning of the converters is an
# error. Needs python3-docutils.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

case ${1-} in
-h|--help) show_usage "$0"; exit 0 ;;
esac
python3 -c 'import docutils' 2>/dev/null ||
	die "no docutils; run 'make setup' or install python3-docutils"
out=$TOP/build/docs
mkdir -p "$out"

for f in "$TOP"/Documentation/*.rst; do
	python3 -m docutils --report=warning --halt=warning "$f" \
		"$out/$(basename "$f" .rst).html"
done

# kernel-doc writes Sphinx's directives for C; docutils gets plain literals.
ksrc=$("$TOP/scripts/ksrc.sh" 6.12)
# shellcheck disable=SC2016 # backquotes of the markup
"$ksrc/scripts/kernel-doc" -rst "$TOP"/include/mmsim/*.h 2>/dev/null |
	sed -E 's/^\.\. c:[a-z]+:: (.*)$/``\1``/; s/:c:[a-z]+:`([^`]*)`/``\1``/g' \
	>"$out/api.rst"
python3 -m docutils --report=severe --title="mmsim: the core's interfaces" \
	"$out/api.rst" "$out/api.html"
say "docs: ${out#"$TOP"/}"
