/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The fault engine.
 *
 * Flags and results are the kernel's, by name and value (include/linux/mm_types.h).
 * Result RETRY means the lock the fault ran under is already released; COMPLETED
 * means the same and that the fault is done.
 */
#ifndef _MMSIM_FAULT_H
#define _MMSIM_FAULT_H

#include <mmsim/lock.h>
#include <mmsim/mm.h>
#include <trace/events/mmsim.h>

typedef unsigned int mmsim_vm_fault_t;

#define MMSIM_VM_FAULT_OOM	0x000001
#define MMSIM_VM_FAULT_SIGBUS	0x000002
#define MMSIM_VM_FAULT_MAJOR	0x000004
#define MMSIM_VM_FAULT_SIGSEGV	0x000040
#define MMSIM_VM_FAULT_NOPAGE	0x000100
#define MMSIM_VM_FAULT_RETRY	0x000400
#define MMSIM_VM_FAULT_COMPLETED 0x004000
#define MMSIM_VM_FAULT_ERROR	(MMSIM_VM_FAULT_OOM | MMSIM_VM_FAULT_SIGBUS | \
				 MMSIM_VM_FAULT_SIGSEGV)

#define MMSIM_FAULT_WRITE	BIT(0)
#define MMSIM_FAULT_ALLOW_RETRY	BIT(2)
#define MMSIM_FAULT_KILLABLE	BIT(4)
#define MMSIM_FAULT_TRIED	BIT(5)
#define MMSIM_FAULT_USER	BIT(6)
#define MMSIM_FAULT_INSTRUCTION	BIT(8)
#define MMSIM_FAULT_VMA_LOCK	BIT(12)
#define MMSIM_FAULT_DEFAULT	(MMSIM_FAULT_ALLOW_RETRY | MMSIM_FAULT_KILLABLE)

/**
 * struct mmsim_fault - One page fault on its way (kernel: struct vm_fault)
 * @task: who faulted
 * @mm: its address space
 * @vma: the VMA once stabilised
 * @address: faulting address, page aligned
 * @flags: MMSIM_FAULT_*
 * @why: why the first-choice lock did not do; valid when it did not
 */
struct mmsim_fault {
	struct mmsim_task *task;
	struct mmsim_mm *mm;
	struct mmsim_vma *vma;
	unsigned long address;
	unsigned int flags;
	enum mmsim_fallback why;
};

mmsim_vm_fault_t mmsim_handle_mm_fault(struct mmsim_fault *vmf);
mmsim_vm_fault_t mmsim_fault_mmap_lock(struct mmsim_fault *vmf);
mmsim_vm_fault_t mmsim_fault_fallback(struct mmsim_fault *vmf);
void mmsim_release_fault_lock(struct mmsim_fault *vmf);
bool mmsim_access_error(const struct mmsim_vma *vma, unsigned int flags);
void mmsim_verify_stable(struct mmsim_fault *vmf, unsigned long start,
			 unsigned long end);

mmsim_vm_fault_t mmsim_fault(struct mmsim_task *t, unsigned long addr,
			     unsigned int flags);

/**
 * mmsim_fault_under_vma_lock() - A fault under a per-VMA lock, then mmap_lock
 * @vmf: the fault
 * @start_read: the design's lookup, see &mmsim_fault_lock_ops.start_read
 * @end_read: its unlock
 *
 * Models the VMA-lock half of do_user_addr_fault() in arch/x86/mm/fault.c: one
 * attempt per fault, for user mode only; whatever asks for a retry goes on under
 * mmap_lock, with TRIED set only if I/O was waited for. Inlined into each design so
 * that its lock is a direct call.
 *
 * Context: no locks; may sleep.
 *
 * Return: VM_FAULT bits.
 */
static __always_inline mmsim_vm_fault_t
mmsim_fault_under_vma_lock(struct mmsim_fault *vmf,
			   struct mmsim_vma *(*start_read)(struct mmsim_task *t,
							   struct mmsim_mm *mm,
							   unsigned long addr,
							   enum mmsim_fallback *why),
			   void (*end_read)(struct mmsim_task *t,
					    struct mmsim_vma *vma))
{
	struct mmsim_task *t = vmf->task;
	unsigned long start, end;
	struct mmsim_vma *vma;
	mmsim_vm_fault_t ret;

	mmsim_count(t, MMSIM_EV_fault_attempts);
	if (!(vmf->flags & MMSIM_FAULT_USER)) {
		vmf->why = MMSIM_FB_kernel_mode;
		return mmsim_fault_fallback(vmf);
	}

	vma = start_read(t, vmf->mm, vmf->address, &vmf->why);
	if (!vma)
		return mmsim_fault_fallback(vmf);

	vmf->vma = vma;
	start = READ_ONCE(vma->vm_start);
	end = READ_ONCE(vma->vm_end);
	if (unlikely(mmsim_access_error(vma, vmf->flags))) {
		end_read(t, vma);
		ret = MMSIM_VM_FAULT_SIGSEGV;
		goto fast;
	}

	vmf->flags |= MMSIM_FAULT_VMA_LOCK;
	ret = mmsim_handle_mm_fault(vmf);
	vmf->flags &= ~MMSIM_FAULT_VMA_LOCK;
	if (!(ret & (MMSIM_VM_FAULT_RETRY | MMSIM_VM_FAULT_COMPLETED))) {
		if (unlikely(t->verify))
			mmsim_verify_stable(vmf, start, end);
		end_read(t, vma);
	}
	if (!(ret & MMSIM_VM_FAULT_RETRY))
		goto fast;

	mmsim_count(t, MMSIM_EV_vma_lock_retry);
	if (ret & MMSIM_VM_FAULT_MAJOR)
		vmf->flags |= MMSIM_FAULT_TRIED;
	vmf->why = MMSIM_FB_needs_mmap_lock;
	return mmsim_fault_fallback(vmf);

fast:
	mmsim_count(t, MMSIM_EV_vma_lock_success);
	mmsim_count(t, MMSIM_EV_fault_fast);
	return ret;
}

#endif /* _MMSIM_FAULT_H */
