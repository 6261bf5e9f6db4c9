/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Per-CPU memory: one copy for each possible CPU.
 *
 * different: a thread can move between finding its CPU and using the copy, and
 * two threads of one CPU can interleave, so the this_cpu operations are relaxed
 * atomics on the copy. DEFINE_PER_CPU() is not offered.
 */
#ifndef _USER_LINUX_PERCPU_H
#define _USER_LINUX_PERCPU_H

#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/preempt.h>
#include <linux/smp.h>

/* Bytes between the copies of one variable; also the largest variable. */
#define USER_PCPU_UNIT		(64UL << 10)

void *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp);
void free_percpu(void *p);

#define __alloc_percpu(size, align)	__alloc_percpu_gfp(size, align, GFP_KERNEL)
#define alloc_percpu_gfp(type, gfp) \
	((type *)__alloc_percpu_gfp(sizeof(type), __alignof__(type), gfp))
#define alloc_percpu(type)	alloc_percpu_gfp(type, GFP_KERNEL)

#define per_cpu_ptr(p, cpu) \
	((__typeof__(p))((char *)(p) + (unsigned long)(cpu) * USER_PCPU_UNIT))
#define this_cpu_ptr(p)		per_cpu_ptr(p, plat_cpu())
#define raw_cpu_ptr(p)		this_cpu_ptr(p)
#define get_cpu_ptr(p)		({ preempt_disable(); this_cpu_ptr(p); })
#define put_cpu_ptr(p)		do { (void)(p); preempt_enable(); } while (0)

#define this_cpu_add(v, n) \
	((void)plat_fetch_add(this_cpu_ptr(&(v)), (n), PLAT_RELAXED))
#define this_cpu_sub(v, n)	this_cpu_add(v, -(n))
#define this_cpu_inc(v)		this_cpu_add(v, 1)
#define this_cpu_dec(v)		this_cpu_add(v, -1)
#define this_cpu_read(v)	READ_ONCE(*this_cpu_ptr(&(v)))
#define this_cpu_write(v, n)	WRITE_ONCE(*this_cpu_ptr(&(v)), n)
#define this_cpu_add_return(v, n) \
	(plat_fetch_add(this_cpu_ptr(&(v)), (n), PLAT_RELAXED) + (n))
#define raw_cpu_inc(v)		this_cpu_inc(v)
#define raw_cpu_add(v, n)	this_cpu_add(v, n)
#define __this_cpu_inc(v)	this_cpu_inc(v)
#define __this_cpu_dec(v)	this_cpu_dec(v)
#define __this_cpu_add(v, n)	this_cpu_add(v, n)
#define __this_cpu_read(v)	this_cpu_read(v)
#define __this_cpu_write(v, n)	this_cpu_write(v, n)

#endif /* _USER_LINUX_PERCPU_H */
