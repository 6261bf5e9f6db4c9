// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reader-writer semaphores: the calls and their fast paths.
 *
 * The rules are the kernel's (kernel/locking/rwsem.c); rwsem.h has the words,
 * rwsem_spin.c the optimistic spinning, rwsem_wait.c the queue. In short:
 *
 * - A trylock fails when anybody is queued; down_read() may still steal the
 *   lock from the queue, unless readers own it already or a hand-off is due.
 * - A writer spins while the owner runs, behind an OSQ.
 * - Who has queued for 4 ms is owed the lock (hand-off).
 * - Readers at the head of the queue are woken together, with those behind
 *   other waiters, at most 256 at once; a writer is woken alone and must still
 *   win the lock.
 */
#include "rwsem.h"

void __init_rwsem(struct rw_semaphore *sem, const char *name,
		  struct lock_class_key *key)
{
	atomic_long_set(&sem->count, 0);
	atomic_long_set(&sem->owner, 0);
	osq_lock_init(&sem->osq);
	sem->wait_lock.word = 0;
	INIT_LIST_HEAD(&sem->wait_list);
	lockdep_init_map(&sem->wait_lock.dep_map, NULL, NULL, 0);
	lockdep_init_map(&sem->dep_map, name, key, 0);
}

static inline int __down_read(struct rw_semaphore *sem, int state)
{
	long count = atomic_long_add_return_acquire(RWSEM_READER_BIAS,
						    &sem->count);

	if (unlikely(count & RWSEM_READ_FAILED_MASK))
		return rwsem_read_slowpath(sem, count, state);
	rwsem_set_reader_owner(sem, current);
	return 0;
}

static inline int __down_write(struct rw_semaphore *sem, int state)
{
	if (unlikely(!rwsem_write_trylock(sem)))
		return rwsem_write_slowpath(sem, state);
	return 0;
}

static int down_read_state(struct rw_semaphore *sem, int subclass, int state)
{
	might_sleep();
	rwsem_acquire_read(&sem->dep_map, subclass, 0, _RET_IP_);
	if (__down_read(sem, state)) {
		rwsem_release(&sem->dep_map, _RET_IP_);
		return -EINTR;
	}
	return 0;
}

static int down_write_state(struct rw_semaphore *sem, int subclass, int state)
{
	might_sleep();
	rwsem_acquire(&sem->dep_map, subclass, 0, _RET_IP_);
	if (__down_write(sem, state)) {
		rwsem_release(&sem->dep_map, _RET_IP_);
		return -EINTR;
	}
	return 0;
}

void down_read(struct rw_semaphore *sem)
{
	down_read_state(sem, 0, TASK_UNINTERRUPTIBLE);
}

void down_read_nested(struct rw_semaphore *sem, int subclass)
{
	down_read_state(sem, subclass, TASK_UNINTERRUPTIBLE);
}

int down_read_interruptible(struct rw_semaphore *sem)
{
	return down_read_state(sem, 0, TASK_INTERRUPTIBLE);
}

int down_read_killable(struct rw_semaphore *sem)
{
	return down_read_state(sem, 0, TASK_KILLABLE);
}

int down_read_killable_nested(struct rw_semaphore *sem, int subclass)
{
	return down_read_state(sem, subclass, TASK_KILLABLE);
}

int down_read_trylock(struct rw_semaphore *sem)
{
	long count = atomic_long_read(&sem->count);

	do {
		if (count & RWSEM_READ_FAILED_MASK)
			return 0;
	} while (!atomic_long_try_cmpxchg_acquire(&sem->count, &count,
						  count + RWSEM_READER_BIAS));
	rwsem_set_reader_owner(sem, current);
	rwsem_acquire_read(&sem->dep_map, 0, 1, _RET_IP_);
	return 1;
}

void down_write(struct rw_semaphore *sem)
{
	down_write_state(sem, 0, TASK_UNINTERRUPTIBLE);
}

void down_write_nested(struct rw_semaphore *sem, int subclass)
{
	down_write_state(sem, subclass, TASK_UNINTERRUPTIBLE);
}

void user_down_write_nest_lock(struct rw_semaphore *sem,
			       struct lockdep_map *nest)
{
	might_sleep();
	rwsem_acquire_nest(&sem->dep_map, 0, 0, nest, _RET_IP_);
	__down_write(sem, TASK_UNINTERRUPTIBLE);
}

int down_write_killable(struct rw_semaphore *sem)
{
	return down_write_state(sem, 0, TASK_KILLABLE);
}

int down_write_killable_nested(struct rw_semaphore *sem, int subclass)
{
	return down_write_state(sem, subclass, TASK_KILLABLE);
}

int down_write_trylock(struct rw_semaphore *sem)
{
	if (!rwsem_write_trylock(sem))
		return 0;
	rwsem_acquire(&sem->dep_map, 0, 1, _RET_IP_);
	return 1;
}

static void wake_next(struct rw_semaphore *sem, enum rwsem_wake_type type)
{
	DEFINE_WAKE_Q(wake_q);

	user_spin_lock(&sem->wait_lock);
	if (!list_empty(&sem->wait_list))
		rwsem_mark_wake(sem, type, &wake_q);
	user_spin_unlock(&sem->wait_lock);
	wake_up_q(&wake_q);
}

void up_read(struct rw_semaphore *sem)
{
	long count;

	rwsem_release(&sem->dep_map, _RET_IP_);
	count = atomic_long_add_return_release(-RWSEM_READER_BIAS, &sem->count);
#ifdef MMSIM_USER_DEBUG
	WARN_ON(count < 0);
#endif
	if (unlikely((count & (RWSEM_LOCK_MASK | RWSEM_FLAG_WAITERS)) ==
		     RWSEM_FLAG_WAITERS)) {
		rwsem_clear_nonspinnable(sem);
		wake_next(sem, RWSEM_WAKE_ANY);
	}
}

void up_write(struct rw_semaphore *sem)
{
	long count;

	rwsem_release(&sem->dep_map, _RET_IP_);
#ifdef MMSIM_USER_DEBUG
	WARN_ON((atomic_long_read(&sem->owner) & ~RWSEM_NONSPINNABLE) !=
		(long)current);
#endif
	rwsem_clear_owner(sem);
	count = atomic_long_fetch_add_release(-RWSEM_WRITER, &sem->count);
	if (unlikely(count & RWSEM_FLAG_WAITERS))
		wake_next(sem, RWSEM_WAKE_ANY);
}

void downgrade_write(struct rw_semaphore *sem)
{
	long count;

	lock_downgrade(&sem->dep_map, _RET_IP_);
	/*
	 * Release: readers that come in see what the writer did. The owner is
	 * told apart as a reader only afterwards, as spinners expect.
	 */
	count = atomic_long_fetch_add_release(RWSEM_READER_BIAS - RWSEM_WRITER,
					      &sem->count);
	rwsem_set_reader_owner(sem, current);
	if (count & RWSEM_FLAG_WAITERS)
		wake_next(sem, RWSEM_WAKE_READ_OWNED);
}
