// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmap: where a mapping goes, what it replaces, what is refused.
 */
#include "fixture.h"

#define GUARD_GAP	pages_len(256)

static unsigned long map(struct fixture *fx, unsigned long addr, unsigned long pages,
			 unsigned long prot, unsigned long flags)
{
	return mmsim_mmap(fx->task, addr, pages_len(pages), prot, MAP_ANON | flags,
			  NULL, 0);
}

static void mmap_top_down(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long base = fx->mm->mmap_base;

	KUNIT_EXPECT_EQ(test, map(fx, 0, 4, PROT_RW, 0), base - pages_len(4));
	KUNIT_EXPECT_EQ(test, map(fx, 0, 2, PROT_R, 0), base - pages_len(6));
	/* Right below and alike: one VMA. */
	KUNIT_EXPECT_EQ(test, map(fx, 0, 2, PROT_R, 0), base - pages_len(8));
	KUNIT_EXPECT_EQ(test, fx->mm->map_count, 2);
	/* The highest hole that is large enough is taken, not the best one. */
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, base - pages_len(6), pages_len(2)), 0);
	KUNIT_EXPECT_EQ(test, map(fx, 0, 3, PROT_RX, 0), base - pages_len(11));
	KUNIT_EXPECT_EQ(test, map(fx, 0, 2, PROT_RX, 0), base - pages_len(6));
	fixture_finish(fx);
}

static void mmap_bottom_up(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long base;

	fx->config.legacy_layout = true;
	fixture_new_mm(fx);
	base = fx->mm->mmap_legacy_base;
	KUNIT_EXPECT_EQ(test, map(fx, 0, 4, PROT_RW, 0), base);
	KUNIT_EXPECT_EQ(test, map(fx, 0, 2, PROT_R, 0), base + pages_len(4));
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, base, pages_len(3)), 0);
	KUNIT_EXPECT_EQ(test, map(fx, 0, 3, PROT_RX, 0), base);
	KUNIT_EXPECT_EQ(test, map(fx, 0, 1, PROT_RX, 0), base + pages_len(6));
	fixture_finish(fx);
}

static void mmap_top_down_full(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long low = MMSIM_MMAP_MIN_ADDR, base = fx->mm->mmap_base;

	/* Nothing free below the base: the search goes on upwards, above it. */
	KUNIT_ASSERT_EQ(test, low, mmsim_mmap(fx->task, low, base - low, PROT_R,
					      MAP_ANON_AT, NULL, 0));
	KUNIT_EXPECT_EQ(test, map(fx, 0, 1, PROT_RW, 0), base);
	KUNIT_ASSERT_EQ(test, base + MMSIM_PAGE_SIZE,
			mmsim_mmap(fx->task, base + MMSIM_PAGE_SIZE,
				   MMSIM_TASK_SIZE - base - MMSIM_PAGE_SIZE, PROT_R,
				   MAP_ANON_AT, NULL, 0));
	KUNIT_EXPECT_EQ(test, (long)map(fx, 0, 1, PROT_RW, 0), -ENOMEM);
	fixture_finish(fx);
}

static void mmap_hint(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long base = fx->mm->mmap_base;

	KUNIT_EXPECT_EQ(test, map(fx, page_addr(4) + 5, 4, PROT_RW, 0), page_addr(4));
	/* Taken, in part or as a whole: as if there were no hint. */
	KUNIT_EXPECT_EQ(test, map(fx, page_addr(4), 4, PROT_RW, 0), base - pages_len(4));
	KUNIT_EXPECT_EQ(test, map(fx, page_addr(1), 4, PROT_RW, 0), base - pages_len(8));
	/* Exactly fitting below. */
	KUNIT_EXPECT_EQ(test, map(fx, page_addr(0), 4, PROT_R, 0), page_addr(0));
	/* Below the lowest address: moved there; beyond the end: no hint. */
	KUNIT_EXPECT_EQ(test, map(fx, 4096, 1, PROT_RW, 0), MMSIM_MMAP_MIN_ADDR);
	KUNIT_EXPECT_EQ(test, map(fx, MMSIM_TASK_SIZE, 1, PROT_RW, 0), base - pages_len(9));
	fixture_expect_layout(fx, "rrrr|wwww");
	fixture_finish(fx);
}

static void mmap_fixed(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 12, PROT_RW);
	fixture_touch(fx, 0, 12);
	fixture_map(fx, 4, 4, PROT_R);
	fixture_expect_layout(fx, "wwww|rrrr|wwww");
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 3), page_stamp(page_addr(3), 0));
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 4), 0ULL);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 7), 0ULL);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 8), page_stamp(page_addr(8), 0));
	/* Over an end, over several, over all. */
	fixture_map(fx, 10, 4, PROT_RX);
	fixture_expect_layout(fx, "wwww|rrrr|ww|xxxx");
	fixture_map(fx, 2, 9, MMSIM_PROT_NONE);
	fixture_expect_layout(fx, "ww|---------|xxx");
	fixture_map(fx, 0, 14, PROT_RW);
	fixture_expect_layout(fx, "wwwwwwwwwwwwww");
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), 0ULL);
	fixture_finish(fx);
}

