/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: errors and warnings go to stderr, the rest to stderr too but only
 * when user_verbose is set; %p extensions are not interpreted.
 */
#ifndef _USER_LINUX_PRINTK_H
#define _USER_LINUX_PRINTK_H

#include <linux/compiler.h>
#include <stdio.h>

#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif

extern bool user_verbose;

/* @level: the kernel's digit; below 5 (up to warning) is always printed */
void __printf(2, 3) user_printk(int level, const char *fmt, ...);

#define KERN_SOH	""
#define KERN_ERR	""
#define KERN_WARNING	""
#define KERN_INFO	""
#define KERN_DEBUG	""
#define KERN_CONT	""

#define printk(fmt, ...)	user_printk(4, fmt, ##__VA_ARGS__)
#define pr_emerg(fmt, ...)	user_printk(0, pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert(fmt, ...)	user_printk(1, pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit(fmt, ...)	user_printk(2, pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err(fmt, ...)	user_printk(3, pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...)	user_printk(4, pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice(fmt, ...)	user_printk(5, pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...)	user_printk(6, pr_fmt(fmt), ##__VA_ARGS__)
#define pr_debug(fmt, ...)	user_printk(7, pr_fmt(fmt), ##__VA_ARGS__)
#define pr_cont(fmt, ...)	user_printk(6, fmt, ##__VA_ARGS__)

#define __user_once(call)						\
({									\
	static bool __once;						\
									\
	if (!plat_xchg(&__once, true, PLAT_RELAXED))			\
		call;							\
})
#define pr_err_once(fmt, ...)	__user_once(pr_err(fmt, ##__VA_ARGS__))
#define pr_warn_once(fmt, ...)	__user_once(pr_warn(fmt, ##__VA_ARGS__))
#define pr_info_once(fmt, ...)	__user_once(pr_info(fmt, ##__VA_ARGS__))
#define pr_err_ratelimited	pr_err
#define pr_warn_ratelimited	pr_warn
#define pr_info_ratelimited	pr_info

static inline __printf(1, 2) void no_printk(const char *fmt, ...)
{
}

void dump_stack(void);

#endif /* _USER_LINUX_PRINTK_H */
