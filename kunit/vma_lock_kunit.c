// SPDX-License-Identifier: GPL-2.0-only
/*
 * The states of a VMA lock, one by one, for every design that has one and excludes
 * anybody: who is let in, who waits, who is told to go elsewhere.
 */
#include "fixture.h"

#define EXCLUDE		BIT(30)		/* VM_REFCNT_EXCLUDE_READERS_FLAG */

/* Read-lock a page's VMA as a fault would; the reason if that fails. */
static struct mmsim_vma *start_read(struct mmsim_task *t, unsigned int page,
				    enum mmsim_fallback *why)
{
	*why = NR_MMSIM_FALLBACKS;
	return t->mm->fault_lock->start_read(t, t->mm, page_addr(page), why);
}

static void end_read(struct mmsim_task *t, struct mmsim_vma *vma)
{
	if (vma)
		t->mm->fault_lock->end_read(t, vma);
}

static bool is_refcnt(const struct mmsim_fault_lock_ops *ops)
{
	return ops->vma_free == MMSIM_VMA_FREE_TYPESAFE;
}

/* Expect a read lock to be had, or not to be had and why. */
static void expect_read(struct fixture *fx, unsigned int page, enum mmsim_fallback want)
{
	struct mmsim_vma *vma;
	enum mmsim_fallback why;
	u64 aborts = fixture_event(fx, MMSIM_EV_vma_lock_abort);

	vma = start_read(fx->task, page, &why);
	end_read(fx->task, vma);
	KUNIT_EXPECT_EQ(fx->test, !vma, want != NR_MMSIM_FALLBACKS);
	KUNIT_EXPECT_EQ(fx->test, why, want);
	KUNIT_EXPECT_EQ(fx->test, fixture_event(fx, MMSIM_EV_vma_lock_abort),
			aborts + (want != NR_MMSIM_FALLBACKS));
}

#define READ_OK	NR_MMSIM_FALLBACKS

static void vma_lock_write_excludes(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma, *other;

	if (fixture_no_vma_lock(test))
		return;
	fixture_map(fx, 0, 4, PROT_RW);
	fixture_map(fx, 4, 4, PROT_R);
	vma = fixture_vma(fx->mm, page_addr(0));
	other = fixture_vma(fx->mm, page_addr(4));
	expect_read(fx, 0, READ_OK);

	/* mmap_lock alone excludes no reader of a VMA. */
	mmsim_mmap_write_lock(fx->task, fx->mm);
	expect_read(fx, 0, READ_OK);
	mmsim_vma_start_write(fx->task, vma);
	expect_read(fx, 0, MMSIM_FB_seq_busy);
	expect_read(fx, 4, READ_OK);
	/* A second time does nothing; killable without a wait cannot fail. */
	mmsim_vma_start_write(fx->task, vma);
	KUNIT_EXPECT_EQ(test, mmsim_vma_start_write_killable(fx->task, other), 0);
	expect_read(fx, 4, MMSIM_FB_seq_busy);
	/* All of them are unlocked at once, with mmap_lock */
	mmsim_mmap_write_unlock(fx->task, fx->mm);
	expect_read(fx, 0, READ_OK);
	expect_read(fx, 4, READ_OK);

	/* or its downgrade, while the lock is still held for reading. */
	mmsim_mmap_write_lock(fx->task, fx->mm);
	mmsim_vma_start_write(fx->task, vma);
	expect_read(fx, 0, MMSIM_FB_seq_busy);
	mmsim_mmap_write_downgrade(fx->task, fx->mm);
	expect_read(fx, 0, READ_OK);
	mmsim_mmap_read_unlock(fx->task, fx->mm);
	fixture_finish(fx);
}

static void vma_lock_sequence(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_mm *mm = fx->mm;
	unsigned int seq = mm->mm_lock_seq;

	if (fixture_no_vma_lock(test))
		return;
	KUNIT_EXPECT_EQ(test, seq, 0U);
	mmsim_mmap_write_lock(fx->task, mm);
	KUNIT_EXPECT_EQ(test, mm->mm_lock_seq, seq + 1);
	mmsim_mmap_write_unlock(fx->task, mm);
	KUNIT_EXPECT_EQ(test, mm->mm_lock_seq, seq + 2);
	KUNIT_EXPECT_EQ(test, mmsim_mmap_write_lock_killable(fx->task, mm), 0);
	KUNIT_EXPECT_EQ(test, mm->mm_lock_seq, seq + 3);
	mmsim_mmap_write_downgrade(fx->task, mm);
	KUNIT_EXPECT_EQ(test, mm->mm_lock_seq, seq + 4);
	mmsim_mmap_read_unlock(fx->task, mm);
	mmsim_mmap_read_lock(fx->task, mm);
	KUNIT_EXPECT_TRUE(test, mmsim_mmap_read_trylock(fx->task, mm));
	mmsim_mmap_read_unlock(fx->task, mm);
	mmsim_mmap_read_unlock(fx->task, mm);
	KUNIT_EXPECT_EQ(test, mm->mm_lock_seq, seq + 4);
	fixture_finish(fx);
}

