/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: a thread of the host each, registered as an RCU reader
 */
#ifndef _USER_LINUX_KTHREAD_H
#define _USER_LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/sched.h>

struct cpumask;

struct task_struct * __printf(4, 5)
kthread_create_on_node(int (*fn)(void *data), void *data, int node,
		       const char *namefmt, ...);
#define kthread_create(fn, data, fmt, ...) \
	kthread_create_on_node(fn, data, -1, fmt, ##__VA_ARGS__)
struct task_struct *kthread_create_on_cpu(int (*fn)(void *data), void *data,
					  unsigned int cpu, const char *namefmt);
#define kthread_run(fn, data, fmt, ...)					\
({									\
	struct task_struct *__k =					\
		kthread_create(fn, data, fmt, ##__VA_ARGS__);		\
									\
	if (!IS_ERR(__k))						\
		wake_up_process(__k);					\
	__k;								\
})

void kthread_bind(struct task_struct *t, unsigned int cpu);
void kthread_bind_mask(struct task_struct *t, const struct cpumask *mask);
int kthread_stop(struct task_struct *t);
int kthread_stop_put(struct task_struct *t);
bool kthread_should_stop(void);
bool kthread_should_park(void);
void *kthread_data(struct task_struct *t);
/* stub: there is no address space to borrow */
#define kthread_use_mm(mm)	((void)(mm))
#define kthread_unuse_mm(mm)	((void)(mm))

#endif /* _USER_LINUX_KTHREAD_H */
