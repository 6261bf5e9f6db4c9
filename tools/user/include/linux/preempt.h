/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: a thread can always be preempted. The sanitizer builds count the
 * nesting, so that sleeping where the kernel may not is reported.
 */
#ifndef _USER_LINUX_PREEMPT_H
#define _USER_LINUX_PREEMPT_H

#include <linux/compiler.h>

#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
void user_preempt_add(int n);
int preempt_count(void);
#else
#define user_preempt_add(n)	do { } while (0)
#define preempt_count()		0
#endif

#define preempt_disable()	do { user_preempt_add(1); barrier(); } while (0)
#define preempt_enable()	do { barrier(); user_preempt_add(-1); } while (0)
#define preempt_disable_notrace()	preempt_disable()
#define preempt_enable_notrace()	preempt_enable()
#define migrate_disable()	barrier()
#define migrate_enable()	barrier()
#define in_interrupt()		0
#define in_task()		1
#define in_atomic()		(preempt_count() != 0)
#define preemptible()		(preempt_count() == 0)
#define irqs_disabled()		0
#define local_irq_disable()	barrier()
#define local_irq_enable()	barrier()
#define local_irq_save(f)	((void)((f) = 0))
#define local_irq_restore(f)	((void)(f))
#define local_bh_disable()	preempt_disable()
#define local_bh_enable()	preempt_enable()

#endif /* _USER_LINUX_PREEMPT_H */
