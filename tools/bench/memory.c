// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a VMA and a resident page take, from what the allocators hold, not from sizeof.
 */
#include <mmsim/fault.h>
#include <mmsim/mm.h>

#include "bench.h"

#define VMAS	100000UL
#define PAGES	262144UL

static double allocated(void)
{
	return (double)user_slab_bytes() + user_kmalloc_bytes();
}

static struct mmsim_task *new_task(enum mmsim_fault_lock_id lock)
{
	struct mmsim_mm_config config = {
		.fault_lock = lock,
		.max_map_count = VMAS + 10,
	};
	struct mmsim_mm *mm = mmsim_mm_create(&config);
	struct mmsim_task *t;

	if (!mm)
		return NULL;
	t = mmsim_task_create(mm, 0, 1);
	if (!t)
		mmsim_mmdrop(mm);
	return t;
}

static void drop_task(struct mmsim_task *t)
{
	mmsim_mmput(t, t->mm);
	mmsim_task_destroy(t);
	rcu_barrier();
}

static double vma_bytes(enum mmsim_fault_lock_id lock)
{
	struct mmsim_task *t = new_task(lock);
	double before, after;
	unsigned long i, addr;

	if (!t)
		return -1;
	before = allocated();
	for (i = 0; i < VMAS; i++) {
		/* Neighbours differ, or they would be one VMA. */
		addr = mmsim_mmap(t, 0, 4 * MMSIM_PAGE_SIZE,
				  i & 1 ? MMSIM_PROT_READ : MMSIM_PROT_NONE,
				  MMSIM_MAP_PRIVATE | MMSIM_MAP_ANONYMOUS, NULL, 0);
		if (IS_ERR_VALUE(addr))
			break;
	}
	rcu_barrier();	/* nodes the tree has replaced */
	after = allocated();
	drop_task(t);
	return i == VMAS ? (after - before) / VMAS : -1;
}

static double page_bytes(void)
{
	struct mmsim_task *t = new_task(MMSIM_FAULT_LOCK_vma_refcnt);
	double before, after;
	unsigned long i, addr;

	if (!t)
		return -1;
	addr = mmsim_mmap(t, 0, PAGES * MMSIM_PAGE_SIZE,
			  MMSIM_PROT_READ | MMSIM_PROT_WRITE,
			  MMSIM_MAP_PRIVATE | MMSIM_MAP_ANONYMOUS, NULL, 0);
	before = allocated();
	for (i = 0; i < PAGES; i++)
		if (mmsim_fault(t, addr + i * MMSIM_PAGE_SIZE,
				MMSIM_FAULT_USER | MMSIM_FAULT_WRITE))
			break;
	after = allocated();
	drop_task(t);
	return i == PAGES ? (after - before) / PAGES : -1;
}

int bench_memory(struct bench_report *r)
{
	static const struct bench_figure refcnt = {
		.name = "vma_refcnt_bytes_per_vma", .unit = "bytes", .goal = 256,
		.text = "memory per VMA with its index, vma_refcnt",
	}, rwsem = {
		.name = "vma_rwsem_bytes_per_vma", .unit = "bytes",
		.text = "memory per VMA with its index, vma_rwsem",
	}, page = {
		.name = "bytes_per_resident_page", .unit = "bytes", .goal = 72,
		.text = "memory per resident anonymous page with its page tables",
	};
	double bytes;

	bytes = vma_bytes(MMSIM_FAULT_LOCK_vma_refcnt);
	if (bytes < 0)
		return -1;
	bench_add(r, &refcnt, &bytes, 1);
	bytes = vma_bytes(MMSIM_FAULT_LOCK_vma_rwsem);
	if (bytes < 0)
		return -1;
	bench_add(r, &rwsem, &bytes, 1);
	bytes = page_bytes();
	if (bytes < 0)
		return -1;
	bench_add(r, &page, &bytes, 1);
	return 0;
}
