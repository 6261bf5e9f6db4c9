/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The two words of a rw_semaphore, and what its three files share.
 *
 * count, the layout of the kernel since 5.3:
 *   bit 0	a writer holds the lock
 *   bit 1	somebody is queued
 *   bit 2	the first in the queue is owed the lock: nobody may steal it
 *   bits 8-62	readers
 *   bit 63	overflow guard
 *
 * owner: the task of the writer, or of the reader that came last (which may
 * have gone), with two bits:
 *   bit 0	readers own the lock
 *   bit 1	do not spin: spinning on readers has taken too long
 */
#ifndef _USER_RWSEM_H
#define _USER_RWSEM_H

#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/sched/wake_q.h>
#include <linux/time64.h>

#define RWSEM_FLAG_WAITERS	(1L << 1)
#define RWSEM_FLAG_HANDOFF	(1L << 2)
#define RWSEM_FLAG_READFAIL	(1L << 63)
#define RWSEM_READER_SHIFT	8
#define RWSEM_READER_BIAS	(1L << RWSEM_READER_SHIFT)
#define RWSEM_WRITER		((long)RWSEM_WRITER_LOCKED)
#define RWSEM_READER_MASK	(~(RWSEM_READER_BIAS - 1))
#define RWSEM_LOCK_MASK		(RWSEM_WRITER | RWSEM_READER_MASK)
#define RWSEM_READ_FAILED_MASK	(RWSEM_WRITER | RWSEM_FLAG_WAITERS | \
				 RWSEM_FLAG_HANDOFF | RWSEM_FLAG_READFAIL)

#define RWSEM_READER_OWNED	(1L << 0)
#define RWSEM_NONSPINNABLE	(1L << 1)
#define RWSEM_OWNER_FLAGS	(RWSEM_READER_OWNED | RWSEM_NONSPINNABLE)

/* A waiter that has waited this long is owed the lock. */
#define RWSEM_WAIT_TIMEOUT_NS	(4 * NSEC_PER_MSEC)
/* Readers woken in one go. */
#define RWSEM_MAX_WAKEUP	0x100

enum rwsem_waiter_type { RWSEM_WAITING_FOR_WRITE, RWSEM_WAITING_FOR_READ };

struct rwsem_waiter {
	struct list_head list;
	struct task_struct *task;	/* NULL: the lock is yours */
	enum rwsem_waiter_type type;
	u64 deadline;
	bool handoff_set;
};

enum rwsem_wake_type {
	RWSEM_WAKE_ANY,		/* whatever is first in the queue */
	RWSEM_WAKE_READERS,	/* readers at the head of the queue */
	RWSEM_WAKE_READ_OWNED,	/* the same, and the caller is a reader */
};

enum rwsem_owner_state {
	OWNER_NULL		= 1 << 0,
	OWNER_WRITER		= 1 << 1,
	OWNER_READER		= 1 << 2,
	OWNER_NONSPINNABLE	= 1 << 3,
};

#define OWNER_SPINNABLE		(OWNER_NULL | OWNER_WRITER | OWNER_READER)

static inline void rwsem_set_owner(struct rw_semaphore *sem)
{
	atomic_long_set(&sem->owner, (long)current);
}

static inline void rwsem_clear_owner(struct rw_semaphore *sem)
{
	atomic_long_set(&sem->owner, 0);
}

static inline void rwsem_set_reader_owner(struct rw_semaphore *sem,
					  struct task_struct *t)
{
	long keep = atomic_long_read(&sem->owner) & RWSEM_NONSPINNABLE;

	atomic_long_set(&sem->owner, (long)t | RWSEM_READER_OWNED | keep);
}

static inline bool rwsem_write_trylock(struct rw_semaphore *sem)
{
	long old = 0;

	if (!atomic_long_try_cmpxchg_acquire(&sem->count, &old, RWSEM_WRITER))
		return false;
	rwsem_set_owner(sem);
	return true;
}

void rwsem_clear_nonspinnable(struct rw_semaphore *sem);
bool rwsem_can_spin_on_owner(struct rw_semaphore *sem);
enum rwsem_owner_state rwsem_spin_on_owner(struct rw_semaphore *sem);
bool rwsem_optimistic_spin(struct rw_semaphore *sem);

void rwsem_mark_wake(struct rw_semaphore *sem, enum rwsem_wake_type type,
		     struct wake_q_head *wake_q);
void rwsem_cond_wake_waiter(struct rw_semaphore *sem, long count,
			    struct wake_q_head *wake_q);
int rwsem_read_slowpath(struct rw_semaphore *sem, long count, int state);
int rwsem_write_slowpath(struct rw_semaphore *sem, int state);

#endif /* _USER_RWSEM_H */
