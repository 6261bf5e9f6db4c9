/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: the count word, its bits and the rules for stealing, spinning,
 * hand-off and wake-up are the kernel's, see lock/rwsem.c; but the time a
 * spinner waits for a running owner is bounded, see lock/spin.h
 */
#ifndef _USER_LINUX_RWSEM_H
#define _USER_LINUX_RWSEM_H

#include <linux/atomic.h>
#include <linux/err.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/osq_lock.h>
#include <linux/spinlock.h>

struct rw_semaphore {
	atomic_long_t count;
	/* task of the writer, or of a reader; RWSEM_ bits in lock/rwsem.c */
	atomic_long_t owner;
	struct optimistic_spin_queue osq;
	raw_spinlock_t wait_lock;
	struct list_head wait_list;
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	struct lockdep_map dep_map;
#endif
};

#define RWSEM_UNLOCKED_VALUE	0UL
#define RWSEM_WRITER_LOCKED	(1UL << 0)

#define __RWSEM_INITIALIZER(name)					\
{									\
	.count = ATOMIC_LONG_INIT(0),					\
	.owner = ATOMIC_LONG_INIT(0),					\
	.osq = OSQ_LOCK_UNLOCKED,					\
	.wait_lock = __SPIN_LOCK_UNLOCKED(name.wait_lock),		\
	.wait_list = { &(name).wait_list, &(name).wait_list },		\
	__DEP_MAP_INIT(dep_map, name)					\
}
#define DECLARE_RWSEM(name)	struct rw_semaphore name = __RWSEM_INITIALIZER(name)

void __init_rwsem(struct rw_semaphore *sem, const char *name,
		  struct lock_class_key *key);
#define init_rwsem(sem)							\
	do {								\
		static struct lock_class_key __key;			\
									\
		__init_rwsem(sem, #sem, &__key);			\
	} while (0)

void down_read(struct rw_semaphore *sem);
void down_read_nested(struct rw_semaphore *sem, int subclass);
int __must_check down_read_interruptible(struct rw_semaphore *sem);
int __must_check down_read_killable(struct rw_semaphore *sem);
int __must_check down_read_killable_nested(struct rw_semaphore *sem,
					   int subclass);
int down_read_trylock(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
void down_write_nested(struct rw_semaphore *sem, int subclass);
int __must_check down_write_killable(struct rw_semaphore *sem);
int __must_check down_write_killable_nested(struct rw_semaphore *sem,
					    int subclass);
int down_write_trylock(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);
void downgrade_write(struct rw_semaphore *sem);

void user_down_write_nest_lock(struct rw_semaphore *sem,
			       struct lockdep_map *nest);
#ifdef CONFIG_LOCKDEP
#define down_write_nest_lock(sem, nest) \
	user_down_write_nest_lock(sem, &(nest)->dep_map)
#else
#define down_write_nest_lock(sem, nest)	down_write(sem)
#endif
#define down_read_non_owner(sem)	down_read(sem)
#define up_read_non_owner(sem)		up_read(sem)

static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return atomic_long_read(&sem->count) != RWSEM_UNLOCKED_VALUE;
}

static inline int rwsem_is_contended(struct rw_semaphore *sem)
{
	return READ_ONCE(sem->wait_list.next) != &sem->wait_list;
}

#ifdef CONFIG_LOCKDEP
#define rwsem_assert_held(sem)		lockdep_assert_held(sem)
#define rwsem_assert_held_write(sem)	lockdep_assert_held_write(sem)
#else
static inline void rwsem_assert_held(struct rw_semaphore *sem)
{
	WARN_ON(!rwsem_is_locked(sem));
}

static inline void rwsem_assert_held_write(struct rw_semaphore *sem)
{
	WARN_ON(!(atomic_long_read(&sem->count) & RWSEM_WRITER_LOCKED));
}
#endif
#define rwsem_assert_held_nolockdep(sem)	WARN_ON(!rwsem_is_locked(sem))
#define rwsem_assert_held_write_nolockdep(sem) \
	WARN_ON(!(atomic_long_read(&(sem)->count) & RWSEM_WRITER_LOCKED))

#endif /* _USER_LINUX_RWSEM_H */
