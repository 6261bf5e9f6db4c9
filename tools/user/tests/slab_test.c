// SPDX-License-Identifier: GPL-2.0-only
/*
 * Allocators: counts, reuse, type safety, per-CPU memory.
 */
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "crew.h"

#define OBJECTS		1000
#define CHURN		(IS_ENABLED(MMSIM_USER_DEBUG) ? 20000 : 300000)

struct thing {
	atomic_long_t generation;
	unsigned long payload[10];
};

struct scene {
	struct crew crew;
	struct kmem_cache *cache;
	void *object[OBJECTS];
	struct thing *shared;
	atomic_t bad;
	bool stop;
};

static int slab_test_init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct scene), GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

static size_t live(struct kmem_cache *s)
{
	struct user_slab_stats st;

	user_slab_stats(s, &st);
	return st.objects;
}

static void cache_counts(struct kunit *test)
{
	struct scene *sc = test->priv;
	struct user_slab_stats st;
	int i;

	sc->cache = kmem_cache_create("test_counts", 100, 0,
				      SLAB_HWCACHE_ALIGN, NULL);
	KUNIT_ASSERT_NOT_NULL(test, sc->cache);
	KUNIT_EXPECT_PTR_EQ(test, sc->cache, user_slab_find("test_counts"));
	for (i = 0; i < OBJECTS; i++) {
		sc->object[i] = kmem_cache_zalloc(sc->cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, sc->object[i]);
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)sc->object[i],
						   L1_CACHE_BYTES));
		KUNIT_EXPECT_NULL(test, memchr_inv(sc->object[i], 0, 100));
		memset(sc->object[i], 0xff, 100);
	}
	user_slab_stats(sc->cache, &st);
	KUNIT_EXPECT_EQ(test, (size_t)OBJECTS, st.objects);
	KUNIT_EXPECT_EQ(test, (size_t)128, st.object_bytes);
	KUNIT_EXPECT_GE(test, st.bytes, (size_t)128 * OBJECTS);
	for (i = 0; i < OBJECTS; i++)
		kmem_cache_free(sc->cache, sc->object[i]);
	KUNIT_EXPECT_EQ(test, (size_t)0, live(sc->cache));
	kmem_cache_destroy(sc->cache);
	KUNIT_EXPECT_NULL(test, user_slab_find("test_counts"));
}

static void destroy_reports_leak(struct kunit *test)
{
	struct kmem_cache *s = kmem_cache_create("test_leak", 64, 0,
						 SLAB_TYPESAFE_BY_RCU, NULL);
	unsigned long before = user_slab_leaks;

	KUNIT_ASSERT_NOT_NULL(test, s);
	KUNIT_ASSERT_NOT_NULL(test, kmem_cache_alloc(s, GFP_KERNEL));
	kmem_cache_destroy(s);
	KUNIT_EXPECT_EQ(test, before + 1, user_slab_leaks);
	user_slab_leaks = before;
}

static int free_all(void *data)
{
	struct scene *sc = data;
	int i;

	for (i = 0; i < OBJECTS; i++)
		kmem_cache_free(sc->cache, sc->object[i]);
	return 0;
}

/* Freed by another thread, which goes: the memory is found again. */
static void objects_cross_threads(struct kunit *test)
{
	struct scene *sc = test->priv;
	struct user_slab_stats first, last;
	int round, i;

	sc->cache = kmem_cache_create("test_cross", 64, 0,
				      SLAB_TYPESAFE_BY_RCU, NULL);
	KUNIT_ASSERT_NOT_NULL(test, sc->cache);
	for (round = 0; round < 10; round++) {
		for (i = 0; i < OBJECTS; i++) {
			sc->object[i] = kmem_cache_alloc(sc->cache, GFP_KERNEL);
			KUNIT_ASSERT_NOT_NULL(test, sc->object[i]);
		}
		user_slab_stats(sc->cache, round ? &last : &first);
		KUNIT_EXPECT_EQ(test, (size_t)OBJECTS, live(sc->cache));
		crew_add(&sc->crew, test, free_all, sc);
		crew_end(&sc->crew);
		KUNIT_EXPECT_EQ(test, (size_t)0, live(sc->cache));
	}
	KUNIT_EXPECT_EQ(test, first.bytes, last.bytes);
	kmem_cache_destroy(sc->cache);
}

/*
 * A reader of a type-safe cache may look at an object that has been freed and
 * is in use again: it is still a thing, with a generation that never goes back.
 */
static int look(void *data)
{
	struct scene *sc = data;
	struct thing *t, *last = NULL;
	long gen, seen = 0;

	while (!READ_ONCE(sc->stop)) {
		rcu_read_lock();
		t = rcu_dereference(sc->shared);
		gen = atomic_long_read_acquire(&t->generation);
		if (t == last && gen < seen)
			atomic_inc(&sc->bad);
		if (gen <= 0)
			atomic_inc(&sc->bad);
		last = t;
		seen = gen;
		rcu_read_unlock();
	}
	return 0;
}

