// SPDX-License-Identifier: GPL-2.0-only
/*
 * fork: who sees which contents afterwards, who has a page for himself, and what is
 * left when both are gone.
 */
#include "fixture.h"

#define STAMP_CHILD	0xc1c1c1c1c1ULL
#define STAMP_PARENT	0xa2a2a2a2a2ULL

/* A child with a task in it, or the case fails. */
static struct mmsim_task *fork_child(struct fixture *fx, struct mmsim_task *parent)
{
	struct mmsim_mm *mm = mmsim_fork(parent);
	struct mmsim_task *t;

	KUNIT_ASSERT_FALSE(fx->test, IS_ERR(mm));
	t = mmsim_task_create(mm, parent->id + 1, 1);
	if (!t)
		mmsim_mmput(parent, mm);
	KUNIT_ASSERT_NOT_NULL(fx->test, t);
	t->counting = true;
	t->verify = true;
	return t;
}

/* The child exits; the parent's task does it, so that its counters are complete. */
static void exit_child(struct fixture *fx, struct mmsim_task *child)
{
	int i;

	fixture_check_mm(fx->test, child->mm);
	fixture_check_task(fx->test, child);
	mmsim_mmput(fx->task, child->mm);
	/* What the child allocated the exit has freed. */
	for (i = 0; i < NR_MMSIM_EVENTS; i++)
		fx->task->events[i] += child->events[i];
	for (i = 0; i < NR_MMSIM_FALLBACKS; i++)
		fx->task->fallbacks[i] += child->fallbacks[i];
	mmsim_task_destroy(child);
}

static u64 load(struct fixture *fx, struct mmsim_task *t, unsigned int page)
{
	u64 stamp = ~0ULL;

	KUNIT_EXPECT_EQ(fx->test, mmsim_load(t, page_addr(page), &stamp), 0);
	return stamp;
}

static void store(struct fixture *fx, struct mmsim_task *t, unsigned int page, u64 stamp)
{
	KUNIT_EXPECT_EQ(fx->test, mmsim_store(t, page_addr(page), stamp), 0);
}

static void fork_copies(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_task *child;
	struct mmsim_mm *mm;
	char layout[2 * FIXTURE_PAGES + 1];

	fixture_map(fx, 0, 16, PROT_RW);
	fixture_map(fx, 20, 4, PROT_RX);
	fixture_map(fx, 24, 8, PROT_R);
	fixture_map(fx, 32, 8, MMSIM_PROT_NONE);
	fixture_touch(fx, 4, 8);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 0), 0ULL);
	fx->mm->start_brk = page_addr(60);
	fx->mm->brk = page_addr(61);
	child = fork_child(fx, fx->task);
	mm = child->mm;

	fixture_layout(mm, layout);
	KUNIT_EXPECT_STREQ(test, layout, "wwwwwwwwwwwwwwww....xxxx|rrrrrrrr|--------");
	fixture_check_mm(test, mm);
	KUNIT_EXPECT_EQ(test, mm->total_vm, fx->mm->total_vm);
	KUNIT_EXPECT_EQ(test, mm->brk, page_addr(61));
	KUNIT_EXPECT_EQ(test, mm->start_brk, page_addr(60));
	KUNIT_EXPECT_PTR_EQ(test, mm->fault_lock, fx->mm->fault_lock);
	/* All that was there is there, on no memory of its own yet. */
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(mm, MMSIM_RSS_ANON), 8);
	KUNIT_EXPECT_EQ(test, mmsim_resident_pages(mm, page_addr(0), page_addr(64)), 9);
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_fork_pages_copied), 9ULL);
	KUNIT_EXPECT_EQ(test, load(fx, child, 4), page_stamp(page_addr(4), 0));
	KUNIT_EXPECT_EQ(test, child->events[MMSIM_EV_fault_attempts], 0ULL);
	exit_child(fx, child);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 8);
	fixture_finish(fx);
}

static void fork_cow(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_task *child;
	u64 old0 = page_stamp(page_addr(0), 0), old1 = page_stamp(page_addr(1), 0);

	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 4);
	child = fork_child(fx, fx->task);

	/* The child writes first: it copies, the parent then is alone and does not. */
	store(fx, child, 0, STAMP_CHILD);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 0), old0);
	KUNIT_EXPECT_EQ(test, load(fx, child, 0), STAMP_CHILD);
	KUNIT_EXPECT_EQ(test, child->events[MMSIM_EV_fault_cow], 1ULL);
	mmsim_task_reset(fx->task);
	store(fx, fx->task, 0, STAMP_PARENT);
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_fault_reuse), 1ULL);
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_fault_cow), 0ULL);
	KUNIT_EXPECT_EQ(test, load(fx, child, 0), STAMP_CHILD);

	/* The parent writes first: the other way round. */
	store(fx, fx->task, 1, STAMP_PARENT);
	KUNIT_EXPECT_EQ(test, load(fx, child, 1), old1);
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_fault_cow), 1ULL);
	store(fx, child, 1, STAMP_CHILD);
	KUNIT_EXPECT_EQ(test, child->events[MMSIM_EV_fault_reuse], 1ULL);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 1), STAMP_PARENT);

	/* Gone on one side, it is the other's alone. */
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(2), 4096,
					    MMSIM_MADV_DONTNEED), 0);
	store(fx, child, 2, STAMP_CHILD);
	KUNIT_EXPECT_EQ(test, child->events[MMSIM_EV_fault_reuse], 2ULL);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 2), 0ULL);

	/* Never written: two pages from the start. */
	store(fx, child, 5, STAMP_CHILD);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 5), 0ULL);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 3);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(child->mm, MMSIM_RSS_ANON), 5);
	mmsim_mmput(child, child->mm);
	fixture_check_task(test, child);
	mmsim_task_destroy(child);

	/* The child gone, what both shared is the parent's without a copy. */
	mmsim_task_reset(fx->task);
	store(fx, fx->task, 3, STAMP_PARENT);
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_fault_reuse), 1ULL);
	fixture_check_mm(test, fx->mm);
}

