// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmap_lock and other rwsems, with statistics and tracepoints.
 *
 * mm_lock_seq is odd while mmap_lock is held for writing. It becomes even before the
 * lock is released or downgraded, and with that every write-locked VMA is unlocked
 * at once. Models include/linux/mmap_lock.h of 6.12 and 7.2; designs without VMA locks
 * leave the sequence alone, as 6.1 does.
 */
#include <mmsim/lock.h>
#include <mmsim/policy.h>
#include <trace/events/mmsim.h>

static void mm_begin_write(struct mmsim_mm *mm)
{
	if (!(mm->fault_lock->flags & MMSIM_FL_VMA_LOCK))
		return;
	WRITE_ONCE(mm->mm_lock_seq, mm->mm_lock_seq + 1);
	/* do_raw_write_seqcount_begin(): odd before anything is changed */
	smp_wmb();
}

static void mm_end_write_all(struct mmsim_mm *mm)
{
	mmsim_mmap_assert_write_locked(mm);
	if (!(mm->fault_lock->flags & MMSIM_FL_VMA_LOCK))
		return;
	/* Pairs with the acquire in the designs' start_read(). */
	smp_store_release(&mm->mm_lock_seq, mm->mm_lock_seq + 1);
}

/**
 * mmsim_down_write() - down_write() with statistics
 * @t: who locks
 * @sem: rwsem
 * @class: its class
 *
 * Context: may sleep.
 */
void mmsim_down_write(struct mmsim_task *t, struct rw_semaphore *sem,
		      enum mmsim_lock_class class)
{
	bool contended;
	u64 start = 0;

	if (!t->counting) {
		down_write(sem);
		return;
	}
	if (MMSIM_TRY_FIRST) {
		contended = !down_write_trylock(sem);
		if (contended) {
			start = ktime_get_ns();
			down_write(sem);
		}
	} else {
		contended = rwsem_is_locked(sem);
		start = ktime_get_ns();
		down_write(sem);
	}
	mmsim_lock_acquired(t, class, MMSIM_WRITE, contended,
			    contended ? ktime_get_ns() - start : 0);
}

/**
 * mmsim_up_write() - up_write() with statistics
 * @t: who unlocks
 * @sem: rwsem
 * @class: its class
 */
void mmsim_up_write(struct mmsim_task *t, struct rw_semaphore *sem,
		    enum mmsim_lock_class class)
{
	mmsim_lock_released(t, class, MMSIM_WRITE);
	up_write(sem);
}

/* Both modes of a killable acquisition; an error means a fatal signal. */
static int mmap_lock_measured(struct mmsim_task *t, struct mmsim_mm *mm,
			      enum mmsim_lock_mode mode, bool killable)
{
	struct rw_semaphore *sem = &mm->mmap_lock;
	bool write = mode == MMSIM_WRITE;
	bool contended;
	u64 start = 0;
	int err = 0;

	trace_mmsim_mmap_lock_start_locking(mm, write);
	if (MMSIM_TRY_FIRST) {
		contended = !(write ? down_write_trylock(sem) :
				      down_read_trylock(sem));
		if (!contended)
			goto acquired;
	} else {
		contended = write ? rwsem_is_locked(sem) :
				    mmsim_rwsem_write_locked(sem) ||
				    rwsem_is_contended(sem);
	}
	if (contended)
		start = ktime_get_ns();
	if (!killable) {
		if (write)
			down_write(sem);
		else
			down_read(sem);
	} else {
		err = write ? down_write_killable(sem) : down_read_killable(sem);
	}
	if (err) {
		trace_mmsim_mmap_lock_acquire_returned(mm, write, false);
		return err;
	}

acquired:
	mmsim_lock_acquired(t, MMSIM_LOCK_mmap_lock, mode, contended,
			    contended ? ktime_get_ns() - start : 0);
	trace_mmsim_mmap_lock_acquire_returned(mm, write, true);
	return 0;
}

/**
 * mmsim_mmap_read_lock() - Lock an address space against change
 * @t: who locks
 * @mm: address space
 *
 * Models mmap_read_lock().
 *
 * Context: may sleep, not killable.
 */
void mmsim_mmap_read_lock(struct mmsim_task *t, struct mmsim_mm *mm)
{
	mmap_lock_measured(t, mm, MMSIM_READ, false);
}
EXPORT_SYMBOL_GPL(mmsim_mmap_read_lock);

/**
 * mmsim_mmap_read_lock_killable() - The same unless a fatal signal comes first
 * @t: who locks
 * @mm: address space
 *
 * Models mmap_read_lock_killable().
 *
 * Context: may sleep.
 *
 * Return: 0 or -EINTR.
 */
int mmsim_mmap_read_lock_killable(struct mmsim_task *t, struct mmsim_mm *mm)
{
	return mmap_lock_measured(t, mm, MMSIM_READ, true);
}

