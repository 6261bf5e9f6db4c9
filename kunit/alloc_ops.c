// SPDX-License-Identifier: GPL-2.0-only
/*
 * Address spaces, and operations on them that allocate.
 */
#include "alloc_ops.h"

static int errno_of(unsigned long ret)
{
	return IS_ERR_VALUE(ret) ? (int)ret : 0;
}

static void setup_none(struct fixture *fx)
{
}

/* Three VMAs, pages in all of them and in two page tables */
static void setup_three(struct fixture *fx)
{
	fixture_map(fx, 24, 4, PROT_RW);
	fixture_map(fx, 28, 8, PROT_RW | MMSIM_PROT_EXEC);
	fixture_map(fx, 36, 4, PROT_RW);
	fixture_touch(fx, 24, 16);
	fx->mm->start_brk = page_addr(40);
	fx->mm->brk = page_addr(40);
}

static void setup_untouched(struct fixture *fx)
{
	fixture_map(fx, 24, 16, PROT_RW);
}

/* Two VMAs of which only the right one has an anon_vma to hand on */
static void setup_bare_left(struct fixture *fx)
{
	fixture_map(fx, 24, 4, PROT_RW);
	fixture_map(fx, 32, 4, PROT_RW);
	fixture_touch(fx, 32, 4);
}

/* The same with nothing in between but permissions */
static void setup_bare_beside(struct fixture *fx)
{
	fixture_map(fx, 24, 4, PROT_RW);
	fixture_map(fx, 28, 4, PROT_RW | MMSIM_PROT_EXEC);
	KUNIT_ASSERT_EQ(fx->test, mmsim_madvise(fx->task, page_addr(28), pages_len(4),
						MMSIM_MADV_RANDOM), 0);
	fixture_touch(fx, 28, 4);
	KUNIT_ASSERT_EQ(fx->test, mmsim_madvise(fx->task, page_addr(28), pages_len(4),
						MMSIM_MADV_NORMAL), 0);
}

static void setup_stack(struct fixture *fx)
{
	KUNIT_ASSERT_EQ(fx->test, page_addr(50),
			mmsim_mmap(fx->task, page_addr(50), pages_len(2), PROT_RW,
				   MAP_ANON_AT | MMSIM_MAP_GROWSDOWN, NULL, 0));
}

static void setup_file(struct fixture *fx)
{
	KUNIT_ASSERT_EQ(fx->test, page_addr(24),
			mmsim_mmap(fx->task, page_addr(24), pages_len(12), PROT_RW,
				   MMSIM_MAP_PRIVATE | MMSIM_MAP_FIXED, fx->file[0], 24));
	fixture_touch(fx, 24, 12);
}

static int run_mmap(struct fixture *fx)
{
	return errno_of(mmsim_mmap(fx->task, page_addr(4), pages_len(4), PROT_RW,
				   MAP_ANON_AT, NULL, 0));
}

static int run_mmap_over(struct fixture *fx)
{
	return errno_of(mmsim_mmap(fx->task, page_addr(26), pages_len(12), PROT_R,
				   MAP_ANON_AT, NULL, 0));
}

static int run_mmap_between(struct fixture *fx)
{
	return errno_of(mmsim_mmap(fx->task, page_addr(28), pages_len(4), PROT_RW,
				   MAP_ANON_AT, NULL, 0));
}

static int run_mmap_file(struct fixture *fx)
{
	return errno_of(mmsim_mmap(fx->task, page_addr(36), pages_len(4), PROT_RW,
				   MMSIM_MAP_PRIVATE | MMSIM_MAP_FIXED, fx->file[0], 36));
}

static int run_munmap(struct fixture *fx)
{
	return mmsim_munmap(fx->task, page_addr(26), pages_len(12));
}

static int run_munmap_inside(struct fixture *fx)
{
	return mmsim_munmap(fx->task, page_addr(30), pages_len(2));
}

static int run_mprotect(struct fixture *fx)
{
	return mmsim_mprotect(fx->task, page_addr(26), pages_len(12), PROT_R);
}

static int run_mprotect_merging(struct fixture *fx)
{
	return mmsim_mprotect(fx->task, page_addr(28), pages_len(8), PROT_RW);
}

static int run_mprotect_left(struct fixture *fx)
{
	return mmsim_mprotect(fx->task, page_addr(28), pages_len(4), PROT_RW);
}

