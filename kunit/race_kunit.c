// SPDX-License-Identifier: GPL-2.0-only
/*
 * Several tasks do everything at once to the same pages, with every fault checking
 * that its VMA stays as it is. A correct design comes out without a violation; the
 * one that is wrong on purpose has to be caught.
 */
#include "fixture.h"

#define RACE_NS		(300 * 1000 * 1000ULL)
#define RACE_CATCH_NS	(20 * 1000 * 1000 * 1000ULL)
#define RACE_WORKERS	4

/*
 * Pages hold nothing or a stamp of their own address, whoever wrote it. Shared memory
 * is a file, whose pages hold its number; such numbers have bit 62 set.
 */
static void check_stamp(struct mmsim_task *t, unsigned long addr, u64 stamp)
{
	if (stamp && !(stamp & BIT_ULL(62)) &&
	    (stamp << 8) != (page_stamp(addr, 0) << 8))
		mmsim_count_violation(t, MMSIM_VIO_bad_stamp);
}

static void race_load(struct mmsim_task *t, unsigned long addr)
{
	u64 stamp;

	if (!mmsim_load(t, addr, &stamp))
		check_stamp(t, addr, stamp);
}

/* The child writes where it likes: its parent never sees it. */
static void race_fork(struct mmsim_task *t)
{
	struct mmsim_mm *parent = t->mm, *child = mmsim_fork(t);
	int i;

	if (IS_ERR(child))
		return;
	t->mm = child;
	for (i = 0; i < 8; i++) {
		unsigned long addr = page_addr(mmsim_task_random(t, FIXTURE_PAGES));

		race_load(t, addr);
		mmsim_store(t, addr, page_stamp(addr, t->id));
	}
	t->mm = parent;
	mmsim_mmput(t, child);
}

static void race_step(struct mmsim_task *t)
{
	static const unsigned long prot[] = { PROT_RW, PROT_RW, PROT_R, MMSIM_PROT_NONE };
	unsigned int page = mmsim_task_random(t, FIXTURE_PAGES);
	unsigned int pages = 1 + mmsim_task_random(t, FIXTURE_PAGES - page);
	unsigned long addr = page_addr(page), len = pages_len(pages);

	switch (mmsim_task_random(t, 32)) {
	case 0 ... 1:
		mmsim_munmap(t, addr, len);
		break;
	case 2 ... 5:
		mmsim_mmap(t, addr, len, PROT_RW, MAP_ANON_AT, NULL, 0);
		break;
	case 6 ... 7:
		mmsim_mprotect(t, addr, len, prot[mmsim_task_random(t, ARRAY_SIZE(prot))]);
		break;
	case 8:
		mmsim_madvise(t, addr, len, MMSIM_MADV_DONTNEED);
		break;
	case 9:
		mmsim_madvise(t, addr, len, mmsim_task_random(t, 2) ? MMSIM_MADV_RANDOM :
								     MMSIM_MADV_NORMAL);
		break;
	case 10:
		mmsim_mremap(t, addr, len, pages_len(1 + mmsim_task_random(t, pages)), 0, 0);
		break;
	case 11:
		mmsim_mmap(t, addr, len, PROT_RW,
			   MMSIM_MAP_SHARED | MMSIM_MAP_ANONYMOUS | MMSIM_MAP_FIXED, NULL, 0);
		mmsim_store(t, addr, 0);
		mmsim_mmap(t, addr, len, PROT_RW, MAP_ANON_AT, NULL, 0);
		break;
	case 12:
		race_fork(t);
		break;
	case 13 ... 19:
		race_load(t, addr);
		break;
	default:
		mmsim_store(t, addr, page_stamp(addr, t->id));
	}
}

static int race_worker(struct worker *w)
{
	while (!READ_ONCE(w->stop)) {
		race_step(w->task);
		cond_resched();
	}
	return 0;
}

static u64 violations(const struct fixture *fx)
{
	u64 sum = 0;
	int i, v;

	for (i = 0; i < fx->nr_workers; i++)
		for (v = 0; v < NR_MMSIM_VIOLATIONS; v++)
			sum += READ_ONCE(fx->worker[i].task->violations[v]);
	return sum;
}

/* Let the workers end, and add what they counted to the fixture's task. */
static void join_workers(struct fixture *fx)
{
	int i, j;

	for (i = 0; i < fx->nr_workers; i++)
		WRITE_ONCE(fx->worker[i].stop, true);
	for (i = 0; i < fx->nr_workers; i++) {
		const struct mmsim_task *t = fx->worker[i].task;

		KUNIT_ASSERT_TRUE(fx->test, worker_wait(&fx->worker[i]));
		for (j = 0; j < NR_MMSIM_EVENTS; j++)
			fx->task->events[j] += t->events[j];
		for (j = 0; j < NR_MMSIM_FALLBACKS; j++)
			fx->task->fallbacks[j] += t->fallbacks[j];
		for (j = 0; j < NR_MMSIM_VIOLATIONS; j++)
			fx->task->violations[j] += t->violations[j];
	}
}

