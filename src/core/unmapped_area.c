// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a mapping goes when the caller does not say: after mm/vma.c:unmapped_area() and
 * arch/x86/kernel/sys_x86_64.c.
 */
#include <mmsim/index.h>
#include <mmsim/mm.h>

/**
 * mmsim_vm_start_gap() - Start of a VMA with the gap it must keep below
 * @vma: VMA
 *
 * Models vm_start_gap().
 *
 * Context: VMA stable.
 *
 * Return: the lowest address that should stay free.
 */
unsigned long mmsim_vm_start_gap(const struct mmsim_vma *vma)
{
	if (!(vma->vm_flags & MMSIM_VM_GROWSDOWN))
		return vma->vm_start;
	return vma->vm_start > MMSIM_STACK_GUARD_GAP ?
	       vma->vm_start - MMSIM_STACK_GUARD_GAP : 0;
}

/*
 * The index knows nothing of guard gaps: take its answer, and if the VMA above a hole
 * could grow into it, search again with the limit moved to that VMA.
 */
static unsigned long search(struct mmsim_mm *mm, unsigned long low,
			    unsigned long high, unsigned long len, bool topdown)
{
	struct mmsim_vma *next;
	unsigned long addr;

	for (;;) {
		addr = mmsim_index_gap(mm, low, high, len, topdown);
		if (IS_ERR_VALUE(addr))
			return addr;
		next = mmsim_index_find(mm, addr + len);
		if (!next || mmsim_vm_start_gap(next) >= addr + len)
			return addr;
		if (topdown)
			high = mmsim_vm_start_gap(next);
		else
			low = next->vm_end;
		if (high <= low)
			return -ENOMEM;
	}
}

/**
 * mmsim_get_unmapped_area() - Choose the address of a new mapping
 * @mm: address space
 * @addr: where the caller would like it, or with MAP_FIXED wants it
 * @len: bytes, page aligned
 * @flags: MMSIM_MAP_*
 *
 * Context: mmap_lock held for writing.
 *
 * Return: the address, -EINVAL or -ENOMEM.
 */
unsigned long mmsim_get_unmapped_area(struct mmsim_mm *mm, unsigned long addr,
				      unsigned long len, unsigned long flags)
{
	struct mmsim_vma *vma;
	unsigned long found;

	if (len > MMSIM_TASK_SIZE)
		return -ENOMEM;
	if (flags & MMSIM_MAP_FIXED) {
		if (addr > MMSIM_TASK_SIZE - len)
			return -ENOMEM;
		return addr & ~MMSIM_PAGE_MASK ? -EINVAL : addr;
	}
	if (addr) {
		addr &= MMSIM_PAGE_MASK;
		if (addr < MMSIM_MMAP_MIN_ADDR)
			addr = MMSIM_MMAP_MIN_ADDR;
		if (addr <= MMSIM_TASK_SIZE - len) {
			vma = mmsim_index_find(mm, addr);
			if (!vma || addr + len <= mmsim_vm_start_gap(vma))
				return addr;
		}
	}
	if (!test_bit(MMSIM_MMF_LEGACY_LAYOUT, &mm->flags)) {
		found = search(mm, MMSIM_MMAP_MIN_ADDR, mm->mmap_base, len, true);
		if (!IS_ERR_VALUE(found))
			return found;
	}
	return search(mm, mm->mmap_legacy_base, MMSIM_TASK_SIZE, len, false);
}
