/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RCU: liburcu's memb flavour for readers and grace periods, callbacks by our own
 * thread, see rcu/rcu.c.
 *
 * different: a read section does not stop preemption; callbacks run on one
 * thread and may be delayed by some milliseconds.
 */
#ifndef _USER_LINUX_RCUPDATE_H
#define _USER_LINUX_RCUPDATE_H

#include <asm/barrier.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/types.h>

static __always_inline void rcu_read_lock(void)
{
	plat_rcu_read_lock();
}

static __always_inline void rcu_read_unlock(void)
{
	plat_rcu_read_unlock();
}

#ifdef CONFIG_PROVE_RCU
static inline int rcu_read_lock_held(void)
{
	return plat_rcu_read_ongoing();
}

void user_rcu_suspicious(const char *file, int line, const char *what);
#define RCU_LOCKDEP_WARN(cond, s)					\
	do {								\
		static bool __reported;					\
									\
		if ((cond) && !plat_xchg(&__reported, true, PLAT_RELAXED)) \
			user_rcu_suspicious(__FILE__, __LINE__, s);	\
	} while (0)
#else
#define rcu_read_lock_held()		1
#define RCU_LOCKDEP_WARN(cond, s)	do { } while (0 && (cond))
#endif

#define rcu_read_lock_any_held()	rcu_read_lock_held()
#define rcu_read_lock_bh()		rcu_read_lock()
#define rcu_read_unlock_bh()		rcu_read_unlock()
#define rcu_read_lock_sched()		rcu_read_lock()
#define rcu_read_unlock_sched()		rcu_read_unlock()
#define rcu_sleep_check()		do { } while (0)
#define rcu_preempt_depth()		(rcu_read_lock_held() ? 1 : 0)

/* ThreadSanitizer does not know dependency ordering: acquire there. */
#ifdef __SANITIZE_THREAD__
#define __user_rcu_load(p)		plat_load(&(p), PLAT_ACQUIRE)
#else
#define __user_rcu_load(p)		READ_ONCE(p)
#endif

#define rcu_dereference_check(p, c)					\
({									\
	RCU_LOCKDEP_WARN(!((c) || rcu_read_lock_held()),		\
			 "rcu_dereference_check() outside a read section"); \
	__user_rcu_load(p);						\
})
#define rcu_dereference_protected(p, c)					\
({									\
	RCU_LOCKDEP_WARN(!(c),						\
			 "rcu_dereference_protected() without its lock"); \
	(p);								\
})
#define rcu_dereference(p)		rcu_dereference_check(p, 0)
#define rcu_dereference_raw(p)		__user_rcu_load(p)
#define rcu_dereference_raw_check(p)	__user_rcu_load(p)
#define rcu_dereference_sched(p)	rcu_dereference(p)
#define rcu_dereference_bh(p)		rcu_dereference(p)
#define rcu_access_pointer(p)		READ_ONCE(p)
#define rcu_pointer_handoff(p)		(p)
#define rcu_replace_pointer(rp, p, c)					\
({									\
	__typeof__(rp) __rrp = rcu_dereference_protected(rp, c);	\
									\
	rcu_assign_pointer(rp, p);					\
	__rrp;								\
})
#define rcu_assign_pointer(p, v)	smp_store_release(&(p), v)
#define RCU_INIT_POINTER(p, v)		WRITE_ONCE(p, v)
#define RCU_INITIALIZER(v)		(v)
#define RCU_POINTER_INITIALIZER(p, v)	.p = (v)

void call_rcu(struct rcu_head *head, rcu_callback_t func);
#define call_rcu_hurry(head, func)	call_rcu(head, func)
void synchronize_rcu(void);
#define synchronize_rcu_expedited()	synchronize_rcu()
void rcu_barrier(void);
void user_kvfree_call_rcu(struct rcu_head *head, void *ptr);

/* Callbacks queued and not yet run. */
unsigned long user_rcu_backlog(void);

/* Like the kernel's: an offset below this stands for "kfree the object". */
#define USER_RCU_KFREE_MAX_OFFSET	4096

#define kfree_rcu(ptr, field)						\
	do {								\
		__typeof__(ptr) __kr = (ptr);				\
									\
		_Static_assert(offsetof(__typeof__(*__kr), field) <	\
			       USER_RCU_KFREE_MAX_OFFSET, "kfree_rcu");	\
		if (__kr)						\
			user_kvfree_call_rcu(&__kr->field, __kr);	\
	} while (0)
#define kvfree_rcu(ptr, field)		kfree_rcu(ptr, field)

static inline unsigned long get_state_synchronize_rcu(void)
{
	return 0;
}

#define init_rcu_head(head)		((void)(head))
#define destroy_rcu_head(head)		((void)(head))
#define init_rcu_head_on_stack(head)	((void)(head))
#define destroy_rcu_head_on_stack(head)	((void)(head))

extern struct lockdep_map rcu_callback_map;

#endif /* _USER_LINUX_RCUPDATE_H */
