// SPDX-License-Identifier: GPL-2.0-only
/*
 * mremap: pages follow their mapping.
 */
#include "fixture.h"

static long remap(struct fixture *fx, unsigned int page, unsigned long pages,
		  unsigned long new_pages, unsigned long flags, unsigned int to)
{
	return mmsim_mremap(fx->task, page_addr(page), pages_len(pages),
			    pages_len(new_pages), flags, page_addr(to));
}

#define MAYMOVE	MMSIM_MREMAP_MAYMOVE
#define FIXED	(MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_FIXED)
#define STAY	(MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_FIXED | MMSIM_MREMAP_DONTUNMAP)

/* Pages @page.. hold what was written to @from..; or nothing, if that is -1. */
static void expect_stamps(struct fixture *fx, unsigned int page, unsigned int pages, int from)
{
	for (; pages; pages--, page++)
		KUNIT_EXPECT_EQ_MSG(fx->test, fixture_load(fx, page),
				    from < 0 ? 0 : page_stamp(page_addr(from++), 0),
				    "page %u", page);
}

static void mremap_shrink(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 28, 8, PROT_RW);
	fixture_touch(fx, 28, 8);
	KUNIT_EXPECT_EQ(test, remap(fx, 28, 8, 3, 0, 0), (long)page_addr(28));
	fixture_expect_layout(fx, "............................www");
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 3);
	expect_stamps(fx, 28, 3, 28);
	/* From inside, which leaves a hole. */
	KUNIT_EXPECT_EQ(test, remap(fx, 28, 2, 1, 0, 0), (long)page_addr(28));
	fixture_expect_layout(fx, "............................w.w");
	KUNIT_EXPECT_EQ(test, remap(fx, 28, 1, 1, 0, 0), (long)page_addr(28));
	fixture_finish(fx);
}

static void mremap_grow_in_place(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 4, 4, PROT_RW);
	fixture_touch(fx, 4, 4);
	fixture_map(fx, 12, 4, PROT_R);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 7, 0, 0), (long)page_addr(4));
	fixture_expect_layout(fx, "....wwwwwww.rrrr");
	expect_stamps(fx, 4, 4, 4);
	expect_stamps(fx, 8, 3, -1);
	/* Up to the neighbour, not into it; only from the end. */
	KUNIT_EXPECT_EQ(test, remap(fx, 6, 5, 7, 0, 0), -ENOMEM);
	KUNIT_EXPECT_EQ(test, remap(fx, 6, 5, 6, 0, 0), (long)page_addr(6));
	KUNIT_EXPECT_EQ(test, remap(fx, 12, 2, 3, 0, 0), -ENOMEM);
	fixture_expect_layout(fx, "....wwwwwwww|rrrr");
	fixture_finish(fx);
}

static void mremap_grow_merges(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 4, 4, PROT_RW);
	fixture_map(fx, 12, 4, PROT_RW);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 8, 0, 0), (long)page_addr(4));
	fixture_expect_layout(fx, "....wwwwwwwwwwww");
	KUNIT_EXPECT_EQ(test, fx->mm->map_count, 1);
	fixture_finish(fx);
}

static void mremap_move(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long to;
	unsigned int page;
	u64 stamp = 0;

	/* Across the meeting of all tables, with holes among the pages. */
	fixture_map(fx, 20, 24, PROT_RW);
	for (page = 20; page < 44; page += 2)
		fixture_touch(fx, page, 1);
	fixture_map(fx, 44, 1, PROT_R);
	KUNIT_EXPECT_EQ(test, remap(fx, 20, 24, 30, 0, 0), -ENOMEM);
	to = remap(fx, 20, 24, 30, MAYMOVE, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(to));
	KUNIT_EXPECT_EQ(test, to, fx->mm->mmap_base - pages_len(30));
	fixture_expect_layout(fx, "............................................r");
	for (page = 0; page < 30; page++) {
		KUNIT_EXPECT_EQ(test, mmsim_load(fx->task, to + pages_len(page), &stamp), 0);
		KUNIT_EXPECT_EQ(test, stamp, page < 24 && page % 2 == 0 ?
				page_stamp(page_addr(20 + page), 0) : 0);
	}
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 12);
	KUNIT_EXPECT_EQ(test, mmsim_load(fx->task, page_addr(20), &stamp), -EFAULT);
	fixture_finish(fx);
}

static void mremap_fixed(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 8);
	fixture_map(fx, 20, 12, PROT_RX);
	/* The middle of one onto the middle of another. */
	KUNIT_EXPECT_EQ(test, remap(fx, 2, 4, 4, FIXED, 24), (long)page_addr(24));
	fixture_expect_layout(fx, "ww....ww............xxxx|wwww|xxxx");
	expect_stamps(fx, 24, 4, 2);
	expect_stamps(fx, 0, 2, 0);
	expect_stamps(fx, 6, 2, 6);
	/* Back to where it came from: its old neighbours take it in again. */
	KUNIT_EXPECT_EQ(test, remap(fx, 24, 4, 4, FIXED, 2), (long)page_addr(2));
	fixture_expect_layout(fx, "wwwwwwww............xxxx....xxxx");
	expect_stamps(fx, 0, 8, 0);
	/* Smaller and larger at once with the move. */
	KUNIT_EXPECT_EQ(test, remap(fx, 0, 8, 2, FIXED, 40), (long)page_addr(40));
	KUNIT_EXPECT_EQ(test, remap(fx, 40, 2, 5, FIXED, 34), (long)page_addr(34));
	fixture_expect_layout(fx, "....................xxxx....xxxx..wwwww");
	expect_stamps(fx, 34, 2, 0);
	expect_stamps(fx, 36, 3, -1);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 2);
	fixture_finish(fx);
}

