/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the scheduler calls, the locks and the allocator share about tasks.
 */
#ifndef _USER_SCHED_H
#define _USER_SCHED_H

#include <linux/sched.h>

extern struct task_struct user_task_table[USER_MAX_TASKS];
/* How many of its entries have ever been used. */
extern unsigned int user_nr_tasks;

/* Threads that are not blocked, for the decision to spin. */
extern atomic_t user_nr_running;

/* A task's number in queue words; 0 is nobody. */
static inline u32 user_task_slot(const struct task_struct *t)
{
	return (u32)(t - user_task_table) + 1;
}

static inline struct task_struct *user_slot_task(u32 slot)
{
	return &user_task_table[slot - 1];
}

/*
 * A lock for what lies under the locks: it needs no task, and its waiters give
 * the CPU away.
 */
static inline void user_raw_lock(u32 *word)
{
	u32 old = 0;

	while (!plat_cas(word, &old, 1, PLAT_ACQUIRE)) {
		old = 0;
		plat_yield();
	}
}

static inline void user_raw_unlock(u32 *word)
{
	plat_store(word, 0, PLAT_RELEASE);
}

struct task_struct *user_task_alloc(void);
void user_task_exit(struct task_struct *t);

/* Block while *@word equals @value; the thread counts as not running. */
bool user_block_on(u32 *word, u32 value, u64 timeout_ns);

void user_schedule_ns(u64 timeout_ns);

/* The thread's cleanup, by part. */
void user_slab_task_exit(struct task_struct *t);
void user_rcu_task_exit(struct task_struct *t);

#endif /* _USER_SCHED_H */
