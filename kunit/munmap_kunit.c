// SPDX-License-Identifier: GPL-2.0-only
/*
 * munmap and mprotect: what goes, what stays, which page tables are freed.
 */
#include "fixture.h"

static int unmap(struct fixture *fx, unsigned int page, unsigned int pages)
{
	return mmsim_munmap(fx->task, page_addr(page), pages_len(pages));
}

static void munmap_parts(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned int page;

	fixture_map(fx, 0, 40, PROT_RW);
	fixture_touch(fx, 0, 40);
	KUNIT_EXPECT_EQ(test, unmap(fx, 0, 4), 0);
	KUNIT_EXPECT_EQ(test, unmap(fx, 36, 4), 0);
	KUNIT_EXPECT_EQ(test, unmap(fx, 10, 2), 0);
	KUNIT_EXPECT_EQ(test, unmap(fx, 30, 4), 0);
	fixture_expect_layout(fx, "....wwwwww..wwwwwwwwwwwwwwwwww....ww");
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 26);
	/* What is left is as it was, what is gone is gone. */
	for (page = 0; page < 40; page++) {
		bool gone = page < 4 || page >= 36 || page == 10 || page == 11 ||
			    (page >= 30 && page < 34);
		u64 stamp = 0;

		KUNIT_EXPECT_EQ(test, mmsim_load(fx->task, page_addr(page), &stamp),
				gone ? -EFAULT : 0);
		KUNIT_EXPECT_EQ(test, stamp, gone ? 0 : page_stamp(page_addr(page), 0));
	}
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_pages_zapped), 14ULL);
	/* New memory in the hole is empty. */
	fixture_map(fx, 10, 2, PROT_RW);
	fixture_expect_layout(fx, "....wwwwwwwwwwwwwwwwwwwwwwwwww....ww");
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 10), 0ULL);
	fixture_finish(fx);
}

static void munmap_several(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 4, PROT_RW);
	fixture_map(fx, 6, 4, PROT_R);
	fixture_map(fx, 10, 4, PROT_RX);
	fixture_map(fx, 16, 4, PROT_RW);
	fixture_touch(fx, 0, 4);
	fixture_touch(fx, 16, 4);
	KUNIT_EXPECT_EQ(test, unmap(fx, 2, 16), 0);
	fixture_expect_layout(fx, "ww................ww");
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 19), page_stamp(page_addr(19), 0));
	/* Nothing there: nothing to do. */
	KUNIT_EXPECT_EQ(test, unmap(fx, 2, 16), 0);
	KUNIT_EXPECT_EQ(test, unmap(fx, 40, 4), 0);
	KUNIT_EXPECT_EQ(test, unmap(fx, 0, 64), 0);
	fixture_expect_layout(fx, "");
	fixture_finish(fx);
}

static void munmap_errors(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 4, PROT_RW);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(0), 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(0) + 1, 4096), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(0), ULONG_MAX), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, MMSIM_TASK_SIZE, 4096), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, ULONG_MAX & MMSIM_PAGE_MASK, 4096),
			-EINVAL);
	fixture_expect_layout(fx, "wwww");
	/* The length is rounded up. */
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(1), 1), 0);
	fixture_expect_layout(fx, "w.ww");
	fixture_finish(fx);
}

static u64 tables_left(const struct fixture *fx)
{
	return fixture_event(fx, MMSIM_EV_page_tables_allocated) -
	       fixture_event(fx, MMSIM_EV_page_tables_freed);
}

/* A table goes with the last VMA in the range it covers, not before. */
static void munmap_page_tables(struct kunit *test)
{
	struct fixture *fx = test->priv;

	/* The middle of the window is where tables of all levels meet. */
	fixture_map(fx, 30, 4, PROT_RW);
	fixture_touch(fx, 31, 1);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 3ULL);
	fixture_touch(fx, 32, 1);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 6ULL);
	KUNIT_EXPECT_EQ(test, unmap(fx, 32, 2), 0);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 3ULL);
	KUNIT_EXPECT_EQ(test, unmap(fx, 31, 1), 0);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 3ULL);
	KUNIT_EXPECT_EQ(test, unmap(fx, 30, 1), 0);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 0ULL);

	/* A neighbour under the same middle table keeps that, not the lowest one. */
	fixture_map(fx, 0, 1, PROT_RW);
	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(mmsim_mmap(fx->task,
							 page_addr(0) - 4 * MMSIM_PMD_SIZE,
							 4096, PROT_RW, MAP_ANON_AT, NULL,
							 0)));
	fixture_touch(fx, 0, 1);
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, page_addr(0) - 4 * MMSIM_PMD_SIZE, 1),
			0);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 4ULL);
	KUNIT_EXPECT_EQ(test, unmap(fx, 0, 1), 0);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 3ULL);
	fixture_finish(fx);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 0ULL);
}