static void vma_lock_sequence_wraps(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_mm *mm = fx->mm;
	int i;

	if (fixture_no_vma_lock(test))
		return;
	/* Over the end and on, operation by operation; new VMAs begin at UINT_MAX. */
	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 8);
	mm->mm_lock_seq = UINT_MAX - 5;
	for (i = 0; i < 8; i++) {
		fixture_map(fx, 8 + i, 1, i & 1 ? PROT_R : PROT_RW);
		expect_read(fx, 8 + i, READ_OK);
		expect_read(fx, 0, READ_OK);
		KUNIT_EXPECT_EQ(test, fixture_load(fx, 8 + i), 0ULL);
		KUNIT_EXPECT_EQ(test, fixture_load(fx, i), page_stamp(page_addr(i), 0));
	}
	KUNIT_EXPECT_EQ(test, mm->mm_lock_seq, 10U);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(4), pages_len(8)), 0);
	fixture_check_mm(test, mm);
	fixture_finish(fx);
}

/* After 2^31 write sections an old sequence number comes again. */
static void vma_lock_false_locked(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_mm *mm = fx->mm;
	struct mmsim_vma *vma;

	if (fixture_no_vma_lock(test))
		return;
	fixture_map(fx, 0, 4, PROT_RW);
	fixture_touch(fx, 0, 1);
	vma = fixture_vma(mm, page_addr(0));
	mm->mm_lock_seq = vma->vm_lock_seq - 1;
	expect_read(fx, 0, READ_OK);
	/* Nobody locks the VMA, yet it looks so: harmless, only slower. */
	mmsim_mmap_write_lock(fx->task, mm);
	KUNIT_EXPECT_EQ(test, vma->vm_lock_seq, mm->mm_lock_seq);
	expect_read(fx, 0, MMSIM_FB_seq_busy);
	mmsim_mmap_write_unlock(fx->task, mm);
	expect_read(fx, 0, READ_OK);
	fixture_touch(fx, 1, 1);
	fixture_check_mm(test, mm);
	fixture_finish(fx);
}

/* The life of a VMA that no index knows. */
static void vma_lock_attach_detach(struct kunit *test)
{
	struct fixture *fx = test->priv;
	bool refcnt = fixture_ops(fx)->vma_free == MMSIM_VMA_FREE_TYPESAFE;
	struct mmsim_vma *vma;
	int fresh, attached, detached;
	bool was[3];

	vma = mmsim_vma_alloc(fx->task, fx->mm);
	KUNIT_ASSERT_NOT_NULL(test, vma);
	KUNIT_EXPECT_EQ(test, vma->vm_lock_seq, UINT_MAX);
	fresh = atomic_read(&vma->vm_refcnt);
	was[0] = vma->detached;
	mmsim_mmap_write_lock(fx->task, fx->mm);
	mmsim_vma_start_write(fx->task, vma);
	mmsim_vma_mark_attached(fx->task, vma);
	attached = atomic_read(&vma->vm_refcnt);
	was[1] = vma->detached;
	mmsim_vma_mark_detached(fx->task, vma);
	detached = atomic_read(&vma->vm_refcnt);
	was[2] = vma->detached;
	mmsim_mmap_write_unlock(fx->task, fx->mm);
	mmsim_vma_free(fx->task, vma, true);

	KUNIT_EXPECT_EQ(test, fresh, 0);
	KUNIT_EXPECT_EQ(test, attached, refcnt);
	KUNIT_EXPECT_EQ(test, detached, 0);
	KUNIT_EXPECT_TRUE(test, was[0]);
	KUNIT_EXPECT_FALSE(test, was[1]);
	KUNIT_EXPECT_TRUE(test, was[2]);
	fixture_finish(fx);
}

/* What a reader does for each value of the count, the sequence apart. */
static void vma_lock_refcnt_states(struct kunit *test)
{
	static const struct {
		int count;
		enum mmsim_fallback want;
	} state[] = {
		{ 1,			READ_OK },
		{ 2,			READ_OK },
		{ 1000,			READ_OK },
		{ EXCLUDE - 2,		READ_OK },
		{ EXCLUDE - 1,		MMSIM_FB_refcount_limit },
		{ EXCLUDE,		MMSIM_FB_refcount_limit },
		{ EXCLUDE + 1,		MMSIM_FB_refcount_limit },
		{ EXCLUDE + 2,		MMSIM_FB_refcount_limit },
	};
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma;
	int i, count;

	fixture_use_design(fx, is_refcnt);
	fixture_map(fx, 0, 4, PROT_RW);
	vma = fixture_vma(fx->mm, page_addr(0));
	for (i = 0; i < ARRAY_SIZE(state); i++) {
		atomic_set(&vma->vm_refcnt, state[i].count);
		expect_read(fx, 0, state[i].want);
		count = atomic_read(&vma->vm_refcnt);
		atomic_set(&vma->vm_refcnt, 1);
		KUNIT_EXPECT_EQ_MSG(test, count, state[i].count, "state %d", i);
	}
	fixture_finish(fx);
}

