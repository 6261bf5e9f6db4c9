// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutex, wait queues, completions and rcuwait: nobody sleeps for ever.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/mutex.h>
#include <linux/rcuwait.h>
#include <linux/wait.h>

#include "crew.h"

#define ROUNDS		(IS_ENABLED(MMSIM_USER_DEBUG) ? 3000 : 20000)

struct scene {
	struct crew crew;
	struct mutex mutex;
	wait_queue_head_t wq;
	struct completion done;
	struct rcuwait rw[2];
	int ball;
	atomic_t woken;
	int tickets;
};

static int wait_test_init(struct kunit *test)
{
	struct scene *sc = kunit_kzalloc(test, sizeof(*sc), GFP_KERNEL);

	if (!sc)
		return -ENOMEM;
	mutex_init(&sc->mutex);
	init_waitqueue_head(&sc->wq);
	init_completion(&sc->done);
	rcuwait_init(&sc->rw[0]);
	rcuwait_init(&sc->rw[1]);
	test->priv = sc;
	return 0;
}

static int lock_killable(void *data)
{
	struct scene *sc = data;
	int ret;

	allow_signal(SIGKILL);
	ret = mutex_lock_killable(&sc->mutex);
	if (!ret)
		mutex_unlock(&sc->mutex);
	return ret;
}

static void mutex_killable(struct kunit *test)
{
	struct scene *sc = test->priv;

	mutex_lock(&sc->mutex);
	crew_add(&sc->crew, test, lock_killable, sc);
	crew_wait(test, !list_empty(&sc->mutex.wait_list));
	KUNIT_EXPECT_FALSE(test, mutex_trylock(&sc->mutex));
	send_sig(SIGKILL, sc->crew.thread[0], 1);
	KUNIT_EXPECT_EQ(test, -EINTR, crew_end(&sc->crew));
	mutex_unlock(&sc->mutex);
	KUNIT_EXPECT_EQ(test, 0, atomic_long_read(&sc->mutex.owner));
}

static int lock_loop(void *data)
{
	struct scene *sc = data;

	while (!READ_ONCE(sc->crew.stop)) {
		mutex_lock(&sc->mutex);
		ndelay(10000);
		mutex_unlock(&sc->mutex);
	}
	return 0;
}

/* Threads that take it again at once must let a sleeper have it. */
static void mutex_hands_over(struct kunit *test)
{
	struct scene *sc = test->priv;
	int i;

	for (i = 0; i < 3; i++)
		crew_add(&sc->crew, test, lock_loop, sc);
	for (i = 0; i < 50; i++) {
		mutex_lock(&sc->mutex);
		mutex_unlock(&sc->mutex);
		usleep_range(100, 200);
	}
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 0, atomic_long_read(&sc->mutex.owner));
}

static int rcuwait_player(void *data)
{
	struct scene *sc = data;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		rcuwait_wait_event(&sc->rw[1], READ_ONCE(sc->ball) == 1,
				   TASK_UNINTERRUPTIBLE);
		WRITE_ONCE(sc->ball, 0);
		rcuwait_wake_up(&sc->rw[0]);
	}
	return 0;
}

static void rcuwait_loses_no_wakeup(struct kunit *test)
{
	struct scene *sc = test->priv;
	int i;

	crew_add(&sc->crew, test, rcuwait_player, sc);
	for (i = 0; i < ROUNDS; i++) {
		WRITE_ONCE(sc->ball, 1);
		rcuwait_wake_up(&sc->rw[1]);
		rcuwait_wait_event(&sc->rw[0], READ_ONCE(sc->ball) == 0,
				   TASK_UNINTERRUPTIBLE);
	}
	KUNIT_EXPECT_EQ(test, 0, crew_end(&sc->crew));
	KUNIT_EXPECT_FALSE(test, rcuwait_active(&sc->rw[0]));
}

static int rcuwait_killable(void *data)
{
	struct scene *sc = data;

	allow_signal(SIGKILL);
	return (int)rcuwait_wait_event(&sc->rw[0], false, TASK_KILLABLE);
}

static void rcuwait_ends_by_signal(struct kunit *test)
{
	struct scene *sc = test->priv;

	crew_add(&sc->crew, test, rcuwait_killable, sc);
	crew_wait(test, rcuwait_active(&sc->rw[0]));
	send_sig(SIGKILL, sc->crew.thread[0], 1);
	KUNIT_EXPECT_EQ(test, -EINTR, crew_end(&sc->crew));
}

