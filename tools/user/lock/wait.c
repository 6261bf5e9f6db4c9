// SPDX-License-Identifier: GPL-2.0-only
/*
 * Wait queues.
 */
#include <linux/err.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

void __init_waitqueue_head(struct wait_queue_head *wq, const char *name,
			   struct lock_class_key *key)
{
	user_spin_lock_init(&wq->lock, name, key);
	INIT_LIST_HEAD(&wq->head);
}

int default_wake_function(struct wait_queue_entry *e, unsigned int mode,
			  int flags, void *key)
{
	return wake_up_state(e->private, mode);
}

int autoremove_wake_function(struct wait_queue_entry *e, unsigned int mode,
			     int flags, void *key)
{
	int ret = default_wake_function(e, mode, flags, key);

	/* The queue's lock is held: the task cannot free @e before this. */
	if (ret)
		list_del_init_careful(&e->entry);
	return ret;
}

void init_wait_entry(struct wait_queue_entry *e, int flags)
{
	e->flags = (unsigned int)flags;
	e->private = current;
	e->func = autoremove_wake_function;
	INIT_LIST_HEAD(&e->entry);
}

/* Exclusive waiters queue behind the others and are woken one by one. */
static void enqueue(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	if (e->flags & WQ_FLAG_EXCLUSIVE)
		list_add_tail(&e->entry, &wq->head);
	else
		list_add(&e->entry, &wq->head);
}

void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	e->flags &= ~WQ_FLAG_EXCLUSIVE;
	spin_lock(&wq->lock);
	enqueue(wq, e);
	spin_unlock(&wq->lock);
}

void add_wait_queue_exclusive(struct wait_queue_head *wq,
			      struct wait_queue_entry *e)
{
	e->flags |= WQ_FLAG_EXCLUSIVE;
	spin_lock(&wq->lock);
	enqueue(wq, e);
	spin_unlock(&wq->lock);
}

void remove_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	spin_lock(&wq->lock);
	list_del(&e->entry);
	spin_unlock(&wq->lock);
}

static void prepare(struct wait_queue_head *wq, struct wait_queue_entry *e,
		    int state)
{
	spin_lock(&wq->lock);
	if (list_empty(&e->entry))
		enqueue(wq, e);
	set_current_state(state);
	spin_unlock(&wq->lock);
}

void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *e,
		     int state)
{
	e->flags &= ~WQ_FLAG_EXCLUSIVE;
	prepare(wq, e, state);
}

void prepare_to_wait_exclusive(struct wait_queue_head *wq,
			       struct wait_queue_entry *e, int state)
{
	e->flags |= WQ_FLAG_EXCLUSIVE;
	prepare(wq, e, state);
}

/* -ERESTARTSYS, and not queued, if a signal is pending that ends the wait. */
long prepare_to_wait_event(struct wait_queue_head *wq,
			   struct wait_queue_entry *e, int state)
{
	if (signal_pending_state(state, current)) {
		/* An exclusive wake-up must go to somebody who still waits. */
		spin_lock(&wq->lock);
		list_del_init(&e->entry);
		spin_unlock(&wq->lock);
		return -ERESTARTSYS;
	}
	prepare(wq, e, state);
	return 0;
}

void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	__set_current_state(TASK_RUNNING);
	/* Taken off by list_del_init_careful(), which sets next last. */
	if (smp_load_acquire(&e->entry.next) == &e->entry)
		return;
	spin_lock(&wq->lock);
	list_del_init(&e->entry);
	spin_unlock(&wq->lock);
}

/* @nr: exclusive waiters to wake, 0 for all */
void __wake_up_locked(struct wait_queue_head *wq, unsigned int mode, int nr)
{
	struct wait_queue_entry *e, *tmp;

	list_for_each_entry_safe(e, tmp, &wq->head, entry) {
		unsigned int flags = e->flags;

		if (e->func(e, mode, 0, NULL) && flags & WQ_FLAG_EXCLUSIVE &&
		    !--nr)
			break;
	}
}

void __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key)
{
	spin_lock(&wq->lock);
	__wake_up_locked(wq, mode, nr);
	spin_unlock(&wq->lock);
}