/**
 * mmsim_mmap_read_trylock() - Lock it if that needs no waiting
 * @t: who locks
 * @mm: address space
 *
 * Fails even if a writer merely waits. Models mmap_read_trylock().
 *
 * Context: any.
 *
 * Return: true if locked.
 */
bool mmsim_mmap_read_trylock(struct mmsim_task *t, struct mmsim_mm *mm)
{
	bool ok;

	trace_mmsim_mmap_lock_start_locking(mm, false);
	ok = down_read_trylock(&mm->mmap_lock);
	if (ok)
		mmsim_lock_acquired(t, MMSIM_LOCK_mmap_lock, MMSIM_READ, false, 0);
	trace_mmsim_mmap_lock_acquire_returned(mm, false, ok);
	return ok;
}
EXPORT_SYMBOL_GPL(mmsim_mmap_read_trylock);

/**
 * mmsim_mmap_read_unlock() - Undo it
 * @t: who unlocks
 * @mm: address space
 */
void mmsim_mmap_read_unlock(struct mmsim_task *t, struct mmsim_mm *mm)
{
	trace_mmsim_mmap_lock_released(mm, false);
	mmsim_lock_released(t, MMSIM_LOCK_mmap_lock, MMSIM_READ);
	up_read(&mm->mmap_lock);
}
EXPORT_SYMBOL_GPL(mmsim_mmap_read_unlock);

/**
 * mmsim_mmap_write_lock() - Lock an address space to change it
 * @t: who locks
 * @mm: address space
 *
 * Models mmap_write_lock().
 *
 * Context: may sleep, not killable.
 */
void mmsim_mmap_write_lock(struct mmsim_task *t, struct mmsim_mm *mm)
{
	mmap_lock_measured(t, mm, MMSIM_WRITE, false);
	mm_begin_write(mm);
}
EXPORT_SYMBOL_GPL(mmsim_mmap_write_lock);

/**
 * mmsim_mmap_write_lock_killable() - The same unless a fatal signal comes first
 * @t: who locks
 * @mm: address space
 *
 * Models mmap_write_lock_killable().
 *
 * Context: may sleep.
 *
 * Return: 0 or -EINTR.
 */
int mmsim_mmap_write_lock_killable(struct mmsim_task *t, struct mmsim_mm *mm)
{
	int err = mmap_lock_measured(t, mm, MMSIM_WRITE, true);

	if (!err)
		mm_begin_write(mm);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_mmap_write_lock_killable);

/**
 * mmsim_mmap_write_lock_nested() - Lock a second address space, nobody else's yet
 * @t: who locks
 * @mm: address space
 * @subclass: lockdep subclass
 *
 * Models mmap_write_lock_nested(), for fork's child; not counted, as it cannot be
 * contended.
 *
 * Context: may sleep.
 */
void mmsim_mmap_write_lock_nested(struct mmsim_task *t, struct mmsim_mm *mm,
				  int subclass)
{
	trace_mmsim_mmap_lock_start_locking(mm, true);
	down_write_nested(&mm->mmap_lock, subclass);
	mm_begin_write(mm);
	trace_mmsim_mmap_lock_acquire_returned(mm, true, true);
}

/**
 * mmsim_mmap_write_unlock_nested() - Undo it
 * @t: who unlocks
 * @mm: address space
 */
void mmsim_mmap_write_unlock_nested(struct mmsim_task *t, struct mmsim_mm *mm)
{
	trace_mmsim_mmap_lock_released(mm, true);
	mm_end_write_all(mm);
	up_write(&mm->mmap_lock);
}

/**
 * mmsim_mmap_write_unlock() - Unlock an address space and all its VMAs
 * @t: who unlocks
 * @mm: address space
 *
 * Models mmap_write_unlock().
 */
void mmsim_mmap_write_unlock(struct mmsim_task *t, struct mmsim_mm *mm)
{
	trace_mmsim_mmap_lock_released(mm, true);
	mm_end_write_all(mm);
	mmsim_lock_released(t, MMSIM_LOCK_mmap_lock, MMSIM_WRITE);
	up_write(&mm->mmap_lock);
}
EXPORT_SYMBOL_GPL(mmsim_mmap_write_unlock);

/**
 * mmsim_mmap_write_downgrade() - Keep a write lock as a read lock
 * @t: who holds it
 * @mm: address space
 *
 * All VMAs are unlocked before readers are let in. Models mmap_write_downgrade().
 */
void mmsim_mmap_write_downgrade(struct mmsim_task *t, struct mmsim_mm *mm)
{
	trace_mmsim_mmap_lock_acquire_returned(mm, false, true);
	mm_end_write_all(mm);
	mmsim_lock_released(t, MMSIM_LOCK_mmap_lock, MMSIM_WRITE);
	if (t->counting && t->hold_times)
		t->hold_start[MMSIM_LOCK_mmap_lock] = ktime_get_ns();
	downgrade_write(&mm->mmap_lock);
}
EXPORT_SYMBOL_GPL(mmsim_mmap_write_downgrade);