static void mremap_next_to_itself(struct kunit *test)
{
	struct fixture *fx = test->priv;

	/* Never written, so the place is no part of its identity: it merges. */
	fixture_map(fx, 4, 4, PROT_RW);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 4, FIXED, 8), (long)page_addr(8));
	fixture_expect_layout(fx, "........wwww");
	KUNIT_EXPECT_EQ(test, remap(fx, 8, 4, 4, FIXED, 4), (long)page_addr(4));
	fixture_expect_layout(fx, "....wwww");
	/* Written: it keeps its offsets, and may end up between others. */
	fixture_touch(fx, 4, 4);
	KUNIT_EXPECT_EQ(test, remap(fx, 6, 2, 2, FIXED, 8), (long)page_addr(8));
	fixture_expect_layout(fx, "....ww..ww");
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 2, 2, FIXED, 6), (long)page_addr(6));
	fixture_expect_layout(fx, "......wwww");
	expect_stamps(fx, 6, 4, 4);
	fixture_finish(fx);
}

static void mremap_dontunmap(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 4, 4, PROT_RW);
	fixture_touch(fx, 4, 4);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 4, STAY, 40), (long)page_addr(40));
	fixture_expect_layout(fx, "....wwww................................wwww");
	expect_stamps(fx, 40, 4, 4);
	expect_stamps(fx, 4, 4, -1);
	KUNIT_EXPECT_EQ(test, fx->mm->total_vm, 8);
	/* Part of a mapping. */
	fixture_touch(fx, 4, 4);
	KUNIT_EXPECT_EQ(test, remap(fx, 5, 2, 2, STAY, 20), (long)page_addr(20));
	fixture_expect_layout(fx, "....wwww............ww..................wwww");
	expect_stamps(fx, 20, 2, 5);
	expect_stamps(fx, 4, 1, 4);
	expect_stamps(fx, 5, 2, -1);
	expect_stamps(fx, 7, 1, 7);
	fixture_finish(fx);
}

static void mremap_file(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma;

	KUNIT_ASSERT_EQ(test, page_addr(0),
			mmsim_mmap(fx->task, page_addr(0), pages_len(8), PROT_RW,
				   MMSIM_MAP_PRIVATE | MMSIM_MAP_FIXED, fx->file[0], 10));
	fixture_touch(fx, 2, 2);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 4), fx->file[0]->folio.stamp);
	KUNIT_EXPECT_EQ(test, remap(fx, 2, 4, 6, FIXED, 20), (long)page_addr(20));
	fixture_expect_layout(fx, "FF....FF............FFFFFF");
	vma = fixture_vma(fx->mm, page_addr(20));
	KUNIT_EXPECT_EQ(test, vma->vm_pgoff, 12);
	expect_stamps(fx, 20, 2, 2);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 22), fx->file[0]->folio.stamp);
	KUNIT_EXPECT_EQ(test, refcount_read(&fx->file[0]->refcount), 4);
	fixture_finish(fx);
	KUNIT_EXPECT_EQ(test, refcount_read(&fx->file[0]->refcount), 1);
}

/* An old length of 0 maps shared pages a second time and leaves the first alone. */
static void mremap_duplicate(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma;

	KUNIT_ASSERT_EQ(test, page_addr(0),
			mmsim_mmap(fx->task, page_addr(0), pages_len(8), PROT_RW,
				   MMSIM_MAP_SHARED | MMSIM_MAP_FIXED, fx->file[0], 10));
	KUNIT_EXPECT_EQ(test, remap(fx, 2, 0, 4, FIXED, 20), (long)page_addr(20));
	vma = fixture_vma(fx->mm, page_addr(20));
	KUNIT_ASSERT_NOT_NULL(test, vma);
	KUNIT_EXPECT_EQ(test, vma->vm_pgoff, 12);
	KUNIT_EXPECT_EQ(test, mmsim_vma_pages(vma), 4);
	vma = fixture_vma(fx->mm, page_addr(2));
	KUNIT_ASSERT_NOT_NULL(test, vma);
	KUNIT_EXPECT_EQ(test, mmsim_vma_pages(vma), 8);
	KUNIT_EXPECT_EQ(test, fx->mm->total_vm, 12);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 21), fx->file[0]->folio.stamp);

	fixture_map(fx, 40, 4, PROT_RW);
	KUNIT_EXPECT_EQ(test, remap(fx, 40, 0, 4, FIXED, 30), -EINVAL);
	fixture_finish(fx);
}

