// SPDX-License-Identifier: GPL-2.0-only
/*
 * Delays and timed sleeps.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/hrtimer.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/sched.h>

#include "sched.h"

static void sleep_ns(u64 ns)
{
	struct task_struct *t = current;

	might_sleep();
	WRITE_ONCE(t->on_cpu, 0);
	atomic_dec(&user_nr_running);
	plat_sleep_ns(ns);
	atomic_inc(&user_nr_running);
	WRITE_ONCE(t->on_cpu, 1);
}

void msleep(unsigned int ms)
{
	sleep_ns((u64)ms * NSEC_PER_MSEC);
}

void ssleep(unsigned int seconds)
{
	sleep_ns((u64)seconds * NSEC_PER_SEC);
}

/* Milliseconds left if a signal ended the sleep, else 0. */
unsigned long msleep_interruptible(unsigned int ms)
{
	unsigned long left = msecs_to_jiffies(ms);

	while (left && !signal_pending(current))
		left = schedule_timeout_interruptible(left);
	return jiffies_to_msecs(left);
}

void usleep_range(unsigned long min_us, unsigned long max_us)
{
	sleep_ns((u64)min_us * NSEC_PER_USEC);
}

void fsleep(unsigned long us)
{
	sleep_ns((u64)us * NSEC_PER_USEC);
}

void ndelay(unsigned long ns)
{
	u64 end = plat_now_ns() + ns;

	while (plat_now_ns() < end)
		cpu_relax();
}

void udelay(unsigned long us)
{
	ndelay(us * NSEC_PER_USEC);
}

void mdelay(unsigned long ms)
{
	ndelay(ms * NSEC_PER_MSEC);
}

/* The caller has set its state. 0 when the time has come, else -EINTR. */
int schedule_hrtimeout_range(ktime_t *expires, u64 delta, enum hrtimer_mode mode)
{
	u64 now = plat_now_ns(), end;

	if (!expires) {
		schedule();
		return -EINTR;
	}
	end = mode == HRTIMER_MODE_ABS ? (u64)*expires : now + (u64)*expires;
	if (end > now)
		user_schedule_ns(end - now);
	__set_current_state(TASK_RUNNING);
	return plat_now_ns() >= end ? 0 : -EINTR;
}

int schedule_hrtimeout(ktime_t *expires, enum hrtimer_mode mode)
{
	return schedule_hrtimeout_range(expires, 0, mode);
}
