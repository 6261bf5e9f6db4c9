#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Known answers for tools/mmsim/stats.c and mannwhitney.c, from first principles.

Usage: cli_stats_vectors.py >tools/tests/cli_stats_vectors.txt

Nothing here shares code or method with what is tested: the exact test enumerates
every way to split the ranks, intervals are found by exact rational arithmetic, and
for larger samples without ties the number of splits is counted by Mann and
Whitney's recurrence of 1947.

    mwu A B U P               two samples, U of the first, two-sided p
    ci V MEDIAN LO HI COVER   one sample, its median and the interval
"""

import itertools
import math
import random
from fractions import Fraction
from functools import lru_cache


def midranks(values):
    """Twice the rank of each value, so that ties stay whole numbers."""
    return [sum(2 for w in values if w < v) + sum(1 for w in values if w == v) + 1
            for v in values]


def u_of(a, b):
    """Pairs in which a wins, ties counting half."""
    return sum(Fraction(1) if x > y else Fraction(1, 2) if x == y else 0
               for x in a for y in b)


def p_by_enumeration(a, b):
    ranks = midranks(a + b)
    mine = sum(ranks[:len(a)])
    below = above = total = 0
    for chosen in itertools.combinations(ranks, len(a)):
        s = sum(chosen)
        total += 1
        below += s <= mine
        above += s >= mine
    return min(Fraction(1), 2 * Fraction(min(below, above), total))


@lru_cache(maxsize=None)
def ways(u, n, m):
    """Orders of n and m distinct values in which the first win u pairs."""
    if u < 0 or n < 0 or m < 0:
        return 0
    if n == 0 or m == 0:
        return int(u == 0)
    return ways(u - m, n - 1, m) + ways(u, n, m - 1)


def p_by_recurrence(a, b):
    assert len(set(a + b)) == len(a) + len(b)
    u, n, m = int(u_of(a, b)), len(a), len(b)
    total = math.comb(n + m, n)
    below = sum(ways(i, n, m) for i in range(u + 1))
    above = sum(ways(i, n, m) for i in range(u, n * m + 1))
    return min(Fraction(1), 2 * Fraction(min(below, above), total))


def p_by_normal(a, b):
    n, m = len(a), len(b)
    groups = {}
    for v in a + b:
        groups[v] = groups.get(v, 0) + 1
    ties = sum(t ** 3 - t for t in groups.values())
    var = Fraction(n * m, 12) * (n + m + 1 - Fraction(ties, (n + m) * (n + m - 1)))
    if var == 0:
        return 1.0
    z = max(0.0, abs(float(u_of(a, b)) - n * m / 2) - 0.5) / math.sqrt(var)
    return math.erfc(z / math.sqrt(2))


def interval(values):
    v, n = sorted(values), len(values)
    median = Fraction(v[(n - 1) // 2] + v[n // 2], 2)
    best, cover, fewer = 1, Fraction(0), 0
    for k in range(1, n // 2 + 1):
        fewer += math.comb(n, k - 1)
        c = 1 - Fraction(2 * fewer, 2 ** n)
        if k == 1 or c >= Fraction(95, 100):
            best, cover = k, c
        else:
            break
    return median, v[best - 1], v[n - best], cover


def text(values):
    return ','.join(str(v) for v in values)


def mwu(a, b, p):
    print('mwu', text(a), text(b), float(u_of(a, b)), repr(float(p)))


def main():
    rng = random.Random(1947)
    print('# SPDX-License-Identifier: GPL-2.0-only')
    print('# Made by cli_stats_vectors.py, which says how.')
    for n, m in [(1, 1), (1, 5), (2, 2), (3, 3), (4, 4), (5, 5), (3, 7), (8, 6), (7, 7)]:
        for span in (1000000, 4, 2):
            a = [rng.randrange(span) for _ in range(n)]
            b = [rng.randrange(span) for _ in range(m)]
            mwu(a, b, p_by_enumeration(a, b))
    mwu([1, 2, 3, 4], [5, 6, 7, 8], p_by_enumeration([1, 2, 3, 4], [5, 6, 7, 8]))
    mwu([5] * 6, [5] * 6, p_by_enumeration([5] * 6, [5] * 6))
    mwu([1, 1, 1, 1, 9], [9, 9, 9], p_by_enumeration([1, 1, 1, 1, 9], [9, 9, 9]))
    for n, m, shift in [(10, 10, 0), (15, 12, 300), (25, 25, 200), (20, 30, 0), (5, 40, 600)]:
        v = rng.sample(range(1000000), n + m)
        a, b = v[:n], [w + shift * 1000 for w in v[n:]]
        mwu(a, b, p_by_recurrence(a, b))
    for n, m, span in [(26, 25, 1000000), (40, 40, 30), (100, 60, 5), (60, 60, 1)]:
        a = [rng.randrange(span) for _ in range(n)]
        b = [rng.randrange(span) + (span > 20) * span // 5 for _ in range(m)]
        mwu(a, b, p_by_normal(a, b))
    for n in list(range(1, 21)) + [50, 99, 100, 101, 1000, 1500]:
        v = [rng.randrange(1000000) for _ in range(n)]
        median, lo, hi, cover = interval(v)
        print('ci', text(v), float(median), lo, hi, repr(float(cover)))


if __name__ == '__main__':
    main()
