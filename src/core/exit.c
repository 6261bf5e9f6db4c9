// SPDX-License-Identifier: GPL-2.0-only
/*
 * The end of an address space, after exit_mmap(): pages go under mmap_lock for reading,
 * page tables and VMAs under mmap_lock for writing, neither killable.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>

static void unmap_all(struct mmsim_task *t, struct mmsim_mm *mm)
{
	struct mmsim_mmu_gather tlb;
	struct mmsim_vma *vma;
	unsigned long addr = 0;

	mmsim_gather_init(&tlb, t, mm);
	while ((vma = mmsim_index_find(mm, addr))) {
		mmsim_zap_range(&tlb, vma->vm_start, vma->vm_end);
		addr = vma->vm_end;
	}
	mmsim_gather_finish(&tlb);
}

static void free_all(struct mmsim_task *t, struct mmsim_mm *mm)
{
	struct mmsim_vma *vma, *next;

	for (vma = mmsim_index_find(mm, 0); vma;
	     vma = mmsim_index_find(mm, vma->vm_end)) {
		mmsim_vma_start_write(t, vma);
		mmsim_unlink_anon_vmas(t, vma);
		mmsim_file_unlink(t, vma);
	}
	mmsim_free_pgd_range(t, mm, 0, MMSIM_TASK_SIZE, 0, 0);

	for (vma = mmsim_index_find(mm, 0); vma; vma = next) {
		long pages = mmsim_vma_pages(vma);

		next = mmsim_index_find(mm, vma->vm_end);
		mmsim_vm_stat_account(mm, vma->vm_flags, -pages);
		mmsim_vma_mark_detached(t, vma);
		mm->map_count--;
		mmsim_vma_free(t, vma, true);
		cond_resched();
	}
	mmsim_index_destroy(mm);
}

/* check_mm(): nothing may be left, or somebody was not kept out. */
static void check_mm(struct mmsim_task *t, struct mmsim_mm *mm)
{
	int kind;

	for (kind = 0; kind < NR_MMSIM_RSS; kind++)
		if (mmsim_rss_sum(mm, kind))
			mmsim_count_violation(t, MMSIM_VIO_bad_rss);
	if (mm->map_count)
		mmsim_count_violation(t, MMSIM_VIO_bad_rss);
}

/**
 * mmsim_exit_mmap() - Unmap and free everything
 * @t: the last user
 * @mm: address space without users
 *
 * Called by mmsim_mmput(). Models exit_mmap().
 *
 * Context: no locks; may sleep, not killable.
 */
void mmsim_exit_mmap(struct mmsim_task *t, struct mmsim_mm *mm)
{
	mmsim_mmap_read_lock(t, mm);
	unmap_all(t, mm);
	mmsim_mmap_read_unlock(t, mm);

	mmsim_mmap_write_lock(t, mm);
	free_all(t, mm);
	mmsim_mmap_write_unlock(t, mm);

	mmsim_vma_free_deferred(t, mm);
	check_mm(t, mm);
}
