// SPDX-License-Identifier: GPL-2.0-only
/*
 * RCU: nothing is freed under a reader; callbacks run and do not pile up.
 */
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "crew.h"

#define UPDATES		(IS_ENABLED(MMSIM_USER_DEBUG) ? 5000 : 100000)
#define COOKIE		0x5ca1ab1e0ddba11UL

struct item {
	unsigned long cookie;
	struct rcu_head rcu;
};

struct scene {
	struct crew crew;
	struct item *item;
	bool stop;
	atomic_t bad;
	atomic_t reads;
	bool hold, holding;
};

static atomic_t freed;

static int rcu_test_init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct scene), GFP_KERNEL);
	atomic_set(&freed, 0);
	return test->priv ? 0 : -ENOMEM;
}

static void free_item(struct rcu_head *head)
{
	struct item *item = container_of(head, struct item, rcu);

	WRITE_ONCE(item->cookie, 0);
	atomic_inc(&freed);
	kfree(item);
}

static struct item *new_item(struct kunit *test)
{
	struct item *item = kmalloc(sizeof(*item), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, item);
	item->cookie = COOKIE;
	return item;
}

static int reader(void *data)
{
	struct scene *sc = data;
	struct item *item;

	while (!READ_ONCE(sc->stop)) {
		rcu_read_lock();
		item = rcu_dereference(sc->item);
		if (READ_ONCE(item->cookie) != COOKIE)
			atomic_inc(&sc->bad);
		rcu_read_unlock();
		atomic_inc(&sc->reads);
	}
	return 0;
}

static void readers_never_see_freed(struct kunit *test)
{
	struct scene *sc = test->priv;
	struct item *old;
	int i;

	RCU_INIT_POINTER(sc->item, new_item(test));
	for (i = 0; i < 2; i++)
		crew_add(&sc->crew, test, reader, sc);
	crew_wait(test, atomic_read(&sc->reads));
	for (i = 0; i < UPDATES; i++) {
		old = sc->item;
		rcu_assign_pointer(sc->item, new_item(test));
		call_rcu(&old->rcu, free_item);
	}
	WRITE_ONCE(sc->stop, true);
	crew_end(&sc->crew);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, UPDATES, atomic_read(&freed));
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&sc->bad));
	KUNIT_EXPECT_EQ(test, 0UL, user_rcu_backlog());
	kfree(sc->item);
}

static int holder(void *data)
{
	struct scene *sc = data;

	rcu_read_lock();
	rcu_read_lock();
	rcu_read_unlock();
	WRITE_ONCE(sc->holding, true);
	while (READ_ONCE(sc->hold))
		cpu_relax();
	rcu_read_unlock();
	return 0;
}

static void callback_waits_for_reader(struct kunit *test)
{
	struct scene *sc = test->priv;
	struct item *item = new_item(test);

	sc->hold = true;
	crew_add(&sc->crew, test, holder, sc);
	crew_wait(test, READ_ONCE(sc->holding));
	call_rcu(&item->rcu, free_item);
	msleep(20);
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&freed));
	WRITE_ONCE(sc->hold, false);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, 1, atomic_read(&freed));
	crew_end(&sc->crew);
}

static int queue_and_go(void *data)
{
	struct item *item = kmalloc(sizeof(*item), GFP_KERNEL);

	if (!item)
		return -ENOMEM;
	call_rcu(&item->rcu, free_item);
	return 0;
}

/* A thread's callbacks outlive it. */
static void barrier_covers_gone_threads(struct kunit *test)
{
	struct scene *sc = test->priv;
	int i;

	for (i = 0; i < 4; i++)
		crew_add(&sc->crew, test, queue_and_go, sc);
	KUNIT_EXPECT_EQ(test, 0, crew_end(&sc->crew));
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, 4, atomic_read(&freed));
}

static void kfree_rcu_frees(struct kunit *test)
{
	size_t before = user_kmalloc_bytes();
	struct item *none = NULL;
	int i;

	for (i = 0; i < 100; i++) {
		struct item *item = new_item(test);

		kfree_rcu(item, rcu);
	}
	kfree_rcu(none, rcu);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, before, user_kmalloc_bytes());
}

static void synchronize_waits_for_reader(struct kunit *test)
{
	struct scene *sc = test->priv;
	u64 start;

	sc->hold = true;
	crew_add(&sc->crew, test, holder, sc);
	crew_wait(test, READ_ONCE(sc->holding));
	WRITE_ONCE(sc->hold, false);
	start = ktime_get_ns();
	synchronize_rcu();
	crew_end(&sc->crew);
	KUNIT_EXPECT_LT(test, ktime_get_ns() - start, (u64)NSEC_PER_SEC);
}

static struct kunit_case rcu_cases[] = {
	KUNIT_CASE(readers_never_see_freed),
	KUNIT_CASE(callback_waits_for_reader),
	KUNIT_CASE(barrier_covers_gone_threads),
	KUNIT_CASE(kfree_rcu_frees),
	KUNIT_CASE(synchronize_waits_for_reader),
	{}
};

static struct kunit_suite rcu_suite = {
	.name = "user_rcu",
	.init = rcu_test_init,
	.test_cases = rcu_cases,
};

kunit_test_suite(rcu_suite);
