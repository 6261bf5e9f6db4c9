// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every allocation of every operation fails once, under every design. What the
 * operation leaves then is sound, nothing leaks, and done again it succeeds.
 */
#include "alloc_ops.h"

#define MOST_ALLOCATIONS	200

static void alloc_desc(const struct alloc_op *op, char *desc)
{
	strscpy(desc, op->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(alloc, alloc_ops, alloc_desc);

/* Draw what is mapped, without the borders if they may differ. */
static void draw(struct fixture *fx, const struct alloc_op *op, char *layout)
{
	char *to = layout;

	fixture_layout(fx->mm, layout);
	if (!op->apart)
		return;
	for (; *layout; layout++)
		if (*layout != '|')
			*to++ = *layout;
	*to = '\0';
}

/* Which pages belong to a VMA that has an anon_vma, one bit each */
static u64 anon_pages(struct fixture *fx)
{
	struct mmsim_vma *vma;
	unsigned int page;
	u64 pages = 0;

	for (page = 0; page < FIXTURE_PAGES; page++) {
		vma = fixture_vma(fx->mm, page_addr(page));
		if (vma && vma->anon_vma)
			pages |= BIT_ULL(page);
	}
	return pages;
}

/* Pages that hold what was written to them, without making any page present */
static unsigned int pages_intact(struct fixture *fx)
{
	unsigned int page, intact = 0;
	u64 stamp;

	for (page = 0; page < FIXTURE_PAGES; page++)
		if (mmsim_resident_pages(fx->mm, page_addr(page), page_addr(page + 1)) &&
		    !mmsim_load(fx->task, page_addr(page), &stamp))
			intact += stamp == page_stamp(page_addr(page), 0);
	return intact;
}

/* Is this the stamp of a page of the window? */
static bool is_stamp(u64 stamp)
{
	u64 page = (stamp - page_stamp(page_addr(0), 0)) >> MMSIM_PAGE_SHIFT;

	return page < FIXTURE_PAGES && stamp == page_stamp(page_addr(page), 0);
}

/*
 * All that can be read is empty, what the operation wrote, what the file holds, or
 * what was written to some page before: to this one, if nothing is moved.
 */
static void check_contents(struct fixture *fx, const struct alloc_op *op)
{
	unsigned int page;

	for (page = 0; page < FIXTURE_PAGES; page++) {
		u64 own = page_stamp(page_addr(page), 0), stamp = 0;
		int err = mmsim_load(fx->task, page_addr(page), &stamp);

		KUNIT_EXPECT_TRUE_MSG(fx->test, err == 0 || err == -EFAULT, "page %u", page);
		KUNIT_EXPECT_TRUE_MSG(fx->test, stamp <= 1 || stamp == own ||
				      stamp == fx->file[0]->folio.stamp ||
				      (op->stays && is_stamp(stamp)),
				      "page %u holds %llx", page, stamp);
	}
}

/* The operation with its @nth allocation failing; false if it has not so many. */
static bool fail_nth(struct fixture *fx, const struct alloc_op *op, unsigned int nth,
		     const char *want)
{
	char before[2 * FIXTURE_PAGES + 1], after[2 * FIXTURE_PAGES + 1];
	struct kunit *test = fx->test;
	unsigned int intact;
	u64 chained;
	bool fired;
	long anon;
	int err;

	fixture_new_mm(fx);
	op->setup(fx);
	fixture_layout(fx->mm, before);
	anon = mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON);
	intact = pages_intact(fx);
	chained = anon_pages(fx);

	atomic64_set(&fx->inject.fail_alloc_nth, nth);
	err = op->run(fx);
	fired = !atomic64_read(&fx->inject.fail_alloc_nth);
	atomic64_set(&fx->inject.fail_alloc_nth, 0);

	fixture_check_mm(test, fx->mm);
	if (!fired || op->apart || op->stays)
		KUNIT_EXPECT_TRUE_MSG(test, !err || (fired && err == -ENOMEM),
				      "nth %u: %d", nth, err);
	else
		KUNIT_EXPECT_EQ_MSG(test, err, -ENOMEM, "nth %u", nth);
	KUNIT_EXPECT_EQ_MSG(test, fixture_event(fx, MMSIM_EV_alloc_failures), fired,
			    "nth %u", nth);
	if (err && !op->half) {
		fixture_layout(fx->mm, after);
		KUNIT_EXPECT_STREQ_MSG(test, after, before, "nth %u", nth);
		KUNIT_EXPECT_EQ_MSG(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), anon,
				    "nth %u", nth);
		KUNIT_EXPECT_EQ_MSG(test, pages_intact(fx), intact, "nth %u", nth);
		if (!op->writes)
			KUNIT_EXPECT_EQ_MSG(test, anon_pages(fx), chained, "nth %u", nth);
	}
	if (err)
		KUNIT_EXPECT_EQ_MSG(test, op->run(fx), 0, "again after nth %u", nth);
	draw(fx, op, after);
	if (!(fired && !err && op->stays))
		KUNIT_EXPECT_STREQ_MSG(test, after, want, "nth %u", nth);
	check_contents(fx, op);
	fixture_finish(fx);
	return fired;
}

