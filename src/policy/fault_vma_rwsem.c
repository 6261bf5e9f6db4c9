// SPDX-License-Identifier: GPL-2.0-only
/*
 * fault_lock=vma_rwsem: a fault holds a per-VMA rwsem for reading (6.4-6.14).
 *
 *	state		vm_lock->lock	vm_lock_seq	detached
 *	unlocked	free		!= mm_lock_seq	false
 *	read-locked	read-held	!= mm_lock_seq	false
 *	write-locked	free		== mm_lock_seq	false
 *	detached	free		== mm_lock_seq, until the next write section	true
 *
 * A writer passes through the rwsem once to wait for readers and then leaves it:
 * what keeps later readers out is the sequence, until mmap_lock is released or
 * downgraded. VMAs are freed after a grace period. Models 6.12's vma_start_read(),
 * vma_start_write() (include/linux/mm.h) and lock_vma_under_rcu() (mm/memory.c).
 */
#include <mmsim/fault.h>
#include <mmsim/index.h>
#include <mmsim/policy.h>

static bool vma_rwsem_tryread(struct mmsim_task *t, struct mmsim_mm *mm,
			      struct mmsim_vma *vma, enum mmsim_fallback *why)
{
	/* A stale value only costs a useless try, or a needless fallback. */
	if (READ_ONCE(vma->vm_lock_seq) == READ_ONCE(mm->mm_lock_seq)) {
		*why = MMSIM_FB_seq_busy;
		return false;
	}
	if (unlikely(!down_read_trylock(&vma->vm_lock->lock))) {
		*why = MMSIM_FB_rwsem_busy;
		return false;
	}
	/*
	 * Pairs with the release in mm_end_write_all(): if we see the new
	 * sequence we also see what the writer did to the VMA.
	 */
	if (unlikely(READ_ONCE(vma->vm_lock_seq) ==
		     mmsim_mm_lock_seq_acquire(mm))) {
		up_read(&vma->vm_lock->lock);
		*why = MMSIM_FB_seq_busy;
		return false;
	}
	mmsim_lock_acquired(t, MMSIM_LOCK_vma_lock, MMSIM_READ, false, 0);
	return true;
}

static void vma_rwsem_end_read(struct mmsim_task *t, struct mmsim_vma *vma)
{
	mmsim_lock_released(t, MMSIM_LOCK_vma_lock, MMSIM_READ);
	/* Once unlocked the VMA may be freed while up_read() still looks at it. */
	rcu_read_lock();
	up_read(&vma->vm_lock->lock);
	rcu_read_unlock();
}

static struct mmsim_vma *vma_rwsem_start_read(struct mmsim_task *t,
					      struct mmsim_mm *mm,
					      unsigned long addr,
					      enum mmsim_fallback *why)
{
	struct mmsim_vma *vma;

	rcu_read_lock();
retry:
	vma = mmsim_index_walk(mm, addr);
	if (!vma) {
		*why = MMSIM_FB_not_found;
		goto abort;
	}
	if (!vma_rwsem_tryread(t, mm, vma, why))
		goto abort;
	if (unlikely(READ_ONCE(vma->detached))) {
		vma_rwsem_end_read(t, vma);
		mmsim_count(t, MMSIM_EV_vma_lock_miss);
		goto retry;
	}
	if (unlikely(addr < vma->vm_start || addr >= vma->vm_end)) {
		vma_rwsem_end_read(t, vma);
		*why = MMSIM_FB_vma_changed;
		goto abort;
	}
	rcu_read_unlock();
	return vma;

abort:
	rcu_read_unlock();
	mmsim_count(t, MMSIM_EV_vma_lock_abort);
	return NULL;
}

static mmsim_vm_fault_t vma_rwsem_fault(struct mmsim_fault *vmf)
{
	return mmsim_fault_under_vma_lock(vmf, vma_rwsem_start_read,
					  vma_rwsem_end_read);
}

/* Not killable in any kernel that had it. */
static int vma_rwsem_start_write(struct mmsim_task *t, struct mmsim_vma *vma,
				 bool killable)
{
	struct mmsim_mm *mm = vma->vm_mm;
	struct rw_semaphore *sem = &vma->vm_lock->lock;
	bool waits;

	mmsim_mmap_assert_write_locked(mm);
	if (vma->vm_lock_seq == mm->mm_lock_seq)
		return 0;

	waits = rwsem_is_locked(sem);
	if (unlikely(waits)) {
		mmsim_count(t, MMSIM_EV_vma_write_waits);
		trace_mmsim_vma_write_wait_start(mm, vma->vm_start);
	}
	mmsim_down_write(t, sem, MMSIM_LOCK_vma_lock);
	if (unlikely(waits))
		trace_mmsim_vma_write_wait_end(mm, vma->vm_start, true);
	WRITE_ONCE(vma->vm_lock_seq, mm->mm_lock_seq);
	mmsim_up_write(t, sem, MMSIM_LOCK_vma_lock);
	return 0;
}

static void vma_rwsem_attach(struct mmsim_task *t, struct mmsim_vma *vma)
{
	mmsim_mmap_assert_write_locked(vma->vm_mm);
}

static void vma_rwsem_detach(struct mmsim_task *t, struct mmsim_vma *vma)
{
	WARN_ON_ONCE(vma->vm_lock_seq != vma->vm_mm->mm_lock_seq);
}

static int vma_rwsem_init(struct mmsim_vma *vma)
{
	static struct lock_class_key key;
	int err;

	err = mmsim_vma_lock_alloc(vma);
	if (err)
		return err;
	init_rwsem(&vma->vm_lock->lock);
	lockdep_set_class_and_name(&vma->vm_lock->lock, &key, "mmsim:vma_lock");
	return 0;
}

static void vma_rwsem_read_section(struct mmsim_task *t, struct mmsim_vma *vma,
				   unsigned long loops)
{
	enum mmsim_fallback why;

	while (loops--) {
		rcu_read_lock();
		if (vma_rwsem_tryread(t, vma->vm_mm, vma, &why))
			vma_rwsem_end_read(t, vma);
		rcu_read_unlock();
	}
}

const struct mmsim_fault_lock_ops mmsim_fault_lock_vma_rwsem = {
	.fault		= vma_rwsem_fault,
	.start_read	= vma_rwsem_start_read,
	.end_read	= vma_rwsem_end_read,
	.start_write	= vma_rwsem_start_write,
	.attach		= vma_rwsem_attach,
	.detach		= vma_rwsem_detach,
	.vma_init	= vma_rwsem_init,
	.read_section	= vma_rwsem_read_section,
	.flags		= MMSIM_FL_VMA_LOCK,
	.vma_free	= MMSIM_VMA_FREE_RCU,
	.name		= "vma_rwsem",
};
