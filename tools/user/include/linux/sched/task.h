/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent; memory of a task is never unmapped, so a stale pointer is safe to
 * read, as it is in the kernel under RCU
 */
#ifndef _USER_LINUX_SCHED_TASK_H
#define _USER_LINUX_SCHED_TASK_H

#include <linux/sched.h>

void user_task_free(struct task_struct *t);

static inline struct task_struct *get_task_struct(struct task_struct *t)
{
	refcount_inc(&t->usage);
	return t;
}

static inline void put_task_struct(struct task_struct *t)
{
	if (refcount_dec_and_test(&t->usage))
		user_task_free(t);
}

#endif /* _USER_LINUX_SCHED_TASK_H */
