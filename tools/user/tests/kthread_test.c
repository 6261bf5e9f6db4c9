// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel threads: start, stop, bind, signals; sleeping and waking.
 */
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/smp.h>

#include "crew.h"

static int until_stopped(void *data)
{
	int *ran = data;

	WRITE_ONCE(*ran, 1);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ);
	return 42;
}

static void stop_returns_result(struct kunit *test)
{
	struct task_struct *t;
	int ran = 0;
	u64 start;

	t = kthread_run(until_stopped, &ran, "test/%d", 1);
	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	KUNIT_EXPECT_STREQ(test, t->comm, "test/1");
	crew_wait(test, READ_ONCE(ran));
	start = ktime_get_ns();
	KUNIT_EXPECT_EQ(test, 42, kthread_stop(t));
	/* It slept for a second at a time: the stop woke it. */
	KUNIT_EXPECT_LT(test, ktime_get_ns() - start, NSEC_PER_SEC / 2);
}

static void stop_before_wake(struct kunit *test)
{
	struct task_struct *t;
	int ran = 0;

	t = kthread_create(until_stopped, &ran, "never");
	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	KUNIT_EXPECT_EQ(test, -EINTR, kthread_stop(t));
	KUNIT_EXPECT_EQ(test, 0, ran);
}

static int report_cpu(void *data)
{
	int i, cpu = (int)smp_processor_id();

	for (i = 0; i < 100; i++) {
		usleep_range(10, 20);
		if ((int)smp_processor_id() != cpu)
			return -1;
	}
	return cpu;
}

static void bind_keeps_cpu(struct kunit *test)
{
	struct task_struct *t;
	int cpu;

	for_each_online_cpu(cpu) {
		t = kthread_create(report_cpu, NULL, "bound");
		KUNIT_ASSERT_FALSE(test, IS_ERR(t));
		kthread_bind(t, (unsigned int)cpu);
		get_task_struct(t);
		wake_up_process(t);
		crew_wait(test, READ_ONCE(t->exited));
		KUNIT_EXPECT_EQ(test, cpu, kthread_stop_put(t));
	}
}

static int show_signal(void *data)
{
	bool *allow = data;

	if (*allow)
		allow_signal(SIGKILL);
	WRITE_ONCE(*allow, true);
	while (!kthread_should_stop() && !fatal_signal_pending(current))
		schedule_timeout_interruptible(1);
	return fatal_signal_pending(current);
}

static void signals_need_permission(struct kunit *test)
{
	struct task_struct *t;
	bool allow = false;

	t = kthread_run(show_signal, &allow, "deaf");
	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	crew_wait(test, READ_ONCE(allow));
	send_sig(SIGKILL, t, 1);
	KUNIT_EXPECT_EQ(test, 0, kthread_stop(t));

	t = kthread_run(show_signal, &allow, "hearing");
	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	get_task_struct(t);
	crew_wait(test, READ_ONCE(t->sigallowed));
	send_sig(SIGKILL, t, 1);
	crew_wait(test, READ_ONCE(t->exited));
	KUNIT_EXPECT_EQ(test, 1, kthread_stop_put(t));
}

static void sleep_takes_its_time(struct kunit *test)
{
	u64 start = ktime_get_ns();

	msleep(20);
	KUNIT_EXPECT_GE(test, ktime_get_ns() - start, 20ULL * NSEC_PER_MSEC);
	start = ktime_get_ns();
	udelay(5);
	KUNIT_EXPECT_GE(test, ktime_get_ns() - start, 5ULL * NSEC_PER_USEC);
	KUNIT_EXPECT_EQ(test, 0, schedule_timeout_uninterruptible(1));
	set_current_state(TASK_INTERRUPTIBLE);
	__set_current_state(TASK_RUNNING);
	schedule();
}

static struct kunit_case kthread_cases[] = {
	KUNIT_CASE(stop_returns_result),
	KUNIT_CASE(stop_before_wake),
	KUNIT_CASE(bind_keeps_cpu),
	KUNIT_CASE(signals_need_permission),
	KUNIT_CASE(sleep_takes_its_time),
	{}
};

static struct kunit_suite kthread_suite = {
	.name = "user_kthread",
	.test_cases = kthread_cases,
};

kunit_test_suite(kthread_suite);
