#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# module-build.sh - build the modules for one of the test kernels.
#
# Usage: scripts/module-build.sh KERNEL [MAKE-ARGUMENT...]
#
#   KERNEL  6.1, 6.12 or 7.2 (built by kernel-build.sh if need be), or
#           prebuilt: Debian's own kernel, provided by setup.sh
#
# Builds with W=1 and every warning an error, in build/modules/KERNEL, a tree of
# links to the sources, so that builds for several kernels do not disturb each
# other or the checkout. Prints that directory; mmsim.ko is in it.

set -euo pipefail
. "$(dirname "$0")/functions.sh"

case ${1-} in
''|-h|--help) show_usage "$0" >&2; exit 2 ;;
esac
kernel=$1
shift

kdir=$(kernel_dir "$kernel")
tree=$TOP/build/modules/$kernel
log=$tree.log

# link_sources
# Make $tree mirror the sources with links; remove links to what has gone.
link_sources()
{
	local f

	(cd "$TOP" && find Kbuild src include kunit -type f \
		\( -name '*.[ch]' -o -name '*.mk' -o -name Kbuild \)) |
	while read -r f; do
		[ "$tree/$f" -ef "$TOP/$f" ] || {
			mkdir -p "$(dirname "$tree/$f")"
			ln -sf "$TOP/$f" "$tree/$f"
		}
	done
	find "$tree" -xtype l -delete
}

# Another kernel than last time: what lies here is of no use.
if [ "$(cat "$tree/.kdir" 2>/dev/null)" != "$kdir" ]; then
	rm -rf "$tree"
	mkdir -p "$tree"
	echo "$kdir" >"$tree/.kdir"
fi
link_sources
if ! make -C "$kdir" M="$tree" W=1 KCFLAGS=-Werror -j"$(jobs_wanted)" "$@" \
		modules >"$log" 2>&1 ||
   grep -q '^WARNING: modpost' "$log"; then
	# Leave nothing that a second call could take for built without warning.
	rm -f "$tree/.kdir"
	grep -nE 'error|warning|undefined|WARNING|\*\*\*' "$log" | head -n 40 >&2 || true
	say "the modules do not build without warnings for $kernel, see $log"
	exit 1
fi
echo "$tree"
