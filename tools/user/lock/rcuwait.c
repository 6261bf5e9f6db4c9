// SPDX-License-Identifier: GPL-2.0-only
/*
 * rcuwait: one task waits, others wake it without a lock.
 */
#include <linux/rcuwait.h>

/* Returns whether a task was woken. */
int rcuwait_wake_up(struct rcuwait *w)
{
	struct task_struct *t;
	int ret = 0;

	rcu_read_lock();
	/*
	 * Order the condition that the caller has made true before the look
	 * at the waiter. Pairs with set_current_state() in the waiter, which
	 * orders its announcement before its look at the condition.
	 */
	smp_mb();
	t = rcu_dereference(w->task);
	if (t)
		ret = wake_up_process(t);
	rcu_read_unlock();
	return ret;
}

void finish_rcuwait(struct rcuwait *w)
{
	WRITE_ONCE(w->task, NULL);
	__set_current_state(TASK_RUNNING);
}