static void race_all(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned int flags = fixture_ops(fx)->flags;
	bool busted = flags & MMSIM_FL_BUSTED;
	int workers = flags & MMSIM_FL_ONE_TASK ? 1 : RACE_WORKERS;
	u64 end = ktime_get_ns() + (busted ? RACE_CATCH_NS : RACE_NS);
	const u64 *ev = fx->task->events;
	u64 caught;

	if (!busted && workers > 1 && fixture_one_cpu(test))
		return;
	fixture_map(fx, 0, FIXTURE_PAGES, PROT_RW);
	while (workers--)
		worker_start(fx, race_worker, NULL, 0);
	while (ktime_get_ns() < end && !violations(fx))
		msleep(20);
	join_workers(fx);
	caught = violations(fx);

	KUNIT_EXPECT_EQ(test, ev[MMSIM_EV_fault_attempts],
			ev[MMSIM_EV_fault_fast] + fixture_fallback_sum(fx->task));
	KUNIT_EXPECT_GT(test, ev[MMSIM_EV_fault_attempts], 0ULL);
	if (!busted) {
		KUNIT_EXPECT_EQ(test, caught, 0ULL);
		fixture_finish(fx);
		return;
	}
	/* It is wrong about the shadow, but it does not lose memory. */
	KUNIT_EXPECT_GT_MSG(test, caught, 0ULL, "nobody noticed");
	mmsim_mmput(fx->task, fx->mm);
	fx->mm = NULL;
	KUNIT_EXPECT_EQ(test, ev[MMSIM_EV_vma_alloc], ev[MMSIM_EV_vma_free]);
	KUNIT_EXPECT_EQ(test, ev[MMSIM_EV_page_tables_allocated],
			ev[MMSIM_EV_page_tables_freed]);
}

/* One writes ascending stamps to its pages, the others must never see one go back. */
static int race_writer(struct worker *w)
{
	u64 n = 0;
	int err = 0;

	while (!READ_ONCE(w->stop) && !err) {
		n++;
		err = mmsim_store(w->task, w->addr, n) ?:
		      mmsim_store(w->task, w->addr + 4096, n);
		cond_resched();
	}
	return err;
}

static int race_reader(struct worker *w)
{
	u64 first, second, last = 0;
	int err = 0;

	while (!READ_ONCE(w->stop) && !err) {
		err = mmsim_load(w->task, w->addr + 4096, &second) ?:
		      mmsim_load(w->task, w->addr, &first);
		/* The first page is written first, so it is never behind. */
		if (!err && (second < last || first < second))
			mmsim_count_violation(w->task, MMSIM_VIO_bad_stamp);
		last = second;
		cond_resched();
	}
	return err;
}

/* Splits, merges and protects around the pages, which stay mapped and writable. */
static int race_disturber(struct worker *w)
{
	struct mmsim_task *t = w->task;
	int err = 0;

	while (!READ_ONCE(w->stop) && !err) {
		err = mmsim_madvise(t, page_addr(0), pages_len(1 + mmsim_task_random(t, 62)),
				    mmsim_task_random(t, 2) ? MMSIM_MADV_RANDOM :
							      MMSIM_MADV_NORMAL);
		if (!err && !mmsim_task_random(t, 8)) {
			struct mmsim_mm *child = mmsim_fork(t);

			if (!IS_ERR(child))
				mmsim_mmput(t, child);
		}
		cond_resched();
	}
	return err;
}

static void race_writer_and_readers(struct kunit *test)
{
	struct fixture *fx = test->priv;
	u64 end = ktime_get_ns() + RACE_NS;

	if (fixture_ops(fx)->flags & (MMSIM_FL_ONE_TASK | MMSIM_FL_BUSTED)) {
		kunit_mark_skipped(test, "%s excludes nobody", fixture_ops(fx)->name);
		return;
	}
	if (fixture_one_cpu(test))
		return;
	fixture_map(fx, 0, FIXTURE_PAGES, PROT_RW);
	/* The two pages are in different tables. */
	worker_start(fx, race_writer, NULL, page_addr(31));
	worker_start(fx, race_reader, NULL, page_addr(31));
	worker_start(fx, race_reader, NULL, page_addr(31));
	worker_start(fx, race_disturber, NULL, 0);
	while (ktime_get_ns() < end && !violations(fx))
		msleep(20);
	join_workers(fx);
	KUNIT_EXPECT_EQ(test, fx->worker[0].ret, 0);
	KUNIT_EXPECT_EQ(test, fx->worker[1].ret, 0);
	KUNIT_EXPECT_EQ(test, fx->worker[2].ret, 0);
	KUNIT_EXPECT_EQ(test, fx->worker[3].ret, 0);
	fixture_finish(fx);
}