static bool take_ticket(struct scene *sc)
{
	int n = READ_ONCE(sc->tickets);

	while (n > 0) {
		if (try_cmpxchg(&sc->tickets, &n, n - 1))
			return true;
	}
	return false;
}

static int wait_exclusive(void *data)
{
	struct scene *sc = data;

	allow_signal(SIGKILL);
	if (wait_event_interruptible_exclusive(sc->wq, take_ticket(sc)))
		return -EINTR;
	atomic_inc(&sc->woken);
	return 0;
}

static void wake_up_wakes_one(struct kunit *test)
{
	struct scene *sc = test->priv;
	int i;

	for (i = 0; i < 4; i++)
		crew_add(&sc->crew, test, wait_exclusive, sc);
	for (i = 0; i < 4; i++)
		crew_wait(test, READ_ONCE(sc->crew.thread[i]->__state) &
				TASK_INTERRUPTIBLE);
	for (i = 1; i <= 4; i++) {
		plat_fetch_add(&sc->tickets, 1, PLAT_SEQ_CST);
		wake_up(&sc->wq);
		crew_wait(test, atomic_read(&sc->woken) == i);
	}
	KUNIT_EXPECT_EQ(test, 0, crew_end(&sc->crew));
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&sc->wq));
}

static void wait_event_times_out(struct kunit *test)
{
	struct scene *sc = test->priv;
	u64 start = ktime_get_ns();

	KUNIT_EXPECT_EQ(test, 0, wait_event_timeout(sc->wq, false, 2));
	KUNIT_EXPECT_GE(test, ktime_get_ns() - start,
			2 * (u64)USER_NSEC_PER_JIFFY);
	KUNIT_EXPECT_GT(test, wait_event_timeout(sc->wq, true, 2), 0);
	KUNIT_EXPECT_EQ(test, 1, wait_event_timeout(sc->wq, true, 0));
}

static int wait_done(void *data)
{
	struct scene *sc = data;

	wait_for_completion(&sc->done);
	atomic_inc(&sc->woken);
	return 0;
}

static void completion_counts(struct kunit *test)
{
	struct scene *sc = test->priv;
	int i;

	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&sc->done));
	KUNIT_EXPECT_EQ(test, 0UL, wait_for_completion_timeout(&sc->done, 1));
	complete(&sc->done);
	KUNIT_EXPECT_TRUE(test, completion_done(&sc->done));
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&sc->done));
	KUNIT_EXPECT_FALSE(test, completion_done(&sc->done));

	for (i = 0; i < 4; i++)
		crew_add(&sc->crew, test, wait_done, sc);
	complete(&sc->done);
	crew_wait(test, atomic_read(&sc->woken) == 1);
	complete_all(&sc->done);
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 4, atomic_read(&sc->woken));
	reinit_completion(&sc->done);
	KUNIT_EXPECT_FALSE(test, completion_done(&sc->done));
}

static int wait_done_killable(void *data)
{
	struct scene *sc = data;

	allow_signal(SIGKILL);
	return wait_for_completion_killable(&sc->done);
}

static void completion_killable(struct kunit *test)
{
	struct scene *sc = test->priv;

	crew_add(&sc->crew, test, wait_done_killable, sc);
	crew_wait(test, waitqueue_active(&sc->done.wait));
	send_sig(SIGKILL, sc->crew.thread[0], 1);
	KUNIT_EXPECT_EQ(test, -ERESTARTSYS, crew_end(&sc->crew));
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&sc->done.wait));
}

static struct kunit_case wait_cases[] = {
	KUNIT_CASE(mutex_killable),
	KUNIT_CASE(mutex_hands_over),
	KUNIT_CASE(rcuwait_loses_no_wakeup),
	KUNIT_CASE(rcuwait_ends_by_signal),
	KUNIT_CASE(wake_up_wakes_one),
	KUNIT_CASE(wait_event_times_out),
	KUNIT_CASE(completion_counts),
	KUNIT_CASE(completion_killable),
	{}
};

static struct kunit_suite wait_suite = {
	.name = "user_wait",
	.init = wait_test_init,
	.test_cases = wait_cases,
};

kunit_test_suite(wait_suite);