static int run_madvise(struct fixture *fx)
{
	return mmsim_madvise(fx->task, page_addr(30), pages_len(4), MMSIM_MADV_RANDOM);
}

static int run_mlock(struct fixture *fx)
{
	return mmsim_mlock(fx->task, page_addr(30), pages_len(4), true);
}

static int run_brk(struct fixture *fx)
{
	return mmsim_brk(fx->task, page_addr(44)) == page_addr(44) ? 0 : -ENOMEM;
}

static int run_mremap_move(struct fixture *fx)
{
	return errno_of(mmsim_mremap(fx->task, page_addr(29), pages_len(6), pages_len(8),
				     MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_FIXED,
				     page_addr(4)));
}

/* To where two tables meet: half of the pages have moved when the second fails. */
static int run_mremap_whole(struct fixture *fx)
{
	return errno_of(mmsim_mremap(fx->task, page_addr(28), pages_len(8), pages_len(8),
				     MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_FIXED,
				     page_addr(28) - 4 * MMSIM_PMD_SIZE));
}

static int run_mremap_stay(struct fixture *fx)
{
	return errno_of(mmsim_mremap(fx->task, page_addr(28), pages_len(8), pages_len(8),
				     MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_DONTUNMAP, 0));
}

static int run_mremap_grow(struct fixture *fx)
{
	return errno_of(mmsim_mremap(fx->task, page_addr(36), pages_len(4), pages_len(8),
				     0, 0));
}

static int run_fork(struct fixture *fx)
{
	struct mmsim_mm *child = mmsim_fork(fx->task);

	if (IS_ERR(child))
		return PTR_ERR(child);
	mmsim_mmput(fx->task, child);
	return 0;
}

static int run_store(struct fixture *fx)
{
	return mmsim_store(fx->task, page_addr(24), 1);
}

static int run_store_after_load(struct fixture *fx)
{
	u64 stamp;

	return mmsim_load(fx->task, page_addr(24), &stamp) ?:
	       mmsim_store(fx->task, page_addr(24), 1);
}

static int run_store_after_fork(struct fixture *fx)
{
	struct mmsim_mm *child = mmsim_fork(fx->task);
	int err;

	if (IS_ERR(child))
		return PTR_ERR(child);
	err = mmsim_store(fx->task, page_addr(24), page_stamp(page_addr(24), 0));
	mmsim_mmput(fx->task, child);
	return err;
}

/* A stack that cannot grow is a segmentation fault, whatever the reason. */
static int run_push(struct fixture *fx)
{
	int err = mmsim_store(fx->task, page_addr(40), 1);

	return err == -EFAULT ? -ENOMEM : err;
}

const struct alloc_op alloc_ops[ALLOC_OPS] = {
	{ "mmap",		setup_none,	run_mmap },
	{ "mmap_over",		setup_three,	run_mmap_over, .half = true },
	{ "mmap_between",	setup_bare_left, run_mmap_between, .apart = true },
	{ "mmap_file",		setup_file,	run_mmap_file, .apart = true },
	{ "munmap",		setup_three,	run_munmap, .half = true },
	{ "munmap_inside",	setup_three,	run_munmap_inside, .half = true },
	{ "munmap_file",	setup_file,	run_munmap_inside, .half = true },
	{ "mprotect",		setup_three,	run_mprotect, .half = true },
	{ "mprotect_merging",	setup_three,	run_mprotect_merging },
	{ "mprotect_left",	setup_bare_beside, run_mprotect_left },
	{ "madvise",		setup_three,	run_madvise, .half = true },
	{ "mlock",		setup_untouched, run_mlock, .half = true },
	{ "brk",		setup_three,	run_brk, .apart = true },
	{ "mremap_move",	setup_three,	run_mremap_move, .stays = true },
	{ "mremap_whole",	setup_three,	run_mremap_whole, .stays = true },
	{ "mremap_stay",	setup_three,	run_mremap_stay },
	{ "mremap_grow",	setup_three,	run_mremap_grow },
	{ "fork",		setup_three,	run_fork },
	{ "store",		setup_untouched, run_store, .writes = true },
	{ "store_after_load",	setup_untouched, run_store_after_load, .writes = true },
	{ "store_after_fork",	setup_three,	run_store_after_fork },
	{ "stack",		setup_stack,	run_push, .half = true },
};
