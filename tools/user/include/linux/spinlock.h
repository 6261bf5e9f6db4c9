/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: waiters queue in order as in the kernel, but they and the holder
 * can be preempted, so a waiter blocks after a bounded spin and a lock whose
 * next waiter sleeps may be taken by another. There are no interrupts, so the
 * _irq and _bh forms are the plain ones.
 */
#ifndef _USER_LINUX_SPINLOCK_H
#define _USER_LINUX_SPINLOCK_H

#include <linux/atomic.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>

#define USER_SPIN_LOCKED	1u

void user_spin_lock_slow(spinlock_t *lock);
void user_spin_unlock_slow(spinlock_t *lock);

static __always_inline bool user_spin_trylock(spinlock_t *lock)
{
	u32 old = 0;

	return plat_cas(&lock->word, &old, USER_SPIN_LOCKED, PLAT_ACQUIRE);
}

static __always_inline void user_spin_lock(spinlock_t *lock)
{
	if (unlikely(!user_spin_trylock(lock)))
		user_spin_lock_slow(lock);
}

static __always_inline void user_spin_unlock(spinlock_t *lock)
{
	u32 old = USER_SPIN_LOCKED;

	if (unlikely(!plat_cas(&lock->word, &old, 0, PLAT_RELEASE)))
		user_spin_unlock_slow(lock);
}

static __always_inline void spin_lock_nested(spinlock_t *lock, int subclass)
{
	preempt_disable();
	spin_acquire(&lock->dep_map, subclass, 0, _RET_IP_);
	user_spin_lock(lock);
}

static __always_inline void spin_lock(spinlock_t *lock)
{
	spin_lock_nested(lock, 0);
}

static __always_inline bool spin_trylock(spinlock_t *lock)
{
	preempt_disable();
	if (user_spin_trylock(lock)) {
		spin_acquire(&lock->dep_map, 0, 1, _RET_IP_);
		return true;
	}
	preempt_enable();
	return false;
}

static __always_inline void spin_unlock(spinlock_t *lock)
{
	spin_release(&lock->dep_map, _RET_IP_);
	user_spin_unlock(lock);
	preempt_enable();
}

static __always_inline bool spin_is_locked(const spinlock_t *lock)
{
	return READ_ONCE(lock->word) & USER_SPIN_LOCKED;
}

static __always_inline bool spin_is_contended(const spinlock_t *lock)
{
	return READ_ONCE(lock->word) & ~USER_SPIN_LOCKED;
}

static inline void user_spin_lock_init(spinlock_t *lock, const char *name,
				       struct lock_class_key *key)
{
	lock->word = 0;
	lockdep_init_map(&lock->dep_map, name, key, 0);
}

#define spin_lock_init(lock)						\
	do {								\
		static struct lock_class_key __key;			\
									\
		user_spin_lock_init(lock, #lock, &__key);		\
	} while (0)

#ifdef CONFIG_LOCKDEP
#define assert_spin_locked(lock)	lockdep_assert_held(lock)
#else
#define assert_spin_locked(lock)	BUG_ON(!spin_is_locked(lock))
#endif

#define spin_lock_nest_lock(lock, nest)	spin_lock(lock)
#define spin_lock_irq(lock)		spin_lock(lock)
#define spin_unlock_irq(lock)		spin_unlock(lock)
#define spin_lock_bh(lock)		spin_lock(lock)
#define spin_unlock_bh(lock)		spin_unlock(lock)
#define spin_lock_irqsave(lock, f)	do { (f) = 0; spin_lock(lock); } while (0)
#define spin_lock_irqsave_nested(lock, f, s) \
	do { (f) = 0; spin_lock_nested(lock, s); } while (0)
#define spin_unlock_irqrestore(lock, f)	do { (void)(f); spin_unlock(lock); } while (0)
#define spin_trylock_irqsave(lock, f)	({ (f) = 0; spin_trylock(lock); })
#define spin_trylock_irq(lock)		spin_trylock(lock)
#define spin_trylock_bh(lock)		spin_trylock(lock)

#define raw_spin_lock_init(lock)	spin_lock_init(lock)
#define raw_spin_lock(lock)		spin_lock(lock)
#define raw_spin_lock_nested(lock, s)	spin_lock_nested(lock, s)
#define raw_spin_unlock(lock)		spin_unlock(lock)
#define raw_spin_trylock(lock)		spin_trylock(lock)
#define raw_spin_lock_irq(lock)		spin_lock(lock)
#define raw_spin_unlock_irq(lock)	spin_unlock(lock)
#define raw_spin_lock_irqsave(l, f)	spin_lock_irqsave(l, f)
#define raw_spin_unlock_irqrestore(l, f) spin_unlock_irqrestore(l, f)
#define raw_spin_is_locked(lock)	spin_is_locked(lock)

#include <linux/rwlock.h>

#endif /* _USER_LINUX_SPINLOCK_H */
