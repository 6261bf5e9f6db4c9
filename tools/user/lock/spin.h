/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How long to spin.
 *
 * A spinner of the kernel knows whether the owner runs, and a spinlock's holder
 * cannot be preempted. A thread can be, and nobody is told. So every spin ends:
 * soon if there are more running threads than CPUs, because then the owner is
 * likely not one of those that run, and otherwise after a time longer than any
 * critical section that one would want to wait for.
 */
#ifndef _USER_SPIN_H
#define _USER_SPIN_H

#include <linux/sched.h>
#include <linux/time64.h>

#include "../sched/sched.h"

/* different: in the kernel, until the owner stops running or a tick comes */
#define USER_SPIN_LONG_NS	(2 * NSEC_PER_MSEC)
#define USER_SPIN_SHORT_NS	(10 * NSEC_PER_USEC)

/* Rounds between looks at the clock. */
#define USER_SPIN_ROUNDS	32

struct user_spin {
	u64 end;
	unsigned int round;
};

static inline bool user_oversubscribed(void)
{
	return plat_oversubscribed((unsigned int)atomic_read(&user_nr_running));
}

static inline void user_spin_begin(struct user_spin *sp)
{
	sp->round = 0;
	sp->end = 0;
}

/* One round of waiting; false when it is time to block instead. */
static inline bool user_spin(struct user_spin *sp)
{
	u64 now;

	cpu_relax();
	if (likely(++sp->round % USER_SPIN_ROUNDS))
		return true;

	now = plat_now_ns();
	if (!sp->end)
		sp->end = now + (user_oversubscribed() ? USER_SPIN_SHORT_NS :
							 USER_SPIN_LONG_NS);
	return now < sp->end;
}

/* For waits that have nothing to block on: spin, then give the CPU away. */
static inline void user_spin_or_sleep(struct user_spin *sp)
{
	if (user_spin(sp))
		return;
	if (sp->round < 64 * USER_SPIN_ROUNDS)
		plat_yield();
	else
		plat_sleep_ns(50 * NSEC_PER_USEC);
}

#endif /* _USER_SPIN_H */
