// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutexes, by the rules of kernel/locking/mutex.c.
 *
 * The owner word is the task that holds the lock, with three bits: somebody is
 * queued; the first in the queue asks to be given the lock; the lock has been
 * given to the task in the word, which has yet to notice. Who does not get the
 * lock spins while its owner runs, behind an OSQ, and else queues in order.
 */
#include <linux/err.h>
#include <linux/mutex.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "spin.h"

#define MUTEX_WAITERS	0x1L
#define MUTEX_HANDOFF	0x2L
#define MUTEX_PICKUP	0x4L
#define MUTEX_FLAGS	0x7L

struct mutex_waiter {
	struct list_head list;
	struct task_struct *task;
};

void __mutex_init(struct mutex *lock, const char *name,
		  struct lock_class_key *key)
{
	atomic_long_set(&lock->owner, 0);
	lock->wait_lock.word = 0;
	osq_lock_init(&lock->osq);
	INIT_LIST_HEAD(&lock->wait_list);
	lockdep_init_map(&lock->wait_lock.dep_map, NULL, NULL, 0);
	lockdep_init_map(&lock->dep_map, name, key, 0);
}

static struct task_struct *owner_task(long owner)
{
	return (struct task_struct *)(owner & ~MUTEX_FLAGS);
}

/* @handoff: if it fails, ask to be given the lock next. */
static bool try_lock(struct mutex *lock, bool handoff)
{
	long owner = atomic_long_read(&lock->owner), new, me = (long)current;

	do {
		new = owner & MUTEX_FLAGS;
		if (!owner_task(owner)) {
			new |= me;
		} else if (owner & MUTEX_PICKUP) {
			if ((long)owner_task(owner) != me)
				return false;
			new = me | (new & ~MUTEX_PICKUP);
		} else {
			if (!handoff || owner & MUTEX_HANDOFF)
				return false;
			new = owner | MUTEX_HANDOFF;
		}
	} while (!atomic_long_try_cmpxchg_acquire(&lock->owner, &owner, new));

	return (long)owner_task(new) == me;
}

static bool is_first(struct mutex *lock, struct mutex_waiter *waiter)
{
	return READ_ONCE(lock->wait_list.next) == &waiter->list;
}

/* Spin while @owner has the lock and runs. */
static bool spin_on_owner(struct mutex *lock, struct task_struct *owner,
			  struct mutex_waiter *waiter, struct user_spin *sp)
{
	while (owner_task(atomic_long_read(&lock->owner)) == owner) {
		if (!READ_ONCE(owner->on_cpu) || !user_spin(sp))
			return false;
		if (waiter && !is_first(lock, waiter))
			return false;
	}
	return true;
}

/* @waiter: NULL, or the first in the queue, which does not need the OSQ. */
static bool optimistic_spin(struct mutex *lock, struct mutex_waiter *waiter)
{
	struct task_struct *owner;
	struct user_spin sp;
	bool taken = false;

	owner = owner_task(atomic_long_read(&lock->owner));
	if (owner && !READ_ONCE(owner->on_cpu))
		return false;
	if (!waiter && !osq_lock(&lock->osq))
		return false;

	user_spin_begin(&sp);
	for (;;) {
		taken = try_lock(lock, false);
		if (taken)
			break;
		owner = owner_task(atomic_long_read(&lock->owner));
		/* Given to us by name, it would have been taken above. */
		if (owner && owner != current &&
		    !spin_on_owner(lock, owner, waiter, &sp))
			break;
		if (!user_spin(&sp))
			break;
	}
	if (!waiter)
		osq_unlock(&lock->osq);
	return taken;
}

