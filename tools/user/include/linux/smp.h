/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent; the number may be old as soon as it is read, because nothing stops
 * the thread from moving
 */
#ifndef _USER_LINUX_SMP_H
#define _USER_LINUX_SMP_H

#include <linux/compiler.h>
#include <linux/cpumask.h>
#include <linux/preempt.h>

#define raw_smp_processor_id()	plat_cpu()
#define smp_processor_id()	plat_cpu()
#define get_cpu()		({ preempt_disable(); plat_cpu(); })
#define put_cpu()		preempt_enable()

#endif /* _USER_LINUX_SMP_H */
