# SPDX-License-Identifier: GPL-2.0-only
#
# What grow-python.mmtrace runs: repr() of a nested list recurses on the C stack,
# and two growing arrays are reallocated until realloc() moves them by mremap().
import sys

sys.setrecursionlimit(20000)
nested = []
for _ in range(8000):
    nested = [nested]
print(len(repr(nested)))

items = []
text = bytearray()
for _ in range(150000):
    items.append(None)
    text += b"0123456789abcdef"
print(len(items), len(text))