static void mremap_locked(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 4, 4, PROT_RW);
	KUNIT_ASSERT_EQ(test, mmsim_mlock(fx->task, page_addr(4), pages_len(4), true), 0);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 6, 0, 0), (long)page_addr(4));
	KUNIT_EXPECT_EQ(test, fx->mm->locked_vm, 6);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 6);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 6, 8, FIXED, 20), (long)page_addr(20));
	KUNIT_EXPECT_EQ(test, fx->mm->locked_vm, 8);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 8);
	fixture_expect_layout(fx, "....................LLLLLLLL");
	/* What stays behind is not locked any more, and a VMA of its own. */
	KUNIT_EXPECT_EQ(test, remap(fx, 22, 4, 4, STAY, 4), (long)page_addr(4));
	fixture_expect_layout(fx, "....LLLL............LL|wwww|LL");
	KUNIT_EXPECT_EQ(test, fx->mm->locked_vm, 8);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 1, 0, 0), (long)page_addr(4));
	KUNIT_EXPECT_EQ(test, fx->mm->locked_vm, 5);
	fixture_finish(fx);
}

static void mremap_errors(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long at = page_addr(4);

	fixture_map(fx, 4, 4, PROT_RW);
	fixture_map(fx, 8, 4, PROT_R);
	fixture_touch(fx, 4, 4);
	/* Arguments */
	KUNIT_EXPECT_EQ(test, (long)mmsim_mremap(fx->task, at + 1, 4096, 8192, 0, 0),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 0, 0, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 4, 8, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 4, MMSIM_MREMAP_FIXED, 20), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 4, MMSIM_MREMAP_DONTUNMAP, 20), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 5, STAY, 20), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 4, FIXED, 4), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 4, FIXED, 7), -EINVAL);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 4, 4, FIXED, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, (long)mmsim_mremap(fx->task, at, 4096, 4096, FIXED, 5),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, (long)mmsim_mremap(fx->task, at, 4096, 4096, FIXED,
						 MMSIM_TASK_SIZE), -EINVAL);
	KUNIT_EXPECT_EQ(test, (long)mmsim_mremap(fx->task, at, 4096,
						 MMSIM_TASK_SIZE + 4096, MAYMOVE, 0),
			-EINVAL);
	/* What is to be moved: nothing, or more than one VMA */
	KUNIT_EXPECT_EQ(test, remap(fx, 20, 4, 8, MAYMOVE, 0), -EFAULT);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 8, 12, MAYMOVE, 0), -EFAULT);
	KUNIT_EXPECT_EQ(test, remap(fx, 4, 8, 8, FIXED, 40), -EFAULT);
	KUNIT_EXPECT_EQ(test, (long)mmsim_mremap(fx->task, at, 4096, MMSIM_TASK_SIZE,
						 MAYMOVE, 0), -ENOMEM);
	fixture_expect_layout(fx, "....wwww|rrrr");
	expect_stamps(fx, 4, 4, 4);
	fixture_finish(fx);
}

static void mremap_limit(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fx->config.max_map_count = 6;
	fixture_new_mm(fx);
	fixture_map(fx, 0, 4, PROT_RW);
	fixture_map(fx, 8, 4, PROT_RX);
	KUNIT_EXPECT_EQ(test, remap(fx, 0, 4, 4, STAY, 20), -ENOMEM);
	KUNIT_EXPECT_EQ(test, remap(fx, 0, 4, 4, FIXED, 20), (long)page_addr(20));
	fixture_map(fx, 0, 1, PROT_R);
	fixture_expect_layout(fx, "r.......xxxx........wwww");
	/* Four more may come of it, so nothing is done, not even what makes none. */
	KUNIT_EXPECT_EQ(test, remap(fx, 20, 4, 4, FIXED, 8), -ENOMEM);
	KUNIT_EXPECT_EQ(test, remap(fx, 20, 4, 5, 0, 0), -ENOMEM);
	KUNIT_EXPECT_EQ(test, remap(fx, 20, 4, 3, 0, 0), -ENOMEM);
	fixture_expect_layout(fx, "r.......xxxx........wwww");
	fixture_finish(fx);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case mremap_cases[] = {
	KUNIT_CASE(mremap_shrink),
	KUNIT_CASE(mremap_grow_in_place),
	KUNIT_CASE(mremap_grow_merges),
	KUNIT_CASE_PARAM(mremap_move, policy_gen_params),
	KUNIT_CASE_PARAM(mremap_fixed, policy_gen_params),
	KUNIT_CASE_PARAM(mremap_next_to_itself, policy_gen_params),
	KUNIT_CASE_PARAM(mremap_dontunmap, policy_gen_params),
	KUNIT_CASE(mremap_file),
	KUNIT_CASE(mremap_duplicate),
	KUNIT_CASE(mremap_locked),
	KUNIT_CASE(mremap_errors),
	KUNIT_CASE(mremap_limit),
	{}
};

struct kunit_suite mmsim_mremap_suite = {
	.name = "mmsim_mremap",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = mremap_cases,
};
