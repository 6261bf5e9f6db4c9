// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reader-writer semaphores: optimistic spinning of writers.
 */
#include "rwsem.h"
#include "spin.h"

static struct task_struct *owner_task(long owner)
{
	return (struct task_struct *)(owner & ~RWSEM_OWNER_FLAGS);
}

static enum rwsem_owner_state owner_state(long owner)
{
	if (owner & RWSEM_NONSPINNABLE)
		return OWNER_NONSPINNABLE;
	if (owner & RWSEM_READER_OWNED)
		return OWNER_READER;
	return owner_task(owner) ? OWNER_WRITER : OWNER_NULL;
}

/* Forbid spinning, unless a writer has the lock by now. */
static void set_nonspinnable(struct rw_semaphore *sem)
{
	long owner = atomic_long_read(&sem->owner);

	do {
		if (!(owner & RWSEM_READER_OWNED) || owner & RWSEM_NONSPINNABLE)
			return;
	} while (!atomic_long_try_cmpxchg_relaxed(&sem->owner, &owner,
						  owner | RWSEM_NONSPINNABLE));
}

/* The last reader has gone: spinning makes sense again. */
void rwsem_clear_nonspinnable(struct rw_semaphore *sem)
{
	if (atomic_long_read(&sem->owner) & RWSEM_NONSPINNABLE)
		atomic_long_andnot(RWSEM_NONSPINNABLE, &sem->owner);
}

bool rwsem_can_spin_on_owner(struct rw_semaphore *sem)
{
	long owner = atomic_long_read(&sem->owner);

	if (owner & RWSEM_NONSPINNABLE)
		return false;
	if (!(owner & RWSEM_READER_OWNED) && owner_task(owner))
		return READ_ONCE(owner_task(owner)->on_cpu);
	return true;
}

/* Spin while the same writer runs; says who owns the lock when that ends. */
enum rwsem_owner_state rwsem_spin_on_owner(struct rw_semaphore *sem)
{
	long first = atomic_long_read(&sem->owner);
	struct user_spin sp;
	long owner;

	if (owner_state(first) != OWNER_WRITER)
		return owner_state(first);

	user_spin_begin(&sp);
	for (;;) {
		owner = atomic_long_read(&sem->owner);
		if (owner != first)
			return owner_state(owner);
		if (!READ_ONCE(owner_task(owner)->on_cpu) || !user_spin(&sp))
			return OWNER_NONSPINNABLE;
	}
}

/* How long a writer spins on readers: longer the more there are. */
static u64 reader_spin_ns(struct rw_semaphore *sem)
{
	long readers = atomic_long_read(&sem->count) >> RWSEM_READER_SHIFT;

	return (20 + min(readers, 30L)) * NSEC_PER_USEC / 2;
}

/* Take the lock past the queue, unless a hand-off is due. */
static bool try_write_lock_unqueued(struct rw_semaphore *sem)
{
	long count = atomic_long_read(&sem->count);

	while (!(count & (RWSEM_LOCK_MASK | RWSEM_FLAG_HANDOFF))) {
		if (atomic_long_try_cmpxchg_acquire(&sem->count, &count,
						    count | RWSEM_WRITER)) {
			rwsem_set_owner(sem);
			return true;
		}
	}
	return false;
}

bool rwsem_optimistic_spin(struct rw_semaphore *sem)
{
	enum rwsem_owner_state state;
	u64 reader_end = 0;
	struct user_spin sp;
	bool taken = false;
	int loop = 0;

	if (!osq_lock(&sem->osq))
		return false;

	user_spin_begin(&sp);
	for (;;) {
		state = rwsem_spin_on_owner(sem);
		if (!(state & OWNER_SPINNABLE))
			break;
		taken = try_write_lock_unqueued(sem);
		if (taken)
			break;

		if (state != OWNER_READER) {
			reader_end = 0;
		} else if (!reader_end) {
			if (atomic_long_read(&sem->owner) & RWSEM_NONSPINNABLE)
				break;
			reader_end = plat_now_ns() + reader_spin_ns(sem);
			loop = 0;
		} else if (!(++loop & 0xf) && plat_now_ns() > reader_end) {
			set_nonspinnable(sem);
			break;
		}
		if (!user_spin(&sp))
			break;
	}
	osq_unlock(&sem->osq);
	return taken;
}
