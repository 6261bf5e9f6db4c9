// SPDX-License-Identifier: GPL-2.0-only
/*
 * The queue of optimistic spinners: an MCS lock that a waiter can leave.
 *
 * At most one thread spins on a sleeping lock itself, the head of this queue.
 * A node is never freed (it is part of a task), which is what makes leaving
 * from the middle safe: a neighbour may still look at it.
 *
 * Leaving takes three steps. A: make the predecessor forget us; if it has just
 * handed over instead, we are the head after all. B: find the successor, or
 * take ourselves off the tail. C: link the two.
 */
#include <linux/osq_lock.h>
#include <linux/sched.h>

#include "spin.h"

/* Of a node: is it the head? */
#define OSQ_WAITING	0u
#define OSQ_HEAD	1u

/*
 * The successor of @node, unlinked from it; NULL if @node was the last, and
 * then @prev is the tail. Waits for a successor that is about to link itself.
 */
static struct user_spin_node *take_next(struct optimistic_spin_queue *lock,
					struct user_spin_node *node,
					u32 slot, u32 prev_slot)
{
	struct user_spin_node *next;
	struct user_spin sp;
	u32 tail;

	user_spin_begin(&sp);
	for (;;) {
		tail = slot;
		if (READ_ONCE(lock->tail) == slot &&
		    plat_cas(&lock->tail, &tail, prev_slot, PLAT_ACQ_REL))
			return NULL;
		/* Unlinked by exchange: it may be leaving as well. */
		if (READ_ONCE(node->next)) {
			next = plat_xchg(&node->next, NULL, PLAT_ACQ_REL);
			if (next)
				return next;
		}
		user_spin_or_sleep(&sp);
	}
}

static u32 node_slot(struct user_spin_node *node)
{
	return user_task_slot(container_of(node, struct task_struct, osq_node));
}

static bool leave(struct optimistic_spin_queue *lock,
		  struct user_spin_node *node, u32 slot)
{
	struct user_spin_node *prev, *next, *self;
	struct user_spin sp;

	/* A */
	user_spin_begin(&sp);
	for (;;) {
		prev = plat_load(&node->prev, PLAT_ACQUIRE);
		self = node;
		if (READ_ONCE(prev->next) == node &&
		    plat_cas(&prev->next, &self, NULL, PLAT_ACQ_REL))
			break;
		if (plat_load(&node->state, PLAT_ACQUIRE) == OSQ_HEAD)
			return true;
		user_spin_or_sleep(&sp);
	}

	/* B */
	next = take_next(lock, node, slot, node_slot(prev));
	if (!next)
		return false;

	/* C */
	plat_store(&next->prev, prev, PLAT_RELEASE);
	plat_store(&prev->next, next, PLAT_RELEASE);
	return false;
}

/* True: head of the queue, osq_unlock() it. False: waited long enough. */
bool osq_lock(struct optimistic_spin_queue *lock)
{
	struct task_struct *t = current;
	struct user_spin_node *node = &t->osq_node;
	struct user_spin_node *prev;
	u32 slot = user_task_slot(t);
	struct user_spin sp;
	u32 old;

	WRITE_ONCE(node->next, NULL);
	WRITE_ONCE(node->state, OSQ_WAITING);

	old = plat_xchg(&lock->tail, slot, PLAT_ACQ_REL);
	if (!old)
		return true;
	prev = &user_slot_task(old)->osq_node;
	plat_store(&node->prev, prev, PLAT_RELEASE);
	plat_store(&prev->next, node, PLAT_RELEASE);

	user_spin_begin(&sp);
	while (plat_load(&node->state, PLAT_ACQUIRE) != OSQ_HEAD) {
		if (!user_spin(&sp))
			return leave(lock, node, slot);
	}
	return true;
}

void osq_unlock(struct optimistic_spin_queue *lock)
{
	struct task_struct *t = current;
	struct user_spin_node *next;
	u32 slot = user_task_slot(t);
	u32 tail = slot;

	if (likely(plat_cas(&lock->tail, &tail, 0, PLAT_RELEASE)))
		return;
	next = plat_xchg(&t->osq_node.next, NULL, PLAT_ACQ_REL);
	if (!next)
		next = take_next(lock, &t->osq_node, slot, 0);
	if (next)
		plat_store(&next->state, OSQ_HEAD, PLAT_RELEASE);
}
