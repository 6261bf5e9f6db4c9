/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent on x86 and arm64
 */
#ifndef _USER_ASM_BARRIER_H
#define _USER_ASM_BARRIER_H

#include <linux/compiler.h>

#define smp_mb()		plat_fence(PLAT_SEQ_CST)
#define smp_rmb()		plat_fence(PLAT_ACQUIRE)
#define smp_wmb()		plat_fence(PLAT_RELEASE)
#define mb()			smp_mb()
#define rmb()			smp_rmb()
#define wmb()			smp_wmb()
#define smp_mb__before_atomic()	smp_mb()
#define smp_mb__after_atomic()	smp_mb()
#define smp_mb__after_spinlock() smp_mb()
#define smp_acquire__after_ctrl_dep() smp_rmb()
#define smp_load_acquire(p)	plat_load(p, PLAT_ACQUIRE)
#define smp_store_release(p, v)	plat_store(p, v, PLAT_RELEASE)
#define smp_store_mb(var, v)	do { WRITE_ONCE(var, v); smp_mb(); } while (0)

#define __user_cond_load(ptr, cond_expr, order)				\
({									\
	__typeof__(*(ptr)) VAL;						\
									\
	for (;;) {							\
		VAL = plat_load(ptr, order);				\
		if (cond_expr)						\
			break;						\
		plat_relax();						\
	}								\
	VAL;								\
})
#define smp_cond_load_relaxed(ptr, cond_expr)				\
	__user_cond_load(ptr, cond_expr, PLAT_RELAXED)
#define smp_cond_load_acquire(ptr, cond_expr)				\
	__user_cond_load(ptr, cond_expr, PLAT_ACQUIRE)

#endif /* _USER_ASM_BARRIER_H */
