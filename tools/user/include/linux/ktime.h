/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_KTIME_H
#define _USER_LINUX_KTIME_H

#include <linux/jiffies.h>
#include <linux/time64.h>
#include <linux/types.h>

typedef s64 ktime_t;

#define KTIME_MAX	((s64)~((u64)1 << 63))

static inline ktime_t ktime_set(s64 secs, unsigned long ns)
{
	return secs * NSEC_PER_SEC + (s64)ns;
}

#define ktime_sub(a, b)		((a) - (b))
#define ktime_add(a, b)		((a) + (b))
#define ktime_add_ns(t, ns)	((t) + (s64)(ns))
#define ktime_sub_ns(t, ns)	((t) - (s64)(ns))
#define ktime_add_us(t, us)	((t) + (s64)(us) * NSEC_PER_USEC)
#define ktime_add_ms(t, ms)	((t) + (s64)(ms) * NSEC_PER_MSEC)
#define ktime_to_ns(t)		(t)
#define ktime_to_us(t)		((t) / NSEC_PER_USEC)
#define ktime_to_ms(t)		((t) / NSEC_PER_MSEC)
#define ktime_us_delta(a, b)	ktime_to_us((a) - (b))
#define ktime_ms_delta(a, b)	ktime_to_ms((a) - (b))
#define ktime_compare(a, b)	((a) < (b) ? -1 : (a) > (b))
#define ktime_after(a, b)	((a) > (b))
#define ktime_before(a, b)	((a) < (b))
#define ns_to_ktime(ns)		((ktime_t)(ns))
#define us_to_ktime(us)		((ktime_t)(us) * NSEC_PER_USEC)
#define ms_to_ktime(ms)		((ktime_t)(ms) * NSEC_PER_MSEC)

#include <linux/timekeeping.h>

#endif /* _USER_LINUX_KTIME_H */
