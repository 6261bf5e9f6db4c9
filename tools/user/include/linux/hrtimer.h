/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: only the sleeping calls
 */
#ifndef _USER_LINUX_HRTIMER_H
#define _USER_LINUX_HRTIMER_H

#include <linux/ktime.h>
#include <linux/sched.h>

enum hrtimer_mode {
	HRTIMER_MODE_ABS = 0,
	HRTIMER_MODE_REL = 1,
};

int schedule_hrtimeout(ktime_t *expires, enum hrtimer_mode mode);
int schedule_hrtimeout_range(ktime_t *expires, u64 delta,
			     enum hrtimer_mode mode);

#endif /* _USER_LINUX_HRTIMER_H */
