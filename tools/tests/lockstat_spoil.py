#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""lockstat_spoil.py - spoiled copies of files, the same at every call.

Usage: lockstat_spoil.py DIRECTORY NUMBER FILE...
"""

import random
import sys

WORDS = [b"-W:", b"-R:", b"#1", b"/1", b":", b" ", b"\n", b"\r\n", b"> ", b"[<", b">]", b"-",
         b"0", b"99999999999999999999999", b"-1", b"0.00", b"1e9", b"....", b"-----",
         b"lock_stat version 0.4\n", b"# output: contended, type\n", b"# wall_ns: 0\n", b"%s%n",
         b"\xff\xfe", b"\xc2\xa0", b"\0", b"*WARNING* lock debugging disabled!!\n"]


def cut_out(rng, text):
    a = rng.randrange(len(text) + 1)
    return text[:a] + text[a + rng.randrange(1, 200):]


def put_in(rng, text):
    a = rng.randrange(len(text) + 1)
    return text[:a] + rng.choice(WORDS) * rng.choice([1, 1, 1, 13, 400]) + text[a:]


def swap(rng, text):
    lines = text.splitlines(True)
    if len(lines) > 1:
        a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return b"".join(lines)


def flip(rng, text):
    a = rng.randrange(len(text) or 1)
    return text[:a] + bytes([rng.randrange(256)]) + text[a + 1:]


def shorten(rng, text):
    return text[:rng.randrange(len(text) + 1)]


def rewrap(rng, text):
    width = rng.randrange(1, 120)
    return b"\n".join(text[i:i + width] for i in range(0, len(text), width))


def main():
    directory, number = sys.argv[1], int(sys.argv[2])
    texts = [open(f, "rb").read() for f in sys.argv[3:]]
    for n in range(number):
        rng = random.Random(n)
        text = rng.choice(texts)
        if rng.random() < 0.7:
            # Small files reach the rare places sooner.
            start = text.find(b"\n", rng.randrange(len(text)))
            text = text[:900] + text[start:start + 1500]
        for _ in range(rng.randrange(1, 12)):
            text = rng.choice([cut_out, put_in, put_in, swap, flip, flip, shorten,
                               rewrap][:rng.choice([6, 6, 7, 8])])(rng, text)
        with open(f"{directory}/{n:04d}", "wb") as f:
            f.write(text)


main()
