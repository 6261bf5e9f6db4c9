// SPDX-License-Identifier: GPL-2.0-only
/*
 * Address spaces: creation, references, accounting.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>
#include <mmsim/policy.h>

static struct lock_class_key mmap_lock_key;
static struct lock_class_key mmap_lock_setup_key;
static struct lock_class_key page_table_lock_key;

/* Distance of the first mapping from the top: 8 MiB of stack with its guard gap
 * and what randomisation of the stack may need (MIN_GAP of arch/x86/mm/mmap.c).
 */
#define MMSIM_MMAP_GAP		(128UL << 20)
#define MMSIM_STACK_LIMIT	(8UL << 20)

static void mm_free(struct mmsim_mm *mm)
{
	mmsim_pgd_free(mm);
	kfree(mm->rss);
	kfree(mm);
}

/**
 * mmsim_mm_create() - A new, empty address space
 * @config: what it is made of
 *
 * Its mmap_lock is of a lockdep class of its own until mmsim_mm_start_measuring(),
 * so that building up what a workload needs does not show in lock_stat. Models
 * mm_init().
 *
 * Context: may sleep.
 *
 * Return: the address space, with one user, or NULL.
 */
struct mmsim_mm *mmsim_mm_create(const struct mmsim_mm_config *config)
{
	struct mmsim_mm *mm;

	if (mmsim_should_fail(config->inject))
		return NULL;
	mm = kzalloc(sizeof(*mm), GFP_KERNEL);
	if (!mm)
		return NULL;
	mm->index = config->index;
	mm->fault_lock = mmsim_fault_lock_table[config->fault_lock];
	mm->inject = config->inject;
	mm->nr_rss = roundup_pow_of_two(nr_cpu_ids);
	mm->rss = kcalloc(mm->nr_rss, sizeof(*mm->rss), GFP_KERNEL);
	if (!mm->rss || mmsim_pgd_alloc(mm))
		goto failed;

	init_rwsem(&mm->mmap_lock);
	lockdep_set_class_and_name(&mm->mmap_lock, &mmap_lock_setup_key,
				   "mmsim:mmap_lock:setup");
	rcuwait_init(&mm->vma_writer_wait);
	spin_lock_init(&mm->page_table_lock);
	lockdep_set_class_and_name(&mm->page_table_lock, &page_table_lock_key,
				   "mmsim:page_table_lock");
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	atomic64_set(&mm->cpus, 0);
	INIT_LIST_HEAD(&mm->deferred);
	mm->mmap_base = MMSIM_TASK_SIZE - MMSIM_MMAP_GAP;
	mm->mmap_legacy_base = (MMSIM_TASK_SIZE / 3) & MMSIM_PAGE_MASK;
	mm->stack_limit = MMSIM_STACK_LIMIT;
	mm->max_map_count = config->max_map_count ?: MMSIM_MAX_MAP_COUNT;
	if (config->legacy_layout)
		__set_bit(MMSIM_MMF_LEGACY_LAYOUT, &mm->flags);
	if (mmsim_index_init(mm))
		goto failed;
	return mm;

failed:
	mm_free(mm);
	return NULL;
}
EXPORT_SYMBOL_GPL(mmsim_mm_create);

/**
 * mmsim_mm_start_measuring() - Set-up is over: use the measured lockdep class
 * @mm: address space whose locks nobody holds or waits for
 */
void mmsim_mm_start_measuring(struct mmsim_mm *mm)
{
	lockdep_set_class_and_name(&mm->mmap_lock, &mmap_lock_key,
				   "mmsim:mmap_lock");
	mm->measuring = true;
}
EXPORT_SYMBOL_GPL(mmsim_mm_start_measuring);

/**
 * mmsim_mmput() - Drop a user; the last one tears the address space down
 * @t: who drops it
 * @mm: address space
 *
 * Models mmput().
 *
 * Context: no locks; may sleep.
 */
void mmsim_mmput(struct mmsim_task *t, struct mmsim_mm *mm)
{
	if (!atomic_dec_and_test(&mm->mm_users))
		return;
	mmsim_exit_mmap(t, mm);
	mmsim_mmdrop(mm);
}
EXPORT_SYMBOL_GPL(mmsim_mmput);

/**
 * mmsim_mmdrop() - Drop a reference to the structure
 * @mm: address space
 *
 * Models mmdrop().
 *
 * Context: any, but not atomic with the last reference.
 */
void mmsim_mmdrop(struct mmsim_mm *mm)
{
	if (atomic_dec_and_test(&mm->mm_count))
		mm_free(mm);
}
EXPORT_SYMBOL_GPL(mmsim_mmdrop);

/**
 * mmsim_rss_sum() - Resident pages of a kind
 * @mm: address space
 * @kind: anonymous or file
 *
 * Context: any; exact if nobody faults or zaps.
 *
 * Return: the number of pages.
 */
long mmsim_rss_sum(struct mmsim_mm *mm, enum mmsim_rss kind)
{
	unsigned int i;
	long sum = 0;

	for (i = 0; i < mm->nr_rss; i++)
		sum += atomic_long_read(&mm->rss[i].count[kind]);
	return sum;
}
EXPORT_SYMBOL_GPL(mmsim_rss_sum);

/**
 * mmsim_vm_stat_account() - Account mapped or unmapped pages
 * @mm: address space
 * @flags: flags of their VMA
 * @pages: number, negative for unmapped
 *
 * Models vm_stat_account().
 *
 * Context: mmap_lock held for writing, or for reading by an munmap that downgraded.
 */
void mmsim_vm_stat_account(struct mmsim_mm *mm, unsigned long flags, long pages)
{
	WRITE_ONCE(mm->total_vm, READ_ONCE(mm->total_vm) + pages);
	if ((flags & (MMSIM_VM_EXEC | MMSIM_VM_WRITE | MMSIM_VM_GROWSDOWN)) ==
	    MMSIM_VM_EXEC)
		mm->exec_vm += pages;
	else if (flags & MMSIM_VM_GROWSDOWN)
		mm->stack_vm += pages;
	else if ((flags & (MMSIM_VM_WRITE | MMSIM_VM_SHARED)) == MMSIM_VM_WRITE)
		mm->data_vm += pages;
}
