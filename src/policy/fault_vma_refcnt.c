// SPDX-License-Identifier: GPL-2.0-only
/*
 * fault_lock=vma_refcnt: a fault holds a reference count of its VMA (6.15-).
 *
 *	vm_refcnt	state (EXCLUDE is bit 30)
 *	0		detached
 *	1		attached, no reader; write-locked if vm_lock_seq == mm_lock_seq
 *	1 + n		attached, n readers, some of which may be about to back out
 *	EXCLUDE + 1 + n	a writer waits for n readers; new ones fail
 *	EXCLUDE + n	a detacher waits for n readers that are about to back out
 *
 * A VMA's memory is reused at once for another VMA, maybe of another address space:
 * a reader may touch only vm_refcnt, vm_mm and vm_lock_seq before it holds a
 * reference, and must then check that it holds the right VMA. Models 7.2's
 * mm/mmap_lock.c. Unlike there, a writer that has to wait reports the contention
 * to lockdep, so that lock_stat shows it.
 */
#include <mmsim/fault.h>
#include <mmsim/index.h>
#include <mmsim/policy.h>

#define VMA_REFCNT_EXCLUDE	(1 << 30)	/* VM_REFCNT_EXCLUDE_READERS_FLAG */
#define VMA_REFCNT_LIMIT	(VMA_REFCNT_EXCLUDE - 1)

#ifdef CONFIG_DEBUG_LOCK_ALLOC
static struct lock_class_key vma_refcnt_key;

#define vma_refcnt_dep_init(vma) \
	lockdep_init_map(&(vma)->vmlock_dep_map, "mmsim:vma_lock", &vma_refcnt_key, 0)
#define vma_refcnt_dep_read(vma) \
	lock_acquire_shared(&(vma)->vmlock_dep_map, 0, 1, NULL, _RET_IP_)
#define vma_refcnt_dep_write(vma) \
	lock_acquire_exclusive(&(vma)->vmlock_dep_map, 0, 0, NULL, _RET_IP_)
#define vma_refcnt_dep_contended(vma) \
	lock_contended(&(vma)->vmlock_dep_map, _RET_IP_)
#define vma_refcnt_dep_acquired(vma) \
	lock_acquired(&(vma)->vmlock_dep_map, _RET_IP_)
#define vma_refcnt_dep_release(vma) \
	lock_release(&(vma)->vmlock_dep_map, _RET_IP_)
#else
#define vma_refcnt_dep_init(vma)	do { } while (0)
#define vma_refcnt_dep_read(vma)	do { } while (0)
#define vma_refcnt_dep_write(vma)	do { } while (0)
#define vma_refcnt_dep_contended(vma)	do { } while (0)
#define vma_refcnt_dep_acquired(vma)	do { } while (0)
#define vma_refcnt_dep_release(vma)	do { } while (0)
#endif

/* __refcount_inc_not_zero_limited_acquire(), which 6.1 and 6.12 lack */
static bool vma_refcnt_inc(struct mmsim_vma *vma, int *oldp)
{
	int old = atomic_read(&vma->vm_refcnt);

	do {
		if (!old || old >= VMA_REFCNT_LIMIT)
			break;
	} while (!atomic_try_cmpxchg_acquire(&vma->vm_refcnt, &old, old + 1));

	*oldp = old;
	return old && old < VMA_REFCNT_LIMIT;
}

/* vma_refcount_put() */
static void vma_refcnt_put(struct mmsim_vma *vma)
{
	/* After the decrement the VMA may be anybody's. */
	struct mmsim_mm *mm = vma->vm_mm;
	int new;

	vma_refcnt_dep_release(vma);
	new = atomic_dec_return_release(&vma->vm_refcnt);
	if (unlikely(new & VMA_REFCNT_EXCLUDE) && new <= VMA_REFCNT_EXCLUDE + 1)
		rcuwait_wake_up(&mm->vma_writer_wait);
}

/*
 * vma_start_read(): 0, -EAGAIN if the VMA is detached, or -EBUSY with the reason.
 * In RCU on entry and on success only, since a put of a foreign VMA may wake.
 */
static __always_inline int vma_refcnt_tryread(struct mmsim_mm *mm,
					      struct mmsim_vma *vma,
					      enum mmsim_fallback *why)
{
	int old;

