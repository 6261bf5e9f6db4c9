/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the tasks of a workload work.
 *
 * Tasks form groups of tasks_per_vma. Each group has an arena of vmas_per_task VMAs
 * with pages_per_vma pages, and each of its tasks has an equal slice of every one of
 * these VMAs. So with tasks_per_vma=1 no two tasks share a VMA or a page table, and
 * with tasks_per_vma=tasks all share all VMAs, but no page.
 */
#ifndef _MMSIM_ARENA_H
#define _MMSIM_ARENA_H

#include <mmsim/mm.h>
#include <mmsim/workload.h>

/**
 * struct mmsim_slice - A task's part of one VMA
 * @start: first address
 * @pages: how many pages
 */
struct mmsim_slice {
	unsigned long start;
	unsigned long pages;
};

int mmsim_arena_validate(const struct mmsim_config *config, u64 more_pages,
			 char *error, size_t size);
int mmsim_arena_map(struct mmsim_run *run, struct mmsim_task *t);
int mmsim_arena_populate(struct mmsim_run *run, struct mmsim_task *t);
struct mmsim_slice mmsim_arena_slice(const struct mmsim_run *run,
				     unsigned int task, unsigned int vma);

/**
 * struct mmsim_walk - A task's way through its slices
 * @vma: which VMA
 * @page: which page of the slice comes next
 */
struct mmsim_walk {
	unsigned int vma;
	unsigned long page;
} ____cacheline_aligned_in_smp;

int mmsim_walk_fault(struct mmsim_run *run, struct mmsim_task *t,
		     struct mmsim_walk *walk, unsigned int max);

int mmsim_touch(struct mmsim_run *run, struct mmsim_task *t, unsigned long addr,
		bool write, enum mmsim_op op);

/* What a page of an arena holds once it has been written. */
static inline u64 mmsim_arena_stamp(unsigned long addr)
{
	return addr >> MMSIM_PAGE_SHIFT | BIT_ULL(63);
}

#endif /* _MMSIM_ARENA_H */
