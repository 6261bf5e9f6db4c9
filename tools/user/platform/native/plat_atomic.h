/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Atomic accesses on real memory: the compiler's builtins.
 *
 * ThreadSanitizer knows the builtins and does not know volatile, so its build
 * makes READ_ONCE() and WRITE_ONCE() relaxed atomic accesses. It also ignores
 * fences; the reports that follow from that are listed in tools/user/tsan.supp.
 */
#ifndef _PLAT_ATOMIC_H
#define _PLAT_ATOMIC_H

#define PLAT_RELAXED	__ATOMIC_RELAXED
#define PLAT_ACQUIRE	__ATOMIC_ACQUIRE
#define PLAT_RELEASE	__ATOMIC_RELEASE
#define PLAT_ACQ_REL	__ATOMIC_ACQ_REL
#define PLAT_SEQ_CST	__ATOMIC_SEQ_CST

#define plat_load(p, mo)		__atomic_load_n((p), (mo))
#define plat_store(p, v, mo)		__atomic_store_n((p), (v), (mo))
#define plat_xchg(p, v, mo)		__atomic_exchange_n((p), (v), (mo))
#define plat_cas(p, old, new, mo)					\
	__atomic_compare_exchange_n((p), (old), (new), 0, (mo), PLAT_RELAXED)
#define plat_fetch_add(p, v, mo)	__atomic_fetch_add((p), (v), (mo))
#define plat_fetch_sub(p, v, mo)	__atomic_fetch_sub((p), (v), (mo))
#define plat_fetch_and(p, v, mo)	__atomic_fetch_and((p), (v), (mo))
#define plat_fetch_or(p, v, mo)		__atomic_fetch_or((p), (v), (mo))
#define plat_fetch_xor(p, v, mo)	__atomic_fetch_xor((p), (v), (mo))
#define plat_fence(mo)			__atomic_thread_fence(mo)

#ifdef __SANITIZE_THREAD__
#define plat_read_once(x)	__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define plat_write_once(x, v)	__atomic_store_n(&(x), (v), __ATOMIC_RELAXED)
#else
#define plat_read_once(x)	(*(const volatile __typeof__(x) *)&(x))
#define plat_write_once(x, v)	(*(volatile __typeof__(x) *)&(x) = (v))
#endif

#endif /* _PLAT_ATOMIC_H */
