/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: a warning prints file and line and counts in user_warn_count, which
 * the test runner turns into a failure; BUG() ends the program.
 */
#ifndef _USER_LINUX_BUG_H
#define _USER_LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/printk.h>

/* Warnings so far: WARN_ON() and the reports of lockdep. */
extern unsigned long user_warn_count;
/* While a test wants warnings, they are counted here, and not shown. */
extern bool user_warn_expected;
extern unsigned long user_warn_expected_count;

void __cold user_warn(const char *file, int line, const char *cond);
void __cold __printf(3, 4) user_warn_fmt(const char *file, int line,
					 const char *fmt, ...);
void __cold __noreturn user_bug(const char *file, int line, const char *cond);

#define WARN_ON(cond)							\
({									\
	bool __warned = !!(cond);					\
									\
	if (unlikely(__warned))						\
		user_warn(__FILE__, __LINE__, #cond);			\
	unlikely(__warned);						\
})
#define WARN(cond, fmt, ...)						\
({									\
	bool __warned = !!(cond);					\
									\
	if (unlikely(__warned))						\
		user_warn_fmt(__FILE__, __LINE__, fmt, ##__VA_ARGS__);	\
	unlikely(__warned);						\
})
#define WARN_ON_ONCE(cond)						\
({									\
	static bool __done;						\
	bool __warned1 = !!(cond);					\
									\
	if (unlikely(__warned1) &&					\
	    !plat_xchg(&__done, true, PLAT_RELAXED))			\
		user_warn(__FILE__, __LINE__, #cond);			\
	unlikely(__warned1);						\
})
#define WARN_ONCE(cond, fmt, ...)					\
({									\
	static bool __done;						\
	bool __warned1 = !!(cond);					\
									\
	if (unlikely(__warned1) &&					\
	    !plat_xchg(&__done, true, PLAT_RELAXED))			\
		user_warn_fmt(__FILE__, __LINE__, fmt, ##__VA_ARGS__);	\
	unlikely(__warned1);						\
})
#define WARN_ON_SMP(cond)	WARN_ON(cond)
#define BUG()			user_bug(__FILE__, __LINE__, "BUG")
#define BUG_ON(cond)							\
	do {								\
		if (unlikely(cond))					\
			user_bug(__FILE__, __LINE__, #cond);		\
	} while (0)

#ifdef MMSIM_USER_DEBUG
#define VM_WARN_ON(cond)	((void)WARN_ON(cond))
#define VM_WARN_ON_ONCE(cond)	((void)WARN_ON_ONCE(cond))
#define VM_BUG_ON(cond)		BUG_ON(cond)
#else
#define VM_WARN_ON(cond)	BUILD_BUG_ON_INVALID(cond)
#define VM_WARN_ON_ONCE(cond)	BUILD_BUG_ON_INVALID(cond)
#define VM_BUG_ON(cond)		BUILD_BUG_ON_INVALID(cond)
#endif

#endif /* _USER_LINUX_BUG_H */
