/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent, but the time a spinner waits for a running owner is bounded, see
 * lock/spin.h
 */
#ifndef _USER_LINUX_MUTEX_H
#define _USER_LINUX_MUTEX_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/osq_lock.h>
#include <linux/spinlock.h>

struct mutex {
	atomic_long_t owner;
	spinlock_t wait_lock;
	struct optimistic_spin_queue osq;
	struct list_head wait_list;
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	struct lockdep_map dep_map;
#endif
};

#define __MUTEX_INITIALIZER(name)					\
{									\
	.owner = ATOMIC_LONG_INIT(0),					\
	.wait_lock = __SPIN_LOCK_UNLOCKED(name.wait_lock),		\
	.osq = OSQ_LOCK_UNLOCKED,					\
	.wait_list = { &(name).wait_list, &(name).wait_list },		\
	__DEP_MAP_INIT(dep_map, name)					\
}
#define DEFINE_MUTEX(name)	struct mutex name = __MUTEX_INITIALIZER(name)

void __mutex_init(struct mutex *lock, const char *name,
		  struct lock_class_key *key);
void mutex_lock_nested(struct mutex *lock, unsigned int subclass);
int __must_check mutex_lock_interruptible_nested(struct mutex *lock,
						 unsigned int subclass);
int __must_check mutex_lock_killable_nested(struct mutex *lock,
					    unsigned int subclass);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
bool mutex_is_locked(struct mutex *lock);

#define mutex_init(lock)						\
	do {								\
		static struct lock_class_key __key;			\
									\
		__mutex_init(lock, #lock, &__key);			\
	} while (0)
#define mutex_destroy(lock)		((void)(lock))
#define mutex_lock(lock)		mutex_lock_nested(lock, 0)
#define mutex_lock_interruptible(lock)	mutex_lock_interruptible_nested(lock, 0)
#define mutex_lock_killable(lock)	mutex_lock_killable_nested(lock, 0)
#define mutex_lock_nest_lock(lock, nest) mutex_lock(lock)

#endif /* _USER_LINUX_MUTEX_H */
