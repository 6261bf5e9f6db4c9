// SPDX-License-Identifier: GPL-2.0-only
/*
 * mlock and munlock, and populating a range, after mm/mlock.c and mm/gup.c.
 */
#include <mmsim/fault.h>
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>

/* mlock_fixup() */
static int mlock_vma(struct mmsim_task *t, struct mmsim_vma *vma,
		     struct mmsim_vma **pprev, unsigned long start,
		     unsigned long end, bool lock)
{
	unsigned long old_flags = vma->vm_flags, new_flags;
	struct mmsim_mm *mm = vma->vm_mm;
	long pages = (end - start) >> MMSIM_PAGE_SHIFT;

	new_flags = lock ? old_flags | MMSIM_VM_LOCKED :
			   old_flags & ~MMSIM_VM_LOCKED;
	if (new_flags == old_flags || (old_flags & MMSIM_VM_SPECIAL)) {
		*pprev = vma;
		return 0;
	}
	vma = mmsim_vma_modify_flags(t, *pprev, vma, start, end, new_flags);
	if (IS_ERR(vma))
		return PTR_ERR(vma);
	*pprev = vma;
	mmsim_vma_start_write(t, vma);
	vma->vm_flags = new_flags;
	mm->locked_vm += lock ? pages : -pages;
	return 0;
}

/* apply_vma_lock_flags() */
static int do_mlock(struct mmsim_task *t, struct mmsim_mm *mm,
		    unsigned long start, unsigned long end, bool lock)
{
	struct mmsim_vma *vma, *prev;
	unsigned long to;
	int err;

	vma = mmsim_index_walk(mm, start);
	if (!vma)
		return -ENOMEM;
	prev = start > vma->vm_start ? vma : mmsim_index_prev(mm, start);
	for (; start < end; start = to) {
		vma = mmsim_index_walk(mm, start);
		if (!vma)
			return -ENOMEM;
		to = min(vma->vm_end, end);
		err = mlock_vma(t, vma, &prev, start, to, lock);
		if (err)
			return err;
	}
	return 0;
}

/**
 * mmsim_mlock() - mlock(2) and munlock(2)
 * @t: who
 * @start: address, rounded down
 * @len: bytes
 * @lock: lock or unlock
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: 0, -EINVAL, -ENOMEM (a hole, or out of memory; earlier VMAs are changed)
 * or -EINTR.
 */
int mmsim_mlock(struct mmsim_task *t, unsigned long start, unsigned long len,
		bool lock)
{
	struct mmsim_mm *mm = t->mm;
	unsigned long end;
	int err;

	len = ALIGN(len + (start & ~MMSIM_PAGE_MASK), MMSIM_PAGE_SIZE);
	start &= MMSIM_PAGE_MASK;
	end = start + len;
	if (end < start)
		return -EINVAL;
	if (end == start)
		return 0;

	if (mmsim_mmap_write_lock_killable(t, mm))
		return -EINTR;
	err = do_mlock(t, mm, start, end, lock);
	mmsim_mmap_write_unlock(t, mm);
	if (!err && lock)
		err = mmsim_populate(t, mm, start, end);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_mlock);

/**
 * mmsim_populate() - Fault in a range on the caller's behalf
 * @t: who
 * @mm: address space
 * @start: page aligned
 * @end: page aligned
 *
 * Under mmap_lock, as the kernel's own faults are; these are no user faults and not
 * counted as such. Models __mm_populate().
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: 0, -ENOMEM (a hole, or out of memory), -EFAULT or -EINTR.
 */
int mmsim_populate(struct mmsim_task *t, struct mmsim_mm *mm,
		   unsigned long start, unsigned long end)
{
	mmsim_vm_fault_t ret;
	struct mmsim_vma *vma;
	unsigned long addr;

	if (mmsim_mmap_read_lock_killable(t, mm))
		return -EINTR;
	for (addr = start; addr < end; addr += MMSIM_PAGE_SIZE) {
		struct mmsim_fault vmf = {
			.task = t,
			.mm = mm,
			.address = addr,
		};

		vma = mmsim_index_walk(mm, addr);
		if (!vma) {
			mmsim_mmap_read_unlock(t, mm);
			return -ENOMEM;
		}
		vmf.vma = vma;
		/* Break COW now: the owner will want to write. */
		if ((vma->vm_flags & (MMSIM_VM_WRITE | MMSIM_VM_SHARED)) ==
		    MMSIM_VM_WRITE)
			vmf.flags |= MMSIM_FAULT_WRITE;
		if (mmsim_access_error(vma, vmf.flags))
			continue;
		ret = mmsim_handle_mm_fault(&vmf);
		if (ret & MMSIM_VM_FAULT_OOM) {
			mmsim_mmap_read_unlock(t, mm);
			return -ENOMEM;
		}
		if (fatal_signal_pending(current)) {
			mmsim_mmap_read_unlock(t, mm);
			return -EINTR;
		}
		cond_resched();
	}
	mmsim_mmap_read_unlock(t, mm);
	return 0;
}