/* mprotect must not make writable what another address space still shares. */
static void fork_mprotect(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_task *child;
	u64 old = page_stamp(page_addr(0), 0);

	fixture_map(fx, 0, 2, PROT_RW);
	fixture_touch(fx, 0, 2);
	child = fork_child(fx, fx->task);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(2), PROT_R), 0);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(2), PROT_RW),
			0);
	store(fx, fx->task, 0, STAMP_PARENT);
	KUNIT_EXPECT_EQ(test, load(fx, child, 0), old);
	exit_child(fx, child);
	fixture_finish(fx);
}

static void fork_flags(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_task *child;
	char layout[2 * FIXTURE_PAGES + 1];
	u64 stamp;

	fixture_map(fx, 0, 4, PROT_RW);
	fixture_map(fx, 8, 4, PROT_RW);
	fixture_map(fx, 16, 4, PROT_RW);
	fixture_touch(fx, 0, 4);
	fixture_touch(fx, 8, 4);
	fixture_touch(fx, 16, 4);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(0), pages_len(4),
					    MMSIM_MADV_DONTFORK), 0);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(8), pages_len(4),
					    MMSIM_MADV_WIPEONFORK), 0);
	KUNIT_EXPECT_EQ(test, mmsim_mlock(fx->task, page_addr(16), pages_len(4), true), 0);
	child = fork_child(fx, fx->task);

	fixture_layout(child->mm, layout);
	KUNIT_EXPECT_STREQ(test, layout, "........wwww....wwww");
	KUNIT_EXPECT_EQ(test, child->mm->total_vm, 8);
	KUNIT_EXPECT_EQ(test, child->mm->data_vm, 8);
	KUNIT_EXPECT_EQ(test, child->mm->locked_vm, 0);
	KUNIT_EXPECT_EQ(test, mmsim_load(child, page_addr(0), &stamp), -EFAULT);
	KUNIT_EXPECT_EQ(test, load(fx, child, 8), 0ULL);
	KUNIT_EXPECT_EQ(test, load(fx, child, 16), page_stamp(page_addr(16), 0));
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 8), page_stamp(page_addr(8), 0));
	/* Wiping is inherited and happens again one generation later. */
	store(fx, child, 8, STAMP_CHILD);
	KUNIT_EXPECT_NOT_NULL(test, fixture_vma(child->mm, page_addr(8))->anon_vma);
	KUNIT_EXPECT_TRUE(test, fixture_vma(child->mm, page_addr(8))->vm_flags &
				MMSIM_VM_WIPEONFORK);
	exit_child(fx, child);
	fixture_finish(fx);
}

static void fork_generations(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_task *child, *grandchild;

	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 8);
	child = fork_child(fx, fx->task);
	store(fx, child, 1, STAMP_CHILD);
	grandchild = fork_child(fx, child);
	store(fx, grandchild, 2, STAMP_CHILD + 1);

	KUNIT_EXPECT_EQ(test, load(fx, grandchild, 0), page_stamp(page_addr(0), 0));
	KUNIT_EXPECT_EQ(test, load(fx, grandchild, 1), STAMP_CHILD);
	KUNIT_EXPECT_EQ(test, load(fx, child, 2), page_stamp(page_addr(2), 0));
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 1), page_stamp(page_addr(1), 0));

	/* The one in the middle goes first; the others notice nothing. */
	exit_child(fx, child);
	KUNIT_EXPECT_EQ(test, load(fx, grandchild, 1), STAMP_CHILD);
	store(fx, fx->task, 0, STAMP_PARENT);
	KUNIT_EXPECT_EQ(test, load(fx, grandchild, 0), page_stamp(page_addr(0), 0));
	store(fx, grandchild, 3, STAMP_CHILD + 2);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 3), page_stamp(page_addr(3), 0));
	exit_child(fx, grandchild);
	fixture_finish(fx);
}

