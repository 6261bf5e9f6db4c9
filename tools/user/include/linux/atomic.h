/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Atomic integers: three widths from one list.
 *
 * equivalent on x86, where every read-modify-write is a full barrier. On weaker
 * machines the fully ordered forms are sequentially consistent among themselves
 * and do not order the plain accesses around them in both directions.
 */
#ifndef _USER_LINUX_ATOMIC_H
#define _USER_LINUX_ATOMIC_H

#include <asm/barrier.h>
#include <asm/processor.h>
#include <linux/types.h>

typedef atomic64_t atomic_long_t;

#define ATOMIC_INIT(i)		{ (i) }
#define ATOMIC64_INIT(i)	{ (i) }
#define ATOMIC_LONG_INIT(i)	{ (i) }

/* One operation with its four orders; @op is a plat_fetch_ one. */
#define __USER_ATOMIC_FETCH(pre, atype, vtype, op, order, suffix)	\
static __always_inline vtype						\
pre##_fetch_##op##suffix(vtype i, atype *v)				\
{									\
	return (vtype)plat_fetch_##op(&v->counter, i, order);		\
}

#define __USER_ATOMIC_RETURN(pre, atype, vtype, op, c_op, order, suffix) \
static __always_inline vtype						\
pre##_##op##_return##suffix(vtype i, atype *v)				\
{									\
	return (vtype)(plat_fetch_##op(&v->counter, i, order) c_op i);	\
}									\
									\
static __always_inline vtype						\
pre##_##op##_one_return##suffix(atype *v)				\
{									\
	return (vtype)(plat_fetch_##op(&v->counter, 1, order) c_op 1);	\
}

#define __USER_ATOMIC_XCHG(pre, atype, vtype, order, suffix)		\
static __always_inline vtype pre##_xchg##suffix(atype *v, vtype n)	\
{									\
	return (vtype)plat_xchg(&v->counter, n, order);			\
}									\
									\
static __always_inline bool						\
pre##_try_cmpxchg##suffix(atype *v, vtype *old, vtype n)		\
{									\
	__typeof__(v->counter) __old = *old;				\
	bool done = plat_cas(&v->counter, &__old, n, order);		\
									\
	*old = (vtype)__old;						\
	return done;							\
}									\
									\
static __always_inline vtype						\
pre##_cmpxchg##suffix(atype *v, vtype old, vtype n)			\
{									\
	pre##_try_cmpxchg##suffix(v, &old, n);				\
	return old;							\
}

#define __USER_ATOMIC_ORDER(pre, atype, vtype, order, suffix)		\
	__USER_ATOMIC_FETCH(pre, atype, vtype, add, order, suffix)	\
	__USER_ATOMIC_FETCH(pre, atype, vtype, sub, order, suffix)	\
	__USER_ATOMIC_FETCH(pre, atype, vtype, and, order, suffix)	\
	__USER_ATOMIC_FETCH(pre, atype, vtype, or, order, suffix)	\
	__USER_ATOMIC_FETCH(pre, atype, vtype, xor, order, suffix)	\
	__USER_ATOMIC_RETURN(pre, atype, vtype, add, +, order, suffix)	\
	__USER_ATOMIC_RETURN(pre, atype, vtype, sub, -, order, suffix)	\
	__USER_ATOMIC_XCHG(pre, atype, vtype, order, suffix)		\
									\
static __always_inline vtype pre##_inc_return##suffix(atype *v)		\
{									\
	return pre##_add_one_return##suffix(v);				\
}									\
									\
static __always_inline vtype pre##_dec_return##suffix(atype *v)		\
{									\
	return pre##_sub_one_return##suffix(v);				\
}									\
									\
static __always_inline vtype pre##_fetch_inc##suffix(atype *v)		\
{									\
	return pre##_fetch_add##suffix(1, v);				\
}									\
									\
static __always_inline vtype pre##_fetch_dec##suffix(atype *v)		\
{									\
	return pre##_fetch_sub##suffix(1, v);				\
}									\
									\
static __always_inline vtype						\
pre##_fetch_andnot##suffix(vtype i, atype *v)				\
{									\
	return pre##_fetch_and##suffix(~i, v);				\
}

#define __USER_ATOMIC_VOID(pre, atype, vtype, op)			\
static __always_inline void pre##_##op(vtype i, atype *v)		\
{									\
	plat_fetch_##op(&v->counter, i, PLAT_RELAXED);			\
}

#define __USER_ATOMIC(pre, atype, vtype)				\
static __always_inline vtype pre##_read(const atype *v)			\
{									\
	return (vtype)READ_ONCE(v->counter);				\
}									\
									\
static __always_inline vtype pre##_read_acquire(const atype *v)		\
{									\
	return (vtype)smp_load_acquire(&v->counter);			\
}									\
									\
static __always_inline void pre##_set(atype *v, vtype i)		\
{									\
	WRITE_ONCE(v->counter, i);					\
}									\
									\
static __always_inline void pre##_set_release(atype *v, vtype i)	\
{									\
	smp_store_release(&v->counter, i);				\
}									\
									\
__USER_ATOMIC_VOID(pre, atype, vtype, add)				\
__USER_ATOMIC_VOID(pre, atype, vtype, sub)				\
__USER_ATOMIC_VOID(pre, atype, vtype, and)				\
__USER_ATOMIC_VOID(pre, atype, vtype, or)				\
__USER_ATOMIC_VOID(pre, atype, vtype, xor)				\
__USER_ATOMIC_ORDER(pre, atype, vtype, PLAT_SEQ_CST, )			\
__USER_ATOMIC_ORDER(pre, atype, vtype, PLAT_ACQUIRE, _acquire)		\
__USER_ATOMIC_ORDER(pre, atype, vtype, PLAT_RELEASE, _release)		\
__USER_ATOMIC_ORDER(pre, atype, vtype, PLAT_RELAXED, _relaxed)		\
									\
static __always_inline void pre##_andnot(vtype i, atype *v)		\
{									\
	pre##_and(~i, v);						\
}									\
									\
static __always_inline void pre##_inc(atype *v)				\
{									\
	pre##_add(1, v);						\
}									\
									\
static __always_inline void pre##_dec(atype *v)				\
{									\
	pre##_sub(1, v);						\
}									\
									\
static __always_inline bool pre##_dec_and_test(atype *v)		\
{									\
	return pre##_dec_return(v) == 0;				\
}									\
									\
static __always_inline bool pre##_inc_and_test(atype *v)		\
{									\
	return pre##_inc_return(v) == 0;				\
}									\
									\
static __always_inline bool pre##_sub_and_test(vtype i, atype *v)	\
{									\
	return pre##_sub_return(i, v) == 0;				\
}									\
									\
static __always_inline bool pre##_add_negative(vtype i, atype *v)	\
{									\
	return pre##_add_return(i, v) < 0;				\
}									\
									\
static __always_inline vtype						\
pre##_fetch_add_unless(atype *v, vtype a, vtype u)			\
{									\
	vtype c = pre##_read(v);					\
									\
	do {								\
		if (unlikely(c == u))					\
			break;						\
	} while (!pre##_try_cmpxchg(v, &c, c + a));			\
	return c;							\
}									\
									\
static __always_inline bool						\
pre##_add_unless(atype *v, vtype a, vtype u)				\
{									\
	return pre##_fetch_add_unless(v, a, u) != u;			\
}									\
									\
static __always_inline bool pre##_inc_not_zero(atype *v)		\
{									\
	return pre##_add_unless(v, 1, 0);				\
}									\
									\
static __always_inline bool pre##_inc_unless_negative(atype *v)		\
{									\
	vtype c = pre##_read(v);					\
									\
	do {								\
		if (unlikely(c < 0))					\
			return false;					\
	} while (!pre##_try_cmpxchg(v, &c, c + 1));			\
	return true;							\
}									\
									\
static __always_inline vtype pre##_dec_if_positive(atype *v)		\
{									\
	vtype c = pre##_read(v);					\
									\
	do {								\
		if (unlikely(c < 1))					\
			break;						\
	} while (!pre##_try_cmpxchg(v, &c, c - 1));			\
	return c - 1;							\
}

__USER_ATOMIC(atomic, atomic_t, int)
__USER_ATOMIC(atomic64, atomic64_t, s64)
__USER_ATOMIC(atomic_long, atomic_long_t, long)

#define xchg(p, v)		plat_xchg(p, v, PLAT_SEQ_CST)
#define xchg_acquire(p, v)	plat_xchg(p, v, PLAT_ACQUIRE)
#define xchg_release(p, v)	plat_xchg(p, v, PLAT_RELEASE)
#define xchg_relaxed(p, v)	plat_xchg(p, v, PLAT_RELAXED)

#define __user_cmpxchg(p, old, new, order)				\
({									\
	__typeof__(*(p)) __cx_old = (old);				\
									\
	plat_cas(p, &__cx_old, new, order);				\
	__cx_old;							\
})
#define cmpxchg(p, o, n)		__user_cmpxchg(p, o, n, PLAT_SEQ_CST)
#define cmpxchg_acquire(p, o, n)	__user_cmpxchg(p, o, n, PLAT_ACQUIRE)
#define cmpxchg_release(p, o, n)	__user_cmpxchg(p, o, n, PLAT_RELEASE)
#define cmpxchg_relaxed(p, o, n)	__user_cmpxchg(p, o, n, PLAT_RELAXED)
#define cmpxchg64(p, o, n)		cmpxchg(p, o, n)
#define try_cmpxchg(p, po, n)		plat_cas(p, po, n, PLAT_SEQ_CST)
#define try_cmpxchg_acquire(p, po, n)	plat_cas(p, po, n, PLAT_ACQUIRE)
#define try_cmpxchg_release(p, po, n)	plat_cas(p, po, n, PLAT_RELEASE)
#define try_cmpxchg_relaxed(p, po, n)	plat_cas(p, po, n, PLAT_RELAXED)

#define atomic_cond_read_acquire(v, c)	smp_cond_load_acquire(&(v)->counter, (c))
#define atomic_cond_read_relaxed(v, c)	smp_cond_load_relaxed(&(v)->counter, (c))
#define atomic_long_cond_read_acquire(v, c) \
	smp_cond_load_acquire(&(v)->counter, (c))

#endif /* _USER_LINUX_ATOMIC_H */
