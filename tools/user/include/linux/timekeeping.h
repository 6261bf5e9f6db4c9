/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: the host's clocks
 */
#ifndef _USER_LINUX_TIMEKEEPING_H
#define _USER_LINUX_TIMEKEEPING_H

#include <linux/ktime.h>
#include <linux/types.h>

static inline u64 ktime_get_ns(void)
{
	return plat_now_ns();
}

static inline ktime_t ktime_get(void)
{
	return (ktime_t)plat_now_ns();
}

static inline u64 ktime_get_raw_ns(void)
{
	return plat_raw_ns();
}

static inline ktime_t ktime_get_raw(void)
{
	return (ktime_t)plat_raw_ns();
}

static inline u64 ktime_get_real_ns(void)
{
	return plat_real_ns();
}

static inline time64_t ktime_get_real_seconds(void)
{
	return (time64_t)(plat_real_ns() / NSEC_PER_SEC);
}

#define ktime_get_mono_fast_ns()	ktime_get_ns()
#define ktime_get_raw_fast_ns()		ktime_get_raw_ns()
#define ktime_get_boottime_ns()		ktime_get_ns()
#define ktime_get_coarse_ns()		ktime_get_ns()

#endif /* _USER_LINUX_TIMEKEEPING_H */
