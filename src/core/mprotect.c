// SPDX-License-Identifier: GPL-2.0-only
/*
 * mprotect, after mm/mprotect.c: one hold of mmap_lock for the whole range, a VMA write
 * lock for each VMA, and no way back when a later VMA fails.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>

/* mprotect_fixup(); *pprev is the last VMA before the next range */
static int protect_vma(struct mmsim_task *t, struct mmsim_mmu_gather *tlb,
		       struct mmsim_vma *vma, struct mmsim_vma **pprev,
		       unsigned long start, unsigned long end,
		       unsigned long new_flags)
{
	unsigned long old_flags = vma->vm_flags;
	struct mmsim_mm *mm = vma->vm_mm;
	long pages = (end - start) >> MMSIM_PAGE_SHIFT;

	if (new_flags == old_flags) {
		*pprev = vma;
		return 0;
	}
	/*
	 * A private mapping that becomes writable is accounted from now on, until it
	 * becomes read-only without ever having had a page.
	 */
	if (new_flags & MMSIM_VM_WRITE) {
		if (!(old_flags & (MMSIM_VM_ACCOUNT | MMSIM_VM_WRITE |
				   MMSIM_VM_SHARED | MMSIM_VM_NORESERVE)))
			new_flags |= MMSIM_VM_ACCOUNT;
	} else if (mmsim_vma_is_anonymous(vma) && !vma->anon_vma) {
		new_flags &= ~MMSIM_VM_ACCOUNT;
	}

	vma = mmsim_vma_modify_flags(t, *pprev, vma, start, end, new_flags);
	if (IS_ERR(vma))
		return PTR_ERR(vma);
	*pprev = vma;
	mmsim_vma_start_write(t, vma);
	vma->vm_flags = new_flags;
	mmsim_change_protection(tlb, vma, start, end);
	mmsim_vm_stat_account(mm, old_flags, -pages);
	mmsim_vm_stat_account(mm, new_flags, pages);
	return 0;
}

static int do_mprotect(struct mmsim_task *t, struct mmsim_mm *mm,
		       unsigned long start, unsigned long end, unsigned long prot)
{
	struct mmsim_vma *vma, *prev;
	struct mmsim_mmu_gather tlb;
	int err = 0;

	vma = mmsim_index_find(mm, start);
	if (!vma)
		return -ENOMEM;
	if (prot & MMSIM_PROT_GROWSDOWN) {
		if (vma->vm_start >= end)
			return -ENOMEM;
		if (!(vma->vm_flags & MMSIM_VM_GROWSDOWN))
			return -EINVAL;
		start = vma->vm_start;
	} else if (vma->vm_start > start) {
		return -ENOMEM;
	}
	prev = start > vma->vm_start ? vma : mmsim_index_prev(mm, start);

	mmsim_gather_init(&tlb, t, mm);
	while (start < end) {
		unsigned long new_flags, to;

		vma = mmsim_index_walk(mm, start);
		if (!vma) {
			err = -ENOMEM;
			break;
		}
		new_flags = (vma->vm_flags & ~MMSIM_VM_ACCESS_FLAGS) |
			    (prot & MMSIM_VM_ACCESS_FLAGS);
		/* VM_MAY* are four bits above the permissions they allow. */
		if ((new_flags & ~(new_flags >> 4)) & MMSIM_VM_ACCESS_FLAGS) {
			err = -EACCES;
			break;
		}
		to = min(vma->vm_end, end);
		err = protect_vma(t, &tlb, vma, &prev, start, to, new_flags);
		if (err)
			break;
		start = to;
	}
	mmsim_gather_finish(&tlb);
	return err;
}

/**
 * mmsim_mprotect() - mprotect(2)
 * @t: who
 * @start: page aligned address
 * @len: bytes
 * @prot: MMSIM_PROT_*
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: 0, -EINVAL, -ENOMEM (a hole, or out of memory; earlier VMAs are changed),
 * -EACCES or -EINTR.
 */
int mmsim_mprotect(struct mmsim_task *t, unsigned long start,
		   unsigned long len, unsigned long prot)
{
	unsigned long grows = prot & (MMSIM_PROT_GROWSDOWN | MMSIM_PROT_GROWSUP);
	struct mmsim_mm *mm = t->mm;
	unsigned long end;
	int err;

	if (grows == (MMSIM_PROT_GROWSDOWN | MMSIM_PROT_GROWSUP) ||
	    (start & ~MMSIM_PAGE_MASK))
		return -EINVAL;
	if (!len)
		return 0;
	len = ALIGN(len, MMSIM_PAGE_SIZE);
	end = start + len;
	if (end <= start)
		return -ENOMEM;
	if (prot & ~(MMSIM_VM_ACCESS_FLAGS | MMSIM_PROT_GROWSDOWN))
		return -EINVAL;

	if (mmsim_mmap_write_lock_killable(t, mm))
		return -EINTR;
	err = do_mprotect(t, mm, start, end, prot);
	mmsim_mmap_write_unlock(t, mm);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_mprotect);
