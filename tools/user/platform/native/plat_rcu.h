/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * RCU read sections: liburcu's memb flavour (sys_membarrier).
 *
 * liburcu's own inline header brings <unistd.h> and its names (access, fork,
 * link) into every file of the core, so the read side is written out here on
 * the two variables that are part of the library's binary interface; native.c,
 * which includes the real headers, checks the layout at build time.
 *
 * Under ThreadSanitizer the calls go out of line, into the library that is not
 * instrumented, and the order that a grace period makes is told to it by
 * annotation: readers release a token, the end of a grace period acquires it.
 */
#ifndef _PLAT_RCU_H
#define _PLAT_RCU_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __SANITIZE_THREAD__

extern void urcu_memb_read_lock(void);
extern void urcu_memb_read_unlock(void);
extern int urcu_memb_read_ongoing(void);

extern void __tsan_acquire(void *addr);
extern void __tsan_release(void *addr);

extern char plat_rcu_token;

static inline void plat_rcu_read_lock(void)
{
	urcu_memb_read_lock();
}

static inline void plat_rcu_read_unlock(void)
{
	__tsan_release(&plat_rcu_token);
	urcu_memb_read_unlock();
}

static inline bool plat_rcu_read_ongoing(void)
{
	return urcu_memb_read_ongoing();
}

#else /* !__SANITIZE_THREAD__ */

/*
 * A reader's counter is 0 outside sections. The outermost lock copies the
 * global counter (phase bit, and 1 for the nesting), inner ones add 1.
 */
struct plat_rcu_reader {
	unsigned long ctr;
};

struct plat_rcu_gp {
	unsigned long ctr;
	int32_t futex;		/* -1: a grace period sleeps until we look */
};

extern __thread struct plat_rcu_reader plat_rcu_reader
	__asm__("urcu_memb_reader");
extern struct plat_rcu_gp plat_rcu_gp __asm__("urcu_memb_gp");
extern int plat_rcu_has_membarrier __asm__("urcu_memb_has_sys_membarrier");

#define PLAT_RCU_COUNT		1UL
#define PLAT_RCU_NEST_MASK	((1UL << (sizeof(unsigned long) * 4)) - 1)

void plat_rcu_wake_gp(void);

/* A full barrier, paired with the membarrier() call of the grace period. */
static inline void plat_rcu_light_mb(void)
{
	if (__builtin_expect(plat_rcu_has_membarrier, 1))
		__asm__ __volatile__("" ::: "memory");
	else
		__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

static inline void plat_rcu_read_lock(void)
{
	volatile unsigned long *ctr = &plat_rcu_reader.ctr;
	unsigned long old = *ctr;

	if (__builtin_expect(old & PLAT_RCU_NEST_MASK, 0)) {
		*ctr = old + PLAT_RCU_COUNT;
		__asm__ __volatile__("" ::: "memory");
		return;
	}
	*ctr = *(volatile unsigned long *)&plat_rcu_gp.ctr;
	plat_rcu_light_mb();
}

static inline void plat_rcu_read_unlock(void)
{
	volatile unsigned long *ctr = &plat_rcu_reader.ctr;
	unsigned long old = *ctr;

	__asm__ __volatile__("" ::: "memory");
	if (__builtin_expect((old & PLAT_RCU_NEST_MASK) != PLAT_RCU_COUNT, 0)) {
		*ctr = old - PLAT_RCU_COUNT;
		return;
	}
	plat_rcu_light_mb();
	*ctr = old - PLAT_RCU_COUNT;
	plat_rcu_light_mb();
	if (__builtin_expect(*(volatile int32_t *)&plat_rcu_gp.futex == -1, 0))
		plat_rcu_wake_gp();
}

static inline bool plat_rcu_read_ongoing(void)
{
	return plat_rcu_reader.ctr & PLAT_RCU_NEST_MASK;
}

#endif /* __SANITIZE_THREAD__ */

/**
 * plat_synchronize_rcu() - wait until every read section begun before has ended
 *
 * Context: may sleep; not inside a read section.
 */
void plat_synchronize_rcu(void);

#endif /* _PLAT_RCU_H */