/* Each child forks the next and exits: a chain of anon_vmas must not grow without end. */
static void fork_chain(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_task *t = fx->task, *next;
	const struct mmsim_vma *vma;
	struct list_head *pos;
	int i, links = 0;

	fixture_map(fx, 0, 4, PROT_RW);
	fixture_touch(fx, 0, 4);
	for (i = 0; i < 12; i++) {
		next = fork_child(fx, t);
		store(fx, next, 0, STAMP_CHILD + i);
		if (t != fx->task)
			exit_child(fx, t);
		t = next;
	}
	vma = fixture_vma(t->mm, page_addr(0));
	list_for_each(pos, &vma->anon_vma_chain)
		links++;
	/* The oldest, one that was reused, and what was forked from it. */
	KUNIT_EXPECT_LE(test, links, 4);
	KUNIT_EXPECT_EQ(test, load(fx, t, 0), STAMP_CHILD + 11);
	KUNIT_EXPECT_EQ(test, load(fx, t, 1), page_stamp(page_addr(1), 0));
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 0), page_stamp(page_addr(0), 0));
	exit_child(fx, t);
	fixture_finish(fx);
}

static void fork_parent_first(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_task *child;

	fixture_map(fx, 28, 8, PROT_RW);
	fixture_touch(fx, 28, 8);
	child = fork_child(fx, fx->task);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(28), pages_len(8)), 0);
	KUNIT_EXPECT_EQ(test, load(fx, child, 30), page_stamp(page_addr(30), 0));
	store(fx, child, 30, STAMP_CHILD);
	/* The last user of a page does not copy it. */
	KUNIT_EXPECT_EQ(test, child->events[MMSIM_EV_fault_reuse], 1ULL);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(child->mm, MMSIM_RSS_ANON), 8);
	exit_child(fx, child);
	fixture_finish(fx);
}

static void fork_files(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_task *child;

	KUNIT_ASSERT_EQ(test, page_addr(0),
			mmsim_mmap(fx->task, page_addr(0), pages_len(4), PROT_RW,
				   MMSIM_MAP_PRIVATE | MMSIM_MAP_FIXED, fx->file[0], 0));
	KUNIT_ASSERT_EQ(test, page_addr(8),
			mmsim_mmap(fx->task, page_addr(8), pages_len(4), PROT_RW,
				   MMSIM_MAP_SHARED | MMSIM_MAP_FIXED, fx->file[1], 0));
	fixture_touch(fx, 0, 1);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 1), 100ULL);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 8), 101ULL);
	child = fork_child(fx, fx->task);
	KUNIT_EXPECT_EQ(test, refcount_read(&fx->file[0]->refcount), 3);
	KUNIT_EXPECT_EQ(test, refcount_read(&fx->file[1]->refcount), 3);
	/* A mapping with private pages is copied, one without is left to faults. */
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(child->mm, MMSIM_RSS_ANON), 1);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(child->mm, MMSIM_RSS_FILE), 1);
	store(fx, child, 0, STAMP_CHILD);
	KUNIT_EXPECT_EQ(test, load(fx, fx->task, 0), page_stamp(page_addr(0), 0));
	exit_child(fx, child);
	KUNIT_EXPECT_EQ(test, refcount_read(&fx->file[0]->refcount), 2);
	fixture_finish(fx);
}

static void fork_references(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_mm *mm = fx->mm;

	KUNIT_EXPECT_EQ(test, atomic_read(&mm->mm_users), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&mm->mm_count), 1);
	fixture_map(fx, 0, 4, PROT_RW);
	fixture_touch(fx, 0, 4);
	/* Another user keeps everything, a reference keeps the structure only. */
	mmsim_mmget(mm);
	mmsim_mmput(fx->task, mm);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(mm, MMSIM_RSS_ANON), 4);
	mmsim_mmgrab(mm);
	mmsim_mmput(fx->task, mm);
	fx->mm = NULL;
	KUNIT_EXPECT_EQ(test, atomic_read(&mm->mm_users), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&mm->mm_count), 1);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(mm, MMSIM_RSS_ANON), 0);
	KUNIT_EXPECT_EQ(test, mm->map_count, 0);
	mmsim_mmdrop(mm);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case fork_cases[] = {
	KUNIT_CASE_PARAM(fork_copies, policy_gen_params),
	KUNIT_CASE_PARAM(fork_cow, policy_gen_params),
	KUNIT_CASE_PARAM(fork_mprotect, policy_gen_params),
	KUNIT_CASE_PARAM(fork_flags, policy_gen_params),
	KUNIT_CASE_PARAM(fork_generations, policy_gen_params),
	KUNIT_CASE_PARAM(fork_chain, policy_gen_params),
	KUNIT_CASE_PARAM(fork_parent_first, policy_gen_params),
	KUNIT_CASE_PARAM(fork_files, policy_gen_params),
	KUNIT_CASE_PARAM(fork_references, policy_gen_params),
	{}
};

struct kunit_suite mmsim_fork_suite = {
	.name = "mmsim_fork",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = fork_cases,
};
