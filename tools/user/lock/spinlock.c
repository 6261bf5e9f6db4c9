// SPDX-License-Identifier: GPL-2.0-only
/*
 * Spinlocks.
 *
 * One 32-bit word: LOCKED, PARKED, STEAL and, in the upper half, the task at
 * the tail of an MCS queue. As in the kernel's qspinlock, the fast path takes a
 * word that is 0, so nobody passes the queue; its head waits on the word, the
 * others on their own node.
 *
 * different: a holder or waiter can be preempted. A waiter therefore blocks
 * after a bounded spin: the head with PARKED set in the word, so that an unlock
 * wakes it; the others on their node. While the head sleeps or has just been
 * told to wake up, STEAL lets others take a free lock (as the kernel's
 * paravirtual spinlock does), or else every hand-over would last as long as a
 * wake-up. A head that has waited for a millisecond takes STEAL away.
 */
#include <linux/bug.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "spin.h"

#define LOCKED		USER_SPIN_LOCKED
#define PARKED		(1u << 1)
#define STEAL		(1u << 2)
#define TAIL_SHIFT	16

static_assert(USER_MAX_TASKS < 1 << (32 - TAIL_SHIFT));

/* Of a node that is not at the head. */
#define NODE_WAITING	0u
#define NODE_PARKED	1u
#define NODE_HEAD	2u

#define FAIR_AFTER_NS	NSEC_PER_MSEC

static bool steal(spinlock_t *lock)
{
	u32 w = READ_ONCE(lock->word);

	while ((w & (STEAL | LOCKED)) == STEAL) {
		if (plat_cas(&lock->word, &w, w | LOCKED, PLAT_ACQUIRE))
			return true;
	}
	return false;
}

static void wait_for_head(struct user_spin_node *node)
{
	struct user_spin sp;
	u32 s;

	user_spin_begin(&sp);
	for (;;) {
		s = plat_load(&node->state, PLAT_ACQUIRE);
		if (s == NODE_HEAD)
			return;
		if (user_spin(&sp))
			continue;
		if (s == NODE_WAITING &&
		    !plat_cas(&node->state, &s, NODE_PARKED, PLAT_RELAXED))
			continue;
		user_block_on(&node->state, NODE_PARKED, PLAT_FOREVER);
	}
}

static void pass_head(spinlock_t *lock, struct user_spin_node *next)
{
	if (plat_xchg(&next->state, NODE_HEAD, PLAT_SEQ_CST) == NODE_PARKED) {
		/* It takes a while to come: do not leave the lock idle. */
		plat_fetch_or(&lock->word, STEAL, PLAT_RELAXED);
		plat_wake(&next->state, 1);
	}
}

/* The head waits for the lock itself. True if nobody is behind it. */
static bool head_wait(spinlock_t *lock, u32 slot)
{
	struct user_spin sp;
	u64 since = 0;
	u32 w, want;
	bool last;

	user_spin_begin(&sp);
	for (;;) {
		w = READ_ONCE(lock->word);
		if (!(w & LOCKED)) {
			last = w >> TAIL_SHIFT == slot;
			want = last ? LOCKED : (w & ~(PARKED | STEAL)) | LOCKED;
			if (plat_cas(&lock->word, &w, want, PLAT_ACQUIRE))
				return last;
			continue;
		}
		if (user_spin(&sp))
			continue;

		if (!since)
			since = plat_now_ns();
		want = w | PARKED | STEAL;
		if (plat_now_ns() - since > FAIR_AFTER_NS)
			want &= ~STEAL;
		if (w != want &&
		    !plat_cas(&lock->word, &w, want, PLAT_RELAXED))
			continue;
		user_block_on(&lock->word, want, PLAT_FOREVER);
		user_spin_begin(&sp);
	}
}

void user_spin_lock_slow(spinlock_t *lock)
{
	struct task_struct *t = current;
	struct user_spin_node *node = &t->spin_node;
	struct user_spin_node *next;
	struct user_spin sp;
	u32 slot = user_task_slot(t);
	u32 w, tail;

	if (steal(lock))
		return;

	WRITE_ONCE(node->next, NULL);
	WRITE_ONCE(node->state, NODE_WAITING);

	w = READ_ONCE(lock->word);
	while (!plat_cas(&lock->word, &w,
			 (w & ((1u << TAIL_SHIFT) - 1)) | slot << TAIL_SHIFT,
			 PLAT_ACQ_REL))
		;
	tail = w >> TAIL_SHIFT;
	if (tail) {
		plat_store(&user_slot_task(tail)->spin_node.next, node,
			   PLAT_RELEASE);
		wait_for_head(node);
	}

	if (head_wait(lock, slot))
		return;

	/* Who queued behind us is about to tell us, if it has not yet. */
	user_spin_begin(&sp);
	while (!(next = plat_load(&node->next, PLAT_ACQUIRE)))
		user_spin_or_sleep(&sp);
	pass_head(lock, next);
}

void user_spin_unlock_slow(spinlock_t *lock)
{
	u32 old = plat_fetch_and(&lock->word, ~(LOCKED | PARKED), PLAT_RELEASE);

	WARN_ON(!(old & LOCKED));
	if (old & PARKED)
		plat_wake(&lock->word, 1);
}
