// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arenas: layout, set-up, and faulting one's way through them.
 */
#include <mmsim/arena.h>
#include <mmsim/fault.h>
#include <mmsim/platform.h>
#include <mmsim/policy.h>

/* Behind what mmap() without an address would ever choose, bottom-up or top-down. */
#define ARENA_BASE	(1UL << 32)

/* A shadow page with its share of tables, roughly: to refuse what cannot fit. */
#define BYTES_PER_PAGE	96

static u64 param(const struct mmsim_config *config, enum mmsim_param p)
{
	return config->param[p];
}

static u64 nr_groups(const struct mmsim_config *config)
{
	u64 per_vma = param(config, MMSIM_PARAM_tasks_per_vma);

	return div64_u64(param(config, MMSIM_PARAM_tasks) + per_vma - 1, per_vma);
}

/* From one VMA to the next: a page between them keeps them from merging. */
static u64 vma_stride(const struct mmsim_config *config)
{
	return (param(config, MMSIM_PARAM_pages_per_vma) + 1) << MMSIM_PAGE_SHIFT;
}

/* From one arena to the next: they share no page table of the lowest level. */
static u64 arena_stride(const struct mmsim_config *config)
{
	return ALIGN(param(config, MMSIM_PARAM_vmas_per_task) * vma_stride(config),
		     MMSIM_PMD_SIZE);
}

static int refuse_memory(u64 pages, char *error, size_t size)
{
	u64 have = mmsim_platform_memory();
	u64 need;

	if (!have)
		return 0;
	if (pages < U64_MAX / BYTES_PER_PAGE) {
		need = pages * BYTES_PER_PAGE;
		if (need <= have)
			return 0;
	} else {
		need = U64_MAX;
	}
	scnprintf(error, size,
		  "%llu pages: their shadows need about %llu MiB and %llu MiB are free",
		  (unsigned long long)pages, (unsigned long long)(need >> 20),
		  (unsigned long long)(have >> 20));
	return -EINVAL;
}

/**
 * mmsim_arena_validate() - Do the arenas fit?
 * @config: configuration
 * @more_pages: pages that are needed beside the arenas
 * @error: receives the reason if not
 * @size: bytes in @error
 *
 * Context: may sleep.
 * Return: 0 or -EINVAL.
 */
int mmsim_arena_validate(const struct mmsim_config *config, u64 more_pages,
			 char *error, size_t size)
{
	u64 vmas = nr_groups(config) * param(config, MMSIM_PARAM_vmas_per_task);
	u64 pages = vmas * param(config, MMSIM_PARAM_pages_per_vma);
	/* Splits of each task and a few for whatever else a workload maps. */
	u64 count = vmas + 2 * param(config, MMSIM_PARAM_tasks) + 8;
	u64 limit = param(config, MMSIM_PARAM_max_map_count);

	if (param(config, MMSIM_PARAM_pages_per_vma) <
	    min(param(config, MMSIM_PARAM_tasks_per_vma),
		param(config, MMSIM_PARAM_tasks))) {
		scnprintf(error, size,
			  "pages_per_vma is less than tasks_per_vma: a task would have no page");
		return -EINVAL;
	}
	if (count > limit) {
		scnprintf(error, size,
			  "%llu VMAs do not fit: max_map_count is %llu",
			  (unsigned long long)count, (unsigned long long)limit);
		return -EINVAL;
	}
	if (nr_groups(config) > div64_u64(MMSIM_TASK_SIZE / 2, arena_stride(config)) ||
	    more_pages > MMSIM_TASK_SIZE >> (MMSIM_PAGE_SHIFT + 2)) {
		scnprintf(error, size, "%llu pages do not fit into the address space",
			  (unsigned long long)(pages + more_pages));
		return -EINVAL;
	}
	return refuse_memory(pages + more_pages, error, size);
}

/**
 * mmsim_arena_slice() - A task's part of a VMA
 * @run: run
 * @task: its number
 * @vma: number of the VMA in the arena, below parameter vmas_per_task
 *
 * Context: any.
 * Return: the slice; it has at least one page.
 */
struct mmsim_slice mmsim_arena_slice(const struct mmsim_run *run,
				     unsigned int task, unsigned int vma)
{
	const struct mmsim_config *c = run->config;
	u64 pages = param(c, MMSIM_PARAM_pages_per_vma);
	unsigned int per_vma = param(c, MMSIM_PARAM_tasks_per_vma);
	unsigned int group = task / per_vma, rank = task % per_vma;
	unsigned int members = min(per_vma, run->nr_tasks - group * per_vma);
	u64 first = div64_u64(pages * rank, members);
	u64 end = div64_u64(pages * (rank + 1), members);
	struct mmsim_slice slice;

	slice.start = ARENA_BASE + group * arena_stride(c) +
		      vma * vma_stride(c) + (first << MMSIM_PAGE_SHIFT);
	slice.pages = end - first;
	return slice;
}

/**
 * mmsim_arena_map() - Map all arenas
 * @run: run
 * @t: who
 *
 * Context: may sleep.
 * Return: 0 or -errno.
 */
