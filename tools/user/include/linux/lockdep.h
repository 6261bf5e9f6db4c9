/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: a small checker, in the sanitizer builds only. It knows what each
 * thread holds, reports recursion, release of a lock not held, and two classes
 * taken in both orders; it knows nothing of interrupts. Hooks for lock_stat
 * (lock_contended() and lock_acquired()) do nothing: the core has its own.
 */
#ifndef _USER_LINUX_LOCKDEP_H
#define _USER_LINUX_LOCKDEP_H

#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/lockdep_types.h>

#define SINGLE_DEPTH_NESTING	1
#define LOCK_STATE_UNKNOWN	-1
#define LOCK_STATE_NOT_HELD	0
#define LOCK_STATE_HELD		1

#ifdef CONFIG_LOCKDEP

void lockdep_init_map(struct lockdep_map *map, const char *name,
		      struct lock_class_key *key, int subclass);
void lock_acquire(struct lockdep_map *map, unsigned int subclass, int trylock,
		  int read, int check, struct lockdep_map *nest_lock,
		  unsigned long ip);
void lock_release(struct lockdep_map *map, unsigned long ip);
void lock_downgrade(struct lockdep_map *map, unsigned long ip);
/* @read: -1 for any mode, 0 for write, 1 for read */
int lock_is_held_type(const struct lockdep_map *map, int read);
void lockdep_assert_no_locks(const char *where);
void lockdep_unregister_key(struct lock_class_key *key);
void lockdep_register_key(struct lock_class_key *key);

#define debug_locks			1
#define lock_is_held(map)		lock_is_held_type(map, -1)
#define lockdep_is_held(lock)		lock_is_held(&(lock)->dep_map)
#define lockdep_is_held_type(lock, r)	lock_is_held_type(&(lock)->dep_map, (r))

#define lockdep_set_class_and_name(lock, key, name) \
	lockdep_init_map(&(lock)->dep_map, name, key, 0)
#define lockdep_set_class(lock, key) \
	lockdep_init_map(&(lock)->dep_map, #key, key, 0)
#define lockdep_set_subclass(lock, sub)	((void)(lock))
#define lockdep_set_novalidate_class(lock)	((void)(lock))
#define lockdep_init_map_wait(map, name, key, sub, wait) \
	lockdep_init_map(map, name, key, sub)
#define lockdep_match_class(lock, k)	((lock)->dep_map.key == (k))

#define lockdep_assert(cond)		((void)WARN_ON(!(cond)))
#define lockdep_assert_once(cond)	((void)WARN_ON_ONCE(!(cond)))

#else /* !CONFIG_LOCKDEP */

#define debug_locks			0
#define lockdep_init_map(map, name, key, sub) \
	do { (void)(name); (void)(key); } while (0)
#define lock_acquire(map, sub, try, read, check, nest, ip) \
	do { } while (0)
#define lock_release(map, ip)		do { } while (0)
#define lock_downgrade(map, ip)		do { } while (0)
#define lock_is_held(map)		1
#define lock_is_held_type(map, r)	1
#define lockdep_is_held(lock)		1
#define lockdep_is_held_type(lock, r)	1
#define lockdep_assert_no_locks(where)	do { } while (0)
#define lockdep_register_key(key)	((void)(key))
#define lockdep_unregister_key(key)	((void)(key))
#define lockdep_set_class_and_name(lock, key, name) \
	do { (void)(lock); (void)(key); (void)(name); } while (0)
#define lockdep_set_class(lock, key)	do { (void)(lock); (void)(key); } while (0)
#define lockdep_set_subclass(lock, sub)	((void)(lock))
#define lockdep_set_novalidate_class(lock)	((void)(lock))
#define lockdep_init_map_wait(map, name, key, sub, wait) \
	lockdep_init_map(map, name, key, sub)
#define lockdep_match_class(lock, k)	1
#define lockdep_assert(cond)		do { } while (0)
#define lockdep_assert_once(cond)	do { } while (0)

#endif /* CONFIG_LOCKDEP */

#define lockdep_assert_held(l)		lockdep_assert(lockdep_is_held(l))
#define lockdep_assert_held_once(l)	lockdep_assert_once(lockdep_is_held(l))
#define lockdep_assert_held_write(l)	lockdep_assert(lockdep_is_held_type(l, 0))
#define lockdep_assert_held_read(l)	lockdep_assert(lockdep_is_held_type(l, 1))
#ifdef CONFIG_LOCKDEP
#define lockdep_assert_not_held(l)	lockdep_assert(!lockdep_is_held(l))
#else
#define lockdep_assert_not_held(l)	do { } while (0)
#endif
#define lockdep_assert_none_held_once()	do { } while (0)
#define lockdep_off()			do { } while (0)
#define lockdep_on()			do { } while (0)

#define lock_contended(map, ip)		do { } while (0)
#define lock_acquired(map, ip)		do { } while (0)
#define LOCK_CONTENDED(_lock, try, lock)	lock(_lock)

#define lock_acquire_exclusive(m, s, t, n, ip)	lock_acquire(m, s, t, 0, 1, n, ip)
#define lock_acquire_shared(m, s, t, n, ip)	lock_acquire(m, s, t, 1, 1, n, ip)
#define lock_acquire_shared_recursive(m, s, t, n, ip) \
	lock_acquire(m, s, t, 2, 1, n, ip)

#define spin_acquire(m, s, t, ip)	lock_acquire_exclusive(m, s, t, NULL, ip)
#define spin_release(m, ip)		lock_release(m, ip)
#define rwlock_acquire(m, s, t, ip)	lock_acquire_exclusive(m, s, t, NULL, ip)
#define rwlock_acquire_read(m, s, t, ip) \
	lock_acquire_shared_recursive(m, s, t, NULL, ip)
#define rwlock_release(m, ip)		lock_release(m, ip)
#define mutex_acquire(m, s, t, ip)	lock_acquire_exclusive(m, s, t, NULL, ip)
#define mutex_acquire_nest(m, s, t, n, ip) lock_acquire_exclusive(m, s, t, n, ip)
#define mutex_release(m, ip)		lock_release(m, ip)
#define rwsem_acquire(m, s, t, ip)	lock_acquire_exclusive(m, s, t, NULL, ip)
#define rwsem_acquire_nest(m, s, t, n, ip) lock_acquire_exclusive(m, s, t, n, ip)
#define rwsem_acquire_read(m, s, t, ip)	lock_acquire_shared(m, s, t, NULL, ip)
#define rwsem_release(m, ip)		lock_release(m, ip)
#define seqcount_acquire(m, s, t, ip)	((void)(m))
#define seqcount_acquire_read(m, s, t, ip)	((void)(m))
#define seqcount_release(m, ip)		((void)(m))
#define lock_map_acquire(m)		lock_acquire_exclusive(m, 0, 0, NULL, _THIS_IP_)
#define lock_map_acquire_read(m) \
	lock_acquire_shared_recursive(m, 0, 0, NULL, _THIS_IP_)
#define lock_map_release(m)		lock_release(m, _THIS_IP_)

void might_sleep_check(const char *file, int line);
#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
#define might_lock(lock)		might_sleep_check(__FILE__, __LINE__)
#define might_lock_read(lock)		might_sleep_check(__FILE__, __LINE__)
#else
#define might_lock(lock)		((void)(lock))
#define might_lock_read(lock)		((void)(lock))
#endif

#endif /* _USER_LINUX_LOCKDEP_H */
