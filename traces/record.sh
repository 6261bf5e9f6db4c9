#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# record.sh - record the bundled traces anew.
#
# Usage: traces/record.sh [DIRECTORY]
#
#   DIRECTORY  where to put them (default: traces)
#
# As root, so that reads and writes are told apart. The traces depend on the
# machine, its libraries and compiler: results of two recordings are not
# comparable. MMSIM names the command line (default: build/mmsim).

set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
out=$(cd "${1-$top/traces}" && pwd)
mmsim=$(realpath "${MMSIM:-$top/build/mmsim}")
work=$(mktemp -d "${TMPDIR:-/tmp}/mmsim-traces.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

# record NAME NOTE COMMAND...
record()
{
	local name=$1 note=$2
	shift 2

	"$mmsim" record -o "$out/$name.mmtrace" \
		--note "SPDX-License-Identifier: GPL-2.0-only" --note "$note" -- "$@" >/dev/null
}

# The first commits of this repository, each object in a file of its own.
commit=$(git -C "$top" rev-list --first-parent --reverse HEAD | sed -n 40p)
git init -q --bare repo.git
git -C repo.git -c fetch.unpackLimit=100000 fetch -q \
	--upload-pack "git -c uploadpack.allowAnySHA1InWant=true upload-pack" \
	"$top" "$commit:refs/heads/main"
git -C repo.git config pack.threads 4
record alloc-git-repack \
	"Packs 40 commits of this repository with four threads: all of them allocate." \
	git -C repo.git repack -adfq

cp "$top"/traces/programs/* .
record compile-gcc \
	"Compiles, assembles and links traces/programs/hello.c: a chain of processes." \
	gcc -O2 -o hello hello.c

record grow-python \
	"Runs traces/programs/grow.py: mremap of growing arrays, a growing stack." \
	/usr/bin/python3 grow.py

record start-python \
	"Starts an interpreter and imports three modules of its library." \
	/usr/bin/python3 -c 'import argparse, json, threading'

seq 1 150000 >numbers
record threads-xz \
	"Compresses 1 MB in blocks with up to four threads: large mappings, page faults." \
	xz -T4 -3 --block-size=262144 -k -c numbers
