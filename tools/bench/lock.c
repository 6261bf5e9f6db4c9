// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the VMA locks cost: a read lock and unlock against the least that could do, an
 * RCU section with an increment and a decrement.
 */
#include <mmsim/index.h>
#include <mmsim/policy.h>

#include "bench.h"

#define LOOPS	2000000UL

static noinline void bare_section(atomic_t *count, unsigned long loops)
{
	while (loops--) {
		rcu_read_lock();
		atomic_inc(count);
		rcu_read_unlock();
		atomic_dec(count);
	}
}

static double ns_per_loop(u64 start)
{
	return (double)(ktime_get_ns() - start) / LOOPS;
}

static int bench_one(struct bench_report *r, enum mmsim_fault_lock_id lock,
		     const struct bench_figure *ratio,
		     const struct bench_figure *cost)
{
	struct mmsim_mm_config config = { .fault_lock = lock };
	struct mmsim_mm *mm = mmsim_mm_create(&config);
	double ratios[BENCH_ROUNDS], costs[BENCH_ROUNDS], bare, locked;
	struct mmsim_vma *vma;
	struct mmsim_task *t;
	unsigned long addr;
	atomic_t count = ATOMIC_INIT(0);
	int i, ret = -1;
	u64 start;

	if (!mm)
		return -1;
	t = mmsim_task_create(mm, 0, 1);
	if (!t)
		goto out_mm;
	addr = mmsim_mmap(t, 0, MMSIM_PAGE_SIZE, MMSIM_PROT_READ,
			  MMSIM_MAP_PRIVATE | MMSIM_MAP_ANONYMOUS, NULL, 0);
	if (IS_ERR_VALUE(addr))
		goto out_task;
	rcu_read_lock();
	vma = mmsim_index_walk(mm, addr);
	rcu_read_unlock();

	for (i = -1; i < BENCH_ROUNDS; i++) {
		start = ktime_get_ns();
		bare_section(&count, LOOPS);
		bare = ns_per_loop(start);
		start = ktime_get_ns();
		mm->fault_lock->read_section(t, vma, LOOPS);
		locked = ns_per_loop(start);
		if (i < 0)
			continue;	/* warming up */
		ratios[i] = locked / bare;
		costs[i] = locked;
	}
	bench_add(r, ratio, ratios, BENCH_ROUNDS);
	bench_add(r, cost, costs, BENCH_ROUNDS);
	ret = 0;

out_task:
	mmsim_mmput(t, mm);
	mmsim_task_destroy(t);
	return ret;
out_mm:
	mmsim_mmdrop(mm);
	return ret;
}

int bench_lock(struct bench_report *r)
{
	static const struct bench_figure refcnt = {
		.name = "vma_refcnt_read_vs_bare", .unit = "x", .goal = 1.15,
		.text = "vma_refcnt read lock + unlock / rcu + atomic inc + dec",
	}, refcnt_ns = {
		.name = "vma_refcnt_read_ns", .unit = "ns",
		.text = "vma_refcnt read lock + unlock",
	}, rwsem = {
		.name = "vma_rwsem_read_vs_bare", .unit = "x",
		.text = "vma_rwsem read lock + unlock / rcu + atomic inc + dec",
	}, rwsem_ns = {
		.name = "vma_rwsem_read_ns", .unit = "ns",
		.text = "vma_rwsem read lock + unlock",
	};

	if (bench_one(r, MMSIM_FAULT_LOCK_vma_refcnt, &refcnt, &refcnt_ns))
		return -1;
	return bench_one(r, MMSIM_FAULT_LOCK_vma_rwsem, &rwsem, &rwsem_ns);
}
