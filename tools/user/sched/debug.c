// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sleeping where the kernel may not: checked in the builds with a sanitizer.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/sched.h>

#ifdef CONFIG_DEBUG_ATOMIC_SLEEP

void user_preempt_add(int n)
{
	current->preempt_count += n;
}

int preempt_count(void)
{
	return current->preempt_count;
}

void might_sleep_check(const char *file, int line)
{
	if (unlikely(current->preempt_count))
		user_warn_fmt(file, line, "sleep with preemption disabled");
	if (unlikely(plat_rcu_read_ongoing()))
		user_warn_fmt(file, line, "sleep in an RCU read section");
}

#endif /* CONFIG_DEBUG_ATOMIC_SLEEP */
