// SPDX-License-Identifier: GPL-2.0-only
/*
 * fault_lock=mmap_lock: a fault holds mmap_lock for reading (until 6.3).
 *
 * VMAs have no lock of their own: a writer of mmap_lock has excluded all readers,
 * and a VMA that left the index has none.
 */
#include <mmsim/fault.h>
#include <mmsim/policy.h>

static mmsim_vm_fault_t fault_mmap_lock_fault(struct mmsim_fault *vmf)
{
	mmsim_vm_fault_t ret;

	mmsim_count(vmf->task, MMSIM_EV_fault_attempts);
	vmf->why = NR_MMSIM_FALLBACKS;
	ret = mmsim_fault_mmap_lock(vmf);
	if (vmf->why == NR_MMSIM_FALLBACKS)
		mmsim_count(vmf->task, MMSIM_EV_fault_fast);
	else
		mmsim_count_fallback(vmf->task, vmf->why);
	return ret;
}

static int fault_mmap_lock_start_write(struct mmsim_task *t,
				       struct mmsim_vma *vma, bool killable)
{
	mmsim_mmap_assert_write_locked(vma->vm_mm);
	return 0;
}

static void fault_mmap_lock_attach(struct mmsim_task *t, struct mmsim_vma *vma)
{
	mmsim_mmap_assert_write_locked(vma->vm_mm);
}

static void fault_mmap_lock_read_section(struct mmsim_task *t,
					 struct mmsim_vma *vma,
					 unsigned long loops)
{
	while (loops--) {
		mmsim_mmap_read_lock(t, vma->vm_mm);
		mmsim_mmap_read_unlock(t, vma->vm_mm);
	}
}

const struct mmsim_fault_lock_ops mmsim_fault_lock_mmap_lock = {
	.fault		= fault_mmap_lock_fault,
	.start_write	= fault_mmap_lock_start_write,
	.attach		= fault_mmap_lock_attach,
	.detach		= fault_mmap_lock_attach,
	.read_section	= fault_mmap_lock_read_section,
	.vma_free	= MMSIM_VMA_FREE_DIRECT,
	.name		= "mmap_lock",
};
