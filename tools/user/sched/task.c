// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tasks, blocking and waking.
 *
 * A task's state word is also the word its thread blocks on. A thread that is
 * about to block adds USER_TASK_PARKED to its state; who wakes it replaces the
 * state by TASK_RUNNING and calls the platform only if that bit was there. So a
 * wake-up of a thread that has not yet blocked costs no system call and cannot
 * be lost.
 *
 * Task structures come from one table and are never unmapped: a lock may look
 * at the task in its owner word after the owner has gone.
 */
#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/sched/wake_q.h>
#include <linux/string.h>

#include "sched.h"

struct task_struct user_task_table[USER_MAX_TASKS];
atomic_t user_nr_running = ATOMIC_INIT(0);

static struct task_struct *free_tasks;
unsigned int user_nr_tasks;
static u32 table_lock;

/*
 * A task with one reference, for its thread. NULL if there are too many.
 */
struct task_struct *user_task_alloc(void)
{
	struct task_struct *t;

	user_raw_lock(&table_lock);
	t = free_tasks;
	if (t)
		free_tasks = t->next_free;
	else if (user_nr_tasks < USER_MAX_TASKS)
		t = &user_task_table[user_nr_tasks];
	if (t == &user_task_table[user_nr_tasks])
		WRITE_ONCE(user_nr_tasks, user_nr_tasks + 1);
	user_raw_unlock(&table_lock);
	if (!t)
		return NULL;

	memset((char *)t + offsetof(struct task_struct, flags), 0,
	       sizeof(*t) - offsetof(struct task_struct, flags));
	WRITE_ONCE(t->sigpending, 0);
	WRITE_ONCE(t->sigallowed, 0);
	WRITE_ONCE(t->on_cpu, 0);
	refcount_set(&t->usage, 1);
	return t;
}

void user_task_free(struct task_struct *t)
{
	user_raw_lock(&table_lock);
	t->next_free = free_tasks;
	free_tasks = t;
	user_raw_unlock(&table_lock);
}

void user_task_exit(struct task_struct *t)
{
	user_slab_task_exit(t);
	user_rcu_task_exit(t);
	WRITE_ONCE(t->on_cpu, 0);
	atomic_dec(&user_nr_running);
}

static void attached_exit(void *arg)
{
	struct task_struct *t = arg;

	plat_set_self(t);
	user_task_exit(t);
	plat_set_self(NULL);
	put_task_struct(t);
}

/*
 * The task of a thread that we did not start, made when it first asks. Such a
 * task takes every signal, as a process does.
 */
struct task_struct *user_task_attach(void)
{
	struct task_struct *t = user_task_alloc();

	if (!t)
		user_bug(__FILE__, __LINE__, "too many threads");
	t->pid = plat_thread_id();
	t->sigallowed = ~0u;
	snprintf(t->comm, sizeof(t->comm), "user/%d", t->pid);
	WRITE_ONCE(t->__state, TASK_RUNNING);
	WRITE_ONCE(t->on_cpu, 1);
	atomic_inc(&user_nr_running);
	plat_set_self(t);
	plat_attach(attached_exit, t);
	return t;
}

__attribute__((constructor(102))) static void attach_main(void)
{
	(void)get_current();
}

bool user_block_on(u32 *word, u32 value, u64 timeout_ns)
{
	struct task_struct *t = current;
	bool ok;

	WRITE_ONCE(t->on_cpu, 0);
	atomic_dec(&user_nr_running);
	ok = plat_wait(word, value, timeout_ns);
	atomic_inc(&user_nr_running);
	WRITE_ONCE(t->on_cpu, 1);
	return ok;
}

