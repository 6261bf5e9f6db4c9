/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Compiler attributes and single accesses.
 *
 * equivalent, except data_race(): ThreadSanitizer has no way to exempt an
 * expression, so its runtime is told to ignore this thread's accesses meanwhile.
 */
#ifndef _USER_LINUX_COMPILER_H
#define _USER_LINUX_COMPILER_H

#include <platform.h>

#define likely(x)		__builtin_expect(!!(x), 1)
#define unlikely(x)		__builtin_expect(!!(x), 0)
#define barrier()		__asm__ __volatile__("" ::: "memory")
#define barrier_data(p)		__asm__ __volatile__("" :: "r"(p) : "memory")
#define unreachable()		__builtin_unreachable()

#ifndef __always_inline
#define __always_inline		inline __attribute__((always_inline))
#endif
#define noinline		__attribute__((noinline))
#define noinline_for_stack	noinline
#define __maybe_unused		__attribute__((unused))
#define __always_unused		__attribute__((unused))
#define __used			__attribute__((used))
#define __must_check		__attribute__((warn_unused_result))
#define __packed		__attribute__((packed))
#define __aligned(n)		__attribute__((aligned(n)))
#define __printf(a, b)		__attribute__((format(printf, a, b)))
#define __malloc		__attribute__((malloc))
#define __weak			__attribute__((weak))
#define __cold			__attribute__((cold))
#define __noreturn		__attribute__((noreturn))
#define __section(s)		__attribute__((section(s)))
#define __same_type(a, b)	__builtin_types_compatible_p(__typeof__(a), __typeof__(b))
#define __deprecated
#define __read_mostly
#define __init
#define __exit
#define __initdata
#define __exitdata
#define __ro_after_init
#define __force
#define __user
#define __kernel
#define __iomem
#define __percpu
#undef __rcu
#define __rcu
#define __bitwise
#define __private
#define __nocast
#define __chk_user_ptr(x)	((void)0)
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __acquire(x)		((void)0)
#define __release(x)		((void)0)
#define __cond_lock(x, c)	(c)
#define __cond_acquires(...)
#define __acquires_shared(...)
#define __releases_shared(...)
#define __no_sanitize_or_inline	inline
#define __no_kcsan
#define noinstr			noinline
#define notrace
#define asmlinkage
#define __counted_by(m)
#define ACCESS_PRIVATE(p, m)	((p)->m)

#ifndef fallthrough
#define fallthrough		__attribute__((fallthrough))
#endif

#define __UNIQUE_CAT2(a, b)	a##b
#define __UNIQUE_CAT(a, b)	__UNIQUE_CAT2(a, b)
#define __UNIQUE_ID(prefix)	__UNIQUE_CAT(__UNIQUE_ID_##prefix, __COUNTER__)

#define _RET_IP_		((unsigned long)__builtin_return_address(0))
#define _THIS_IP_		({ __label__ __here; __here: (unsigned long)&&__here; })

#define READ_ONCE(x)		plat_read_once(x)
#define WRITE_ONCE(x, v)	plat_write_once(x, v)

#ifdef __SANITIZE_THREAD__
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
#define data_race(expr)							\
({									\
	AnnotateIgnoreReadsBegin(__FILE__, __LINE__);			\
	AnnotateIgnoreWritesBegin(__FILE__, __LINE__);			\
	__auto_type __dr = (expr);					\
	AnnotateIgnoreWritesEnd(__FILE__, __LINE__);			\
	AnnotateIgnoreReadsEnd(__FILE__, __LINE__);			\
	__dr;								\
})
#else
#define data_race(expr)		({ __auto_type __dr = (expr); __dr; })
#endif

#define OPTIMIZER_HIDE_VAR(v)	__asm__ ("" : "=r" (v) : "0" (v))
#define __READ_ONCE(x)		READ_ONCE(x)
#define __WRITE_ONCE(x, v)	WRITE_ONCE(x, v)
#define ASSERT_EXCLUSIVE_WRITER(v)	((void)0)
#define ASSERT_EXCLUSIVE_ACCESS(v)	((void)0)
#define kcsan_atomic_next(n)	((void)0)

#endif /* _USER_LINUX_COMPILER_H */