#define RACE_SAME_ROUNDS	100
#define RACE_SAME_PAGES		8

/* In each round, which the test's thread begins, write the same pages as the others. */
static int race_same_worker(struct worker *w)
{
	struct worker *lead = w->arg;
	int round = 0, page, err = 0;

	while (!READ_ONCE(w->stop) && !err) {
		if (atomic_read(&lead->step) == round) {
			cpu_relax();
			cond_resched();
			continue;
		}
		round = atomic_read(&lead->step);
		for (page = 0; page < RACE_SAME_PAGES && !err; page++)
			err = mmsim_store(w->task, page_addr(page),
					  page_stamp(page_addr(page), w->task->id));
		complete(&w->again);
	}
	return err;
}

/*
 * Several write to a page at once that none of them has yet: of the zero page, of a
 * page shared with a child, of nothing. One copy is made, and all see it.
 */
static void race_same_page(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned int flags = fixture_ops(fx)->flags;
	struct mmsim_mm *child = NULL;
	struct worker *w[3];
	int round, page, i;
	u64 stamp;

	if (flags & (MMSIM_FL_ONE_TASK | MMSIM_FL_BUSTED)) {
		kunit_mark_skipped(test, "%s excludes nobody", fixture_ops(fx)->name);
		return;
	}
	if (fixture_one_cpu(test))
		return;
	fixture_map(fx, 0, RACE_SAME_PAGES, PROT_RW);
	for (i = 0; i < ARRAY_SIZE(w); i++)
		w[i] = worker_start(fx, race_same_worker, &fx->worker[0], 0);
	for (round = 1; round <= RACE_SAME_ROUNDS; round++) {
		bool all = true;

		if (round % 3 == 1)
			child = mmsim_fork(fx->task);
		else
			mmsim_madvise(fx->task, page_addr(0), pages_len(RACE_SAME_PAGES),
				      MMSIM_MADV_DONTNEED);
		for (page = 0; page < RACE_SAME_PAGES && round % 3 == 2; page++)
			mmsim_load(fx->task, page_addr(page), &stamp);
		atomic_set(&w[0]->step, round);
		for (i = 0; i < ARRAY_SIZE(w); i++)
			all = all && wait_for_completion_timeout(&w[i]->again, 10 * HZ);
		KUNIT_EXPECT_TRUE_MSG(test, all, "round %d", round);
		KUNIT_EXPECT_EQ_MSG(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON),
				    RACE_SAME_PAGES, "round %d", round);
		for (page = 0; page < RACE_SAME_PAGES; page++) {
			stamp = fixture_load(fx, page);
			KUNIT_EXPECT_EQ_MSG(test, stamp << 8, page_stamp(page_addr(page), 0) << 8,
					    "round %d, page %d", round, page);
		}
		if (!IS_ERR_OR_NULL(child))
			mmsim_mmput(fx->task, child);
		child = NULL;
		if (!all)
			break;
	}
	join_workers(fx);
	for (i = 0; i < ARRAY_SIZE(w); i++)
		KUNIT_EXPECT_EQ(test, w[i]->ret, 0);
	fixture_finish(fx);
}

static int munmap_window(struct worker *w)
{
	return mmsim_munmap(w->task, page_addr(0), pages_len(FIXTURE_PAGES));
}

static bool is_busted(const struct mmsim_fault_lock_ops *ops)
{
	return ops->flags & MMSIM_FL_BUSTED;
}

/*
 * The same without chance, on one CPU as well: while a fault holds its VMA another
 * task unmaps it. Only a design that excludes nobody lets that happen.
 */
static void race_busted_is_caught(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_fault vmf = { .task = fx->task };
	const struct mmsim_fault_lock_ops *ops;
	enum mmsim_fallback why;
	struct worker *w;

	fixture_use_design(fx, is_busted);
	ops = fixture_ops(fx);
	vmf.mm = fx->mm;
	fixture_map(fx, 0, 8, PROT_RW);
	vmf.vma = ops->start_read(fx->task, fx->mm, page_addr(2), &why);
	KUNIT_ASSERT_NOT_NULL(test, vmf.vma);
	w = worker_start(fx, munmap_window, NULL, 0);
	KUNIT_EXPECT_TRUE(test, worker_wait(w));
	mmsim_verify_stable(&vmf, page_addr(0), page_addr(8));
	ops->end_read(fx->task, vmf.vma);
	KUNIT_EXPECT_EQ(test, fx->task->violations[MMSIM_VIO_unstable_vma], 1ULL);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case race_cases[] = {
	KUNIT_CASE_PARAM(race_all, policy_gen_params),
	KUNIT_CASE_PARAM(race_writer_and_readers, policy_gen_params),
	KUNIT_CASE_PARAM(race_same_page, policy_gen_params),
	KUNIT_CASE(race_busted_is_caught),
	{}
};

struct kunit_suite mmsim_race_suite = {
	.name = "mmsim_race",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = race_cases,
};
