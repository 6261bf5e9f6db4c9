/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Statistics over the runs of a cell. Nothing here assumes a normal distribution:
 * times of lock operations do not have one. No run is dropped as an outlier.
 */
#ifndef _MMSIM_CLI_STATS_H
#define _MMSIM_CLI_STATS_H

#include <stdbool.h>
#include <stddef.h>

#define STATS_ALPHA	0.05	/* two medians differ if p is below */
#define STATS_CONFIDENCE 0.95

/**
 * struct summary - what is known about one number over several runs
 * @n: runs in which it was known
 * @median: the median; NAN if @n is 0
 * @lo: lower end of the median's confidence interval
 * @hi: upper end
 * @coverage: probability that [@lo, @hi] holds the median; at least STATS_CONFIDENCE
 *	from six runs on, the best the runs allow (all of their range) below that
 */
struct summary {
	size_t n;
	double median;
	double lo;
	double hi;
	double coverage;
};

struct summary stats_summary(const double *v, size_t n);
double stats_spread(const struct summary *s);
double stats_mann_whitney(const double *a, size_t na, const double *b, size_t nb, double *u);
size_t stats_runs_needed(void);
bool stats_enough(size_t na, size_t nb);

#endif /* _MMSIM_CLI_STATS_H */
