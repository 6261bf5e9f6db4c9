/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent for what it gathers. <sys/sysinfo.h> includes <linux/kernel.h>, so
 * the real one comes first.
 */
#ifndef _USER_LINUX_KERNEL_H
#define _USER_LINUX_KERNEL_H

#include_next <linux/kernel.h>

#include <linux/align.h>
#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/err.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/stringify.h>
#include <linux/types.h>
#include <linux/instruction_pointer.h>

#define upper_32_bits(n)	((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n)	((u32)((n) & 0xffffffff))
#define PTR_IF(cond, ptr)	((cond) ? (ptr) : NULL)
#define typecheck(type, x)	1

void might_sleep_check(const char *file, int line);
#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
#define might_sleep()		might_sleep_check(__FILE__, __LINE__)
#else
#define might_sleep()		do { } while (0)
#endif
#define might_sleep_if(cond)	do { if (cond) might_sleep(); } while (0)
#define non_block_start()	do { } while (0)
#define non_block_end()		do { } while (0)

#endif /* _USER_LINUX_KERNEL_H */