static int lock_slow(struct mutex *lock, int state)
{
	struct mutex_waiter waiter;
	bool first;
	int ret = 0;

	if (try_lock(lock, false) || optimistic_spin(lock, NULL))
		return 0;

	user_spin_lock(&lock->wait_lock);
	if (try_lock(lock, false)) {
		user_spin_unlock(&lock->wait_lock);
		return 0;
	}
	waiter.task = current;
	list_add_tail(&waiter.list, &lock->wait_list);
	if (is_first(lock, &waiter))
		atomic_long_or(MUTEX_WAITERS, &lock->owner);

	set_current_state(state);
	for (;;) {
		/* With wait_lock held nobody can hand over or wake. */
		if (try_lock(lock, false))
			break;
		if (signal_pending_state(state, current)) {
			ret = -EINTR;
			break;
		}
		user_spin_unlock(&lock->wait_lock);
		schedule();
		first = is_first(lock, &waiter);
		set_current_state(state);
		if (try_lock(lock, first) ||
		    (first && optimistic_spin(lock, &waiter))) {
			user_spin_lock(&lock->wait_lock);
			break;
		}
		user_spin_lock(&lock->wait_lock);
	}
	__set_current_state(TASK_RUNNING);
	list_del(&waiter.list);
	if (list_empty(&lock->wait_list))
		atomic_long_andnot(MUTEX_FLAGS, &lock->owner);
	user_spin_unlock(&lock->wait_lock);
	return ret;
}

static int lock_state(struct mutex *lock, unsigned int subclass, int state)
{
	long old = 0;

	might_sleep();
	mutex_acquire(&lock->dep_map, subclass, 0, _RET_IP_);
	if (likely(atomic_long_try_cmpxchg_acquire(&lock->owner, &old,
						   (long)current)))
		return 0;
	if (!lock_slow(lock, state))
		return 0;
	mutex_release(&lock->dep_map, _RET_IP_);
	return -EINTR;
}

void mutex_lock_nested(struct mutex *lock, unsigned int subclass)
{
	lock_state(lock, subclass, TASK_UNINTERRUPTIBLE);
}

int mutex_lock_interruptible_nested(struct mutex *lock, unsigned int subclass)
{
	return lock_state(lock, subclass, TASK_INTERRUPTIBLE);
}

int mutex_lock_killable_nested(struct mutex *lock, unsigned int subclass)
{
	return lock_state(lock, subclass, TASK_KILLABLE);
}

int mutex_trylock(struct mutex *lock)
{
	if (!try_lock(lock, false))
		return 0;
	mutex_acquire(&lock->dep_map, 0, 1, _RET_IP_);
	return 1;
}

bool mutex_is_locked(struct mutex *lock)
{
	return owner_task(atomic_long_read(&lock->owner));
}

static void unlock_slow(struct mutex *lock)
{
	long owner = atomic_long_read(&lock->owner);
	struct task_struct *next = NULL;

	WARN_ON((long)owner_task(owner) != (long)current);
	while (!(owner & MUTEX_HANDOFF)) {
		if (atomic_long_try_cmpxchg_release(&lock->owner, &owner,
						    owner & MUTEX_FLAGS)) {
			if (!(owner & MUTEX_WAITERS))
				return;
			break;
		}
	}

	user_spin_lock(&lock->wait_lock);
	if (!list_empty(&lock->wait_list))
		next = get_task_struct(list_first_entry(&lock->wait_list,
							struct mutex_waiter,
							list)->task);
	if (owner & MUTEX_HANDOFF) {
		long new, old = atomic_long_read(&lock->owner);

		do {
			new = old & MUTEX_WAITERS;
			if (next)
				new |= (long)next | MUTEX_PICKUP;
		} while (!atomic_long_try_cmpxchg_release(&lock->owner, &old,
							  new));
	}
	user_spin_unlock(&lock->wait_lock);
	if (next) {
		wake_up_state(next, TASK_NORMAL);
		put_task_struct(next);
	}
}

void mutex_unlock(struct mutex *lock)
{
	long me = (long)current;

	mutex_release(&lock->dep_map, _RET_IP_);
	if (unlikely(!atomic_long_try_cmpxchg_release(&lock->owner, &me, 0)))
		unlock_slow(lock);
}