	if (READ_ONCE(vma->vm_lock_seq) == READ_ONCE(mm->mm_lock_seq)) {
		rcu_read_unlock();
		*why = MMSIM_FB_seq_busy;
		return -EBUSY;
	}
	if (unlikely(!vma_refcnt_inc(vma, &old))) {
		rcu_read_unlock();
		*why = MMSIM_FB_refcount_limit;
		return old ? -EBUSY : -EAGAIN;
	}
	vma_refcnt_dep_read(vma);

	if (unlikely(READ_ONCE(vma->vm_mm) != mm)) {
		struct mmsim_mm *other = vma->vm_mm;

		/* The put may wake a waiter of an mm that could be freed by then. */
		mmsim_mmgrab(other);
		rcu_read_unlock();
		vma_refcnt_put(vma);
		mmsim_mmdrop(other);
		*why = MMSIM_FB_foreign_mm;
		return -EBUSY;
	}
	/*
	 * Pairs with the release in mm_end_write_all(): if we see the new
	 * sequence we also see what the writer did to the VMA.
	 */
	if (unlikely(READ_ONCE(vma->vm_lock_seq) ==
		     mmsim_mm_lock_seq_acquire(mm))) {
		rcu_read_unlock();
		vma_refcnt_put(vma);
		*why = MMSIM_FB_seq_busy;
		return -EBUSY;
	}
	return 0;
}

static void vma_refcnt_end_read(struct mmsim_task *t, struct mmsim_vma *vma)
{
	mmsim_lock_released(t, MMSIM_LOCK_vma_lock, MMSIM_READ);
	vma_refcnt_put(vma);
}

/* lock_vma_under_rcu() */
static struct mmsim_vma *vma_refcnt_start_read(struct mmsim_task *t,
					       struct mmsim_mm *mm,
					       unsigned long addr,
					       enum mmsim_fallback *why)
{
	struct mmsim_vma *vma;
	int err;

retry:
	rcu_read_lock();
	vma = mmsim_index_walk(mm, addr);
	if (!vma) {
		rcu_read_unlock();
		*why = MMSIM_FB_not_found;
		goto abort;
	}
	err = vma_refcnt_tryread(mm, vma, why);
	if (unlikely(err == -EAGAIN)) {
		mmsim_count(t, MMSIM_EV_vma_lock_miss);
		goto retry;
	}
	if (unlikely(err))
		goto abort;
	rcu_read_unlock();

	mmsim_lock_acquired(t, MMSIM_LOCK_vma_lock, MMSIM_READ, false, 0);
	if (unlikely(addr < vma->vm_start || addr >= vma->vm_end)) {
		vma_refcnt_end_read(t, vma);
		*why = MMSIM_FB_vma_changed;
		goto abort;
	}
	return vma;

abort:
	mmsim_count(t, MMSIM_EV_vma_lock_abort);
	return NULL;
}

static mmsim_vm_fault_t vma_refcnt_fault(struct mmsim_fault *vmf)
{
	return mmsim_fault_under_vma_lock(vmf, vma_refcnt_start_read,
					  vma_refcnt_end_read);
}

/* Shut readers out. False if the VMA is detached: there is nothing to exclude. */
static bool vma_refcnt_exclude(struct mmsim_vma *vma)
{
	int old = atomic_read(&vma->vm_refcnt);

	do {
		if (!old)
			return false;
	} while (!atomic_try_cmpxchg_relaxed(&vma->vm_refcnt, &old,
					     old + VMA_REFCNT_EXCLUDE));
	return true;
}

static int vma_refcnt_wait(struct mmsim_task *t, struct mmsim_vma *vma,
			   int target, bool killable)
{
	struct mmsim_mm *mm = vma->vm_mm;
	bool contended = atomic_read_acquire(&vma->vm_refcnt) != target;
	u64 start = 0;
	int err = 0;

	if (unlikely(contended)) {
		mmsim_count(t, MMSIM_EV_vma_write_waits);
		vma_refcnt_dep_contended(vma);
		trace_mmsim_vma_write_wait_start(mm, vma->vm_start);
		start = ktime_get_ns();
	}
	if (killable)
		err = rcuwait_wait_event(&mm->vma_writer_wait,
					 atomic_read_acquire(&vma->vm_refcnt) == target,
					 TASK_KILLABLE);
	else
		rcuwait_wait_event(&mm->vma_writer_wait,
				   atomic_read_acquire(&vma->vm_refcnt) == target,
				   TASK_UNINTERRUPTIBLE);
	if (unlikely(contended))
		trace_mmsim_vma_write_wait_end(mm, vma->vm_start, !err);
	if (err)
		return err;
	vma_refcnt_dep_acquired(vma);
	mmsim_lock_acquired(t, MMSIM_LOCK_vma_lock, MMSIM_WRITE, contended,
			    contended ? ktime_get_ns() - start : 0);
	return 0;
}

