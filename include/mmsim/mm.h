/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The shadow address space and what can be done to it.
 */
#ifndef _MMSIM_MM_H
#define _MMSIM_MM_H

#include <mmsim/inject.h>
#include <mmsim/internal.h>
#include <mmsim/page.h>
#include <mmsim/task.h>
#include <mmsim/vma.h>

struct mmsim_fault_lock_ops;

enum mmsim_index_id {
#define MMSIM_INDEX(name, desc) MMSIM_INDEX_##name,
#include <mmsim/policy_list.h>
	NR_MMSIM_INDEX
};

enum mmsim_fault_lock_id {
#define MMSIM_FAULT_LOCK(name, desc) MMSIM_FAULT_LOCK_##name,
#include <mmsim/policy_list.h>
	NR_MMSIM_FAULT_LOCK
};

enum mmsim_rss { MMSIM_RSS_ANON, MMSIM_RSS_FILE, NR_MMSIM_RSS };

/* One cache line per CPU: page counts of an mm without a shared line. */
struct mmsim_rss_slot {
	atomic_long_t count[NR_MMSIM_RSS];
} ____cacheline_aligned_in_smp;

/* mm->flags */
#define MMSIM_MMF_LEGACY_LAYOUT	0	/* bottom-up search */
#define MMSIM_MMF_UNSTABLE	1	/* a failed fork left it incomplete */

/**
 * struct mmsim_mm - A shadow address space (kernel: struct mm_struct)
 * @mm_mt: the VMAs, if the index is maple; mmap_lock is its external lock
 * @index: bound index
 * @fault_lock: bound fault lock; chosen at creation and never changed
 * @pgd: top level page table
 * @mmap_lock: as in the kernel; initialised by mmsim_mm_create()
 * @mm_lock_seq: odd while mmap_lock is held for writing; changing it is what
 *	unlocks all write-locked VMAs at once
 * @vma_writer_wait: the writer that waits for VMA readers; one slot is enough since
 *	only the holder of mmap_lock can be that writer
 * @page_table_lock: protects vma->anon_vma against a second setter
 * @mm_users: users; the last mmsim_mmput() tears the address space down
 * @mm_count: references to this structure
 * @flags: MMSIM_MMF_*
 * @mmap_base: highest address of the top-down search
 * @mmap_legacy_base: lowest address of the bottom-up search
 * @start_brk: start of the heap
 * @brk: end of the heap
 * @stack_limit: RLIMIT_STACK, bytes
 * @def_flags: flags of every new mapping (mlockall)
 * @total_vm: pages mapped; like the next five under mmap_lock for writing
 * @locked_vm: of them VM_LOCKED
 * @data_vm: of them private, writable, not stack
 * @exec_vm: of them executable and not writable
 * @stack_vm: of them VM_GROWSDOWN
 * @map_count: VMAs
 * @max_map_count: limit of @map_count (vm.max_map_count)
 * @nr_rss: number of slots in @rss, a power of two
 * @rss: resident pages by kind
 * @inject: allocation failures, or NULL
 * @cpus: CPUs that may hold its translations, one bit per CPU modulo 64
 * @deferred: VMAs whose freeing waits for the end of @mm (busted)
 * @measuring: locks are of the measured lockdep classes, see
 *	mmsim_mm_start_measuring()
 */
struct mmsim_mm {
	struct maple_tree mm_mt;
	enum mmsim_index_id index;
	const struct mmsim_fault_lock_ops *fault_lock;
	struct mmsim_ptdesc *pgd;

	struct rw_semaphore mmap_lock ____cacheline_aligned_in_smp;
	unsigned int mm_lock_seq;
	struct rcuwait vma_writer_wait;
	spinlock_t page_table_lock;	/* vma->anon_vma, deferred */

	atomic_t mm_users ____cacheline_aligned_in_smp;
	atomic_t mm_count;
	unsigned long flags;
	unsigned long mmap_base;
	unsigned long mmap_legacy_base;
	unsigned long start_brk;
	unsigned long brk;
	unsigned long stack_limit;
	unsigned long def_flags;
	unsigned long total_vm;
	unsigned long locked_vm;
	unsigned long data_vm;
	unsigned long exec_vm;
	unsigned long stack_vm;
	unsigned long map_count;
	unsigned long max_map_count;
	unsigned int nr_rss;
	struct mmsim_rss_slot *rss;
	struct mmsim_inject *inject;
	atomic64_t cpus;
	struct list_head deferred;
	bool measuring;
};

