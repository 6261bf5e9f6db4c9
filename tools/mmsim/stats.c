// SPDX-License-Identifier: GPL-2.0-only
/* Median, its confidence interval from order statistics, and how wide that is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats.h"
#include "util.h"

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* P(exactly k of n runs fall below the median), each run doing so with chance 1/2. */
static double half_binomial(size_t n, size_t k)
{
	return exp(lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0) - n * M_LN2);
}

/*
 * The interval from the k-th smallest to the k-th largest of n runs misses the median
 * if fewer than k runs lie on one side of it: 2 * P(Binomial(n, 1/2) < k). Find the
 * greatest k, from 1, for which it still covers enough.
 */
static size_t order_statistic(size_t n, double *coverage)
{
	double miss = 2 * half_binomial(n, 0), next;
	size_t k = 1;

	for (; 2 * (k + 1) <= n; k++) {
		next = miss + 2 * half_binomial(n, k);
		if (1 - next < STATS_CONFIDENCE)
			break;
		miss = next;
	}
	*coverage = n > 1 ? 1 - miss : 0;
	return k;
}

/**
 * stats_summary - median of some runs and its confidence interval
 * @v: the values, none of them NAN
 * @n: how many
 *
 * Return: the summary.
 */
struct summary stats_summary(const double *v, size_t n)
{
	struct summary s = { .n = n, .median = NAN, .lo = NAN, .hi = NAN };
	double *sorted;
	size_t k;

	if (!n)
		return s;
	sorted = xcalloc(n, sizeof(*sorted));
	memcpy(sorted, v, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), compare_doubles);
	k = order_statistic(n, &s.coverage);
	s.median = n & 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
	s.lo = sorted[k - 1];
	s.hi = sorted[n - k];
	free(sorted);
	return s;
}

/**
 * stats_spread - how far the interval reaches from the median, relative to it
 * @s: the summary
 *
 * Return: a share of the median; NAN if there are fewer than two runs or it is 0.
 */
double stats_spread(const struct summary *s)
{
	if (s->n < 2 || s->median == 0)
		return NAN;
	return fmax(s->hi - s->median, s->median - s->lo) / fabs(s->median);
}