static void mmap_noreplace(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long flags = MMSIM_MAP_FIXED_NOREPLACE;

	fixture_map(fx, 4, 4, PROT_RW);
	fixture_touch(fx, 4, 4);
	KUNIT_EXPECT_EQ(test, (long)map(fx, page_addr(4), 4, PROT_R, flags), -EEXIST);
	KUNIT_EXPECT_EQ(test, (long)map(fx, page_addr(1), 4, PROT_R, flags), -EEXIST);
	KUNIT_EXPECT_EQ(test, (long)map(fx, page_addr(7), 4, PROT_R, flags), -EEXIST);
	KUNIT_EXPECT_EQ(test, (long)map(fx, page_addr(0), 12, PROT_R, flags), -EEXIST);
	fixture_expect_layout(fx, "....wwww");
	KUNIT_EXPECT_EQ(test, map(fx, page_addr(1), 3, PROT_R, flags), page_addr(1));
	KUNIT_EXPECT_EQ(test, map(fx, page_addr(8), 3, PROT_R, flags), page_addr(8));
	fixture_expect_layout(fx, ".rrr|wwww|rrr");
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 4), page_stamp(page_addr(4), 0));
	fixture_finish(fx);
}

static void mmap_guard_gap(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long base = fx->mm->mmap_base;
	unsigned long stack = base - pages_len(8);

	KUNIT_ASSERT_EQ(test, stack, map(fx, stack, 8, PROT_RW,
					 MMSIM_MAP_FIXED | MMSIM_MAP_GROWSDOWN));
	/* A search and a hint stay away from below it, a demand does not. */
	KUNIT_EXPECT_EQ(test, map(fx, 0, 4, PROT_RW, 0),
			stack - GUARD_GAP - pages_len(4));
	KUNIT_EXPECT_EQ(test, map(fx, stack - pages_len(4), 4, PROT_R, 0),
			stack - GUARD_GAP - pages_len(8));
	KUNIT_EXPECT_EQ(test, map(fx, stack - pages_len(4), 4, PROT_R, MMSIM_MAP_FIXED),
			stack - pages_len(4));
	/* With something below, the gap protects nothing any more. */
	KUNIT_EXPECT_EQ(test, map(fx, 0, 4, PROT_RX, 0), stack - pages_len(8));
	fixture_finish(fx);
}

static void mmap_guard_gap_bottom_up(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long base, stack;

	fx->config.legacy_layout = true;
	fixture_new_mm(fx);
	base = fx->mm->mmap_legacy_base;
	stack = base + GUARD_GAP + pages_len(4);
	KUNIT_ASSERT_EQ(test, stack, map(fx, stack, 8, PROT_RW,
					 MMSIM_MAP_FIXED | MMSIM_MAP_GROWSDOWN));
	KUNIT_EXPECT_EQ(test, map(fx, 0, 4, PROT_RW, 0), base);
	KUNIT_EXPECT_EQ(test, map(fx, 0, 1, PROT_RW, 0), stack + pages_len(8));
	fixture_finish(fx);
}

static void mmap_errors(struct kunit *test)
{
	struct fixture *fx = test->priv;
	static const struct {
		unsigned long addr;
		unsigned long len;
		unsigned long flags;
		unsigned long pgoff;
		bool file;
		int err;
	} bad[] = {
		{ 0, 0, MAP_ANON, 0, false, -EINVAL },
		{ 0, 4096, MMSIM_MAP_ANONYMOUS, 0, false, -EINVAL },
		{ 0, 4096, MMSIM_MAP_ANONYMOUS | 0x03, 0, false, -EINVAL },
		{ 0, 4096, MMSIM_MAP_PRIVATE, 0, false, -EINVAL },
		{ 0, 4096, MAP_ANON, 0, true, -EINVAL },
		{ 0, 4096, MMSIM_MAP_SHARED | MMSIM_MAP_ANONYMOUS | MMSIM_MAP_GROWSDOWN,
		  0, false, -EINVAL },
		{ 0, ULONG_MAX, MAP_ANON, 0, false, -ENOMEM },
		{ 0, MMSIM_TASK_SIZE + 4096, MAP_ANON, 0, false, -ENOMEM },
		{ 0, MMSIM_TASK_SIZE, MAP_ANON, 0, false, -ENOMEM },
		{ 0, 8192, MMSIM_MAP_PRIVATE, ULONG_MAX, true, -EOVERFLOW },
		{ FIXTURE_BASE + 1, 4096, MAP_ANON_AT, 0, false, -EINVAL },
		{ MMSIM_TASK_SIZE, 4096, MAP_ANON_AT, 0, false, -ENOMEM },
		{ MMSIM_TASK_SIZE - 4096, 8192, MAP_ANON_AT, 0, false, -ENOMEM },
		{ ULONG_MAX & MMSIM_PAGE_MASK, 4096, MAP_ANON_AT, 0, false, -ENOMEM },
	};
	long ret;
	int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		ret = mmsim_mmap(fx->task, bad[i].addr, bad[i].len, PROT_RW, bad[i].flags,
				 bad[i].file ? fx->file[0] : NULL, bad[i].pgoff);
		KUNIT_EXPECT_EQ_MSG(test, ret, bad[i].err, "case %d", i);
	}
	KUNIT_EXPECT_EQ(test, fx->mm->map_count, 0);
	fixture_finish(fx);
}

