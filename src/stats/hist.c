// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading histograms. Recording is inline, see <mmsim/hist.h>.
 */
#include <mmsim/hist.h>

/**
 * mmsim_hist_reset() - Forget all values
 * @h: histogram; its writer, or nobody, is running
 *
 * Context: any.
 */
void mmsim_hist_reset(struct mmsim_hist *h)
{
	memset(h, 0, sizeof(*h));
}
EXPORT_SYMBOL_GPL(mmsim_hist_reset);

/**
 * mmsim_hist_merge() - Add the values of one histogram to another
 * @to: sum; the caller's own
 * @from: addend; may be recorded into meanwhile
 *
 * A value recorded meanwhile may be in a part of the sum's fields only.
 *
 * Context: any.
 */
void mmsim_hist_merge(struct mmsim_hist *to, const struct mmsim_hist *from)
{
	u64 count = READ_ONCE(from->count);
	u64 min = READ_ONCE(from->min);
	unsigned int i;

	if (!count)
		return;
	if (!to->count || min < to->min)
		to->min = min;
	to->max = max(to->max, READ_ONCE(from->max));
	to->count += count;
	to->sum += READ_ONCE(from->sum);
	for (i = 0; i < MMSIM_HIST_BUCKETS; i++)
		to->bucket[i] += READ_ONCE(from->bucket[i]);
}
EXPORT_SYMBOL_GPL(mmsim_hist_merge);

static u64 hist_lower(unsigned int index)
{
	unsigned int group = index >> MMSIM_HIST_SUB_BITS;
	u64 sub = index & (MMSIM_HIST_SUB - 1);

	if (!group)
		return sub;
	return (MMSIM_HIST_SUB + sub) << (group - 1);
}

/**
 * mmsim_hist_upper() - Largest value of a bucket
 * @index: bucket, below MMSIM_HIST_BUCKETS
 *
 * Context: any.
 * Return: nanoseconds, included in the bucket. The last bucket holds larger ones as
 * well.
 */
u64 mmsim_hist_upper(unsigned int index)
{
	return hist_lower(index + 1) - 1;
}
EXPORT_SYMBOL_GPL(mmsim_hist_upper);

/**
 * mmsim_hist_percentile() - Value that a share of all values does not exceed
 * @h: histogram; nobody records into it
 * @per_mille_x10: the share in hundredths of a percent: 9990 is p99.9
 *
 * Nearest rank. The middle of the bucket found, so at most 2^-(SUB_BITS + 1) of
 * itself away from a measured value, and never outside of what was measured.
 *
 * Context: any.
 * Return: nanoseconds; 0 if the histogram is empty.
 */
u64 mmsim_hist_percentile(const struct mmsim_hist *h, unsigned int per_mille_x10)
{
	u64 rank, seen = 0;
	unsigned int i;
	u32 rest;

	if (!h->count)
		return 0;

	/* The quotient and the rest apart: no count overflows. */
	rank = div_u64_rem(h->count, 10000, &rest) * per_mille_x10;
	rank += div_u64((u64)rest * per_mille_x10 + 9999, 10000);
	if (rank >= h->count)
		return h->max;

	for (i = 0; i < MMSIM_HIST_BUCKETS - 1; i++) {
		seen += h->bucket[i];
		if (seen && seen >= rank)
			return clamp((hist_lower(i) + mmsim_hist_upper(i)) / 2,
				     h->min, h->max);
	}
	return h->max;
}
EXPORT_SYMBOL_GPL(mmsim_hist_percentile);
