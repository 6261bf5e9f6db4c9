// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of the rwsem: who waits for whom.
 */
#include <linux/completion.h>
#include <linux/rwsem.h>

#include "../lock/rwsem.h"
#include "crew.h"

struct scene {
	struct rw_semaphore sem;
	struct crew crew;
	atomic_t inside;
	atomic_t got;
	bool stop;
	bool leave;
	int result;
};

static int rwsem_test_init(struct kunit *test)
{
	struct scene *sc = kunit_kzalloc(test, sizeof(*sc), GFP_KERNEL);

	if (!sc)
		return -ENOMEM;
	init_rwsem(&sc->sem);
	test->priv = sc;
	return 0;
}

static long queued(struct scene *sc)
{
	return atomic_long_read(&sc->sem.count) & RWSEM_FLAG_WAITERS;
}

static int write_once(void *data)
{
	struct scene *sc = data;

	down_write(&sc->sem);
	atomic_inc(&sc->got);
	up_write(&sc->sem);
	return 0;
}

/* Goes in, and stays until told to leave. */
static int read_and_stay(void *data)
{
	struct scene *sc = data;

	down_read(&sc->sem);
	atomic_inc(&sc->inside);
	while (!READ_ONCE(sc->leave))
		usleep_range(50, 100);
	atomic_dec(&sc->inside);
	up_read(&sc->sem);
	return 0;
}

static int read_killable(void *data)
{
	struct scene *sc = data;
	int ret;

	allow_signal(SIGKILL);
	ret = down_read_killable(&sc->sem);
	if (!ret)
		up_read(&sc->sem);
	return ret;
}

static int write_killable(void *data)
{
	struct scene *sc = data;
	int ret;

	allow_signal(SIGKILL);
	ret = down_write_killable(&sc->sem);
	if (!ret)
		up_write(&sc->sem);
	return ret;
}

static void trylock_fails_with_waiters(struct kunit *test)
{
	struct scene *sc = test->priv;

	down_read(&sc->sem);
	KUNIT_EXPECT_TRUE(test, down_read_trylock(&sc->sem));
	up_read(&sc->sem);

	crew_add(&sc->crew, test, write_once, sc);
	crew_wait(test, rwsem_is_contended(&sc->sem));
	/* Held by readers only, and yet. */
	KUNIT_EXPECT_FALSE(test, down_read_trylock(&sc->sem));
	KUNIT_EXPECT_FALSE(test, down_write_trylock(&sc->sem));
	up_read(&sc->sem);
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 1, atomic_read(&sc->got));
	KUNIT_EXPECT_EQ(test, 0, atomic_long_read(&sc->sem.count));
}

static void readers_wake_together(struct kunit *test)
{
	struct scene *sc = test->priv;
	int i;

	down_write(&sc->sem);
	for (i = 0; i < 5; i++)
		crew_add(&sc->crew, test, read_and_stay, sc);
	crew_pause();
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&sc->inside));
	up_write(&sc->sem);
	crew_wait(test, atomic_read(&sc->inside) == 5);
	WRITE_ONCE(sc->leave, true);
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 0, atomic_long_read(&sc->sem.count));
}

/* A batch takes the readers from behind a queued writer along. */
static void readers_pass_queued_writer(struct kunit *test)
{
	struct scene *sc = test->priv;

	down_write(&sc->sem);
	crew_add(&sc->crew, test, read_and_stay, sc);
	crew_wait(test, queued(sc));
	crew_add(&sc->crew, test, write_once, sc);
	crew_pause();
	crew_add(&sc->crew, test, read_and_stay, sc);
	crew_pause();
	up_write(&sc->sem);
	crew_wait(test, atomic_read(&sc->inside) == 2);
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&sc->got));
	WRITE_ONCE(sc->leave, true);
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 1, atomic_read(&sc->got));
}

static void downgrade_admits_readers_only(struct kunit *test)
{
	struct scene *sc = test->priv;

	down_write(&sc->sem);
	crew_add(&sc->crew, test, read_and_stay, sc);
	crew_wait(test, queued(sc));
	crew_add(&sc->crew, test, write_once, sc);
	crew_pause();
	downgrade_write(&sc->sem);
	crew_wait(test, atomic_read(&sc->inside) == 1);
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&sc->got));
	up_read(&sc->sem);
	WRITE_ONCE(sc->leave, true);
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 1, atomic_read(&sc->got));
}

static void killable_waiters_end(struct kunit *test)
{
	int (*const fns[])(void *) = { read_killable, write_killable };
	struct scene *sc = test->priv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fns); i++) {
		down_write(&sc->sem);
		crew_add(&sc->crew, test, fns[i], sc);
		crew_wait(test, queued(sc));
		send_sig(SIGKILL, sc->crew.thread[0], 1);
		KUNIT_EXPECT_EQ(test, -EINTR, crew_end(&sc->crew));
		KUNIT_EXPECT_EQ(test, 0, queued(sc));
		up_write(&sc->sem);
		KUNIT_EXPECT_EQ(test, 0, atomic_long_read(&sc->sem.count));
	}
}

