/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: computed from the monotonic clock at HZ=250 when asked
 */
#ifndef _USER_LINUX_JIFFIES_H
#define _USER_LINUX_JIFFIES_H

#include <linux/limits.h>
#include <linux/time64.h>
#include <linux/types.h>

#define HZ			CONFIG_HZ
#define USER_NSEC_PER_JIFFY	(NSEC_PER_SEC / HZ)
#define MAX_JIFFY_OFFSET	((LONG_MAX >> 1) - 1)
#define jiffies			((unsigned long)(plat_now_ns() / USER_NSEC_PER_JIFFY))

static inline u64 get_jiffies_64(void)
{
	return jiffies;
}

static inline unsigned long msecs_to_jiffies(unsigned int ms)
{
	return (ms * (unsigned long)HZ + MSEC_PER_SEC - 1) / MSEC_PER_SEC;
}

static inline unsigned long usecs_to_jiffies(unsigned int us)
{
	return (us * (unsigned long)HZ + USEC_PER_SEC - 1) / USEC_PER_SEC;
}

static inline unsigned long nsecs_to_jiffies(u64 ns)
{
	return ns / USER_NSEC_PER_JIFFY;
}

static inline unsigned int jiffies_to_msecs(unsigned long j)
{
	return (unsigned int)(j * (MSEC_PER_SEC / HZ));
}

#define time_after(a, b)	((long)((b) - (a)) < 0)
#define time_before(a, b)	time_after(b, a)
#define time_after_eq(a, b)	((long)((a) - (b)) >= 0)
#define time_before_eq(a, b)	time_after_eq(b, a)

#endif /* _USER_LINUX_JIFFIES_H */