/**
 * struct mmsim_mm_config - What an address space is made of
 * @index: VMA index
 * @fault_lock: fault lock
 * @max_map_count: VMAs it may have; 0: MMSIM_MAX_MAP_COUNT
 * @legacy_layout: search for free addresses from the bottom
 * @inject: allocation failures, or NULL; must outlive the address space
 */
struct mmsim_mm_config {
	enum mmsim_index_id index;
	enum mmsim_fault_lock_id fault_lock;
	unsigned long max_map_count;
	bool legacy_layout;
	struct mmsim_inject *inject;
};

/* mm.c: life cycle. The first user is the caller. */
struct mmsim_mm *mmsim_mm_create(const struct mmsim_mm_config *config);
void mmsim_mm_start_measuring(struct mmsim_mm *mm);
void mmsim_mmput(struct mmsim_task *t, struct mmsim_mm *mm);
void mmsim_mmdrop(struct mmsim_mm *mm);

static inline void mmsim_mmget(struct mmsim_mm *mm)
{
	atomic_inc(&mm->mm_users);
}

static inline void mmsim_mmgrab(struct mmsim_mm *mm)
{
	atomic_inc(&mm->mm_count);
}

static inline void mmsim_rss_add(struct mmsim_mm *mm, struct mmsim_task *t,
				 enum mmsim_rss kind, long n)
{
	atomic_long_add(n, &mm->rss[t->id & (mm->nr_rss - 1)].count[kind]);
}

long mmsim_rss_sum(struct mmsim_mm *mm, enum mmsim_rss kind);
void mmsim_vm_stat_account(struct mmsim_mm *mm, unsigned long flags, long pages);

/* The operations. All take the locks they need and may sleep. */
unsigned long mmsim_mmap(struct mmsim_task *t, unsigned long addr,
			 unsigned long len, unsigned long prot,
			 unsigned long flags, struct mmsim_file *file,
			 unsigned long pgoff);
int mmsim_munmap(struct mmsim_task *t, unsigned long start, unsigned long len);
int mmsim_mprotect(struct mmsim_task *t, unsigned long start,
		   unsigned long len, unsigned long prot);
unsigned long mmsim_mremap(struct mmsim_task *t, unsigned long addr,
			   unsigned long old_len, unsigned long new_len,
			   unsigned long flags, unsigned long new_addr);
unsigned long mmsim_brk(struct mmsim_task *t, unsigned long brk);
int mmsim_madvise(struct mmsim_task *t, unsigned long start,
		  unsigned long len, int behavior);
int mmsim_mlock(struct mmsim_task *t, unsigned long start, unsigned long len,
		bool lock);
struct mmsim_mm *mmsim_fork(struct mmsim_task *t);
void mmsim_exit_mmap(struct mmsim_task *t, struct mmsim_mm *mm);

/* Memory contents: what a load or a store instruction would do. */
int mmsim_load(struct mmsim_task *t, unsigned long addr, u64 *stamp);
int mmsim_store(struct mmsim_task *t, unsigned long addr, u64 stamp);

/* Parts of the operations that several files share; mmap_lock held for writing. */
unsigned long mmsim_get_unmapped_area(struct mmsim_mm *mm, unsigned long addr,
				      unsigned long len, unsigned long flags);
int mmsim_do_munmap(struct mmsim_task *t, struct mmsim_mm *mm,
		    unsigned long start, unsigned long len, bool unlock);
int mmsim_expand_stack(struct mmsim_task *t, struct mmsim_vma *vma,
		       unsigned long address);
unsigned long mmsim_vm_start_gap(const struct mmsim_vma *vma);
int mmsim_populate(struct mmsim_task *t, struct mmsim_mm *mm,
		   unsigned long start, unsigned long end);
void mmsim_unmap_victims(struct mmsim_task *t, struct mmsim_mm *mm,
			 struct mmsim_vma *victims, unsigned long floor,
			 unsigned long ceiling);

/**
 * struct mmsim_map_entry - One line of maps
 * @start: first address
 * @end: first address behind
 * @flags: MMSIM_VM_*
 * @pgoff: page offset
 * @file_id: id of the file; 0: none
 */
struct mmsim_map_entry {
	unsigned long start;
	unsigned long end;
	unsigned long flags;
	unsigned long pgoff;
	u64 file_id;
};

int mmsim_maps_next(struct mmsim_task *t, struct mmsim_mm *mm,
		    unsigned long from, struct mmsim_map_entry *entry);

#endif /* _MMSIM_MM_H */