static void alloc_each_fails(struct kunit *test)
{
	const struct alloc_op *op = test->param_value;
	struct fixture *fx = test->priv;
	char want[2 * FIXTURE_PAGES + 1];
	unsigned int nth;
	int i;

	for (i = 0; i < NR_MMSIM_FAULT_LOCK; i++) {
		fx->config.fault_lock = i;
		fixture_new_mm(fx);
		op->setup(fx);
		KUNIT_ASSERT_EQ(test, op->run(fx), 0);
		draw(fx, op, want);
		fixture_finish(fx);
		for (nth = 1; fail_nth(fx, op, nth, want); nth++)
			KUNIT_ASSERT_LT(test, nth, (unsigned int)MOST_ALLOCATIONS);
		KUNIT_EXPECT_GT_MSG(test, nth, 1U, "it allocates nothing");
	}
}

static void alloc_mm_create(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_mm *mm;
	unsigned int nth;

	for (nth = 1; nth < MOST_ALLOCATIONS; nth++) {
		atomic64_set(&fx->inject.fail_alloc_nth, nth);
		mm = mmsim_mm_create(&fx->config);
		if (mm)
			break;
	}
	atomic64_set(&fx->inject.fail_alloc_nth, 0);
	KUNIT_ASSERT_NOT_NULL(test, mm);
	KUNIT_EXPECT_GT(test, nth, 1U);
	mmsim_mmput(fx->task, mm);
}

/* A failure happens once for each time it is asked for. */
static void alloc_injector(struct kunit *test)
{
	struct mmsim_inject inject = { };

	KUNIT_EXPECT_FALSE(test, mmsim_should_fail(NULL));
	KUNIT_EXPECT_FALSE(test, mmsim_should_fail(&inject));
	atomic64_set(&inject.fail_alloc_nth, 3);
	KUNIT_EXPECT_FALSE(test, mmsim_should_fail(&inject));
	KUNIT_EXPECT_FALSE(test, mmsim_should_fail(&inject));
	KUNIT_EXPECT_TRUE(test, mmsim_should_fail(&inject));
	KUNIT_EXPECT_FALSE(test, mmsim_should_fail(&inject));
	KUNIT_EXPECT_EQ(test, atomic64_read(&inject.fail_alloc_nth), 0);
}

static struct kunit_case alloc_cases[] = {
	KUNIT_CASE_PARAM(alloc_each_fails, alloc_gen_params),
	KUNIT_CASE(alloc_mm_create),
	KUNIT_CASE(alloc_injector),
	{}
};

struct kunit_suite mmsim_alloc_suite = {
	.name = "mmsim_alloc",
	.init = fixture_init_default,
	.exit = fixture_exit,
	.test_cases = alloc_cases,
};
