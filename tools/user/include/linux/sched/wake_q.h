/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_SCHED_WAKE_Q_H
#define _USER_LINUX_SCHED_WAKE_Q_H

#include <linux/sched.h>
#include <linux/sched/task.h>

struct wake_q_head {
	struct wake_q_node *first;
	struct wake_q_node **lastp;
};

#define WAKE_Q_TAIL	((struct wake_q_node *)0x01)
#define DEFINE_WAKE_Q(name) \
	struct wake_q_head name = { WAKE_Q_TAIL, &(name).first }

void wake_q_add(struct wake_q_head *head, struct task_struct *t);
void wake_q_add_safe(struct wake_q_head *head, struct task_struct *t);
void wake_up_q(struct wake_q_head *head);

static inline bool wake_q_empty(const struct wake_q_head *head)
{
	return head->first == WAKE_Q_TAIL;
}

#endif /* _USER_LINUX_SCHED_WAKE_Q_H */
