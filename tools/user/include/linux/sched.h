/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tasks: one thread each.
 *
 * different: scheduling is the host's. schedule() blocks the thread until its
 * state is TASK_RUNNING again; wake_up_process() makes it so. on_cpu means "not
 * blocked in schedule()", which is also true of a preempted thread.
 */
#ifndef _USER_LINUX_SCHED_H
#define _USER_LINUX_SCHED_H

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/refcount.h>
#include <linux/types.h>

#define TASK_COMM_LEN		16

#define TASK_RUNNING		0x0000
#define TASK_INTERRUPTIBLE	0x0001
#define TASK_UNINTERRUPTIBLE	0x0002
#define TASK_WAKEKILL		0x0100
#define TASK_NOLOAD		0x0400
#define TASK_KILLABLE		(TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_IDLE		(TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_NORMAL		(TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
/* Added to the state by a thread that is about to block, see sched/task.c. */
#define USER_TASK_PARKED	0x8000

#define PF_KTHREAD		0x00200000
#define MAX_SCHEDULE_TIMEOUT	LONG_MAX

#define MAX_NICE		19
#define MIN_NICE		-20

/* The most threads at a time: queue tails are 16 bits wide. */
#define USER_MAX_TASKS		8192
/* The most kmem_caches at a time. */
#define USER_MAX_CACHES		64
/* The most locks one thread may hold in the sanitizer builds. */
#define USER_MAX_HELD		64

struct completion;
struct cpumask;
struct lockdep_map;
struct user_magazine;

struct wake_q_node {
	struct wake_q_node *next;
};

/* A thread's place in the queue of a spinlock and of an OSQ. */
struct user_spin_node {
	struct user_spin_node *next;
	struct user_spin_node *prev;
	u32 state;
} ____cacheline_aligned;

#ifdef CONFIG_LOCKDEP
struct held_lock {
	const struct lockdep_map *map;
	unsigned long ip;
	unsigned short class;
	signed char read;
	bool nested;
};
#endif

struct task_struct {
	/* Others may look at these after the task has gone: never cleared. */
	u32 __state;
	int on_cpu;
	u32 sigpending;		/* bit n - 1: signal n waits */
	u32 sigallowed;		/* for kernel threads, set by allow_signal() */
	refcount_t usage;
	struct wake_q_node wake_q;
	struct user_spin_node osq_node;
	struct user_spin_node spin_node;

	/* RCU: callbacks this thread has queued */
	struct user_rcu_queue {
		u32 lock;
		unsigned long len;
		struct rcu_head *head;
		struct rcu_head **tail;
	} rcu_queue;

	/* From here on cleared for a new task. */
	unsigned int flags;
	int pid;		/* the thread's number on the host */
	int static_nice;
	char comm[TASK_COMM_LEN];
	struct task_struct *next_free;

	/* kthread */
	int (*threadfn)(void *data);
	void *data;
	u32 kthread_bits;
	int exit_code;
	u32 exited;

	/* kmem_cache: this thread's free objects, by cache */
	struct user_magazine *mags[USER_MAX_CACHES];
	long kmalloc_bytes;

#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
	int preempt_count;
#endif
#ifdef CONFIG_LOCKDEP
	int nr_held;
	struct held_lock held[USER_MAX_HELD];
#endif
} ____cacheline_aligned;

struct task_struct *user_task_attach(void);

static __always_inline struct task_struct *get_current(void)
{
	struct task_struct *t = plat_self();

	return likely(t) ? t : user_task_attach();
}

#define current get_current()

#define task_pid_nr(t)		((t)->pid)
#define get_task_comm(buf, t)	({ strscpy(buf, (t)->comm, sizeof(buf)); buf; })

#define __set_current_state(s)	WRITE_ONCE(current->__state, (s))
#define set_current_state(s)	plat_store(&current->__state, (s), PLAT_SEQ_CST)
#define get_current_state()	READ_ONCE(current->__state)
#define task_is_running(t)	(READ_ONCE((t)->__state) == TASK_RUNNING)
#define current_is_kthread()	(!!(current->flags & PF_KTHREAD))

void schedule(void);
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_killable(long timeout);
long schedule_timeout_uninterruptible(long timeout);
long schedule_timeout_idle(long timeout);
long io_schedule_timeout(long timeout);
#define io_schedule()		schedule()
void yield(void);
int wake_up_process(struct task_struct *t);
int wake_up_state(struct task_struct *t, unsigned int state);
void set_user_nice(struct task_struct *t, long nice);
int set_cpus_allowed_ptr(struct task_struct *t, const struct cpumask *mask);
void sched_set_fifo(struct task_struct *t);
void sched_set_fifo_low(struct task_struct *t);
void sched_set_normal(struct task_struct *t, int nice);

static inline int task_nice(const struct task_struct *t)
{
	return t->static_nice;
}

/* stub: the host preempts a thread without asking */
#define need_resched()		false
#define cond_resched()		({ might_sleep(); 0; })
#define cond_resched_lock(l)	({ (void)(l); 0; })
#define cond_resched_rcu()	do { } while (0)
#define single_task_running()	false
#define might_resched()		do { } while (0)

#include <linux/sched/signal.h>

#endif /* _USER_LINUX_SCHED_H */
