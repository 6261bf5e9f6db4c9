/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: the monotonic clock of the host
 */
#ifndef _USER_LINUX_SCHED_CLOCK_H
#define _USER_LINUX_SCHED_CLOCK_H

#include <linux/types.h>

static inline u64 local_clock(void)
{
	return plat_raw_ns();
}

static inline u64 sched_clock(void)
{
	return plat_raw_ns();
}

static inline u64 cpu_clock(int cpu)
{
	return plat_raw_ns();
}

#endif /* _USER_LINUX_SCHED_CLOCK_H */
