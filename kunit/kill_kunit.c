// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a fatal signal ends: every wait for mmap_lock that the kernel makes killable,
 * and nothing else.
 */
#include "fixture.h"

/**
 * struct kill_op - An operation that waits for mmap_lock
 * @name: its name
 * @run: does it; 0 or -errno
 * @killable: the wait can be ended
 */
struct kill_op {
	const char *name;
	int (*run)(struct mmsim_task *t);
	bool killable;
};

static int errno_of(unsigned long ret)
{
	return IS_ERR_VALUE(ret) ? (int)ret : 0;
}

static int run_mmap(struct mmsim_task *t)
{
	return errno_of(mmsim_mmap(t, page_addr(20), 4096, PROT_RW, MAP_ANON_AT, NULL, 0));
}

static int run_munmap(struct mmsim_task *t)
{
	return mmsim_munmap(t, page_addr(1), 4096);
}

static int run_mprotect(struct mmsim_task *t)
{
	return mmsim_mprotect(t, page_addr(1), 4096, PROT_R);
}

static int run_mremap(struct mmsim_task *t)
{
	return errno_of(mmsim_mremap(t, page_addr(0), pages_len(8), 4096, 0, 0));
}

static int run_brk(struct mmsim_task *t)
{
	return errno_of(mmsim_brk(t, page_addr(40)));
}

static int run_madvise_flags(struct mmsim_task *t)
{
	return mmsim_madvise(t, page_addr(1), 4096, MMSIM_MADV_RANDOM);
}

static int run_madvise_zap(struct mmsim_task *t)
{
	return mmsim_madvise(t, page_addr(1), 4096, MMSIM_MADV_DONTNEED);
}

static int run_mlock(struct mmsim_task *t)
{
	return mmsim_mlock(t, page_addr(1), 4096, true);
}

static int run_fork(struct mmsim_task *t)
{
	struct mmsim_mm *mm = mmsim_fork(t);

	if (IS_ERR(mm))
		return PTR_ERR(mm);
	mmsim_mmput(t, mm);
	return 0;
}

static int run_store(struct mmsim_task *t)
{
	return mmsim_store(t, page_addr(2), 1);
}

static int run_maps(struct mmsim_task *t)
{
	struct mmsim_map_entry e;

	return min(mmsim_maps_next(t, t->mm, 0, &e), 0);
}

static int run_mmput(struct mmsim_task *t)
{
	mmsim_mmget(t->mm);
	mmsim_mmput(t, t->mm);
	mmsim_mmap_read_lock(t, t->mm);
	mmsim_mmap_read_unlock(t, t->mm);
	return 0;
}

static const struct kill_op kill_ops[] = {
	{ "mmap",		run_mmap,		true },
	{ "munmap",		run_munmap,		true },
	{ "mprotect",		run_mprotect,		true },
	{ "mremap",		run_mremap,		true },
	{ "brk",		run_brk,		true },
	{ "madvise_flags",	run_madvise_flags,	true },
	{ "madvise_zap",	run_madvise_zap,	false },
	{ "mlock",		run_mlock,		true },
	{ "fork",		run_fork,		true },
	{ "fault",		run_store,		true },
	{ "maps",		run_maps,		true },
	{ "mmap_read_lock",	run_mmput,		false },
};

static void kill_desc(const struct kill_op *op, char *desc)
{
	strscpy(desc, op->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(kill, kill_ops, kill_desc);

static void make_space(struct fixture *fx)
{
	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 2);
	fx->mm->start_brk = page_addr(30);
	fx->mm->brk = page_addr(30);
}

static int wait_and_run(struct worker *w)
{
	const struct kill_op *op = w->arg;

	allow_signal(SIGKILL);
	return op->run(w->task);
}

static void kill_while_waiting(struct kunit *test)
{
	const struct kill_op *op = test->param_value;
	struct fixture *fx = test->priv;
	struct worker *w;
	bool waits, done;

	make_space(fx);
	mmsim_mmap_write_lock(fx->task, fx->mm);
	/* Without that a fault would not come to mmap_lock. */
	mmsim_vma_start_write(fx->task, fixture_vma(fx->mm, page_addr(0)));
	w = worker_start(fx, wait_and_run, (void *)op, 0);
	waits = fixture_wait_for(rwsem_is_contended(&fx->mm->mmap_lock));
	send_sig(SIGKILL, w->thread, 1);
	if (op->killable) {
		done = worker_wait(w);
		mmsim_mmap_write_unlock(fx->task, fx->mm);
		KUNIT_EXPECT_EQ(test, w->ret, -EINTR);
		fixture_expect_layout(fx, "wwwwwwww");
	} else {
		usleep_range(5000, 6000);
		KUNIT_EXPECT_FALSE(test, worker_is_done(w));
		mmsim_mmap_write_unlock(fx->task, fx->mm);
		done = worker_wait(w);
		KUNIT_EXPECT_EQ(test, w->ret, 0);
	}
	KUNIT_EXPECT_TRUE(test, waits);
	KUNIT_EXPECT_TRUE(test, done);
	fixture_check_task(test, w->task);
	/* Nothing is left that would keep somebody else from doing it. */
	KUNIT_EXPECT_EQ(test, op->run(fx->task), 0);
	fixture_finish(fx);
}

static int run_with_signal(struct worker *w)
{
	const struct kill_op *op = w->arg;

	allow_signal(SIGKILL);
	send_sig(SIGKILL, current, 1);
	return op->run(w->task);
}

/* With the lock free a pending signal stops only what asks for it on the way. */
static void kill_before(struct kunit *test)
{
	const struct kill_op *op = test->param_value;
	struct fixture *fx = test->priv;
	struct worker *w;
	bool asks = op->run == run_fork || op->run == run_mlock;

	make_space(fx);
	w = worker_start(fx, run_with_signal, (void *)op, 0);
	KUNIT_EXPECT_TRUE(test, worker_wait(w));
	KUNIT_EXPECT_EQ(test, w->ret, asks ? -EINTR : 0);
	fixture_check_mm(test, fx->mm);
	fixture_check_task(test, w->task);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), page_stamp(page_addr(0), 0));
	/* A child that was given up has left nothing. */
	if (op->run == run_fork) {
		KUNIT_EXPECT_EQ(test, w->task->events[MMSIM_EV_vma_alloc],
				w->task->events[MMSIM_EV_vma_free]);
		fixture_touch(fx, 0, 8);
		fixture_finish(fx);
	}
}

static struct kunit_case kill_cases[] = {
	KUNIT_CASE_PARAM(kill_while_waiting, kill_gen_params),
	KUNIT_CASE_PARAM(kill_before, kill_gen_params),
	{}
};

struct kunit_suite mmsim_kill_suite = {
	.name = "mmsim_kill",
	.init = fixture_init_default,
	.exit = fixture_exit,
	.test_cases = kill_cases,
};
