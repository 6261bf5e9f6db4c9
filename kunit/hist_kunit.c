// SPDX-License-Identifier: GPL-2.0-only
/*
 * Histograms: where the buckets end, and what may be believed of a percentile.
 */
#include <kunit/test.h>

#include <mmsim/hist.h>

#include "fixture.h"

static struct mmsim_hist *make_hist(struct kunit *test)
{
	struct mmsim_hist *h = kunit_kzalloc(test, sizeof(*h), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, h);
	return h;
}

static void hist_edges(struct kunit *test)
{
	u64 lower = 0, upper;
	unsigned int i, bad = 0;

	for (i = 0; i < MMSIM_HIST_BUCKETS; i++) {
		upper = mmsim_hist_upper(i);
		/* No value is in two buckets or in none. */
		bad += upper < lower || mmsim_hist_index(lower) != i ||
		       mmsim_hist_index(upper) != i;
		/* The promise: no wider than a 16th of its values. */
		if (lower >= MMSIM_HIST_SUB)
			bad += (upper - lower + 1) * MMSIM_HIST_SUB > lower;
		else
			bad += upper != lower;
		lower = upper + 1;
	}
	KUNIT_EXPECT_EQ(test, bad, 0U);
	KUNIT_EXPECT_EQ(test, lower, BIT_ULL(MMSIM_HIST_MAX_BITS));
	/* All that is longer shares the last one. */
	KUNIT_EXPECT_EQ(test, mmsim_hist_index(lower), MMSIM_HIST_BUCKETS - 1);
	KUNIT_EXPECT_EQ(test, mmsim_hist_index(U64_MAX), MMSIM_HIST_BUCKETS - 1);
}

static void hist_empty(struct kunit *test)
{
	struct mmsim_hist *h = make_hist(test);

	KUNIT_EXPECT_EQ(test, mmsim_hist_percentile(h, 5000), 0ULL);
	KUNIT_EXPECT_EQ(test, mmsim_hist_percentile(h, 10000), 0ULL);
	KUNIT_EXPECT_EQ(test, h->count, 0ULL);
}

static void hist_one_value(struct kunit *test)
{
	static const u64 values[] = { 0, 1, 15, 16, 17, 1000, 123456789, U64_MAX >> 1 };
	struct mmsim_hist *h = make_hist(test);
	int i;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		mmsim_hist_reset(h);
		mmsim_hist_record(h, values[i]);
		KUNIT_EXPECT_EQ(test, h->min, values[i]);
		KUNIT_EXPECT_EQ(test, h->max, values[i]);
		KUNIT_EXPECT_EQ(test, h->sum, values[i]);
		/* Never outside of what was measured. */
		KUNIT_EXPECT_EQ(test, mmsim_hist_percentile(h, 0), values[i]);
		KUNIT_EXPECT_EQ(test, mmsim_hist_percentile(h, 5000), values[i]);
		KUNIT_EXPECT_EQ(test, mmsim_hist_percentile(h, 10000), values[i]);
	}
}

/* |a - b| <= b / 31, which is what 3.2 % are */
static bool is_near(u64 a, u64 b)
{
	u64 d = a > b ? a - b : b - a;

	return d * 31 <= b + 31;
}

static void hist_percentiles(struct kunit *test)
{
	static const unsigned int share[] = { 1, 100, 1000, 5000, 9000, 9900, 9990, 9999 };
	static const u64 step[] = { 1, 7, 1000, 123457 };
	struct mmsim_hist *h = make_hist(test);
	unsigned int i, j, n = 20000;

	for (i = 0; i < ARRAY_SIZE(step); i++) {
		mmsim_hist_reset(h);
		/* Not in their order; 7919 is prime, so each comes once. */
		for (j = 0; j < n; j++)
			mmsim_hist_record(h, ((j * 7919ULL) % n + 1) * step[i]);
		for (j = 0; j < ARRAY_SIZE(share); j++) {
			u64 want = DIV_ROUND_UP((u64)n * share[j], 10000) * step[i];
			u64 got = mmsim_hist_percentile(h, share[j]);

			KUNIT_EXPECT_TRUE_MSG(test, is_near(got, want),
					      "p%u of steps of %llu: %llu, not %llu",
					      share[j], step[i], got, want);
		}
		KUNIT_EXPECT_EQ(test, mmsim_hist_percentile(h, 10000), n * step[i]);
	}
}

static void hist_merge(struct kunit *test)
{
	struct mmsim_hist *a = make_hist(test), *b = make_hist(test), *sum = make_hist(test);
	unsigned int i;

	for (i = 0; i < 1000; i++) {
		mmsim_hist_record(i & 1 ? a : b, i * i + 3);
		mmsim_hist_record(sum, i * i + 3);
	}
	mmsim_hist_merge(a, b);
	KUNIT_EXPECT_EQ(test, memcmp(a, sum, sizeof(*a)), 0);
	/* Nothing added is nothing changed, whichever of the two is empty. */
	mmsim_hist_reset(b);
	mmsim_hist_merge(a, b);
	KUNIT_EXPECT_EQ(test, memcmp(a, sum, sizeof(*a)), 0);
	mmsim_hist_merge(b, a);
	KUNIT_EXPECT_EQ(test, memcmp(b, sum, sizeof(*a)), 0);
}

static void hist_large_counts(struct kunit *test)
{
	struct mmsim_hist *h = make_hist(test);
	int i;

	/* More values than 32 bits hold: no product on the way may overflow. */
	for (i = 0; i < 8; i++) {
		h->bucket[mmsim_hist_index(100 + 100 * i)] = U32_MAX;
		h->count += U32_MAX;
	}
	h->min = 100;
	h->max = 800;
	KUNIT_EXPECT_TRUE(test, is_near(mmsim_hist_percentile(h, 5000), 400));
	KUNIT_EXPECT_TRUE(test, is_near(mmsim_hist_percentile(h, 9999), 800));
	KUNIT_EXPECT_TRUE(test, is_near(mmsim_hist_percentile(h, 1), 100));
}

static struct kunit_case hist_cases[] = {
	KUNIT_CASE(hist_edges),
	KUNIT_CASE(hist_empty),
	KUNIT_CASE(hist_one_value),
	KUNIT_CASE(hist_percentiles),
	KUNIT_CASE(hist_merge),
	KUNIT_CASE(hist_large_counts),
	{}
};

struct kunit_suite mmsim_hist_suite = {
	.name = "mmsim_hist",
	.test_cases = hist_cases,
};
