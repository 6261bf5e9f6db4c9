// SPDX-License-Identifier: GPL-2.0-only
/*
 * brk: the heap grows and shrinks at its end, or stays as it is.
 */
#include "fixture.h"

/* The heap starts at page 4, in the middle of that page. */
#define HEAP	(page_addr(4) + 100)

static void start_heap(struct fixture *fx)
{
	fx->mm->start_brk = HEAP;
	fx->mm->brk = HEAP;
}

static unsigned long heap_end(unsigned int page)
{
	return page_addr(page) - 8;
}

static void brk_grow_and_shrink(struct kunit *test)
{
	struct fixture *fx = test->priv;

	start_heap(fx);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, 0), HEAP);
	/* Within the first page there is nothing to map. */
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, HEAP + 16), HEAP + 16);
	fixture_expect_layout(fx, "");
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(8)), heap_end(8));
	fixture_expect_layout(fx, ".....www");
	fixture_touch(fx, 5, 3);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(12)), heap_end(12));
	fixture_expect_layout(fx, ".....wwwwwww");
	KUNIT_EXPECT_EQ(test, fx->mm->data_vm, 7);
	fixture_touch(fx, 8, 4);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(7)), heap_end(7));
	fixture_expect_layout(fx, ".....ww");
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 2);
	/* Grown again it is empty where it was given up. */
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(8)), heap_end(8));
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 6), page_stamp(page_addr(6), 0));
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 7), 0ULL);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, HEAP), HEAP);
	fixture_expect_layout(fx, "");
	fixture_finish(fx);
}

static void brk_refused(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long end = heap_end(8);

	start_heap(fx);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, end), end);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, HEAP - 1), end);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, MMSIM_TASK_SIZE + 1), end);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, ULONG_MAX), end);
	/* One page stays free in front of a neighbour. */
	fixture_map(fx, 12, 2, PROT_R);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(13)), end);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, page_addr(12)), end);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, page_addr(11)), page_addr(11));
	fixture_expect_layout(fx, ".....wwwwww.rr");
	fixture_finish(fx);
}

static void brk_below_stack(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long stack = page_addr(8) + pages_len(256);

	start_heap(fx);
	KUNIT_ASSERT_EQ(test, stack,
			mmsim_mmap(fx->task, stack, pages_len(4), PROT_RW,
				   MAP_ANON_AT | MMSIM_MAP_GROWSDOWN, NULL, 0));
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, page_addr(8)), HEAP);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, page_addr(7)), page_addr(7));
	fixture_finish(fx);
}

static void brk_limit(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fx->config.max_map_count = 1;
	fixture_new_mm(fx);
	start_heap(fx);
	fixture_map(fx, 0, 1, PROT_R);
	fixture_map(fx, 2, 1, PROT_R);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(8)), HEAP);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(2), 4096), 0);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(8)), heap_end(8));
	/* Growing needs no VMA and is refused all the same. */
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(9)), heap_end(8));
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(7)), heap_end(7));
	fixture_expect_layout(fx, "r....ww");
	fixture_finish(fx);
}

static void brk_merge(struct kunit *test)
{
	struct fixture *fx = test->priv;

	start_heap(fx);
	/* The heap is executable by no mprotect but mergeable like any memory. */
	fixture_map(fx, 3, 2, PROT_RW);
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(8)), heap_end(8));
	fixture_expect_layout(fx, "...wwwww");
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(6), pages_len(1), PROT_R), 0);
	fixture_expect_layout(fx, "...www|r|w");
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, heap_end(9)), heap_end(9));
	fixture_expect_layout(fx, "...www|r|ww");
	KUNIT_EXPECT_EQ(test, mmsim_brk(fx->task, HEAP), HEAP);
	fixture_expect_layout(fx, "...ww");
	fixture_finish(fx);
}

static struct kunit_case brk_cases[] = {
	KUNIT_CASE(brk_grow_and_shrink),
	KUNIT_CASE(brk_refused),
	KUNIT_CASE(brk_below_stack),
	KUNIT_CASE(brk_limit),
	KUNIT_CASE(brk_merge),
	{}
};

struct kunit_suite mmsim_brk_suite = {
	.name = "mmsim_brk",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = brk_cases,
};
