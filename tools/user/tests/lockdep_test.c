// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the builds with a sanitizer must report, and what not.
 */
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

#include "crew.h"

#ifdef CONFIG_LOCKDEP
static unsigned long reports_before;

static int lockdep_test_init(struct kunit *test)
{
	reports_before = user_warn_expected_count;
	WRITE_ONCE(user_warn_expected, true);
	return 0;
}

static void lockdep_test_exit(struct kunit *test)
{
	WRITE_ONCE(user_warn_expected, false);
}

static unsigned long reports(void)
{
	return user_warn_expected_count - reports_before;
}

static void inversion(struct kunit *test)
{
	struct mutex a, b;
	spinlock_t c;

	mutex_init(&a);
	mutex_init(&b);
	spin_lock_init(&c);

	mutex_lock(&a);
	mutex_lock(&b);
	spin_lock(&c);
	spin_unlock(&c);
	mutex_unlock(&b);
	mutex_unlock(&a);
	KUNIT_EXPECT_EQ(test, 0UL, reports());

	/* Through b, and only once for the pair. */
	spin_lock(&c);
	KUNIT_EXPECT_TRUE(test, mutex_trylock(&a));
	KUNIT_EXPECT_EQ(test, 0UL, reports());
	mutex_unlock(&a);
	spin_unlock(&c);
	mutex_lock(&b);
	mutex_lock(&a);
	KUNIT_EXPECT_EQ(test, 1UL, reports());
	mutex_unlock(&a);
	mutex_unlock(&b);
	mutex_lock(&b);
	mutex_lock(&a);
	mutex_unlock(&a);
	mutex_unlock(&b);
	KUNIT_EXPECT_EQ(test, 1UL, reports());
}

static void recursion(struct kunit *test)
{
	struct rw_semaphore sem;

	init_rwsem(&sem);
	down_read(&sem);
	down_read(&sem);
	KUNIT_EXPECT_EQ(test, 1UL, reports());
	up_read(&sem);
	up_read(&sem);
}

static void init_pair(struct mutex *m)
{
	mutex_init(m);
}

static void nesting(struct kunit *test)
{
	struct mutex parent, child;

	init_pair(&parent);
	init_pair(&child);
	mutex_lock(&parent);
	mutex_lock_nested(&child, SINGLE_DEPTH_NESTING);
	KUNIT_EXPECT_EQ(test, 0UL, reports());
	mutex_unlock(&child);
	mutex_lock(&child);
	KUNIT_EXPECT_EQ(test, 1UL, reports());
	mutex_unlock(&child);
	mutex_unlock(&parent);
}

static void release_not_held(struct kunit *test)
{
	static struct lock_class_key key;
	struct lockdep_map map;

	lockdep_init_map(&map, "test:map", &key, 0);
	lock_release(&map, _RET_IP_);
	KUNIT_EXPECT_EQ(test, 1UL, reports());
	lock_acquire(&map, 0, 0, 0, 1, NULL, _RET_IP_);
	KUNIT_EXPECT_TRUE(test, lock_is_held(&map));
	lock_release(&map, _RET_IP_);
	KUNIT_EXPECT_FALSE(test, lock_is_held(&map));
	KUNIT_EXPECT_EQ(test, 1UL, reports());
}

static void held_modes(struct kunit *test)
{
	struct rw_semaphore sem;

	init_rwsem(&sem);
	KUNIT_EXPECT_FALSE(test, lockdep_is_held(&sem));
	down_write(&sem);
	KUNIT_EXPECT_TRUE(test, lockdep_is_held_type(&sem, 0));
	KUNIT_EXPECT_FALSE(test, lockdep_is_held_type(&sem, 1));
	downgrade_write(&sem);
	KUNIT_EXPECT_FALSE(test, lockdep_is_held_type(&sem, 0));
	KUNIT_EXPECT_TRUE(test, lockdep_is_held_type(&sem, 1));
	lockdep_assert_held(&sem);
	up_read(&sem);
	KUNIT_EXPECT_FALSE(test, lockdep_is_held(&sem));
	KUNIT_EXPECT_EQ(test, 0UL, reports());
}

#define warnings_of(stmt)						\
({									\
	unsigned long __before = user_warn_expected_count;		\
									\
	stmt;								\
	user_warn_expected_count - __before;				\
})

static void asserts_and_sleep(struct kunit *test)
{
	struct rw_semaphore sem;
	spinlock_t spin;

	init_rwsem(&sem);
	spin_lock_init(&spin);
	down_read(&sem);
	KUNIT_EXPECT_EQ(test, 1UL, warnings_of(lockdep_assert_held_write(&sem)));
	KUNIT_EXPECT_EQ(test, 0UL, warnings_of(lockdep_assert_held_read(&sem)));
	up_read(&sem);
	KUNIT_EXPECT_EQ(test, 1UL, warnings_of(rwsem_assert_held(&sem)));

	spin_lock(&spin);
	KUNIT_EXPECT_EQ(test, 1UL, warnings_of(might_sleep()));
	spin_unlock(&spin);
	rcu_read_lock();
	KUNIT_EXPECT_EQ(test, 1UL, warnings_of(might_sleep()));
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, 0UL, warnings_of(might_sleep()));
}

static struct kunit_case lockdep_cases[] = {
	KUNIT_CASE(inversion),
	KUNIT_CASE(recursion),
	KUNIT_CASE(nesting),
	KUNIT_CASE(release_not_held),
	KUNIT_CASE(held_modes),
	KUNIT_CASE(asserts_and_sleep),
	{}
};

static struct kunit_suite lockdep_suite = {
	.name = "user_lockdep",
	.init = lockdep_test_init,
	.exit = lockdep_test_exit,
	.test_cases = lockdep_cases,
};
#else
static void inversion(struct kunit *test)
{
	kunit_skip(test, "no lockdep in the release build");
}

static struct kunit_case lockdep_cases[] = {
	KUNIT_CASE(inversion),
	{}
};

static struct kunit_suite lockdep_suite = {
	.name = "user_lockdep",
	.test_cases = lockdep_cases,
};
#endif

kunit_test_suite(lockdep_suite);
