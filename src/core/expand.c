// SPDX-License-Identifier: GPL-2.0-only
/*
 * Growing a stack downwards, after mm/vma.c:expand_downwards() of 7.2.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>
#include <mmsim/rmap.h>

/**
 * mmsim_expand_stack() - Extend a VM_GROWSDOWN VMA down to an address
 * @t: who faulted
 * @vma: the VMA above
 * @address: faulting address
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: 0, -EFAULT, -EPERM below the lowest address, or -ENOMEM (stack limit,
 * guard gap, or out of memory).
 */
int mmsim_expand_stack(struct mmsim_task *t, struct mmsim_vma *vma,
		       unsigned long address)
{
	struct mmsim_mm *mm = vma->vm_mm;
	struct mmsim_vma_growth growth = { .vma = vma, .end = vma->vm_end };
	struct mmsim_vma *prev;
	unsigned long grow;
	int err;

	mmsim_mmap_assert_write_locked(mm);
	if (!(vma->vm_flags & MMSIM_VM_GROWSDOWN))
		return -EFAULT;
	address &= MMSIM_PAGE_MASK;
	if (address < MMSIM_MMAP_MIN_ADDR)
		return -EPERM;
	if (address >= vma->vm_start)
		return 0;

	prev = mmsim_index_prev(mm, vma->vm_start);
	if (prev && !(prev->vm_flags & MMSIM_VM_GROWSDOWN) &&
	    (prev->vm_flags & MMSIM_VM_ACCESS_FLAGS) &&
	    (address < prev->vm_end ||
	     address - prev->vm_end < MMSIM_STACK_GUARD_GAP))
		return -ENOMEM;
	if (prev && prev->vm_end > address)
		return -ENOMEM;
	if (vma->vm_end - address > mm->stack_limit)
		return -ENOMEM;
	grow = (vma->vm_start - address) >> MMSIM_PAGE_SHIFT;
	if (grow > vma->vm_pgoff)
		return -ENOMEM;

	err = mmsim_anon_vma_prepare(t, vma);
	if (err)
		return err;
	growth.start = address;
	growth.pgoff = vma->vm_pgoff - grow;
	err = mmsim_vma_expand(t, &growth);
	if (err)
		return err;
	mmsim_vm_stat_account(mm, vma->vm_flags, grow);
	if (vma->vm_flags & MMSIM_VM_LOCKED)
		mm->locked_vm += grow;
	return 0;
}
