// SPDX-License-Identifier: GPL-2.0-only
/*
 * munmap: take the VMAs of a range out of the index under mmap_lock for writing, then
 * remove their pages with the lock downgraded.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>

/**
 * mmsim_unmap_victims() - Remove pages, page tables and VMAs that left the index
 * @t: who unmaps
 * @mm: address space
 * @victims: detached VMAs in ascending order, linked by victim_next
 * @floor: end of the VMA below them, or 0
 * @ceiling: start of the VMA above them, or 0
 *
 * Models vms_complete_munmap_vmas().
 *
 * Context: mmap_lock held; may sleep.
 */
void mmsim_unmap_victims(struct mmsim_task *t, struct mmsim_mm *mm,
			 struct mmsim_vma *victims, unsigned long floor,
			 unsigned long ceiling)
{
	bool deferred = mm->fault_lock->vma_free == MMSIM_VMA_FREE_DEFERRED;
	struct mmsim_mmu_gather tlb;
	struct mmsim_vma *vma, *next;
	unsigned long start = victims->vm_start, end = start;

	mmsim_gather_init(&tlb, t, mm);
	for (vma = victims; vma; vma = vma->victim_next) {
		mmsim_zap_range(&tlb, vma->vm_start, vma->vm_end);
		end = vma->vm_end;
	}
	mmsim_gather_finish(&tlb);

	/* free_pgtables(): hide the VMAs from rmap before their tables go. */
	for (vma = victims; vma; vma = vma->victim_next) {
		/* A reader that nothing excludes may still look at the anon_vma. */
		if (!deferred)
			mmsim_unlink_anon_vmas(t, vma);
		mmsim_file_unlink(t, vma);
	}
	mmsim_free_pgd_range(t, mm, start, end, floor, ceiling);

	for (vma = victims; vma; vma = next) {
		long pages = mmsim_vma_pages(vma);

		next = vma->victim_next;
		mmsim_vm_stat_account(mm, vma->vm_flags, -pages);
		mmsim_vma_free(t, vma, false);
	}
}

/*
 * vms_gather_munmap_vmas(): split at the edges and write-lock what is to go. Returns
 * the number of victims or -errno.
 */
static long gather_victims(struct mmsim_task *t, struct mmsim_mm *mm,
			   struct mmsim_vma *vma, unsigned long start,
			   unsigned long end, struct mmsim_vma **victims)
{
	struct mmsim_vma **link = victims;
	long count = 0;
	int err;

	if (start > vma->vm_start) {
		/* One more VMA than before remains if the hole is in the middle. */
		if (end < vma->vm_end && mm->map_count >= mm->max_map_count)
			return -ENOMEM;
		err = mmsim_vma_split_unlimited(t, vma, start, true);
		if (err)
			return err;
	}
	for (; vma && vma->vm_start < end;
	     vma = mmsim_index_find(mm, vma->vm_end)) {
		if (vma->vm_end > end) {
			err = mmsim_vma_split_unlimited(t, vma, end, false);
			if (err)
				return err;
		}
		mmsim_vma_start_write(t, vma);
		*link = vma;
		link = &vma->victim_next;
		count++;
	}
	*link = NULL;
	return count;
}

/**
 * mmsim_do_munmap() - Unmap a range
 * @t: who unmaps
 * @mm: address space
 * @start: page aligned
 * @len: bytes, not 0; rounded up
 * @unlock: on success, downgrade mmap_lock for the long part and release it
 *
 * Models do_vmi_munmap().
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: 0, with mmap_lock released if @unlock; -EINVAL or -ENOMEM with it held
 * and nothing unmapped, though a VMA may have been split.
 */
int mmsim_do_munmap(struct mmsim_task *t, struct mmsim_mm *mm,
		    unsigned long start, unsigned long len, bool unlock)
{
	struct mmsim_vma *vma, *prev, *next, *victims = NULL;
	unsigned long end, floor, ceiling;
	unsigned long locked = 0;
	long count;
	int err;

	if ((start & ~MMSIM_PAGE_MASK) || start > MMSIM_TASK_SIZE ||
	    len > MMSIM_TASK_SIZE - start)
		return -EINVAL;
	end = start + ALIGN(len, MMSIM_PAGE_SIZE);
	if (end == start)
		return -EINVAL;

	vma = mmsim_index_find(mm, start);
	if (!vma || vma->vm_start >= end) {
		if (unlock)
			mmsim_mmap_write_unlock(t, mm);
		return 0;
	}
	count = gather_victims(t, mm, vma, start, end, &victims);
	if (count < 0)
		return count;
	err = mmsim_index_store(t, mm, NULL, start, end);
	if (err)
		return err;
	for (vma = victims; vma; vma = vma->victim_next) {
		mmsim_vma_mark_detached(t, vma);
		if (vma->vm_flags & MMSIM_VM_LOCKED)
			locked += mmsim_vma_pages(vma);
	}
	mm->map_count -= count;
	mm->locked_vm -= locked;

	prev = mmsim_index_prev(mm, start);
	next = mmsim_index_find(mm, end);
	floor = prev ? prev->vm_end : 0;
	ceiling = next ? next->vm_start : 0;

	if (unlock)
		mmsim_mmap_write_downgrade(t, mm);
	mmsim_unmap_victims(t, mm, victims, floor, ceiling);
	if (unlock)
		mmsim_mmap_read_unlock(t, mm);
	return 0;
}

/**
 * mmsim_munmap() - munmap(2)
 * @t: who
 * @start: page aligned address
 * @len: bytes
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: 0, -EINVAL, -ENOMEM or -EINTR.
 */
int mmsim_munmap(struct mmsim_task *t, unsigned long start, unsigned long len)
{
	int err;

	if (mmsim_mmap_write_lock_killable(t, t->mm))
		return -EINTR;
	err = mmsim_do_munmap(t, t->mm, start, len, true);
	if (err)
		mmsim_mmap_write_unlock(t, t->mm);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_munmap);
