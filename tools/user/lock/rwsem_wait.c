// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reader-writer semaphores: the queue. wait_lock protects the list.
 */
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "rwsem.h"
#include "spin.h"

static struct rwsem_waiter *first_waiter(struct rw_semaphore *sem)
{
	return list_first_entry(&sem->wait_list, struct rwsem_waiter, list);
}

static void queue_waiter(struct rw_semaphore *sem, struct rwsem_waiter *waiter,
			 enum rwsem_waiter_type type)
{
	waiter->task = current;
	waiter->type = type;
	waiter->deadline = plat_now_ns() + RWSEM_WAIT_TIMEOUT_NS;
	waiter->handoff_set = false;
	list_add_tail(&waiter->list, &sem->wait_list);
}

/* Take @waiter off; true if somebody is left. */
static bool dequeue_waiter(struct rw_semaphore *sem,
			   struct rwsem_waiter *waiter)
{
	list_del(&waiter->list);
	if (!list_empty(&sem->wait_list))
		return true;
	atomic_long_andnot(RWSEM_FLAG_HANDOFF | RWSEM_FLAG_WAITERS,
			   &sem->count);
	return false;
}

static bool waited_long(const struct rwsem_waiter *waiter)
{
	return plat_now_ns() > waiter->deadline;
}

/*
 * Grant the lock to the readers that are waiting, which are put on @wake_q, or
 * only wake the writer that is first. A granted reader sees task == NULL.
 *
 * A grant must be made before the readers are counted in: the bias of one is
 * added first, to see whether a writer has stolen the lock.
 */
void rwsem_mark_wake(struct rw_semaphore *sem, enum rwsem_wake_type type,
		     struct wake_q_head *wake_q)
{
	struct rwsem_waiter *first = first_waiter(sem), *waiter, *tmp;
	long woken = 0, adjustment = 0, old;
	LIST_HEAD(granted);

	if (first->type == RWSEM_WAITING_FOR_WRITE) {
		if (type == RWSEM_WAKE_ANY)
			wake_q_add(wake_q, first->task);
		return;
	}

	if (atomic_long_read(&sem->count) < 0)
		return;

	if (type != RWSEM_WAKE_READ_OWNED) {
		adjustment = RWSEM_READER_BIAS;
		old = atomic_long_fetch_add(adjustment, &sem->count);
		if (unlikely(old & RWSEM_WRITER)) {
			/* Stolen. Has the first waited for too long? */
			if (waited_long(first)) {
				if (!(old & RWSEM_FLAG_HANDOFF))
					adjustment -= RWSEM_FLAG_HANDOFF;
				first->handoff_set = true;
			}
			atomic_long_add(-adjustment, &sem->count);
			return;
		}
		/* Now readers own it: spinning writers should see that. */
		rwsem_set_reader_owner(sem, first->task);
	}

	list_for_each_entry_safe(waiter, tmp, &sem->wait_list, list) {
		if (waiter->type == RWSEM_WAITING_FOR_WRITE)
			continue;
		woken++;
		list_move_tail(&waiter->list, &granted);
		if (woken >= RWSEM_MAX_WAKEUP)
			break;
	}

	adjustment = woken * RWSEM_READER_BIAS - adjustment;
	old = atomic_long_read(&sem->count);
	if (list_empty(&sem->wait_list)) {
		adjustment -= RWSEM_FLAG_WAITERS;
		if (old & RWSEM_FLAG_HANDOFF)
			adjustment -= RWSEM_FLAG_HANDOFF;
	} else if (woken && old & RWSEM_FLAG_HANDOFF) {
		/* The promise was kept; whoever is first now gets its own. */
		adjustment -= RWSEM_FLAG_HANDOFF;
	}
	if (adjustment)
		atomic_long_add(adjustment, &sem->count);

	list_for_each_entry_safe(waiter, tmp, &granted, list) {
		struct task_struct *t = get_task_struct(waiter->task);

		/* From here on the waiter may return and its memory go. */
		smp_store_release(&waiter->task, NULL);
		wake_q_add_safe(wake_q, t);
	}
}

/* Wake whoever can have the lock, after @count was seen. wait_lock is held. */
void rwsem_cond_wake_waiter(struct rw_semaphore *sem, long count,
			    struct wake_q_head *wake_q)
{
	enum rwsem_wake_type type;

	if (count & RWSEM_WRITER)
		return;
	if (count & RWSEM_READER_MASK) {
		type = RWSEM_WAKE_READERS;
	} else {
		type = RWSEM_WAKE_ANY;
		rwsem_clear_nonspinnable(sem);
	}
	rwsem_mark_wake(sem, type, wake_q);
}

/* Leave the queue without the lock; releases wait_lock. */
static int give_up(struct rw_semaphore *sem, struct rwsem_waiter *waiter)
{
	bool was_first = first_waiter(sem) == waiter;
	DEFINE_WAKE_Q(wake_q);

	if (dequeue_waiter(sem, waiter) && was_first)
		rwsem_mark_wake(sem, RWSEM_WAKE_ANY, &wake_q);
	user_spin_unlock(&sem->wait_lock);
	__set_current_state(TASK_RUNNING);
	wake_up_q(&wake_q);
	return -EINTR;
}