/* A killed writer at the head must let the readers behind it in. */
static void killed_writer_wakes_readers(struct kunit *test)
{
	struct scene *sc = test->priv;

	down_read(&sc->sem);
	crew_add(&sc->crew, test, write_killable, sc);
	crew_wait(test, queued(sc));
	crew_add(&sc->crew, test, read_and_stay, sc);
	crew_pause();
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&sc->inside));
	send_sig(SIGKILL, sc->crew.thread[0], 1);
	crew_wait(test, atomic_read(&sc->inside) == 1);
	WRITE_ONCE(sc->leave, true);
	up_read(&sc->sem);
	KUNIT_EXPECT_EQ(test, -EINTR, crew_end(&sc->crew));
	KUNIT_EXPECT_EQ(test, 0, atomic_long_read(&sc->sem.count));
}

static int read_loop(void *data)
{
	struct scene *sc = data;

	while (!READ_ONCE(sc->stop)) {
		down_read(&sc->sem);
		atomic_inc(&sc->inside);
		ndelay(20000);
		up_read(&sc->sem);
	}
	return 0;
}

/* Two readers that always overlap: with a reader-preferring lock, for ever. */
static void writer_is_not_starved(struct kunit *test)
{
	struct scene *sc = test->priv;
	u64 start, longest = 0;
	int i;

	for (i = 0; i < 2; i++)
		crew_add(&sc->crew, test, read_loop, sc);
	crew_wait(test, atomic_read(&sc->inside) > 2);
	for (i = 0; i < 50; i++) {
		start = ktime_get_ns();
		down_write(&sc->sem);
		longest = max(longest, ktime_get_ns() - start);
		up_write(&sc->sem);
		usleep_range(100, 200);
	}
	WRITE_ONCE(sc->stop, true);
	crew_end(&sc->crew);
	kunit_info(test, "longest wait %llu us, %d reads",
		   longest / NSEC_PER_USEC, atomic_read(&sc->inside));
	/* Hand-off is due after 4 ms; the rest is for a busy machine. */
	KUNIT_EXPECT_LT(test, longest, (u64)NSEC_PER_SEC);
}

static int write_loop(void *data)
{
	struct scene *sc = data;

	while (!READ_ONCE(sc->stop)) {
		down_write(&sc->sem);
		ndelay(5000);
		up_write(&sc->sem);
	}
	return 0;
}

/* Writers that steal the lock from each other must not keep a reader out. */
static void reader_is_not_starved(struct kunit *test)
{
	struct scene *sc = test->priv;
	int i;

	for (i = 0; i < 3; i++)
		crew_add(&sc->crew, test, write_loop, sc);
	for (i = 0; i < 50; i++) {
		down_read(&sc->sem);
		up_read(&sc->sem);
	}
	WRITE_ONCE(sc->stop, true);
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 0, atomic_long_read(&sc->sem.count));
}

/* A waiter that keeps losing sets the bit, and then nobody else gets in. */
static void handoff_stops_stealing(struct kunit *test)
{
	struct scene *sc = test->priv;

	down_read(&sc->sem);
	crew_add(&sc->crew, test, write_once, sc);
	crew_wait(test, queued(sc));
	/* Past its deadline, a waiter that is woken in vain asks. */
	crew_pause();
	wake_up_process(sc->crew.thread[0]);
	crew_wait(test, atomic_long_read(&sc->sem.count) & RWSEM_FLAG_HANDOFF);
	KUNIT_EXPECT_FALSE(test, down_read_trylock(&sc->sem));

	crew_add(&sc->crew, test, read_and_stay, sc);
	crew_pause();
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&sc->inside));
	WRITE_ONCE(sc->leave, true);
	up_read(&sc->sem);
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 1, atomic_read(&sc->got));
	KUNIT_EXPECT_EQ(test, 0, atomic_long_read(&sc->sem.count));
}

static struct kunit_case rwsem_cases[] = {
	KUNIT_CASE(trylock_fails_with_waiters),
	KUNIT_CASE(readers_wake_together),
	KUNIT_CASE(readers_pass_queued_writer),
	KUNIT_CASE(downgrade_admits_readers_only),
	KUNIT_CASE(killable_waiters_end),
	KUNIT_CASE(killed_writer_wakes_readers),
	KUNIT_CASE(writer_is_not_starved),
	KUNIT_CASE(reader_is_not_starved),
	KUNIT_CASE(handoff_stops_stealing),
	{}
};

static struct kunit_suite rwsem_suite = {
	.name = "user_rwsem",
	.init = rwsem_test_init,
	.test_cases = rwsem_cases,
};

kunit_test_suite(rwsem_suite);
