// SPDX-License-Identifier: GPL-2.0-only
/*
 * brk: the heap is one VMA that grows and shrinks at its end.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>

#define MMSIM_BRK_FLAGS	(MMSIM_VM_READ | MMSIM_VM_WRITE | MMSIM_VM_MAYREAD | \
			 MMSIM_VM_MAYWRITE | MMSIM_VM_MAYEXEC | MMSIM_VM_ACCOUNT)

/* do_brk_flags() */
static int brk_grow(struct mmsim_task *t, struct mmsim_mm *mm,
		    unsigned long start, unsigned long end)
{
	struct mmsim_vma_merge vmg = {
		.prev = mmsim_index_prev(mm, start),
		.next = NULL,
		.start = start,
		.end = end,
		.pgoff = start >> MMSIM_PAGE_SHIFT,
		.flags = MMSIM_BRK_FLAGS | mm->def_flags,
	};
	struct mmsim_vma *vma;
	int err;

	if (mm->map_count > mm->max_map_count)
		return -ENOMEM;
	if (!mmsim_vma_merge_new(t, mm, &vmg)) {
		vma = mmsim_vma_alloc(t, mm);
		if (!vma)
			return -ENOMEM;
		vma->vm_start = start;
		vma->vm_end = end;
		vma->vm_pgoff = vmg.pgoff;
		vma->vm_flags = vmg.flags;
		err = mmsim_vma_link(t, mm, vma);
		if (err) {
			mmsim_vma_free(t, vma, true);
			return err;
		}
	}
	mmsim_vm_stat_account(mm, vmg.flags, (end - start) >> MMSIM_PAGE_SHIFT);
	if (vmg.flags & MMSIM_VM_LOCKED)
		mm->locked_vm += (end - start) >> MMSIM_PAGE_SHIFT;
	return 0;
}

/**
 * mmsim_brk() - brk(2)
 * @t: who
 * @brk: wanted end of the heap, bytes; mm->start_brk must have been set
 *
 * Models the system call, which returns the old end for whatever it refuses.
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: the end of the heap, or -EINTR.
 */
unsigned long mmsim_brk(struct mmsim_task *t, unsigned long brk)
{
	struct mmsim_mm *mm = t->mm;
	unsigned long old, new, ret;
	struct mmsim_vma *next;

	if (mmsim_mmap_write_lock_killable(t, mm))
		return -EINTR;
	ret = mm->brk;
	if (brk < mm->start_brk || brk > MMSIM_TASK_SIZE)
		goto out;
	old = ALIGN(mm->brk, MMSIM_PAGE_SIZE);
	new = ALIGN(brk, MMSIM_PAGE_SIZE);
	if (new < old) {
		mm->brk = brk;
		if (!mmsim_do_munmap(t, mm, new, old - new, true))
			return brk;
		mm->brk = ret;
		goto out;
	}
	if (new == old)
		goto set;
	/* Keep a page away from what is above, and out of a stack's guard gap. */
	next = mmsim_index_find(mm, old);
	if (next && mmsim_vm_start_gap(next) < new + MMSIM_PAGE_SIZE)
		goto out;
	if (brk_grow(t, mm, old, new))
		goto out;
set:
	mm->brk = brk;
	ret = brk;
out:
	mmsim_mmap_write_unlock(t, mm);
	return ret;
}
EXPORT_SYMBOL_GPL(mmsim_brk);
