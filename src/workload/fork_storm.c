// SPDX-License-Identifier: GPL-2.0-only
/*
 * fork_storm: tasks that fork, and siblings that fault meanwhile.
 *
 * The forking task plays its child's part as well: it changes into the child's
 * address space, writes to some pages there and lets it exit. What is measured is
 * what fork does to the parent's address space and to the others who use it.
 */
#include <mmsim/arena.h>
#include <mmsim/fault.h>

static int fork_storm_validate(const struct mmsim_config *config, char *error,
			       size_t size)
{
	u64 forkers = min(config->param[MMSIM_PARAM_writers],
			  config->param[MMSIM_PARAM_tasks]);
	u64 pages = config->param[MMSIM_PARAM_vmas_per_task] *
		    config->param[MMSIM_PARAM_pages_per_vma];

	/* What children write is theirs. */
	return mmsim_arena_validate(config, forkers * pages, error, size);
}

static bool fork_storm_helper(const struct mmsim_run *run, unsigned int id)
{
	return id >= mmsim_run_param(run, MMSIM_PARAM_writers);
}

static int fork_storm_prepare(struct mmsim_run *run, struct mmsim_task *t)
{
	int err;

	run->private = kvcalloc(run->nr_tasks, sizeof(struct mmsim_walk),
				GFP_KERNEL);
	if (!run->private)
		return -ENOMEM;
	err = mmsim_arena_map(run, t);
	return err ?: mmsim_arena_populate(run, t);
}

static void expect(struct mmsim_task *t, u64 stamp, u64 expected)
{
	if (stamp != expected)
		mmsim_count_violation(t, MMSIM_VIO_bad_stamp);
}

/* The child's first write to a page copies it. */
static int child_write(struct mmsim_run *run, struct mmsim_task *t,
		       unsigned long addr)
{
	u64 stamp = mmsim_arena_stamp(addr);
	mmsim_vm_fault_t ret;
	u64 seen;
	int err;

	if (t->verify) {
		err = mmsim_load(t, addr, &seen);
		if (err)
			return err;
		expect(t, seen, stamp);
	}
	ret = MMSIM_MEASURE(run, t, MMSIM_OP_child_fault,
			    mmsim_fault(t, addr, MMSIM_FAULT_USER |
					MMSIM_FAULT_WRITE));
	if (ret & MMSIM_VM_FAULT_OOM)
		return -ENOMEM;
	if (ret & MMSIM_VM_FAULT_RETRY)
		return -EINTR;
	if (ret & MMSIM_VM_FAULT_ERROR)
		return -EFAULT;
	return t->verify ? mmsim_store(t, addr, ~stamp) : 0;
}

/* The parent must not see what its child wrote. */
static int parent_check(struct mmsim_run *run, struct mmsim_task *t,
			unsigned long addr)
{
	u64 seen;
	int err = mmsim_load(t, addr, &seen);

	if (!err)
		expect(t, seen, mmsim_arena_stamp(addr));
	return err;
}

/* Call @visit for @pct percent of the pages of the task's slices, evenly spread. */
static int visit_pages(struct mmsim_run *run, struct mmsim_task *t,
		       unsigned int pct,
		       int (*visit)(struct mmsim_run *run, struct mmsim_task *t,
				    unsigned long addr))
{
	unsigned int vma, vmas = mmsim_run_param(run, MMSIM_PARAM_vmas_per_task);
	unsigned int due = 0;
	struct mmsim_slice s;
	unsigned long page;
	int err;

	for (vma = 0; vma < vmas; vma++) {
		s = mmsim_arena_slice(run, t->id, vma);
		for (page = 0; page < s.pages; page++) {
			due += pct;
			if (due < 100)
				continue;
			due -= 100;
			if (mmsim_run_should_stop(run))
				return -EINTR;
			err = visit(run, t, s.start + (page << MMSIM_PAGE_SHIFT));
			if (err)
				return err;
			cond_resched();
		}
	}
	return 0;
}

static int fork_once(struct mmsim_run *run, struct mmsim_task *t)
{
	unsigned int pct = mmsim_run_param(run, MMSIM_PARAM_touch_pct);
	struct mmsim_mm *parent = t->mm, *child;
	u64 start;
	int err;

	child = MMSIM_MEASURE(run, t, MMSIM_OP_fork, mmsim_fork(t));
	if (IS_ERR(child))
		return PTR_ERR(child);

	t->mm = child;
	err = visit_pages(run, t, pct, child_write);
	start = mmsim_measure_begin(run, t);
	mmsim_mmput(t, child);
	mmsim_measure_end(t, MMSIM_OP_exit, start);
	t->mm = parent;

	if (!err && t->verify)
		err = visit_pages(run, t, 100, parent_check);
	return err ?: 1;
}

static int fork_storm_step(struct mmsim_run *run, struct mmsim_task *t,
			   unsigned int max)
{
	struct mmsim_walk *walks = run->private;

	if (fork_storm_helper(run, t->id))
		return mmsim_walk_fault(run, t, &walks[t->id], max);
	return fork_once(run, t);
}

static void fork_storm_cleanup(struct mmsim_run *run, struct mmsim_task *t)
{
	kvfree(run->private);
}

const struct mmsim_workload_ops mmsim_workload_fork_storm = {
	.validate	= fork_storm_validate,
	.helper		= fork_storm_helper,
	.prepare	= fork_storm_prepare,
	.step		= fork_storm_step,
	.cleanup	= fork_storm_cleanup,
	.name		= "fork_storm",
};