static void init_thing(void *p)
{
	struct thing *t = p;

	atomic_long_set(&t->generation, 1);
}

static void typesafe_stays_a_thing(struct kunit *test)
{
	struct kmem_cache_args args = { .ctor = init_thing };
	struct scene *sc = test->priv;
	struct thing *old, *t;
	unsigned long reused = 0;
	int i;

	sc->cache = kmem_cache_create("test_typesafe", sizeof(struct thing),
				      &args, SLAB_TYPESAFE_BY_RCU);
	KUNIT_ASSERT_NOT_NULL(test, sc->cache);
	RCU_INIT_POINTER(sc->shared, kmem_cache_alloc(sc->cache, GFP_KERNEL));
	KUNIT_ASSERT_NOT_NULL(test, sc->shared);
	for (i = 0; i < 2; i++)
		crew_add(&sc->crew, test, look, sc);
	for (i = 0; i < CHURN; i++) {
		t = kmem_cache_alloc(sc->cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, t);
		if (atomic_long_inc_return(&t->generation) > 2)
			reused++;
		old = sc->shared;
		rcu_assign_pointer(sc->shared, t);
		kmem_cache_free(sc->cache, old);
	}
	WRITE_ONCE(sc->stop, true);
	crew_end(&sc->crew);
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&sc->bad));
	/* At once, and without a grace period. */
	KUNIT_EXPECT_GT(test, reused, (unsigned long)CHURN / 2);
	kmem_cache_free(sc->cache, sc->shared);
	kmem_cache_destroy(sc->cache);
}

static void kmalloc_counts(struct kunit *test)
{
	size_t before = user_kmalloc_bytes();
	unsigned long page;
	void *p, *q;

	p = kmalloc(1000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_GE(test, user_kmalloc_bytes(), before + 1000);
	q = krealloc(p, 2000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_EXPECT_GE(test, user_kmalloc_bytes(), before + 2000);
	kfree(q);
	kfree(NULL);
	page = get_zeroed_page(GFP_KERNEL);
	KUNIT_ASSERT_NE(test, page, 0UL);
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED(page, PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, memchr_inv((void *)page, 0, PAGE_SIZE));
	free_page(page);
	KUNIT_EXPECT_EQ(test, user_kmalloc_bytes(), before);
	KUNIT_EXPECT_NULL(test, kmalloc_array(SIZE_MAX, 2, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kcalloc(1UL << 62, 8, GFP_KERNEL));
}

struct counters {
	unsigned long a;
	unsigned int b;
};

struct percpu_scene {
	struct crew crew;
	struct counters __percpu *c;
};

static int count_up(void *data)
{
	struct percpu_scene *ps = data;
	int i;

	for (i = 0; i < 10000; i++) {
		this_cpu_inc(ps->c->a);
		this_cpu_add(ps->c->b, 2);
	}
	return 0;
}

static void percpu_adds_up(struct kunit *test)
{
	struct percpu_scene ps = { .c = alloc_percpu(struct counters) };
	struct counters *other = alloc_percpu(struct counters);
	unsigned long a = 0, b = 0;
	int cpu, i;

	KUNIT_ASSERT_NOT_NULL(test, ps.c);
	KUNIT_ASSERT_NOT_NULL(test, other);
	for (i = 0; i < 4; i++)
		crew_add(&ps.crew, test, count_up, &ps);
	crew_end(&ps.crew);
	for_each_possible_cpu(cpu) {
		a += per_cpu_ptr(ps.c, cpu)->a;
		b += per_cpu_ptr(ps.c, cpu)->b;
		KUNIT_EXPECT_EQ(test, 0UL, per_cpu_ptr(other, cpu)->a);
	}
	KUNIT_EXPECT_EQ(test, 40000UL, a);
	KUNIT_EXPECT_EQ(test, 80000UL, b);
	free_percpu(other);
	free_percpu(ps.c);
	KUNIT_EXPECT_NULL(test, __alloc_percpu(USER_PCPU_UNIT, 8));
}

static struct kunit_case slab_cases[] = {
	KUNIT_CASE(cache_counts),
	KUNIT_CASE(destroy_reports_leak),
	KUNIT_CASE(objects_cross_threads),
	KUNIT_CASE(typesafe_stays_a_thing),
	KUNIT_CASE(kmalloc_counts),
	KUNIT_CASE(percpu_adds_up),
	{}
};

static struct kunit_suite slab_suite = {
	.name = "user_slab",
	.init = slab_test_init,
	.test_cases = slab_cases,
};

kunit_test_suite(slab_suite);
