/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Log-linear histogram of durations.
 *
 * Values below 2^SUB_BITS have a bucket each. Above, every power of two is cut
 * into 2^SUB_BITS equal buckets, so a bucket is at most value / 2^SUB_BITS wide and
 * its middle is at most value / 2^(SUB_BITS + 1) away from any value in it: with
 * SUB_BITS = 4 a reported percentile is within 3.2 % of a measured value. One
 * writer per histogram; readers of a running one may miss the last few entries.
 */
#ifndef _MMSIM_HIST_H
#define _MMSIM_HIST_H

#include <mmsim/internal.h>

#define MMSIM_HIST_SUB_BITS	4
#define MMSIM_HIST_SUB		(1U << MMSIM_HIST_SUB_BITS)
/* 2^42 ns are 73 minutes; what is longer shares the last bucket. */
#define MMSIM_HIST_MAX_BITS	42
#define MMSIM_HIST_BUCKETS	((MMSIM_HIST_MAX_BITS - MMSIM_HIST_SUB_BITS + 1) * MMSIM_HIST_SUB)

/**
 * struct mmsim_hist - Histogram of durations in nanoseconds
 * @count: values recorded
 * @sum: their sum, ns
 * @min: smallest, ns; meaningless if @count is 0
 * @max: largest, ns, exact
 * @bucket: see the head of this file
 */
struct mmsim_hist {
	u64 count;
	u64 sum;
	u64 min;
	u64 max;
	u32 bucket[MMSIM_HIST_BUCKETS];
};

static inline unsigned int mmsim_hist_index(u64 ns)
{
	unsigned int shift, idx;

	if (ns < MMSIM_HIST_SUB)
		return ns;
	shift = fls64(ns) - 1 - MMSIM_HIST_SUB_BITS;
	idx = (shift + 1) * MMSIM_HIST_SUB +
	      ((ns >> shift) & (MMSIM_HIST_SUB - 1));
	return min_t(unsigned int, idx, MMSIM_HIST_BUCKETS - 1);
}

/**
 * mmsim_hist_record() - Add a value
 * @h: histogram
 * @ns: duration, nanoseconds
 *
 * Context: any; one writer at a time.
 */
static inline void mmsim_hist_record(struct mmsim_hist *h, u64 ns)
{
	u32 *b = &h->bucket[mmsim_hist_index(ns)];

	if (!h->count || ns < h->min)
		WRITE_ONCE(h->min, ns);
	if (ns > h->max)
		WRITE_ONCE(h->max, ns);
	WRITE_ONCE(h->sum, h->sum + ns);
	WRITE_ONCE(*b, *b + 1);
	WRITE_ONCE(h->count, h->count + 1);
}

void mmsim_hist_reset(struct mmsim_hist *h);
void mmsim_hist_merge(struct mmsim_hist *to, const struct mmsim_hist *from);
u64 mmsim_hist_upper(unsigned int index);
u64 mmsim_hist_percentile(const struct mmsim_hist *h, unsigned int per_mille_x10);

#endif /* _MMSIM_HIST_H */
