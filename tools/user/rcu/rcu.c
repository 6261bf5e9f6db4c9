// SPDX-License-Identifier: GPL-2.0-only
/*
 * RCU callbacks.
 *
 * Each thread queues callbacks on its own list. One thread, started with the
 * first callback, collects the lists, waits for a grace period and runs what it
 * collected: a pass. It passes every few milliseconds while there is work, and
 * at once when a list has become long or rcu_barrier() asks for it.
 *
 * The backlog is bounded: a thread whose list is too long waits for a pass to
 * end, unless it is inside a read section (which that pass may be waiting for);
 * and it waits only a while, because it may hold a spinlock that a reader needs.
 */
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/time64.h>
#include <stdlib.h>

#include "../sched/sched.h"

#define KICK_LEN	4096UL
#define MAX_LEN		65536UL
#define BUSY_NS		(2 * NSEC_PER_MSEC)
#define IDLE_NS		(50 * NSEC_PER_MSEC)
#define THROTTLE_NS	(10 * NSEC_PER_MSEC)

/* Held while callbacks run: what frees nodes asks for it. */
#ifdef CONFIG_LOCKDEP
struct lockdep_map rcu_callback_map = { .name = "rcu_callback" };
#else
struct lockdep_map rcu_callback_map;
#endif

static struct user_rcu_queue orphans;	/* of threads that have gone */
static u32 start_lock;
static bool started;
static u32 kick;
/* Passes begun and ended; a pass that begins sees all that was queued before. */
static u32 passes_begun, passes_done;
static unsigned long in_flight;

static void run(struct rcu_head *head, rcu_callback_t func)
{
	unsigned long offset = (unsigned long)func;

	if (offset < USER_RCU_KFREE_MAX_OFFSET)
		kfree((char *)head - offset);
	else
		func(head);
}

static void splice(struct user_rcu_queue *q, struct rcu_head ***tail)
{
	if (!READ_ONCE(q->len))
		return;
	user_raw_lock(&q->lock);
	if (q->head) {
		**tail = q->head;
		*tail = q->tail;
		in_flight += q->len;
		q->head = NULL;
		WRITE_ONCE(q->len, 0);
	}
	user_raw_unlock(&q->lock);
}

static void pass(void)
{
	struct rcu_head *head = NULL, **tail = &head, *next;
	unsigned int i;

	plat_fetch_add(&passes_begun, 1, PLAT_SEQ_CST);
	for (i = 0; i < READ_ONCE(user_nr_tasks); i++)
		splice(&user_task_table[i].rcu_queue, &tail);
	splice(&orphans, &tail);
	if (head) {
		*tail = NULL;
		plat_synchronize_rcu();
		lock_map_acquire(&rcu_callback_map);
		for (; head; head = next) {
			next = head->next;
			run(head, head->func);
		}
		lock_map_release(&rcu_callback_map);
		WRITE_ONCE(in_flight, 0);
	}
	plat_fetch_add(&passes_done, 1, PLAT_SEQ_CST);
	plat_wake(&passes_done, UINT_MAX);
}

static void rcu_main(void *arg)
{
	struct task_struct *t = arg;
	unsigned long before = 1;

	plat_set_self(t);
	t->pid = plat_thread_id();
	atomic_inc(&user_nr_running);
	WRITE_ONCE(t->on_cpu, 1);
	for (;;) {
		if (!plat_load(&kick, PLAT_ACQUIRE))
			user_block_on(&kick, 0, before ? BUSY_NS : IDLE_NS);
		plat_store(&kick, 0, PLAT_SEQ_CST);
		before = user_rcu_backlog();
		pass();
	}
}

static void start(void)
{
	struct task_struct *t;

	user_raw_lock(&start_lock);
	if (!started) {
		t = user_task_alloc();
		if (!t || plat_spawn(rcu_main, t, "rcu_callbacks", -1))
			panic("cannot start the RCU callback thread\n");
		plat_store(&started, true, PLAT_RELEASE);
	}
	user_raw_unlock(&start_lock);
}

