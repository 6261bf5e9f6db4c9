/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shadow VMAs: their life cycle, splitting and merging.
 */
#ifndef _MMSIM_VMA_H
#define _MMSIM_VMA_H

#include <mmsim/file.h>
#include <mmsim/internal.h>
#include <mmsim/task.h>

struct mmsim_anon_vma;
struct mmsim_mm;

/* The lock of vma_rwsem: an object of its own, off the VMA's cache lines. */
struct mmsim_vma_lock {
	struct rw_semaphore lock;
};

/**
 * struct mmsim_vma - A virtual memory area (kernel: struct vm_area_struct)
 * @vm_start: first address
 * @vm_end: first address behind
 * @vm_rcu: frees the VMA after a grace period, where the design frees it so
 * @vm_freeptr: SLAB_TYPESAFE_BY_RCU keeps its free pointer here, where no stale
 *	reader looks; vm_mm, vm_lock_seq and vm_refcnt survive in a free object
 * @vm_mm: address space; checked again by readers of type-safe VMAs
 * @vm_flags: MMSIM_VM_*, under mmap_lock and the VMA lock for writing
 * @vm_pgoff: offset into the file, or the page number of the original address
 * @vm_file: file mapped, or NULL
 * @vm_lock: lock object of vma_rwsem, NULL otherwise
 * @vm_lock_seq: equal to mm->mm_lock_seq while the VMA is write-locked
 * @detached: not in the index; under mmap_lock for writing
 * @anon_vma: set once, under mmap_lock for reading and page_table_lock
 * @anon_vma_chain: links to all anon_vmas of its pages
 * @shared: link in vm_file->i_mmap
 * @victim_next: next of the VMAs an munmap has taken out of the index
 * @vm_refcnt: attached and read locks of vma_refcnt, 0 otherwise
 * @vmlock_dep_map: lockdep's view of vma_refcnt
 */
struct mmsim_vma {
	union {
		struct {
			unsigned long vm_start;
			unsigned long vm_end;
		};
		struct rcu_head vm_rcu;
		unsigned long vm_freeptr;
	};
	struct mmsim_mm *vm_mm;
	unsigned long vm_flags;
	unsigned long vm_pgoff;
	struct mmsim_file *vm_file;
	struct mmsim_vma_lock *vm_lock;
	unsigned int vm_lock_seq;
	bool detached;

	struct mmsim_anon_vma *anon_vma;
	struct list_head anon_vma_chain;
	struct list_head shared;
	struct mmsim_vma *victim_next;

	atomic_t vm_refcnt ____cacheline_aligned_in_smp;
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	struct lockdep_map vmlock_dep_map;
#endif
};

static inline unsigned long mmsim_vma_pages(const struct mmsim_vma *vma)
{
	return (vma->vm_end - vma->vm_start) >> MMSIM_PAGE_SHIFT;
}

static inline bool mmsim_vma_is_anonymous(const struct mmsim_vma *vma)
{
	return !vma->vm_file;
}

/* is_cow_mapping(): private and possibly writable */
static inline bool mmsim_is_cow_mapping(unsigned long flags)
{
	return (flags & (MMSIM_VM_SHARED | MMSIM_VM_MAYWRITE)) ==
	       MMSIM_VM_MAYWRITE;
}

int mmsim_vma_caches_init(void);
void mmsim_vma_caches_exit(void);

struct mmsim_vma *mmsim_vma_alloc(struct mmsim_task *t, struct mmsim_mm *mm);
struct mmsim_vma *mmsim_vma_dup(struct mmsim_task *t, struct mmsim_mm *mm,
				const struct mmsim_vma *orig);
void mmsim_vma_free(struct mmsim_task *t, struct mmsim_vma *vma, bool unreachable);
void mmsim_vma_free_deferred(struct mmsim_task *t, struct mmsim_mm *mm);
int mmsim_vma_lock_alloc(struct mmsim_vma *vma);

void mmsim_vma_start_write(struct mmsim_task *t, struct mmsim_vma *vma);
int mmsim_vma_start_write_killable(struct mmsim_task *t, struct mmsim_vma *vma);
void mmsim_vma_mark_attached(struct mmsim_task *t, struct mmsim_vma *vma);
void mmsim_vma_mark_detached(struct mmsim_task *t, struct mmsim_vma *vma);

int mmsim_vma_link(struct mmsim_task *t, struct mmsim_mm *mm,
		   struct mmsim_vma *vma);
int mmsim_vma_split(struct mmsim_task *t, struct mmsim_vma *vma,
		    unsigned long addr, bool new_below);
int mmsim_vma_split_unlimited(struct mmsim_task *t, struct mmsim_vma *vma,
			      unsigned long addr, bool new_below);
/**
 * struct mmsim_vma_growth - A VMA gets a larger range
 * @vma: the VMA
 * @start: its new start
 * @end: its new end
 * @pgoff: page offset of @start
 * @gone: VMAs inside the new range, which go away; NULL where there are fewer
 * @shrunk: VMA of which one end is inside the new range, or NULL
 * @copied_from: VMA elsewhere whose pages will move into the new range, or NULL
 */
struct mmsim_vma_growth {
	struct mmsim_vma *vma;
	unsigned long start;
	unsigned long end;
	unsigned long pgoff;
	struct mmsim_vma *gone[2];
	struct mmsim_vma *shrunk;
	struct mmsim_vma *copied_from;
};

int mmsim_vma_expand(struct mmsim_task *t, const struct mmsim_vma_growth *growth);

/**
 * struct mmsim_vma_merge - A range that might become part of a neighbour
 * @prev: VMA that ends at or before @start, or NULL
 * @middle: the VMA the range is (part of), or NULL if the range is a hole
 * @copied_from: the VMA whose pages will move into the hole (mremap), or NULL
 * @next: first VMA behind the range, or NULL
 * @start: range
 * @end: range
 * @pgoff: page offset of @start
 * @flags: flags the range shall have
 * @file: file it maps, or NULL
 * @anon_vma: its anon_vma, or NULL
 * @error: -ENOMEM if a merge was possible but memory for it was not
 */
struct mmsim_vma_merge {
	struct mmsim_vma *prev;
	struct mmsim_vma *middle;
	struct mmsim_vma *copied_from;
	struct mmsim_vma *next;
	unsigned long start;
	unsigned long end;
	unsigned long pgoff;
	unsigned long flags;
	struct mmsim_file *file;
	struct mmsim_anon_vma *anon_vma;
	int error;
};

struct mmsim_vma *mmsim_vma_merge_new(struct mmsim_task *t, struct mmsim_mm *mm,
				      struct mmsim_vma_merge *vmg);
struct mmsim_vma *mmsim_vma_merge_existing(struct mmsim_task *t,
					   struct mmsim_mm *mm,
					   struct mmsim_vma_merge *vmg);
struct mmsim_vma *mmsim_vma_modify_flags(struct mmsim_task *t,
					 struct mmsim_vma *prev,
					 struct mmsim_vma *vma,
					 unsigned long start, unsigned long end,
					 unsigned long new_flags);

#endif /* _MMSIM_VMA_H */