static void munmap_large(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long start = 1UL << 41, len = 1UL << 31, addr;
	unsigned int pages = 0;

	KUNIT_ASSERT_EQ(test, start, mmsim_mmap(fx->task, start, len, PROT_RW, MAP_ANON_AT,
						NULL, 0));
	for (addr = start; addr < start + len; addr += len / 32 + 4096, pages++)
		KUNIT_ASSERT_EQ(test, mmsim_store(fx->task, addr, page_stamp(addr, 0)), 0);
	KUNIT_EXPECT_EQ(test, mmsim_resident_pages(fx->mm, start, start + len), pages);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, start, len), 0);
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_pages_zapped), pages);
	KUNIT_EXPECT_EQ(test, tables_left(fx), 0ULL);
	fixture_finish(fx);
}

static void mprotect_access(struct kunit *test)
{
	struct fixture *fx = test->priv;
	u64 stamp;

	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 8);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(2), pages_len(4), PROT_R), 0);
	fixture_expect_layout(fx, "ww|rrrr|ww");
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, page_addr(2), 1), -EFAULT);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 2), page_stamp(page_addr(2), 0));
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(3), pages_len(1),
					     MMSIM_PROT_NONE), 0);
	fixture_expect_layout(fx, "ww|r|-|rr|ww");
	KUNIT_EXPECT_EQ(test, mmsim_load(fx->task, page_addr(3), &stamp), -EFAULT);
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, page_addr(3), 1), -EFAULT);
	/* Contents outlive a time without any permission. */
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(8), PROT_RW),
			0);
	fixture_expect_layout(fx, "wwwwwwww");
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 3), page_stamp(page_addr(3), 0));
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, page_addr(3), 7), 0);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 3), 7ULL);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 8);
	fixture_finish(fx);
}

static void mprotect_errors(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 4, PROT_RW);
	fixture_map(fx, 6, 4, PROT_RW);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0) + 1, 4096, PROT_R),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), 4096, 0x100), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), 4096,
					     PROT_R | MMSIM_PROT_GROWSDOWN), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), 0, PROT_R), 0);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), ULONG_MAX - 8191,
					     PROT_R), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(4), 4096, PROT_R), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(20), 4096, PROT_R),
			-ENOMEM);
	fixture_expect_layout(fx, "wwww..wwww");
	/* What comes before a hole has been changed when the hole is met. */
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(2), pages_len(6), PROT_R),
			-ENOMEM);
	fixture_expect_layout(fx, "ww|rr..wwww");
	fixture_finish(fx);
}

static void madvise_holes(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 4, PROT_RW);
	fixture_map(fx, 6, 4, PROT_RW);
	fixture_touch(fx, 0, 4);
	fixture_touch(fx, 6, 4);
	/* Holes are skipped and reported in the end. */
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(2), pages_len(6),
					    MMSIM_MADV_DONTNEED), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 4);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(2), pages_len(6),
					    MMSIM_MADV_RANDOM), -ENOMEM);
	fixture_expect_layout(fx, "ww|aa..aa|ww");
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(0), 4096, 12345), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(0) + 8, 4096,
					    MMSIM_MADV_DONTNEED), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(0), 0, MMSIM_MADV_FREE), 0);
	/* Locked memory is not given up. */
	KUNIT_EXPECT_EQ(test, mmsim_mlock(fx->task, page_addr(0), pages_len(2), true), 0);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(0), 4096,
					    MMSIM_MADV_DONTNEED), -EINVAL);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), page_stamp(page_addr(0), 0));
	fixture_finish(fx);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case munmap_cases[] = {
	KUNIT_CASE_PARAM(munmap_parts, policy_gen_params),
	KUNIT_CASE_PARAM(munmap_several, policy_gen_params),
	KUNIT_CASE(munmap_errors),
	KUNIT_CASE(munmap_page_tables),
	KUNIT_CASE(munmap_large),
	KUNIT_CASE_PARAM(mprotect_access, policy_gen_params),
	KUNIT_CASE(mprotect_errors),
	KUNIT_CASE_PARAM(madvise_holes, policy_gen_params),
	{}
};

struct kunit_suite mmsim_munmap_suite = {
	.name = "mmsim_munmap",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = munmap_cases,
};
