// SPDX-License-Identifier: GPL-2.0-only
/*
 * Messages and warnings.
 */
#include <execinfo.h>
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

bool user_verbose;
unsigned long user_warn_count;
bool user_warn_expected;
unsigned long user_warn_expected_count;

void user_printk(int level, const char *fmt, ...)
{
	va_list args;

	if (level > 4 && !user_verbose)
		return;
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
void __sanitizer_print_stack_trace(void);

void dump_stack(void)
{
	__sanitizer_print_stack_trace();
}
#else
void dump_stack(void)
{
	void *frames[32];

	/* Addresses only, without allocating: addr2line has the rest. */
	backtrace_symbols_fd(frames, backtrace(frames, ARRAY_SIZE(frames)),
			     STDERR_FILENO);
}
#endif

void user_warn_fmt(const char *file, int line, const char *fmt, ...)
{
	char text[640];
	va_list args;

	if (READ_ONCE(user_warn_expected)) {
		plat_fetch_add(&user_warn_expected_count, 1, PLAT_RELAXED);
		return;
	}
	plat_fetch_add(&user_warn_count, 1, PLAT_RELAXED);
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	user_printk(4, "WARNING: %s:%d: %s\n", file, line, text);
	dump_stack();
}

void user_warn(const char *file, int line, const char *cond)
{
	user_warn_fmt(file, line, "%s", cond);
}

void user_bug(const char *file, int line, const char *cond)
{
	user_printk(0, "BUG: %s:%d: %s\n", file, line, cond);
	dump_stack();
	abort();
}

void panic(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	abort();
}

void refcount_warn_saturate(refcount_t *r, const char *what)
{
	atomic_set(&r->refs, REFCOUNT_SATURATED);
	WARN_ONCE(1, "refcount_t: %s", what);
}

#ifdef CONFIG_PROVE_RCU
void user_rcu_suspicious(const char *file, int line, const char *what)
{
	user_warn_fmt(file, line, "suspicious RCU usage: %s", what);
}
#endif
