// SPDX-License-Identifier: GPL-2.0-only
/*
 * Completions: a counter and a queue of exclusive waiters.
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/limits.h>
#include <linux/sched/signal.h>

void complete(struct completion *x)
{
	spin_lock(&x->wait.lock);
	if (x->done != UINT_MAX)
		WRITE_ONCE(x->done, x->done + 1);
	__wake_up_locked(&x->wait, TASK_NORMAL, 1);
	spin_unlock(&x->wait.lock);
}

void complete_all(struct completion *x)
{
	spin_lock(&x->wait.lock);
	WRITE_ONCE(x->done, UINT_MAX);
	__wake_up_locked(&x->wait, TASK_NORMAL, 0);
	spin_unlock(&x->wait.lock);
}

/* Jiffies left (at least 1) when completed, 0 out of time, -ERESTARTSYS. */
static long wait_common(struct completion *x, long timeout, int state)
{
	struct wait_queue_entry e;

	might_sleep();
	init_wait_entry(&e, WQ_FLAG_EXCLUSIVE);
	spin_lock(&x->wait.lock);
	while (!x->done) {
		if (signal_pending_state(state, current)) {
			timeout = -ERESTARTSYS;
			break;
		}
		if (!timeout)
			break;
		if (list_empty(&e.entry))
			list_add_tail(&e.entry, &x->wait.head);
		set_current_state(state);
		spin_unlock(&x->wait.lock);
		timeout = schedule_timeout(timeout);
		spin_lock(&x->wait.lock);
	}
	__set_current_state(TASK_RUNNING);
	list_del_init(&e.entry);
	if (x->done) {
		if (x->done != UINT_MAX)
			WRITE_ONCE(x->done, x->done - 1);
		if (timeout <= 0)
			timeout = 1;
	}
	spin_unlock(&x->wait.lock);
	return timeout;
}

void wait_for_completion(struct completion *x)
{
	wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE);
}

int wait_for_completion_killable(struct completion *x)
{
	long ret = wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_KILLABLE);

	return ret < 0 ? (int)ret : 0;
}

int wait_for_completion_interruptible(struct completion *x)
{
	long ret = wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_INTERRUPTIBLE);

	return ret < 0 ? (int)ret : 0;
}

unsigned long wait_for_completion_timeout(struct completion *x,
					  unsigned long timeout)
{
	return (unsigned long)wait_common(x, (long)timeout,
					  TASK_UNINTERRUPTIBLE);
}

long wait_for_completion_killable_timeout(struct completion *x,
					  unsigned long timeout)
{
	return wait_common(x, (long)timeout, TASK_KILLABLE);
}

long wait_for_completion_interruptible_timeout(struct completion *x,
					       unsigned long timeout)
{
	return wait_common(x, (long)timeout, TASK_INTERRUPTIBLE);
}

bool try_wait_for_completion(struct completion *x)
{
	bool done;

	if (!READ_ONCE(x->done))
		return false;
	spin_lock(&x->wait.lock);
	done = x->done != 0;
	if (done && x->done != UINT_MAX)
		WRITE_ONCE(x->done, x->done - 1);
	spin_unlock(&x->wait.lock);
	return done;
}

bool completion_done(struct completion *x)
{
	if (!READ_ONCE(x->done))
		return false;
	/* complete() may still be using the structure: wait for it. */
	spin_lock(&x->wait.lock);
	spin_unlock(&x->wait.lock);
	return true;
}
