// SPDX-License-Identifier: GPL-2.0-only
/*
 * The maple tree from KSRC on the userspace kernel: one writer, readers under
 * RCU. Entries with an even number never change and must always be found; the
 * others come and go.
 */
#include <linux/maple_tree.h>
#include <linux/mutex.h>
#include <linux/xarray.h>

#include "control.h"
#include "crew.h"

#define RANGES		200
#define STEP		16UL
#define WRITES		(IS_ENABLED(MMSIM_USER_DEBUG) ? 4000 : 100000)

struct entry {
	unsigned long first;
	struct rcu_head rcu;
};

struct scene {
	struct crew crew;
	struct maple_tree mt;
	struct mutex lock;
	atomic_t bad;
	atomic_t reads;
	atomic_t seed;
	bool stop;
	bool without_rcu;
};

static void store_load(struct kunit *test)
{
	struct maple_tree mt =
		MTREE_INIT(mt, MT_FLAGS_ALLOC_RANGE | MT_FLAGS_USE_RCU);
	unsigned long i;

	for (i = 0; i < 2000; i++)
		KUNIT_ASSERT_EQ(test, 0,
				mtree_store_range(&mt, i * STEP, i * STEP + 7,
						  xa_mk_value(i), GFP_KERNEL));
	for (i = 0; i < 2000; i++) {
		KUNIT_EXPECT_PTR_EQ(test, mtree_load(&mt, i * STEP + 7),
				    xa_mk_value(i));
		KUNIT_EXPECT_NULL(test, mtree_load(&mt, i * STEP + 8));
	}
	mtree_destroy(&mt);
}

static struct entry *new_entry(unsigned long i)
{
	struct entry *e = kmalloc(sizeof(*e), GFP_KERNEL);

	BUG_ON(!e);
	e->first = i * STEP;
	return e;
}

static int store(struct scene *sc, unsigned long i, struct entry *e)
{
	MA_STATE(mas, &sc->mt, i * STEP, i * STEP + STEP / 2 - 1);
	struct entry *old;
	int ret;

	mutex_lock(&sc->lock);
	old = mas_walk(&mas);
	mas_set_range(&mas, i * STEP, i * STEP + STEP / 2 - 1);
	ret = mas_store_gfp(&mas, e, GFP_KERNEL);
	mutex_unlock(&sc->lock);
	if (old && !ret)
		kfree_rcu(old, rcu);
	return ret;
}

static int walker(void *data)
{
	struct scene *sc = data;
	struct rnd_state rnd;
	struct entry *e;
	unsigned long i;

	prandom_seed_state(&rnd, (u64)atomic_inc_return(&sc->seed));
	while (!READ_ONCE(sc->stop)) {
		MA_STATE(mas, &sc->mt, 0, 0);

		i = prandom_u32_state(&rnd) % RANGES;
		mas_set(&mas, i * STEP + 3);
		if (!sc->without_rcu)
			rcu_read_lock();
		e = mas_walk(&mas);
		if (e ? e->first != i * STEP : !(i % 2))
			atomic_inc(&sc->bad);
		if (!sc->without_rcu)
			rcu_read_unlock();
		atomic_inc(&sc->reads);
	}
	return 0;
}

static void run_scene(struct kunit *test, struct scene *sc)
{
	struct rnd_state rnd;
	unsigned long i;
	int n;

	mutex_init(&sc->lock);
	mt_init_flags(&sc->mt, MT_FLAGS_ALLOC_RANGE | MT_FLAGS_USE_RCU |
			       MT_FLAGS_LOCK_EXTERN);
	mt_set_external_lock(&sc->mt, &sc->lock);
	for (i = 0; i < RANGES; i++)
		KUNIT_ASSERT_EQ(test, 0, store(sc, i, new_entry(i)));

	for (n = 0; n < 2; n++)
		crew_add(&sc->crew, test, walker, sc);
	crew_wait(test, atomic_read(&sc->reads));
	prandom_seed_state(&rnd, 1000);
	for (n = 0; n < WRITES; n++) {
		i = prandom_u32_state(&rnd) % RANGES | 1;
		if (i < RANGES)
			KUNIT_ASSERT_EQ(test, 0,
					store(sc, i, n % 2 ? new_entry(i) : NULL));
	}
	WRITE_ONCE(sc->stop, true);
	crew_end(&sc->crew);
	for (i = 0; i < RANGES; i++)
		KUNIT_ASSERT_EQ(test, 0, store(sc, i, NULL));
	mutex_lock(&sc->lock);
	__mt_destroy(&sc->mt);
	mutex_unlock(&sc->lock);
	rcu_barrier();
}

static void readers_under_rcu(struct kunit *test)
{
	struct scene *sc = kunit_kzalloc(test, sizeof(*sc), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, sc);
	run_scene(test, sc);
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&sc->bad));
	KUNIT_EXPECT_GT(test, atomic_read(&sc->reads), 0);
}

static void control_without_rcu(struct kunit *test)
{
	struct scene *sc;

	if (!control_child()) {
		control_must_fail(test, "user_maple.control_without_rcu");
		return;
	}
	sc = kunit_kzalloc(test, sizeof(*sc), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, sc);
	sc->without_rcu = true;
	run_scene(test, sc);
}

static struct kunit_case maple_cases[] = {
	KUNIT_CASE(store_load),
	KUNIT_CASE(readers_under_rcu),
	KUNIT_CASE(control_without_rcu),
	{}
};

static struct kunit_suite maple_suite = {
	.name = "user_maple",
	.test_cases = maple_cases,
};

kunit_test_suite(maple_suite);
