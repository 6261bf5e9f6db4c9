/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: a cancellable queue of spinners, see lock/osq.c
 */
#ifndef _USER_LINUX_OSQ_LOCK_H
#define _USER_LINUX_OSQ_LOCK_H

#include <linux/types.h>

struct optimistic_spin_queue {
	u32 tail;
};

#define OSQ_LOCK_UNLOCKED	{ 0 }

static inline void osq_lock_init(struct optimistic_spin_queue *lock)
{
	lock->tail = 0;
}

static inline bool osq_is_locked(const struct optimistic_spin_queue *lock)
{
	return READ_ONCE(lock->tail) != 0;
}

bool osq_lock(struct optimistic_spin_queue *lock);
void osq_unlock(struct optimistic_spin_queue *lock);

#endif /* _USER_LINUX_OSQ_LOCK_H */
