// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loads and stores: the processor's side of a page fault.
 */
#include <mmsim/fault.h>
#include <mmsim/mm.h>

/*
 * What the hardware would do with the page tables as they are. The table's lock
 * stands for the atomicity of one access; false means fault.
 */
static bool try_access(struct mmsim_mm *mm, unsigned long addr, bool write,
		       u64 *stamp)
{
	struct mmsim_folio *folio;
	struct mmsim_ptdesc *pt;
	mmsim_pte_t *pte;
	bool ok = false;

	pte = mmsim_pte_offset_map_lock(mm, addr, &pt, 0);
	if (!pte)
		return false;
	if (!*pte || (*pte & MMSIM_PTE_PROTNONE) ||
	    (write && !(*pte & MMSIM_PTE_WRITE)))
		goto out;
	folio = mmsim_pte_folio(*pte);
	if (!write)
		*stamp = READ_ONCE(folio->stamp);
	else if (mmsim_folio_is_anon(folio))
		WRITE_ONCE(folio->stamp, *stamp);
	WRITE_ONCE(*pte, *pte | MMSIM_PTE_YOUNG | (write ? MMSIM_PTE_DIRTY : 0));
	ok = true;
out:
	mmsim_pte_unmap_unlock(pt);
	return ok;
}

static int access(struct mmsim_task *t, unsigned long addr, bool write,
		  u64 *stamp)
{
	mmsim_vm_fault_t ret;

	while (!try_access(t->mm, addr, write, stamp)) {
		ret = mmsim_fault(t, addr, MMSIM_FAULT_USER |
				  (write ? MMSIM_FAULT_WRITE : 0));
		if (ret & MMSIM_VM_FAULT_OOM)
			return -ENOMEM;
		if (ret & MMSIM_VM_FAULT_ERROR)
			return -EFAULT;
		if (ret & MMSIM_VM_FAULT_RETRY)
			return -EINTR;
	}
	return 0;
}

/**
 * mmsim_load() - Read a page
 * @t: who
 * @addr: address
 * @stamp: where to put its contents; 0 if it was never written
 *
 * Context: no locks; may sleep.
 *
 * Return: 0, -EFAULT, -ENOMEM, or -EINTR if killed.
 */
int mmsim_load(struct mmsim_task *t, unsigned long addr, u64 *stamp)
{
	return access(t, addr, false, stamp);
}
EXPORT_SYMBOL_GPL(mmsim_load);

/**
 * mmsim_store() - Write a page
 * @t: who
 * @addr: address
 * @stamp: its new contents; a shared file's pages do not keep it
 *
 * Context: no locks; may sleep.
 *
 * Return: 0, -EFAULT, -ENOMEM, or -EINTR if killed.
 */
int mmsim_store(struct mmsim_task *t, unsigned long addr, u64 stamp)
{
	return access(t, addr, true, &stamp);
}
EXPORT_SYMBOL_GPL(mmsim_store);
