/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: one waiter, woken without a lock
 */
#ifndef _USER_LINUX_RCUWAIT_H
#define _USER_LINUX_RCUWAIT_H

#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

struct rcuwait {
	struct task_struct *task;
};

static inline void rcuwait_init(struct rcuwait *w)
{
	w->task = NULL;
}

static inline int rcuwait_active(struct rcuwait *w)
{
	return READ_ONCE(w->task) != NULL;
}

int rcuwait_wake_up(struct rcuwait *w);
void finish_rcuwait(struct rcuwait *w);

/* The waiter announces itself before it looks at the condition. */
static inline void prepare_to_rcuwait(struct rcuwait *w)
{
	rcu_assign_pointer(w->task, current);
}

#define ___rcuwait_wait_event(w, condition, state, ret, sleep)		\
({									\
	long __ret = (ret);						\
									\
	prepare_to_rcuwait(w);						\
	for (;;) {							\
		set_current_state(state);				\
		if (condition)						\
			break;						\
		if (signal_pending_state(state, current)) {		\
			__ret = -EINTR;					\
			break;						\
		}							\
		sleep;							\
	}								\
	finish_rcuwait(w);						\
	__ret;								\
})
#define rcuwait_wait_event(w, condition, state) \
	___rcuwait_wait_event(w, condition, state, 0, schedule())

#endif /* _USER_LINUX_RCUWAIT_H */