static void vma_lock_refcnt_counts_readers(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma, *held[3];
	int count[7], i, n = 0;
	enum mmsim_fallback why;

	fixture_use_design(fx, is_refcnt);
	fixture_map(fx, 0, 4, PROT_RW);
	vma = fixture_vma(fx->mm, page_addr(0));
	count[n++] = atomic_read(&vma->vm_refcnt);
	for (i = 0; i < 3; i++) {
		held[i] = start_read(fx->task, 0, &why);
		count[n++] = atomic_read(&vma->vm_refcnt);
	}
	for (i = 0; i < 3; i++) {
		end_read(fx->task, held[i]);
		count[n++] = atomic_read(&vma->vm_refcnt);
	}
	for (i = 0; i < 7; i++)
		KUNIT_EXPECT_EQ_MSG(test, count[i], i < 4 ? 1 + i : 7 - i, "%d", i);
	fixture_finish(fx);
}

/* The object was reused for a VMA of another address space under a reader's eyes. */
static void vma_lock_foreign_mm(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_mm *other;
	struct mmsim_vma *vma;
	int count;

	fixture_use_design(fx, is_refcnt);
	other = mmsim_mm_create(&fx->config);
	KUNIT_ASSERT_NOT_NULL(test, other);
	fixture_map(fx, 0, 4, PROT_RW);
	vma = fixture_vma(fx->mm, page_addr(0));
	WRITE_ONCE(vma->vm_mm, other);
	expect_read(fx, 0, MMSIM_FB_foreign_mm);
	count = atomic_read(&other->mm_count);
	WRITE_ONCE(vma->vm_mm, fx->mm);
	KUNIT_EXPECT_EQ(test, count, 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&vma->vm_refcnt), 1);
	expect_read(fx, 0, READ_OK);
	mmsim_mmput(fx->task, other);
	fixture_finish(fx);
}

static void vma_lock_not_found(struct kunit *test)
{
	struct fixture *fx = test->priv;

	if (fixture_no_vma_lock(test))
		return;
	fixture_map(fx, 4, 4, PROT_RW);
	expect_read(fx, 3, MMSIM_FB_not_found);
	expect_read(fx, 4, READ_OK);
	expect_read(fx, 7, READ_OK);
	expect_read(fx, 8, MMSIM_FB_not_found);
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_vma_lock_miss), 0ULL);
	fixture_finish(fx);
}

/* The index still has the VMA but it is narrower already. */
static void vma_lock_range_changed(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma;

	if (fixture_no_vma_lock(test))
		return;
	fixture_map(fx, 0, 8, PROT_RW);
	vma = fixture_vma(fx->mm, page_addr(0));
	WRITE_ONCE(vma->vm_end, page_addr(4));
	expect_read(fx, 3, READ_OK);
	expect_read(fx, 4, MMSIM_FB_vma_changed);
	WRITE_ONCE(vma->vm_end, page_addr(8));
	WRITE_ONCE(vma->vm_start, page_addr(2));
	expect_read(fx, 1, MMSIM_FB_vma_changed);
	WRITE_ONCE(vma->vm_start, page_addr(0));
	fixture_finish(fx);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case vma_lock_cases[] = {
	KUNIT_CASE_PARAM(vma_lock_write_excludes, policy_gen_params),
	KUNIT_CASE_PARAM(vma_lock_sequence, policy_gen_params),
	KUNIT_CASE_PARAM(vma_lock_sequence_wraps, policy_gen_params),
	KUNIT_CASE_PARAM(vma_lock_false_locked, policy_gen_params),
	KUNIT_CASE_PARAM(vma_lock_attach_detach, policy_gen_params),
	KUNIT_CASE(vma_lock_refcnt_states),
	KUNIT_CASE(vma_lock_refcnt_counts_readers),
	KUNIT_CASE(vma_lock_foreign_mm),
	KUNIT_CASE_PARAM(vma_lock_not_found, policy_gen_params),
	KUNIT_CASE_PARAM(vma_lock_range_changed, policy_gen_params),
	{}
};

struct kunit_suite mmsim_vma_lock_suite = {
	.name = "mmsim_vma_lock",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = vma_lock_cases,
};
