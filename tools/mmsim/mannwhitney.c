// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mann-Whitney U: do two samples come from the same distribution? Exact while that
 * is cheap, ties included; beyond, the normal approximation corrected for ties and
 * for continuity.
 */
#include <math.h>
#include <stdlib.h>

#include "stats.h"
#include "util.h"

#define EXACT_MAX	50	/* samples together; C(50, 25) is exact in a double */

struct ranked {
	double value;
	bool first;		/* of the first sample? */
	size_t twice;		/* twice the rank: midranks of ties are halves */
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

/* Give every value its rank from 1; return sum of t^3 - t over groups of t ties. */
static double rank(struct ranked *r, size_t n)
{
	double ties = 0, t;
	size_t i, j, k;

	qsort(r, n, sizeof(*r), compare_ranked);
	for (i = 0; i < n; i = j) {
		for (j = i + 1; j < n && r[j].value == r[i].value; j++)
			;
		for (k = i; k < j; k++)
			r[k].twice = i + 1 + j;
		t = (double)(j - i);
		ties += t * t * t - t;
	}
	return ties;
}

/*
 * Were the samples alike, each choice of @na of the @n ranks would be as likely as any
 * other. Count the choices by their sum of ranks: ways[k][s] is the number of ways to
 * take k of the ranks seen so far with (twice) the sum s.
 */
static double exact(const struct ranked *r, size_t n, size_t na, size_t sum)
{
	size_t max = n * (n + 1), i, k, s;
	double *ways = xcalloc((na + 1) * (max + 1), sizeof(*ways));
	double below = 0, above = 0, all = 0, p;

	ways[0] = 1;
	for (i = 0; i < n; i++)
		for (k = na; k-- > 0;)
			for (s = max + 1 - r[i].twice; s-- > 0;)
				ways[(k + 1) * (max + 1) + s + r[i].twice] +=
					ways[k * (max + 1) + s];
	for (s = 0; s <= max; s++) {
		p = ways[na * (max + 1) + s];
		all += p;
		if (s <= sum)
			below += p;
		if (s >= sum)
			above += p;
	}
	free(ways);
	return fmin(1, 2 * fmin(below, above) / all);
}

static double approximate(double u, double na, double nb, double ties)
{
	double n = na + nb;
	double sigma = sqrt(na * nb / 12 * (n + 1 - ties / (n * (n - 1))));
	double z = fmax(0, fabs(u - na * nb / 2) - 0.5) / sigma;

	return sigma > 0 ? erfc(z / M_SQRT2) : 1;
}

/**
 * stats_mann_whitney - two-sided Mann-Whitney U test
 * @a: first sample
 * @na: its size
 * @b: second sample
 * @nb: its size
 * @u: set to the U statistic of the first sample, if not NULL
 *
 * Exact for up to 50 values together, with midranks for ties: twice the smaller tail,
 * at most 1.
 *
 * Return: the p value; NAN if a sample is empty.
 */
double stats_mann_whitney(const double *a, size_t na, const double *b, size_t nb, double *u)
{
	size_t i, n = na + nb, sum = 0;
	double ties, stat, p;
	struct ranked *r;

	if (!na || !nb)
		return NAN;
	r = xcalloc(n, sizeof(*r));
	for (i = 0; i < n; i++)
		r[i] = (struct ranked){ .value = i < na ? a[i] : b[i - na], .first = i < na };
	ties = rank(r, n);
	for (i = 0; i < n; i++)
		sum += r[i].first ? r[i].twice : 0;
	stat = sum / 2.0 - na * (na + 1) / 2.0;
	p = n <= EXACT_MAX ? exact(r, n, na, sum) : approximate(stat, na, nb, ties);
	free(r);
	if (u)
		*u = stat;
	return p;
}

/* The least p that samples without overlap can give. */
static double least_p(size_t na, size_t nb)
{
	return 2 * exp(lgamma(na + 1.0) + lgamma(nb + 1.0) - lgamma(na + nb + 1.0));
}

/**
 * stats_enough - could any outcome of this many runs be significant?
 * @na: runs of the first sample
 * @nb: runs of the second
 *
 * Return: false if the test cannot find a difference, however large.
 */
bool stats_enough(size_t na, size_t nb)
{
	return na && nb && least_p(na, nb) < STATS_ALPHA;
}

/**
 * stats_runs_needed - fewest runs of each cell with which a difference can show
 *
 * Return: their number.
 */
size_t stats_runs_needed(void)
{
	size_t n;

	for (n = 1; !stats_enough(n, n); n++)
		;
	return n;
}