/* Block until the state is TASK_RUNNING or @timeout_ns have passed. */
static void park(struct task_struct *t, u64 timeout_ns)
{
	u64 now, end = 0;
	u32 s;

	if (timeout_ns != PLAT_FOREVER) {
		now = plat_now_ns();
		end = now + timeout_ns;
	}
	s = plat_load(&t->__state, PLAT_ACQUIRE);
	while (s != TASK_RUNNING) {
		if (!(s & USER_TASK_PARKED)) {
			if (!plat_cas(&t->__state, &s, s | USER_TASK_PARKED,
				      PLAT_SEQ_CST))
				continue;
			s |= USER_TASK_PARKED;
		}
		if (timeout_ns != PLAT_FOREVER) {
			now = plat_now_ns();
			if (now >= end) {
				WRITE_ONCE(t->__state, TASK_RUNNING);
				return;
			}
			timeout_ns = end - now;
		}
		user_block_on(&t->__state, s, timeout_ns);
		s = plat_load(&t->__state, PLAT_ACQUIRE);
	}
}

/* schedule() for @timeout_ns nanoseconds at most */
void user_schedule_ns(u64 timeout_ns)
{
	struct task_struct *t = current;
	u32 s = READ_ONCE(t->__state);

	if (s == TASK_RUNNING)
		plat_yield();
	else if (signal_pending_state(s, t))
		WRITE_ONCE(t->__state, TASK_RUNNING);
	else
		park(t, timeout_ns);
}

void schedule(void)
{
	user_schedule_ns(PLAT_FOREVER);
}

void yield(void)
{
	plat_yield();
}

/* @timeout: jiffies; the value is the jiffies left, 0 if none */
long schedule_timeout(long timeout)
{
	u64 start, spent;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	if (timeout <= 0) {
		WRITE_ONCE(current->__state, TASK_RUNNING);
		return 0;
	}
	start = plat_now_ns();
	user_schedule_ns((u64)timeout * USER_NSEC_PER_JIFFY);
	spent = (plat_now_ns() - start) / USER_NSEC_PER_JIFFY;
	return spent >= (u64)timeout ? 0 : timeout - (long)spent;
}

long schedule_timeout_interruptible(long timeout)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_killable(long timeout)
{
	__set_current_state(TASK_KILLABLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_uninterruptible(long timeout)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_idle(long timeout)
{
	__set_current_state(TASK_IDLE);
	return schedule_timeout(timeout);
}

long io_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}

/* Returns 1 if @t was in one of the states of @state and is now running. */
int wake_up_state(struct task_struct *t, unsigned int state)
{
	u32 s;

	/* Order the caller's condition before the look at the state. */
	smp_mb();
	s = READ_ONCE(t->__state);
	do {
		if (!(s & state))
			return 0;
	} while (!plat_cas(&t->__state, &s, TASK_RUNNING, PLAT_SEQ_CST));
	if (s & USER_TASK_PARKED)
		plat_wake(&t->__state, 1);
	return 1;
}

int wake_up_process(struct task_struct *t)
{
	return wake_up_state(t, TASK_NORMAL);
}

void wake_q_add(struct wake_q_head *head, struct task_struct *t)
{
	struct wake_q_node *node = &t->wake_q;

	/* On somebody's list already: that wake-up comes after this point. */
	smp_mb();
	if (cmpxchg_relaxed(&node->next, NULL, WAKE_Q_TAIL))
		return;
	get_task_struct(t);
	WRITE_ONCE(*head->lastp, node);
	head->lastp = &node->next;
}

/* As wake_q_add(), and consumes the caller's reference. */
void wake_q_add_safe(struct wake_q_head *head, struct task_struct *t)
{
	wake_q_add(head, t);
	put_task_struct(t);
}

void wake_up_q(struct wake_q_head *head)
{
	struct wake_q_node *node = head->first;

	while (node != WAKE_Q_TAIL) {
		struct task_struct *t =
			container_of(node, struct task_struct, wake_q);

		node = READ_ONCE(node->next);
		/* From here on it may be put on another list. */
		smp_store_release(&t->wake_q.next, NULL);
		wake_up_process(t);
		put_task_struct(t);
	}
}
