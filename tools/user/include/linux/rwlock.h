/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: queued, a waiting writer stops new readers, see lock/rwlock.c
 */
#ifndef _USER_LINUX_RWLOCK_H
#define _USER_LINUX_RWLOCK_H

#include <linux/spinlock.h>

typedef struct {
	u32 cnts;
	spinlock_t wait_lock;
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	struct lockdep_map dep_map;
#endif
} rwlock_t;

#define __RW_LOCK_UNLOCKED(name)					\
{									\
	.cnts = 0,							\
	.wait_lock = __SPIN_LOCK_UNLOCKED(name.wait_lock),		\
	__DEP_MAP_INIT(dep_map, name)					\
}
#define DEFINE_RWLOCK(name)	rwlock_t name = __RW_LOCK_UNLOCKED(name)

void user_rwlock_init(rwlock_t *lock, const char *name,
		      struct lock_class_key *key);
void read_lock(rwlock_t *lock);
int read_trylock(rwlock_t *lock);
void read_unlock(rwlock_t *lock);
void write_lock(rwlock_t *lock);
void write_lock_nested(rwlock_t *lock, int subclass);
int write_trylock(rwlock_t *lock);
void write_unlock(rwlock_t *lock);

#define rwlock_init(lock)						\
	do {								\
		static struct lock_class_key __key;			\
									\
		user_rwlock_init(lock, #lock, &__key);			\
	} while (0)
#define read_lock_irq(l)		read_lock(l)
#define read_unlock_irq(l)		read_unlock(l)
#define write_lock_irq(l)		write_lock(l)
#define write_unlock_irq(l)		write_unlock(l)
#define read_lock_irqsave(l, f)		do { (f) = 0; read_lock(l); } while (0)
#define read_unlock_irqrestore(l, f)	do { (void)(f); read_unlock(l); } while (0)
#define write_lock_irqsave(l, f)	do { (f) = 0; write_lock(l); } while (0)
#define write_unlock_irqrestore(l, f)	do { (void)(f); write_unlock(l); } while (0)

#endif /* _USER_LINUX_RWLOCK_H */
