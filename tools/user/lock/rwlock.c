// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reader-writer spinlocks, queued.
 *
 * The word counts readers above a byte for the writer and a bit for a writer
 * that waits. Who cannot have the lock at once queues on a spinlock, so readers
 * and writers are served in order; a waiting writer keeps new readers out.
 *
 * different: waiters give the CPU away after a bounded spin.
 */
#include <linux/rwlock.h>
#include <linux/sched.h>

#include "spin.h"

#define W_LOCKED	0xffu
#define W_WAITING	0x100u
#define W_MASK		(W_LOCKED | W_WAITING)
#define R_BIAS		0x200u

void user_rwlock_init(rwlock_t *lock, const char *name,
		      struct lock_class_key *key)
{
	lock->cnts = 0;
	lock->wait_lock.word = 0;
	lockdep_init_map(&lock->dep_map, name, key, 0);
}

static void read_lock_slow(rwlock_t *lock)
{
	struct user_spin sp;

	plat_fetch_sub(&lock->cnts, R_BIAS, PLAT_RELAXED);
	user_spin_lock(&lock->wait_lock);
	plat_fetch_add(&lock->cnts, R_BIAS, PLAT_RELAXED);
	user_spin_begin(&sp);
	while (plat_load(&lock->cnts, PLAT_ACQUIRE) & W_LOCKED)
		user_spin_or_sleep(&sp);
	user_spin_unlock(&lock->wait_lock);
}

void read_lock(rwlock_t *lock)
{
	preempt_disable();
	rwlock_acquire_read(&lock->dep_map, 0, 0, _RET_IP_);
	if (plat_fetch_add(&lock->cnts, R_BIAS, PLAT_ACQUIRE) & W_MASK)
		read_lock_slow(lock);
}

int read_trylock(rwlock_t *lock)
{
	preempt_disable();
	if (!(plat_fetch_add(&lock->cnts, R_BIAS, PLAT_ACQUIRE) & W_MASK)) {
		rwlock_acquire_read(&lock->dep_map, 0, 1, _RET_IP_);
		return 1;
	}
	plat_fetch_sub(&lock->cnts, R_BIAS, PLAT_RELAXED);
	preempt_enable();
	return 0;
}

void read_unlock(rwlock_t *lock)
{
	rwlock_release(&lock->dep_map, _RET_IP_);
	plat_fetch_sub(&lock->cnts, R_BIAS, PLAT_RELEASE);
	preempt_enable();
}

static void write_lock_slow(rwlock_t *lock)
{
	struct user_spin sp;
	u32 old;

	user_spin_lock(&lock->wait_lock);
	old = 0;
	if (!plat_cas(&lock->cnts, &old, W_LOCKED, PLAT_ACQUIRE)) {
		plat_fetch_or(&lock->cnts, W_WAITING, PLAT_RELAXED);
		user_spin_begin(&sp);
		for (;;) {
			old = W_WAITING;
			if (READ_ONCE(lock->cnts) == W_WAITING &&
			    plat_cas(&lock->cnts, &old, W_LOCKED, PLAT_ACQUIRE))
				break;
			user_spin_or_sleep(&sp);
		}
	}
	user_spin_unlock(&lock->wait_lock);
}

void write_lock_nested(rwlock_t *lock, int subclass)
{
	u32 old = 0;

	preempt_disable();
	rwlock_acquire(&lock->dep_map, subclass, 0, _RET_IP_);
	if (!plat_cas(&lock->cnts, &old, W_LOCKED, PLAT_ACQUIRE))
		write_lock_slow(lock);
}

void write_lock(rwlock_t *lock)
{
	write_lock_nested(lock, 0);
}

int write_trylock(rwlock_t *lock)
{
	u32 old = 0;

	preempt_disable();
	if (plat_cas(&lock->cnts, &old, W_LOCKED, PLAT_ACQUIRE)) {
		rwlock_acquire(&lock->dep_map, 0, 1, _RET_IP_);
		return 1;
	}
	preempt_enable();
	return 0;
}

void write_unlock(rwlock_t *lock)
{
	rwlock_release(&lock->dep_map, _RET_IP_);
	/* Readers may have counted themselves meanwhile: clear only the byte. */
	plat_fetch_sub(&lock->cnts, W_LOCKED, PLAT_RELEASE);
	preempt_enable();
}