static void mmap_whole_space(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long len = MMSIM_TASK_SIZE;

	KUNIT_EXPECT_EQ(test, mmsim_mmap(fx->task, 0, len, PROT_RW, MAP_ANON_AT, NULL, 0),
			0);
	KUNIT_EXPECT_EQ(test, fx->mm->total_vm, len >> MMSIM_PAGE_SHIFT);
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, 0, 1), 0);
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, len - 1, 2), 0);
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, len, 3), -EFAULT);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, 0, len), 0);
	fixture_finish(fx);
}

static void mmap_map_count_limit(struct kunit *test)
{
	struct fixture *fx = test->priv;
	int i;

	fx->config.max_map_count = 4;
	fixture_new_mm(fx);
	/* The kernel looks before it maps: one more than the limit is possible. */
	for (i = 0; i < 5; i++)
		fixture_map(fx, i * 8, 6, PROT_RW);
	KUNIT_EXPECT_EQ(test, fx->mm->map_count, 5);
	KUNIT_EXPECT_EQ(test, (long)map(fx, 0, 1, PROT_R, 0), -ENOMEM);
	KUNIT_EXPECT_EQ(test, (long)map(fx, 0, 1, PROT_RW, 0), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(2), pages_len(1)), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(3), PROT_R),
			-ENOMEM);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(3), pages_len(3),
					    MMSIM_MADV_RANDOM), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mmsim_mlock(fx->task, page_addr(3), pages_len(3), true),
			-ENOMEM);
	fixture_expect_layout(fx, "wwwwww..wwwwww..wwwwww..wwwwww..wwwwww");
	/* What needs no further VMA goes on working. */
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(6), PROT_R),
			0);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(8), pages_len(2)), 0);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(20), pages_len(2)), 0);
	fixture_expect_layout(fx, "rrrrrr....wwww..wwww....wwwwww..wwwwww");
	/* At the limit a hole is refused as well, but not below it. */
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(32), pages_len(6)), 0);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(2), pages_len(1)), -ENOMEM);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(24), pages_len(6)), 0);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(2), pages_len(1)), 0);
	KUNIT_EXPECT_EQ(test, fx->mm->map_count, 4);
	fixture_finish(fx);
}

static void mmap_accounting(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_mm *mm = fx->mm;

	fixture_map(fx, 0, 1, PROT_RW);
	fixture_map(fx, 1, 2, PROT_R);
	fixture_map(fx, 3, 4, PROT_RX);
	fixture_map(fx, 7, 8, PROT_RW | MMSIM_PROT_EXEC);
	KUNIT_EXPECT_EQ(test, map(fx, page_addr(15), 16, PROT_RW,
				  MMSIM_MAP_FIXED | MMSIM_MAP_GROWSDOWN), page_addr(15));
	KUNIT_EXPECT_EQ(test, mmsim_mmap(fx->task, page_addr(31), pages_len(32), PROT_RW,
					 MMSIM_MAP_SHARED | MMSIM_MAP_FIXED, fx->file[0],
					 0), page_addr(31));
	KUNIT_EXPECT_EQ(test, mm->total_vm, 63);
	KUNIT_EXPECT_EQ(test, mm->data_vm, 9);
	KUNIT_EXPECT_EQ(test, mm->exec_vm, 4);
	KUNIT_EXPECT_EQ(test, mm->stack_vm, 16);
	KUNIT_EXPECT_EQ(test, mm->locked_vm, 0);
	KUNIT_EXPECT_EQ(test, mm->map_count, 6);
	fixture_check_mm(test, mm);

	KUNIT_EXPECT_EQ(test, mmsim_mlock(fx->task, page_addr(0), pages_len(15), true), 0);
	KUNIT_EXPECT_EQ(test, mm->locked_vm, 15);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(2), pages_len(2)), 0);
	KUNIT_EXPECT_EQ(test, mm->locked_vm, 13);
	KUNIT_EXPECT_EQ(test, mm->exec_vm, 3);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(4), pages_len(2), PROT_RW),
			0);
	KUNIT_EXPECT_EQ(test, mm->exec_vm, 1);
	KUNIT_EXPECT_EQ(test, mm->data_vm, 11);
	fixture_map(fx, 0, 15, PROT_R);
	KUNIT_EXPECT_EQ(test, mm->locked_vm, 0);
	KUNIT_EXPECT_EQ(test, mm->data_vm, 0);
	KUNIT_EXPECT_EQ(test, mm->total_vm, 63);
	fixture_finish(fx);
}

