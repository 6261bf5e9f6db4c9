/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Locks with statistics: mmap_lock by the kernel's names, and the pieces from which
 * the other classes are measured.
 */
#ifndef _MMSIM_LOCK_H
#define _MMSIM_LOCK_H

#include <mmsim/mm.h>
#include <mmsim/task.h>

/*
 * Contention is found by trying first, which costs an uncontended acquisition
 * nothing. But lockdep learns no order from a try, so where it is watching the
 * lock is taken in one step and contention is what the lock looked like just
 * before.
 */
#define MMSIM_TRY_FIRST		(!IS_ENABLED(CONFIG_DEBUG_LOCK_ALLOC))

/**
 * mmsim_lock_acquired() - Account an acquisition
 * @t: who acquired
 * @class: class of the lock
 * @mode: for reading or for writing
 * @contended: it did not succeed at once
 * @wait_ns: how long it took, ns, if @contended
 */
static inline void mmsim_lock_acquired(struct mmsim_task *t,
				       enum mmsim_lock_class class,
				       enum mmsim_lock_mode mode,
				       bool contended, u64 wait_ns)
{
	struct mmsim_lock_stat *ls = &t->locks[class][mode];

	if (!t->counting)
		return;
	WRITE_ONCE(ls->acquisitions, ls->acquisitions + 1);
	if (unlikely(contended)) {
		WRITE_ONCE(ls->contentions, ls->contentions + 1);
		mmsim_hist_record(&ls->wait, wait_ns);
	}
	if (t->hold_times)
		t->hold_start[class] = ktime_get_ns();
}

/**
 * mmsim_lock_released() - Account a release; call it just before the release
 * @t: who releases
 * @class: class of the lock
 * @mode: mode it was held in
 */
static inline void mmsim_lock_released(struct mmsim_task *t,
				       enum mmsim_lock_class class,
				       enum mmsim_lock_mode mode)
{
	if (t->hold_times && t->hold_start[class]) {
		if (t->counting)
			mmsim_hist_record(&t->locks[class][mode].hold,
					  ktime_get_ns() - t->hold_start[class]);
		t->hold_start[class] = 0;
	}
}

void mmsim_down_write(struct mmsim_task *t, struct rw_semaphore *sem,
		      enum mmsim_lock_class class);
void mmsim_up_write(struct mmsim_task *t, struct rw_semaphore *sem,
		    enum mmsim_lock_class class);

void mmsim_mmap_read_lock(struct mmsim_task *t, struct mmsim_mm *mm);
int mmsim_mmap_read_lock_killable(struct mmsim_task *t, struct mmsim_mm *mm);
bool mmsim_mmap_read_trylock(struct mmsim_task *t, struct mmsim_mm *mm);
void mmsim_mmap_read_unlock(struct mmsim_task *t, struct mmsim_mm *mm);
void mmsim_mmap_write_lock(struct mmsim_task *t, struct mmsim_mm *mm);
int mmsim_mmap_write_lock_killable(struct mmsim_task *t, struct mmsim_mm *mm);
void mmsim_mmap_write_lock_nested(struct mmsim_task *t, struct mmsim_mm *mm,
				  int subclass);
void mmsim_mmap_write_unlock_nested(struct mmsim_task *t, struct mmsim_mm *mm);
void mmsim_mmap_write_unlock(struct mmsim_task *t, struct mmsim_mm *mm);
void mmsim_mmap_write_downgrade(struct mmsim_task *t, struct mmsim_mm *mm);

/* raw_read_seqcount(&mm->mm_lock_seq) */
static inline unsigned int mmsim_mm_lock_seq_acquire(struct mmsim_mm *mm)
{
	/* Pairs with the release in mm_end_write_all(). */
	return smp_load_acquire(&mm->mm_lock_seq);
}

static inline void mmsim_mmap_assert_locked(struct mmsim_mm *mm)
{
	lockdep_assert_held(&mm->mmap_lock);
}

static inline void mmsim_mmap_assert_write_locked(struct mmsim_mm *mm)
{
	lockdep_assert_held_write(&mm->mmap_lock);
}

#endif /* _MMSIM_LOCK_H */