static void kick_pass(void)
{
	if (!plat_xchg(&kick, 1, PLAT_SEQ_CST))
		plat_wake(&kick, 1);
}

static void throttle(void)
{
	u32 done;

	kick_pass();
	if (plat_rcu_read_ongoing() || preempt_count())
		return;
	done = plat_load(&passes_done, PLAT_ACQUIRE);
	user_block_on(&passes_done, done, THROTTLE_NS);
}

static void enqueue(struct rcu_head *head, rcu_callback_t func)
{
	struct user_rcu_queue *q = &current->rcu_queue;
	unsigned long len;

	head->func = func;
	head->next = NULL;
	user_raw_lock(&q->lock);
	if (q->head)
		*q->tail = head;
	else
		q->head = head;
	q->tail = &head->next;
	len = q->len + 1;
	WRITE_ONCE(q->len, len);
	user_raw_unlock(&q->lock);

	if (unlikely(!plat_load(&started, PLAT_ACQUIRE)))
		start();
	if (unlikely(len >= MAX_LEN))
		throttle();
	else if (unlikely(!(len % KICK_LEN)))
		kick_pass();
}

#ifdef __SANITIZE_THREAD__
/*
 * An rcu_head may overlay what readers still look at (it does in the maple
 * tree). That is deliberate, and no race that matters; a record of its own
 * keeps it from the sanitizer's eyes.
 */
struct record {
	struct rcu_head node;
	struct rcu_head *head;
	rcu_callback_t func;
};

static void run_record(struct rcu_head *node)
{
	struct record *r = container_of(node, struct record, node);

	run(r->head, r->func);
	free(r);
}

static void queue_callback(struct rcu_head *head, rcu_callback_t func)
{
	struct record *r = malloc(sizeof(*r));

	if (!r)
		panic("out of memory for an RCU callback\n");
	r->head = head;
	r->func = func;
	enqueue(&r->node, run_record);
}
#else
#define queue_callback(head, func)	enqueue(head, func)
#endif

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	queue_callback(head, func);
}

void user_kvfree_call_rcu(struct rcu_head *head, void *ptr)
{
	unsigned long offset = (unsigned long)head - (unsigned long)ptr;

	queue_callback(head, (rcu_callback_t)offset);
}

void synchronize_rcu(void)
{
	struct task_struct *t = current;

	might_sleep();
	WARN_ON_ONCE(plat_rcu_read_ongoing());
	WRITE_ONCE(t->on_cpu, 0);
	plat_synchronize_rcu();
	WRITE_ONCE(t->on_cpu, 1);
}

/* Wait until all callbacks that were queued before have run. */
void rcu_barrier(void)
{
	u32 begun, done;

	might_sleep();
	if (!plat_load(&started, PLAT_ACQUIRE))
		return;
	/* Order what the caller has queued before the number. */
	smp_mb();
	begun = plat_load(&passes_begun, PLAT_SEQ_CST);
	for (;;) {
		done = plat_load(&passes_done, PLAT_ACQUIRE);
		/* The pass that begins after @begun was read has ended. */
		if ((s32)(done - begun) >= 1)
			return;
		kick_pass();
		user_block_on(&passes_done, done, PLAT_FOREVER);
	}
}

void user_rcu_task_exit(struct task_struct *t)
{
	struct user_rcu_queue *q = &t->rcu_queue;

	user_raw_lock(&q->lock);
	if (q->head) {
		user_raw_lock(&orphans.lock);
		if (orphans.head)
			*orphans.tail = q->head;
		else
			orphans.head = q->head;
		orphans.tail = q->tail;
		WRITE_ONCE(orphans.len, orphans.len + q->len);
		user_raw_unlock(&orphans.lock);
		q->head = NULL;
		WRITE_ONCE(q->len, 0);
	}
	user_raw_unlock(&q->lock);
}

unsigned long user_rcu_backlog(void)
{
	unsigned long n = READ_ONCE(in_flight) + READ_ONCE(orphans.len);
	unsigned int i;

	for (i = 0; i < READ_ONCE(user_nr_tasks); i++)
		n += READ_ONCE(user_task_table[i].rcu_queue.len);
	return n;
}