int mmsim_arena_map(struct mmsim_run *run, struct mmsim_task *t)
{
	const struct mmsim_config *c = run->config;
	u64 group, vma, groups = nr_groups(c);
	unsigned long start, addr;

	for (group = 0; group < groups; group++) {
		start = ARENA_BASE + group * arena_stride(c);
		for (vma = 0; vma < param(c, MMSIM_PARAM_vmas_per_task); vma++) {
			if (mmsim_run_should_stop(run))
				return -EINTR;
			addr = mmsim_mmap(t, start + vma * vma_stride(c),
					  vma_stride(c) - MMSIM_PAGE_SIZE,
					  MMSIM_PROT_READ | MMSIM_PROT_WRITE,
					  MMSIM_MAP_PRIVATE | MMSIM_MAP_ANONYMOUS |
					  MMSIM_MAP_FIXED, NULL, 0);
			if (IS_ERR_VALUE(addr))
				return (int)addr;
			cond_resched();
		}
	}
	return 0;
}

/**
 * mmsim_arena_populate() - Write every page of all arenas
 * @run: run
 * @t: who
 *
 * Context: may sleep.
 * Return: 0 or -errno.
 */
int mmsim_arena_populate(struct mmsim_run *run, struct mmsim_task *t)
{
	u64 vma, page, vmas = mmsim_run_param(run, MMSIM_PARAM_vmas_per_task);
	struct mmsim_slice s;
	unsigned long addr;
	unsigned int task;
	int err;

	for (task = 0; task < run->nr_tasks; task++) {
		for (vma = 0; vma < vmas; vma++) {
			s = mmsim_arena_slice(run, task, vma);
			for (page = 0; page < s.pages; page++) {
				if (mmsim_run_should_stop(run) ||
				    fatal_signal_pending(current))
					return -EINTR;
				addr = s.start + (page << MMSIM_PAGE_SHIFT);
				err = mmsim_store(t, addr,
						  mmsim_arena_stamp(addr));
				if (err)
					return err;
				cond_resched();
			}
		}
	}
	return 0;
}

/*
 * With verify: the page holds nothing or its stamp, whatever was done to its VMA, and
 * keeps a stamp that is written.
 */
static int check_page(struct mmsim_task *t, unsigned long addr, bool write)
{
	u64 expected = mmsim_arena_stamp(addr), stamp;
	int err = mmsim_load(t, addr, &stamp);

	if (err)
		return err;
	if (stamp && stamp != expected)
		mmsim_count_violation(t, MMSIM_VIO_bad_stamp);
	if (!write)
		return 0;
	err = mmsim_store(t, addr, expected);
	if (!err)
		err = mmsim_load(t, addr, &stamp);
	if (!err && stamp != expected)
		mmsim_count_violation(t, MMSIM_VIO_bad_stamp);
	return err;
}

/**
 * mmsim_touch() - Fault at an address of an arena
 * @run: run
 * @t: who
 * @addr: address, in a VMA that allows the access
 * @write: is it a store?
 * @op: operation its latency is recorded as
 *
 * Context: may sleep, killable.
 * Return: 0, -ENOMEM, -EFAULT or -EINTR.
 */
int mmsim_touch(struct mmsim_run *run, struct mmsim_task *t, unsigned long addr,
		bool write, enum mmsim_op op)
{
	unsigned int flags = MMSIM_FAULT_USER | (write ? MMSIM_FAULT_WRITE : 0);
	mmsim_vm_fault_t ret;

	ret = MMSIM_MEASURE(run, t, op, mmsim_fault(t, addr, flags));
	if (unlikely(ret & MMSIM_VM_FAULT_OOM))
		return -ENOMEM;
	if (unlikely(ret & MMSIM_VM_FAULT_RETRY))
		return -EINTR;
	if (unlikely(ret & MMSIM_VM_FAULT_ERROR)) {
		/* Nobody takes the VMA away, so somebody was not kept out. */
		mmsim_count_violation(t, MMSIM_VIO_unstable_vma);
		return t->mm->fault_lock->flags & MMSIM_FL_BUSTED ? 0 : -EFAULT;
	}
	return unlikely(t->verify) ? check_page(t, addr, write) : 0;
}

/**
 * mmsim_walk_fault() - Fault in the next pages of a task's slices
 * @run: run
 * @t: task
 * @walk: where it is
 * @max: pages at most
 *
 * A slice that has been walked is emptied with MADV_DONTNEED, so that there is always
 * something to fault in.
 *
 * Context: may sleep, killable.
 * Return: faults done, or -errno.
 */
int mmsim_walk_fault(struct mmsim_run *run, struct mmsim_task *t,
		     struct mmsim_walk *walk, unsigned int max)
{
	unsigned int write_pct = mmsim_run_param(run, MMSIM_PARAM_write_pct);
	struct mmsim_slice s = mmsim_arena_slice(run, t->id, walk->vma);
	unsigned int n;
	bool write;
	int err;

	if (walk->page == s.pages) {
		err = MMSIM_MEASURE(run, t, MMSIM_OP_madvise,
				    mmsim_madvise(t, s.start,
						  s.pages << MMSIM_PAGE_SHIFT,
						  MMSIM_MADV_DONTNEED));
		if (err)
			return err;
		walk->page = 0;
		if (++walk->vma == mmsim_run_param(run, MMSIM_PARAM_vmas_per_task))
			walk->vma = 0;
		s = mmsim_arena_slice(run, t->id, walk->vma);
	}

	for (n = 0; n < max && walk->page < s.pages; n++, walk->page++) {
		write = write_pct == 100 || mmsim_task_random(t, 100) < write_pct;
		err = mmsim_touch(run, t, s.start +
				  (walk->page << MMSIM_PAGE_SHIFT), write,
				  MMSIM_OP_fault);
		if (err)
			return err;
	}
	return n;
}
