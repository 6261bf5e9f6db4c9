// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every operation that changes a VMA, or takes it away, waits for its readers first.
 */
#include "fixture.h"

/**
 * struct write_op - An operation that changes a VMA or takes it away
 * @name: its name
 * @run: do that to the VMA of pages 4 to 7; 0 or -errno
 */
struct write_op {
	const char *name;
	int (*run)(struct mmsim_task *t);
};

static int errno_of(unsigned long ret)
{
	return IS_ERR_VALUE(ret) ? (int)ret : 0;
}

static int run_munmap(struct mmsim_task *t)
{
	return mmsim_munmap(t, page_addr(4), pages_len(4));
}

static int run_munmap_tail(struct mmsim_task *t)
{
	return mmsim_munmap(t, page_addr(6), pages_len(4));
}

static int run_mmap_over(struct mmsim_task *t)
{
	return errno_of(mmsim_mmap(t, page_addr(6), pages_len(4), PROT_R, MAP_ANON_AT, NULL,
				   0));
}

static int run_mmap_merge(struct mmsim_task *t)
{
	return errno_of(mmsim_mmap(t, page_addr(8), pages_len(4), PROT_RW, MAP_ANON_AT, NULL,
				   0));
}

static int run_mprotect(struct mmsim_task *t)
{
	return mmsim_mprotect(t, page_addr(4), pages_len(4), PROT_RX);
}

static int run_mprotect_split(struct mmsim_task *t)
{
	return mmsim_mprotect(t, page_addr(5), pages_len(1), PROT_R);
}

static int run_mprotect_merge(struct mmsim_task *t)
{
	return mmsim_mprotect(t, page_addr(0), pages_len(4), PROT_RW);
}

static int run_madvise(struct mmsim_task *t)
{
	return mmsim_madvise(t, page_addr(4), pages_len(4), MMSIM_MADV_RANDOM);
}

static int run_mlock(struct mmsim_task *t)
{
	return mmsim_mlock(t, page_addr(4), pages_len(4), true);
}

static int run_brk(struct mmsim_task *t)
{
	return mmsim_brk(t, page_addr(10)) == page_addr(10) ? 0 : -ENOMEM;
}

static int run_mremap_grow(struct mmsim_task *t)
{
	return errno_of(mmsim_mremap(t, page_addr(4), pages_len(4), pages_len(6), 0, 0));
}

static int run_mremap_move(struct mmsim_task *t)
{
	return errno_of(mmsim_mremap(t, page_addr(5), pages_len(2), pages_len(2),
				     MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_FIXED,
				     page_addr(30)));
}

static int run_mremap_stay(struct mmsim_task *t)
{
	return errno_of(mmsim_mremap(t, page_addr(4), pages_len(4), pages_len(4),
				     MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_DONTUNMAP, 0));
}

static int run_fork(struct mmsim_task *t)
{
	struct mmsim_mm *child = mmsim_fork(t);

	if (IS_ERR(child))
		return PTR_ERR(child);
	mmsim_mmput(t, child);
	return 0;
}

static const struct write_op write_ops[] = {
	{ "munmap", run_munmap },
	{ "munmap_tail", run_munmap_tail },
	{ "mmap_over", run_mmap_over },
	{ "mmap_merge", run_mmap_merge },
	{ "mprotect", run_mprotect },
	{ "mprotect_split", run_mprotect_split },
	{ "mprotect_merge", run_mprotect_merge },
	{ "madvise", run_madvise },
	{ "mlock", run_mlock },
	{ "brk", run_brk },
	{ "mremap_grow", run_mremap_grow },
	{ "mremap_move", run_mremap_move },
	{ "mremap_stay", run_mremap_stay },
	{ "fork", run_fork },
};

static int do_write_op(struct worker *w)
{
	const struct write_op *op = w->arg;

	return op->run(w->task);
}

/* Whoever changes a VMA waits for its readers first. */
static void write_waits_for_reader(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma;
	struct worker *w;
	bool waits, early, done;
	int i;

	if (fixture_no_vma_lock(test))
		return;
	for (i = 0; i < ARRAY_SIZE(write_ops); i++) {
		fixture_new_mm(fx);
		fixture_map(fx, 0, 4, PROT_R);
		fixture_map(fx, 4, 4, PROT_RW);
		fx->mm->start_brk = page_addr(8);
		fx->mm->brk = page_addr(8);
		vma = fixture_start_read(fx, 5);
		w = worker_start(fx, do_write_op, (void *)&write_ops[i], 0);
		waits = fixture_wait_for(worker_awaits_readers(w) || worker_is_done(w));
		early = worker_is_done(w);
		fixture_end_read(fx, vma);
		done = worker_wait(w);
		KUNIT_EXPECT_TRUE_MSG(test, waits, "%s", write_ops[i].name);
		KUNIT_EXPECT_FALSE_MSG(test, early, "%s did not wait", write_ops[i].name);
		KUNIT_ASSERT_TRUE_MSG(test, done, "%s", write_ops[i].name);
		KUNIT_EXPECT_EQ_MSG(test, w->ret, 0, "%s", write_ops[i].name);
		fixture_check_mm(test, fx->mm);
		worker_stop_all(fx);
	}
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case write_cases[] = {
	KUNIT_CASE_PARAM(write_waits_for_reader, policy_gen_params),
	{}
};

struct kunit_suite mmsim_write_suite = {
	.name = "mmsim_write",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = write_cases,
};