/* A reader whose bias is in @count got past the queue: should others follow? */
static void read_stolen(struct rw_semaphore *sem, long count)
{
	DEFINE_WAKE_Q(wake_q);

	rwsem_set_reader_owner(sem, current);
	if (count >> RWSEM_READER_SHIFT != 1 || !(count & RWSEM_FLAG_WAITERS))
		return;
	user_spin_lock(&sem->wait_lock);
	if (!list_empty(&sem->wait_list))
		rwsem_mark_wake(sem, RWSEM_WAKE_READ_OWNED, &wake_q);
	user_spin_unlock(&sem->wait_lock);
	wake_up_q(&wake_q);
}

/* The caller's bias is in the count, which was @count with it. */
int rwsem_read_slowpath(struct rw_semaphore *sem, long count, int state)
{
	long adjustment = -RWSEM_READER_BIAS;
	struct rwsem_waiter waiter;
	DEFINE_WAKE_Q(wake_q);
	bool first;

	/*
	 * Stealing is fair enough on a lock that nobody owns. On one that
	 * readers own, it would starve the writers in the queue.
	 */
	if (!(atomic_long_read(&sem->owner) & RWSEM_READER_OWNED &&
	      count >> RWSEM_READER_SHIFT > 1 && !(count & RWSEM_WRITER)) &&
	    !(count & (RWSEM_WRITER | RWSEM_FLAG_HANDOFF))) {
		read_stolen(sem, count);
		return 0;
	}

	user_spin_lock(&sem->wait_lock);
	first = list_empty(&sem->wait_list);
	if (first) {
		/* Nobody queued and no writer: the bias is the lock. */
		if (!(atomic_long_read_acquire(&sem->count) & RWSEM_WRITER)) {
			rwsem_set_reader_owner(sem, current);
			user_spin_unlock(&sem->wait_lock);
			return 0;
		}
		adjustment += RWSEM_FLAG_WAITERS;
	}
	queue_waiter(sem, &waiter, RWSEM_WAITING_FOR_READ);
	count = atomic_long_add_return(adjustment, &sem->count);
	rwsem_cond_wake_waiter(sem, count, &wake_q);
	user_spin_unlock(&sem->wait_lock);
	wake_up_q(&wake_q);

	for (;;) {
		set_current_state(state);
		if (!smp_load_acquire(&waiter.task))
			break;
		if (signal_pending_state(state, current)) {
			user_spin_lock(&sem->wait_lock);
			if (waiter.task)
				return give_up(sem, &waiter);
			user_spin_unlock(&sem->wait_lock);
			/* Granted meanwhile: it counts. */
			break;
		}
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

/*
 * The waiter tries for the lock. One that has waited for too long asks for a
 * hand-off instead, to the first in the queue, be it itself or not. wait_lock is
 * held.
 */
static bool try_write_lock(struct rw_semaphore *sem,
			   struct rwsem_waiter *waiter)
{
	struct rwsem_waiter *first = first_waiter(sem);
	long count = atomic_long_read(&sem->count), new;

	do {
		bool handoff = count & RWSEM_FLAG_HANDOFF;

		/* Owed to the first, if it is the one that was promised. */
		if (handoff && first->handoff_set && waiter != first)
			return false;
		new = count;
		if (count & RWSEM_LOCK_MASK) {
			if (handoff || !waited_long(waiter))
				return false;
			new |= RWSEM_FLAG_HANDOFF;
		} else {
			new |= RWSEM_WRITER;
			new &= ~RWSEM_FLAG_HANDOFF;
			if (list_is_singular(&sem->wait_list))
				new &= ~RWSEM_FLAG_WAITERS;
		}
	} while (!atomic_long_try_cmpxchg_acquire(&sem->count, &count, new));

	if (new & RWSEM_FLAG_HANDOFF) {
		first->handoff_set = true;
		return false;
	}
	/* WAITERS is as it should be already. */
	list_del(&waiter->list);
	rwsem_set_owner(sem);
	return true;
}

int rwsem_write_slowpath(struct rw_semaphore *sem, int state)
{
	struct rwsem_waiter waiter;
	DEFINE_WAKE_Q(wake_q);

	if (rwsem_can_spin_on_owner(sem) && rwsem_optimistic_spin(sem))
		return 0;

	user_spin_lock(&sem->wait_lock);
	queue_waiter(sem, &waiter, RWSEM_WAITING_FOR_WRITE);
	if (first_waiter(sem) != &waiter) {
		rwsem_cond_wake_waiter(sem, atomic_long_read(&sem->count),
				       &wake_q);
		if (!wake_q_empty(&wake_q)) {
			user_spin_unlock(&sem->wait_lock);
			wake_up_q(&wake_q);
			user_spin_lock(&sem->wait_lock);
		}
	} else {
		atomic_long_or(RWSEM_FLAG_WAITERS, &sem->count);
	}

	set_current_state(state);
	while (!try_write_lock(sem, &waiter)) {
		bool handoff = waiter.handoff_set;

		if (signal_pending_state(state, current))
			return give_up(sem, &waiter);
		user_spin_unlock(&sem->wait_lock);
		/*
		 * With the hand-off bit set nobody steals: if the owner has
		 * just let go, sleeping would only waste time.
		 */
		if (!handoff || rwsem_spin_on_owner(sem) != OWNER_NULL)
			schedule();
		user_spin_lock(&sem->wait_lock);
		set_current_state(state);
	}
	__set_current_state(TASK_RUNNING);
	user_spin_unlock(&sem->wait_lock);
	return 0;
}
