// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel threads: a thread of the platform each.
 */
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <stdarg.h>

#include "sched.h"

#define KTHREAD_SHOULD_STOP	1u

static void kthread_main(void *arg)
{
	struct task_struct *t = arg;
	int ret = -EINTR;

	plat_set_self(t);
	atomic_inc(&user_nr_running);
	WRITE_ONCE(t->on_cpu, 1);
	plat_store((u32 *)&t->pid, (u32)plat_thread_id(), PLAT_RELEASE);
	plat_wake((u32 *)&t->pid, 1);

	/* Created in TASK_UNINTERRUPTIBLE: runs when somebody wakes it. */
	schedule();
	if (!(plat_load(&t->kthread_bits, PLAT_ACQUIRE) & KTHREAD_SHOULD_STOP))
		ret = t->threadfn(t->data);

	t->exit_code = ret;
	user_task_exit(t);
	plat_set_self(NULL);
	plat_thread_end();
	plat_store(&t->exited, 1, PLAT_RELEASE);
	plat_wake(&t->exited, UINT_MAX);
	put_task_struct(t);
}

/*
 * The thread exists and waits for wake_up_process(). Its structure goes away
 * when the function returns, unless kthread_stop() is waiting for it.
 */
struct task_struct *kthread_create_on_node(int (*fn)(void *data), void *data,
					   int node, const char *namefmt, ...)
{
	struct task_struct *t = user_task_alloc();
	va_list args;
	int ret;

	if (!t)
		return ERR_PTR(-EAGAIN);
	t->flags = PF_KTHREAD;
	t->threadfn = fn;
	t->data = data;
	va_start(args, namefmt);
	vsnprintf(t->comm, sizeof(t->comm), namefmt, args);
	va_end(args);
	WRITE_ONCE(t->__state, TASK_UNINTERRUPTIBLE);

	ret = plat_spawn(kthread_main, t, t->comm, node);
	if (ret) {
		put_task_struct(t);
		return ERR_PTR(ret);
	}
	/* Its number is needed to bind it. */
	while (!plat_load((u32 *)&t->pid, PLAT_ACQUIRE))
		user_block_on((u32 *)&t->pid, 0, PLAT_FOREVER);
	return t;
}

struct task_struct *kthread_create_on_cpu(int (*fn)(void *data), void *data,
					  unsigned int cpu, const char *namefmt)
{
	struct task_struct *t;

	t = kthread_create_on_node(fn, data, plat_cpu_node(cpu), "%s/%u",
				   namefmt, cpu);
	if (!IS_ERR(t))
		kthread_bind(t, cpu);
	return t;
}

void kthread_bind_mask(struct task_struct *t, const struct cpumask *mask)
{
	int ret = plat_set_affinity(t->pid, mask->bits);

	WARN(ret, "cannot bind %s: error %d", t->comm, ret);
}

void kthread_bind(struct task_struct *t, unsigned int cpu)
{
	struct cpumask mask;

	cpumask_clear(&mask);
	__cpumask_set_cpu(cpu, &mask);
	kthread_bind_mask(t, &mask);
}

int set_cpus_allowed_ptr(struct task_struct *t, const struct cpumask *mask)
{
	return plat_set_affinity(t->pid, mask->bits);
}

/* Waits for the function to return; -EINTR if it had never been woken. */
int kthread_stop(struct task_struct *t)
{
	int ret;

	get_task_struct(t);
	plat_fetch_or(&t->kthread_bits, KTHREAD_SHOULD_STOP, PLAT_SEQ_CST);
	wake_up_process(t);
	while (!plat_load(&t->exited, PLAT_ACQUIRE))
		user_block_on(&t->exited, 0, PLAT_FOREVER);
	ret = t->exit_code;
	put_task_struct(t);
	return ret;
}

int kthread_stop_put(struct task_struct *t)
{
	int ret = kthread_stop(t);

	put_task_struct(t);
	return ret;
}

bool kthread_should_stop(void)
{
	return READ_ONCE(current->kthread_bits) & KTHREAD_SHOULD_STOP;
}

bool kthread_should_park(void)
{
	return false;
}

void *kthread_data(struct task_struct *t)
{
	return t->data;
}

void set_user_nice(struct task_struct *t, long nice)
{
	nice = clamp(nice, (long)MIN_NICE, (long)MAX_NICE);
	/* Lowering it needs a privilege that a test may not have. */
	if (plat_set_nice(t->pid, (int)nice))
		pr_warn_once("cannot set nice value %ld\n", nice);
	else
		t->static_nice = (int)nice;
}

/* stub: real-time classes are not asked for, they could lock up the host */
void sched_set_fifo(struct task_struct *t)
{
	pr_warn_once("real-time scheduling is not available here\n");
}

void sched_set_fifo_low(struct task_struct *t)
{
	sched_set_fifo(t);
}

void sched_set_normal(struct task_struct *t, int nice)
{
	set_user_nice(t, nice);
}
