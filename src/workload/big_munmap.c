// SPDX-License-Identifier: GPL-2.0-only
/*
 * big_munmap: tasks that map, fill and unmap a large area, and others that fault
 * meanwhile and feel it.
 */
#include <mmsim/arena.h>
#include <mmsim/fault.h>

#define FILL_STEP	512	/* pages filled per step */

/**
 * struct area - Where a task is
 * @walk: a helper's way through its slices
 * @start: large area, 0: none
 * @filled: pages of it that have been written
 */
struct area {
	struct mmsim_walk walk;
	unsigned long start;
	unsigned long filled;
};

static int big_munmap_validate(const struct mmsim_config *config, char *error,
			       size_t size)
{
	u64 writers = min(config->param[MMSIM_PARAM_writers],
			  config->param[MMSIM_PARAM_tasks]);

	return mmsim_arena_validate(config, writers *
				    config->param[MMSIM_PARAM_big_pages],
				    error, size);
}

static bool big_munmap_helper(const struct mmsim_run *run, unsigned int id)
{
	return id >= mmsim_run_param(run, MMSIM_PARAM_writers);
}

static int big_munmap_prepare(struct mmsim_run *run, struct mmsim_task *t)
{
	run->private = kvcalloc(run->nr_tasks, sizeof(struct area), GFP_KERNEL);
	return run->private ? mmsim_arena_map(run, t) : -ENOMEM;
}

static int map_area(struct mmsim_run *run, struct mmsim_task *t,
		    struct area *area, unsigned long len)
{
	unsigned long addr;

	addr = MMSIM_MEASURE(run, t, MMSIM_OP_mmap,
			     mmsim_mmap(t, 0, len, MMSIM_PROT_READ |
					MMSIM_PROT_WRITE, MMSIM_MAP_PRIVATE |
					MMSIM_MAP_ANONYMOUS, NULL, 0));
	if (IS_ERR_VALUE(addr))
		return (int)addr;
	area->start = addr;
	area->filled = 0;
	return 0;
}

/* Not measured as faults: those are the helpers'. */
static int fill_area(struct mmsim_task *t, struct area *area,
		     unsigned long pages)
{
	unsigned long end = min(pages, area->filled + FILL_STEP);
	int err = 0;

	for (; !err && area->filled < end; area->filled++)
		err = mmsim_store(t, area->start +
				  (area->filled << MMSIM_PAGE_SHIFT), 1);
	return err;
}

static int big_munmap_step(struct mmsim_run *run, struct mmsim_task *t,
			   unsigned int max)
{
	unsigned long pages = mmsim_run_param(run, MMSIM_PARAM_big_pages);
	unsigned long len = pages << MMSIM_PAGE_SHIFT;
	struct area *areas = run->private, *area = &areas[t->id];
	int err;

	if (big_munmap_helper(run, t->id))
		return mmsim_walk_fault(run, t, &area->walk, max);
	if (!area->start)
		return map_area(run, t, area, len);
	if (area->filled < pages)
		return fill_area(t, area, pages);
	err = MMSIM_MEASURE(run, t, MMSIM_OP_munmap,
			    mmsim_munmap(t, area->start, len));
	if (err)
		return err;
	area->start = 0;
	return 1;
}

static void big_munmap_cleanup(struct mmsim_run *run, struct mmsim_task *t)
{
	kvfree(run->private);
}

const struct mmsim_workload_ops mmsim_workload_big_munmap = {
	.validate	= big_munmap_validate,
	.helper		= big_munmap_helper,
	.prepare	= big_munmap_prepare,
	.step		= big_munmap_step,
	.cleanup	= big_munmap_cleanup,
	.name		= "big_munmap",
};
