// SPDX-License-Identifier: GPL-2.0-only
/*
 * fault_lock=none and fault_lock=busted: a fault holds nothing.
 *
 * "none" is refused for more than one task and measures the rig: what a fault costs
 * when its lock costs nothing. "busted" lets many tasks do the same, which is
 * wrong, and the checkers have to notice. It must be wrong about the shadow only:
 * its VMAs stay allocated until the address space ends, and page tables are
 * freed after a grace period for every design anyway.
 */
#include <mmsim/fault.h>
#include <mmsim/index.h>
#include <mmsim/policy.h>

static struct mmsim_vma *fault_sentinel_start_read(struct mmsim_task *t,
						   struct mmsim_mm *mm,
						   unsigned long addr,
						   enum mmsim_fallback *why)
{
	struct mmsim_vma *vma;

	rcu_read_lock();
	vma = mmsim_index_walk(mm, addr);
	rcu_read_unlock();
	if (!vma) {
		mmsim_count(t, MMSIM_EV_vma_lock_abort);
		*why = MMSIM_FB_not_found;
	}
	return vma;
}

static void fault_sentinel_end_read(struct mmsim_task *t, struct mmsim_vma *vma)
{
}

static mmsim_vm_fault_t fault_sentinel_fault(struct mmsim_fault *vmf)
{
	return mmsim_fault_under_vma_lock(vmf, fault_sentinel_start_read,
					  fault_sentinel_end_read);
}

static int fault_sentinel_start_write(struct mmsim_task *t,
				      struct mmsim_vma *vma, bool killable)
{
	return 0;
}

static void fault_sentinel_attach(struct mmsim_task *t, struct mmsim_vma *vma)
{
}

static void fault_sentinel_read_section(struct mmsim_task *t,
					struct mmsim_vma *vma,
					unsigned long loops)
{
	while (loops--)
		barrier();
}

const struct mmsim_fault_lock_ops mmsim_fault_lock_none = {
	.fault		= fault_sentinel_fault,
	.start_read	= fault_sentinel_start_read,
	.end_read	= fault_sentinel_end_read,
	.start_write	= fault_sentinel_start_write,
	.attach		= fault_sentinel_attach,
	.detach		= fault_sentinel_attach,
	.read_section	= fault_sentinel_read_section,
	.flags		= MMSIM_FL_VMA_LOCK | MMSIM_FL_ONE_TASK,
	.vma_free	= MMSIM_VMA_FREE_DIRECT,
	.name		= "none",
};

const struct mmsim_fault_lock_ops mmsim_fault_lock_busted = {
	.fault		= fault_sentinel_fault,
	.start_read	= fault_sentinel_start_read,
	.end_read	= fault_sentinel_end_read,
	.start_write	= fault_sentinel_start_write,
	.attach		= fault_sentinel_attach,
	.detach		= fault_sentinel_attach,
	.read_section	= fault_sentinel_read_section,
	.flags		= MMSIM_FL_VMA_LOCK | MMSIM_FL_BUSTED,
	.vma_free	= MMSIM_VMA_FREE_DEFERRED,
	.name		= "busted",
};
