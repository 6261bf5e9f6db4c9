// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every lock excludes whom it should, with more threads than CPUs; and a lock
 * that does not is caught by the same check.
 */
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

#include "crew.h"

#define THREADS		6
#define OPS		(IS_ENABLED(MMSIM_USER_DEBUG) ? 10000 : 200000)

struct stage {
	struct room room;
	struct rw_semaphore sem;
	struct mutex mutex;
	spinlock_t spin;
	rwlock_t rwlock;
	struct crew crew;
	const struct kind *kind;
	atomic_t seed;
};

struct kind {
	const char *name;
	void (*op)(struct stage *st, unsigned int dice);
	bool broken;
};

static void op_rwsem(struct stage *st, unsigned int dice)
{
	switch (dice % 8) {
	case 0:
		down_write(&st->sem);
		room_write_enter(&st->room);
		room_downgrade(&st->room);
		downgrade_write(&st->sem);
		room_read_leave(&st->room);
		up_read(&st->sem);
		break;
	case 1:
		if (!down_write_trylock(&st->sem))
			break;
		room_write_enter(&st->room);
		room_write_leave(&st->room);
		up_write(&st->sem);
		break;
	case 2:
		if (down_write_killable(&st->sem))
			break;
		room_write_enter(&st->room);
		room_write_leave(&st->room);
		up_write(&st->sem);
		break;
	case 3:
		if (!down_read_trylock(&st->sem))
			break;
		room_read_enter(&st->room);
		room_read_leave(&st->room);
		up_read(&st->sem);
		break;
	default:
		down_read(&st->sem);
		room_read_enter(&st->room);
		room_read_leave(&st->room);
		up_read(&st->sem);
		break;
	}
}

static void op_mutex(struct stage *st, unsigned int dice)
{
	if (dice % 8 == 0 ? !mutex_trylock(&st->mutex) :
			    mutex_lock_killable(&st->mutex))
		return;
	room_write_enter(&st->room);
	room_write_leave(&st->room);
	mutex_unlock(&st->mutex);
}

static void op_spinlock(struct stage *st, unsigned int dice)
{
	if (dice % 8)
		spin_lock(&st->spin);
	else if (!spin_trylock(&st->spin))
		return;
	room_write_enter(&st->room);
	room_write_leave(&st->room);
	spin_unlock(&st->spin);
}

static void op_rwlock(struct stage *st, unsigned int dice)
{
	if (dice % 4 == 0) {
		write_lock(&st->rwlock);
		room_write_enter(&st->room);
		room_write_leave(&st->room);
		write_unlock(&st->rwlock);
	} else {
		read_lock(&st->rwlock);
		room_read_enter(&st->room);
		room_read_leave(&st->room);
		read_unlock(&st->rwlock);
	}
}

/* Readers take nothing. The room's plain words would be a race for TSan. */
static void op_broken(struct stage *st, unsigned int dice)
{
	if (dice % 4 == 0) {
		down_write(&st->sem);
		atomic_inc(&st->room.writers);
		if (dice % 64 == 0)
			usleep_range(20, 20);
		atomic_dec(&st->room.writers);
		up_write(&st->sem);
	} else if (atomic_read(&st->room.writers)) {
		atomic_inc(&st->room.violations);
	}
}

static const struct kind kinds[] = {
	{ "rwsem", op_rwsem },
	{ "mutex", op_mutex },
	{ "spinlock", op_spinlock },
	{ "rwlock", op_rwlock },
	{ "broken", op_broken, .broken = true },
};

KUNIT_ARRAY_PARAM_DESC(kind, kinds, name);

static int worker(void *data)
{
	struct stage *st = data;
	struct rnd_state rnd;
	int i;

	prandom_seed_state(&rnd, (u64)atomic_inc_return(&st->seed));
	for (i = 0; i < OPS; i++)
		st->kind->op(st, prandom_u32_state(&rnd));
	return 0;
}

static void exclusion(struct kunit *test)
{
	struct stage *st = kunit_kzalloc(test, sizeof(*st), GFP_KERNEL);
	int i, violations;

	KUNIT_ASSERT_NOT_NULL(test, st);
	st->kind = test->param_value;
	init_rwsem(&st->sem);
	mutex_init(&st->mutex);
	spin_lock_init(&st->spin);
	rwlock_init(&st->rwlock);

	for (i = 0; i < THREADS; i++)
		crew_add(&st->crew, test, worker, st);
	KUNIT_EXPECT_EQ(test, 0, crew_end(&st->crew));

	violations = atomic_read(&st->room.violations);
	if (st->kind->broken)
		KUNIT_EXPECT_GT(test, violations, 0);
	else
		KUNIT_EXPECT_EQ(test, violations, 0);
	KUNIT_EXPECT_EQ(test, st->room.a, st->room.b);
	KUNIT_EXPECT_FALSE(test, rwsem_is_locked(&st->sem));
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&st->mutex));
	KUNIT_EXPECT_EQ(test, st->spin.word, 0U);
	KUNIT_EXPECT_EQ(test, st->rwlock.cnts, 0U);
}

static struct kunit_case exclusion_cases[] = {
	KUNIT_CASE_PARAM(exclusion, kind_gen_params),
	{}
};

static struct kunit_suite exclusion_suite = {
	.name = "user_exclusion",
	.test_cases = exclusion_cases,
};

kunit_test_suite(exclusion_suite);
