/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_WAIT_H
#define _USER_LINUX_WAIT_H

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#define WQ_FLAG_EXCLUSIVE	0x01

struct wait_queue_entry;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *e, unsigned int mode,
				 int flags, void *key);

struct wait_queue_entry {
	unsigned int flags;
	void *private;
	wait_queue_func_t func;
	struct list_head entry;
};

struct wait_queue_head {
	spinlock_t lock;
	struct list_head head;
};

typedef struct wait_queue_entry wait_queue_entry_t;
typedef struct wait_queue_head wait_queue_head_t;

#define __WAIT_QUEUE_HEAD_INITIALIZER(name) {				\
	.lock = __SPIN_LOCK_UNLOCKED(name.lock),			\
	.head = { &(name).head, &(name).head } }
#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
/* On a stack the address says nothing about the lock's class: give it a key. */
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name)				\
	struct wait_queue_head name = ({				\
		init_waitqueue_head(&name);				\
		name;							\
	})

#define DEFINE_WAIT_FUNC(name, function)				\
	struct wait_queue_entry name = {				\
		.private = current,					\
		.func = function,					\
		.entry = { &(name).entry, &(name).entry },		\
	}
#define DEFINE_WAIT(name)	DEFINE_WAIT_FUNC(name, autoremove_wake_function)
#define DECLARE_WAITQUEUE(name, tsk)					\
	struct wait_queue_entry name = {				\
		.private = tsk,						\
		.func = default_wake_function,				\
	}

void __init_waitqueue_head(struct wait_queue_head *wq, const char *name,
			   struct lock_class_key *key);
#define init_waitqueue_head(wq)						\
	do {								\
		static struct lock_class_key __key;			\
									\
		__init_waitqueue_head(wq, #wq, &__key);			\
	} while (0)

int default_wake_function(struct wait_queue_entry *e, unsigned int mode,
			  int flags, void *key);
int autoremove_wake_function(struct wait_queue_entry *e, unsigned int mode,
			     int flags, void *key);
void init_wait_entry(struct wait_queue_entry *e, int flags);
void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e);
void add_wait_queue_exclusive(struct wait_queue_head *wq,
			      struct wait_queue_entry *e);
void remove_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e);
void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *e,
		     int state);
void prepare_to_wait_exclusive(struct wait_queue_head *wq,
			       struct wait_queue_entry *e, int state);
long prepare_to_wait_event(struct wait_queue_head *wq,
			   struct wait_queue_entry *e, int state);
void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *e);
void __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key);
void __wake_up_locked(struct wait_queue_head *wq, unsigned int mode, int nr);

static inline int waitqueue_active(struct wait_queue_head *wq)
{
	return READ_ONCE(wq->head.next) != &wq->head;
}

static inline bool wq_has_sleeper(struct wait_queue_head *wq)
{
	smp_mb();
	return waitqueue_active(wq);
}

#define wake_up(wq)			__wake_up(wq, TASK_NORMAL, 1, NULL)
#define wake_up_nr(wq, nr)		__wake_up(wq, TASK_NORMAL, nr, NULL)
#define wake_up_all(wq)			__wake_up(wq, TASK_NORMAL, 0, NULL)
#define wake_up_interruptible(wq)	__wake_up(wq, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_all(wq)	__wake_up(wq, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_locked(wq)		__wake_up_locked(wq, TASK_NORMAL, 1)

/*
 * The loop of every wait_event: @sleep blocks once and may leave the loop by
 * setting __ret and breaking.
 */
#define ___wait_event(wq, condition, state, exclusive, ret, sleep)	\
({									\
	struct wait_queue_entry __wqe;					\
	long __ret = (ret);						\
									\
	init_wait_entry(&__wqe, (exclusive) ? WQ_FLAG_EXCLUSIVE : 0);	\
	for (;;) {							\
		long __sig = prepare_to_wait_event(&(wq), &__wqe, state); \
									\
		if (condition)						\
			break;						\
		if (__sig) {						\
			__ret = __sig;					\
			break;						\
		}							\
		sleep;							\
	}								\
	finish_wait(&(wq), &__wqe);					\
	__ret;								\
})

#define wait_event(wq, condition)					\
	do {								\
		might_sleep();						\
		if (condition)						\
			break;						\
		(void)___wait_event(wq, condition, TASK_UNINTERRUPTIBLE, \
				    0, 0, schedule());			\
	} while (0)
#define io_wait_event(wq, condition)	wait_event(wq, condition)
#define wait_event_idle(wq, condition)	wait_event(wq, condition)
#define __user_wait_event(wq, condition, state, exclusive)		\
({									\
	long __wret = 0;						\
									\
	might_sleep();							\
	if (!(condition))						\
		__wret = ___wait_event(wq, condition, state, exclusive,	\
				       0, schedule());			\
	(int)__wret;							\
})
#define wait_event_killable(wq, condition) \
	__user_wait_event(wq, condition, TASK_KILLABLE, 0)
#define wait_event_interruptible(wq, condition) \
	__user_wait_event(wq, condition, TASK_INTERRUPTIBLE, 0)
#define wait_event_killable_exclusive(wq, condition) \
	__user_wait_event(wq, condition, TASK_KILLABLE, 1)
#define wait_event_interruptible_exclusive(wq, condition) \
	__user_wait_event(wq, condition, TASK_INTERRUPTIBLE, 1)

/* Jiffies left, at least 1 when @condition became true; 0 when time ran out. */
#define __user_wait_event_timeout(wq, condition, state, timeout)	\
({									\
	long __left = (timeout);					\
									\
	might_sleep();							\
	if (!(condition))						\
		__left = ___wait_event(wq, ({				\
				bool __c = !!(condition);		\
									\
				if (__c && !__ret)			\
					__ret = 1;			\
				__c || !__ret;				\
			}), state, 0, __left,				\
			__ret = schedule_timeout(__ret));		\
	else if (!__left)						\
		__left = 1;						\
	__left;								\
})
#define wait_event_timeout(wq, condition, timeout) \
	__user_wait_event_timeout(wq, condition, TASK_UNINTERRUPTIBLE, timeout)
#define wait_event_idle_timeout(wq, condition, timeout) \
	wait_event_timeout(wq, condition, timeout)
#define wait_event_interruptible_timeout(wq, condition, timeout) \
	__user_wait_event_timeout(wq, condition, TASK_INTERRUPTIBLE, timeout)
#define wait_event_killable_timeout(wq, condition, timeout) \
	__user_wait_event_timeout(wq, condition, TASK_KILLABLE, timeout)

#endif /* _USER_LINUX_WAIT_H */