/* __vma_start_write() */
static int vma_refcnt_start_write(struct mmsim_task *t, struct mmsim_vma *vma,
				  bool killable)
{
	struct mmsim_mm *mm = vma->vm_mm;
	bool excluded;
	int err;

	mmsim_mmap_assert_write_locked(mm);
	if (vma->vm_lock_seq == mm->mm_lock_seq)
		return 0;

	excluded = vma_refcnt_exclude(vma);
	if (excluded) {
		vma_refcnt_dep_write(vma);
		err = vma_refcnt_wait(t, vma, VMA_REFCNT_EXCLUDE + 1, killable);
		if (err) {
			atomic_sub_return_release(VMA_REFCNT_EXCLUDE,
						  &vma->vm_refcnt);
			vma_refcnt_dep_release(vma);
			return err;
		}
	}

	/* From here the sequence keeps readers out, to the end of the section. */
	WRITE_ONCE(vma->vm_lock_seq, mm->mm_lock_seq);

	if (excluded) {
		mmsim_lock_released(t, MMSIM_LOCK_vma_lock, MMSIM_WRITE);
		atomic_sub_return_release(VMA_REFCNT_EXCLUDE, &vma->vm_refcnt);
		vma_refcnt_dep_release(vma);
	}
	return 0;
}

/* vma_mark_attached() */
static void vma_refcnt_attach(struct mmsim_task *t, struct mmsim_vma *vma)
{
	WARN_ON_ONCE(vma->vm_lock_seq != vma->vm_mm->mm_lock_seq);
	WARN_ON_ONCE(atomic_read(&vma->vm_refcnt));
	atomic_set_release(&vma->vm_refcnt, 1);
}

/* vma_mark_detached(): only readers that are about to back out can be left */
static void vma_refcnt_detach(struct mmsim_task *t, struct mmsim_vma *vma)
{
	WARN_ON_ONCE(vma->vm_lock_seq != vma->vm_mm->mm_lock_seq);
	/* Fully ordered: what the last reader did is visible before any reuse. */
	if (likely(!atomic_dec_return(&vma->vm_refcnt)))
		return;
	if (!vma_refcnt_exclude(vma))
		return;
	vma_refcnt_dep_write(vma);
	vma_refcnt_wait(t, vma, VMA_REFCNT_EXCLUDE, false);
	mmsim_lock_released(t, MMSIM_LOCK_vma_lock, MMSIM_WRITE);
	atomic_sub_return(VMA_REFCNT_EXCLUDE, &vma->vm_refcnt);
	vma_refcnt_dep_release(vma);
}

static int vma_refcnt_init(struct mmsim_vma *vma)
{
	vma_refcnt_dep_init(vma);
	return 0;
}

static void vma_refcnt_read_section(struct mmsim_task *t, struct mmsim_vma *vma,
				    unsigned long loops)
{
	struct mmsim_mm *mm = vma->vm_mm;
	enum mmsim_fallback why;

	while (loops--) {
		rcu_read_lock();
		if (!vma_refcnt_tryread(mm, vma, &why)) {
			rcu_read_unlock();
			vma_refcnt_put(vma);
		}
	}
}

const struct mmsim_fault_lock_ops mmsim_fault_lock_vma_refcnt = {
	.fault		= vma_refcnt_fault,
	.start_read	= vma_refcnt_start_read,
	.end_read	= vma_refcnt_end_read,
	.start_write	= vma_refcnt_start_write,
	.attach		= vma_refcnt_attach,
	.detach		= vma_refcnt_detach,
	.vma_init	= vma_refcnt_init,
	.read_section	= vma_refcnt_read_section,
	.flags		= MMSIM_FL_VMA_LOCK,
	.vma_free	= MMSIM_VMA_FREE_TYPESAFE,
	.name		= "vma_refcnt",
};