static void mmap_populate(struct kunit *test)
{
	struct fixture *fx = test->priv;

	KUNIT_EXPECT_EQ(test, map(fx, page_addr(0), 4, PROT_RW,
				  MMSIM_MAP_FIXED | MMSIM_MAP_POPULATE), page_addr(0));
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 4);
	KUNIT_EXPECT_EQ(test, map(fx, page_addr(4), 3, PROT_R,
				  MMSIM_MAP_FIXED | MMSIM_MAP_LOCKED), page_addr(4));
	KUNIT_EXPECT_EQ(test, fx->mm->locked_vm, 3);
	/* Read-only anonymous memory is populated with the zero page. */
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 4);
	KUNIT_EXPECT_EQ(test, mmsim_resident_pages(fx->mm, page_addr(0), page_addr(7)), 7);
	KUNIT_EXPECT_EQ(test, mmsim_mmap(fx->task, page_addr(8), pages_len(2), PROT_R,
					 MMSIM_MAP_SHARED | MMSIM_MAP_FIXED |
					 MMSIM_MAP_POPULATE, fx->file[0], 0), page_addr(8));
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_FILE), 2);
	/* No user-mode fault has happened. */
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_fault_attempts), 0ULL);
	fixture_finish(fx);
}

static void mmap_file(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_map_entry e = { };
	u64 stamp;

	KUNIT_EXPECT_EQ(test, mmsim_mmap(fx->task, page_addr(0), pages_len(2), PROT_RW,
					 MMSIM_MAP_PRIVATE | MMSIM_MAP_FIXED, fx->file[1],
					 7), page_addr(0));
	KUNIT_EXPECT_EQ(test, mmsim_maps_next(fx->task, fx->mm, 0, &e), 1);
	KUNIT_EXPECT_EQ(test, e.start, page_addr(0));
	KUNIT_EXPECT_EQ(test, e.end, page_addr(2));
	KUNIT_EXPECT_EQ(test, e.pgoff, 7);
	KUNIT_EXPECT_EQ(test, e.file_id, 101ULL);
	KUNIT_EXPECT_EQ(test, mmsim_maps_next(fx->task, fx->mm, e.end, &e), 0);
	/* The mapping has a reference of its own. */
	KUNIT_EXPECT_EQ(test, refcount_read(&fx->file[1]->refcount), 2);

	/* Shared anonymous memory is a file nobody else maps. */
	KUNIT_EXPECT_EQ(test, mmsim_mmap(fx->task, page_addr(4), pages_len(2), PROT_RW,
					 MMSIM_MAP_SHARED | MMSIM_MAP_ANONYMOUS |
					 MMSIM_MAP_FIXED, NULL, 0), page_addr(4));
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, page_addr(4), 5), 0);
	KUNIT_EXPECT_EQ(test, mmsim_load(fx->task, page_addr(4), &stamp), 0);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_FILE), 1);
	fixture_expect_layout(fx, "FF..SS");
	fixture_finish(fx);
	KUNIT_EXPECT_EQ(test, refcount_read(&fx->file[1]->refcount), 1);
}

static struct kunit_case mmap_cases[] = {
	KUNIT_CASE(mmap_top_down),
	KUNIT_CASE(mmap_bottom_up),
	KUNIT_CASE(mmap_top_down_full),
	KUNIT_CASE(mmap_hint),
	KUNIT_CASE(mmap_fixed),
	KUNIT_CASE(mmap_noreplace),
	KUNIT_CASE(mmap_guard_gap),
	KUNIT_CASE(mmap_guard_gap_bottom_up),
	KUNIT_CASE(mmap_errors),
	KUNIT_CASE(mmap_whole_space),
	KUNIT_CASE(mmap_map_count_limit),
	KUNIT_CASE(mmap_accounting),
	KUNIT_CASE(mmap_populate),
	KUNIT_CASE(mmap_file),
	{}
};

struct kunit_suite mmsim_mmap_suite = {
	.name = "mmsim_mmap",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = mmap_cases,
};
