// SPDX-License-Identifier: GPL-2.0-only
/*
 * madvise_mprotect: what memory allocators and garbage collectors do.
 *
 * A task picks a range in its slice, gives its pages back with MADV_DONTNEED or
 * takes write permission away and gives it back, and then uses the range again.
 */
#include <mmsim/arena.h>

/**
 * struct hot_range - Where a task is
 * @start: first address of the range being used
 * @pages: its pages
 * @next: the next of them to be touched; @pages: all have been
 */
struct hot_range {
	unsigned long start;
	unsigned long pages;
	unsigned long next;
} ____cacheline_aligned_in_smp;

static int madvise_mprotect_validate(const struct mmsim_config *config,
				     char *error, size_t size)
{
	return mmsim_arena_validate(config, 0, error, size);
}

static int madvise_mprotect_prepare(struct mmsim_run *run, struct mmsim_task *t)
{
	int err;

	run->private = kvcalloc(run->nr_tasks, sizeof(struct hot_range), GFP_KERNEL);
	if (!run->private)
		return -ENOMEM;
	err = mmsim_arena_map(run, t);
	return err ?: mmsim_arena_populate(run, t);
}

static void pick(struct mmsim_run *run, struct mmsim_task *t, struct hot_range *r)
{
	unsigned int vmas = mmsim_run_param(run, MMSIM_PARAM_vmas_per_task);
	struct mmsim_slice s;
	unsigned long first;

	s = mmsim_arena_slice(run, t->id, mmsim_task_random(t, vmas));
	r->pages = min_t(unsigned long, s.pages,
			 mmsim_run_param(run, MMSIM_PARAM_range_pages));
	first = mmsim_task_random(t, s.pages - r->pages + 1);
	r->start = s.start + (first << MMSIM_PAGE_SHIFT);
	r->next = 0;
}

static int give_back(struct mmsim_run *run, struct mmsim_task *t,
		     const struct hot_range *r)
{
	unsigned long len = r->pages << MMSIM_PAGE_SHIFT;

	return MMSIM_MEASURE(run, t, MMSIM_OP_madvise,
			     mmsim_madvise(t, r->start, len,
					   MMSIM_MADV_DONTNEED));
}

/* Splits the VMA, unless the range is all of it, and merges it again. */
static int protect(struct mmsim_run *run, struct mmsim_task *t,
		   const struct hot_range *r)
{
	unsigned long len = r->pages << MMSIM_PAGE_SHIFT;
	int err;

	err = MMSIM_MEASURE(run, t, MMSIM_OP_mprotect,
			    mmsim_mprotect(t, r->start, len, MMSIM_PROT_READ));
	if (err)
		return err;
	return MMSIM_MEASURE(run, t, MMSIM_OP_mprotect,
			     mmsim_mprotect(t, r->start, len, MMSIM_PROT_READ |
					    MMSIM_PROT_WRITE));
}

static int madvise_mprotect_step(struct mmsim_run *run, struct mmsim_task *t,
				 unsigned int max)
{
	struct hot_range *ranges = run->private, *r = &ranges[t->id];
	unsigned int n;
	int err;

	if (r->next == r->pages) {
		pick(run, t, r);
		if (mmsim_task_random(t, 100) <
		    mmsim_run_param(run, MMSIM_PARAM_protect_pct))
			err = protect(run, t, r);
		else
			err = give_back(run, t, r);
		if (err)
			return err;
	}
	for (n = 0; n < max && r->next < r->pages; n++, r->next++) {
		err = mmsim_touch(run, t, r->start +
				  (r->next << MMSIM_PAGE_SHIFT), true,
				  MMSIM_OP_fault);
		if (err)
			return err;
	}
	return n;
}

static void madvise_mprotect_cleanup(struct mmsim_run *run, struct mmsim_task *t)
{
	kvfree(run->private);
}

const struct mmsim_workload_ops mmsim_workload_madvise_mprotect = {
	.validate	= madvise_mprotect_validate,
	.prepare	= madvise_mprotect_prepare,
	.step		= madvise_mprotect_step,
	.cleanup	= madvise_mprotect_cleanup,
	.name		= "madvise_mprotect",
};
