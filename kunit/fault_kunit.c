// SPDX-License-Identifier: GPL-2.0-only
/*
 * Faults of one task, under every design: what gets mapped, what is refused, what is
 * counted.
 */
#include "fixture.h"

static mmsim_vm_fault_t fault(struct fixture *fx, unsigned int page, unsigned int flags)
{
	return mmsim_fault(fx->task, page_addr(page) + 123, MMSIM_FAULT_USER | flags);
}

/* Exactly @n events of a kind since the counters were reset. */
static void expect_events(struct fixture *fx, enum mmsim_event event, u64 n)
{
	KUNIT_EXPECT_EQ_MSG(fx->test, fixture_event(fx, event), n, "event %d", event);
}

static void fault_zero_page(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 4, PROT_RW);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), 0ULL);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 1), 0ULL);
	expect_events(fx, MMSIM_EV_fault_zero, 2);
	/* Mapped, but nobody's memory. */
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 0);
	KUNIT_EXPECT_EQ(test, mmsim_resident_pages(fx->mm, page_addr(0), page_addr(4)), 2);
	KUNIT_EXPECT_NULL(test, fixture_vma(fx->mm, page_addr(0))->anon_vma);
	/* Another load needs no fault, a store does. */
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), 0ULL);
	expect_events(fx, MMSIM_EV_fault_attempts, 2);
	fixture_touch(fx, 0, 1);
	expect_events(fx, MMSIM_EV_fault_attempts, 3);
	expect_events(fx, MMSIM_EV_fault_cow, 1);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), page_stamp(page_addr(0), 0));
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 1), 0ULL);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 1);
	KUNIT_EXPECT_EQ(test, mmsim_zero_folio.stamp, 0ULL);
	fixture_finish(fx);
}

static void fault_write(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 64, PROT_RW);
	fixture_touch(fx, 0, 64);
	expect_events(fx, MMSIM_EV_fault_attempts, 64);
	expect_events(fx, MMSIM_EV_fault_anon, 64);
	expect_events(fx, MMSIM_EV_page_tables_allocated, 6);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 64);
	KUNIT_EXPECT_NOT_NULL(test, fixture_vma(fx->mm, page_addr(0))->anon_vma);
	fixture_touch(fx, 0, 64);
	expect_events(fx, MMSIM_EV_fault_attempts, 64);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 63), page_stamp(page_addr(63), 0));
	fixture_finish(fx);
}

static void fault_spurious(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 1, PROT_RW);
	KUNIT_EXPECT_EQ(test, fault(fx, 0, MMSIM_FAULT_WRITE), 0);
	KUNIT_EXPECT_EQ(test, fault(fx, 0, MMSIM_FAULT_WRITE), 0);
	KUNIT_EXPECT_EQ(test, fault(fx, 0, 0), 0);
	expect_events(fx, MMSIM_EV_fault_spurious, 2);
	expect_events(fx, MMSIM_EV_fault_anon, 1);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 1);
	fixture_finish(fx);
}

/* Who may do what, by the table of x86. */
static void fault_access(struct kunit *test)
{
	static const struct {
		unsigned long prot;
		bool read, write, exec;
	} table[] = {
		{ MMSIM_PROT_NONE,			false,	false,	false },
		{ MMSIM_PROT_READ,			true,	false,	false },
		{ MMSIM_PROT_WRITE,			true,	true,	false },
		{ MMSIM_PROT_EXEC,			true,	false,	true },
		{ PROT_RW,				true,	true,	false },
		{ PROT_RX,				true,	false,	true },
		{ PROT_RW | MMSIM_PROT_EXEC,		true,	true,	true },
	};
	struct fixture *fx = test->priv;
	int i, errors = 0;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		fixture_map(fx, i, 1, table[i].prot);
		KUNIT_EXPECT_EQ_MSG(test, fault(fx, i, 0),
				    table[i].read ? 0 : MMSIM_VM_FAULT_SIGSEGV, "%d", i);
		KUNIT_EXPECT_EQ_MSG(test, fault(fx, i, MMSIM_FAULT_WRITE),
				    table[i].write ? 0 : MMSIM_VM_FAULT_SIGSEGV, "%d", i);
		KUNIT_EXPECT_EQ_MSG(test, fault(fx, i, MMSIM_FAULT_INSTRUCTION),
				    table[i].exec ? 0 : MMSIM_VM_FAULT_SIGSEGV, "%d", i);
		errors += !table[i].read + !table[i].write + !table[i].exec;
	}
	expect_events(fx, MMSIM_EV_fault_error, errors);
	/* Beside the VMAs, and where there never is one */
	KUNIT_EXPECT_EQ(test, fault(fx, 40, 0), MMSIM_VM_FAULT_SIGSEGV);
	KUNIT_EXPECT_EQ(test, mmsim_fault(fx->task, ULONG_MAX, MMSIM_FAULT_USER),
			MMSIM_VM_FAULT_SIGSEGV);
	KUNIT_EXPECT_EQ(test, mmsim_fault(fx->task, 0, MMSIM_FAULT_USER),
			MMSIM_VM_FAULT_SIGSEGV);
	expect_events(fx, MMSIM_EV_fault_error, errors + 3);
	fixture_finish(fx);
}

/* Which lock a lone task's faults run under, and what is counted if not that. */
static void fault_counters(struct kunit *test)
{
	struct fixture *fx = test->priv;
	bool vma_lock = fixture_ops(fx)->flags & MMSIM_FL_VMA_LOCK;
	const struct mmsim_task *t = fx->task;

	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 8);
	expect_events(fx, MMSIM_EV_fault_attempts, 8);
	expect_events(fx, MMSIM_EV_fault_fast, 8);
	expect_events(fx, MMSIM_EV_vma_lock_success, vma_lock ? 8 : 0);
	KUNIT_EXPECT_EQ(test, fixture_fallback_sum(t), 0ULL);

	/* A hole is no VMA to lock: mmap_lock, and then an error. */
	KUNIT_EXPECT_EQ(test, fault(fx, 20, 0), MMSIM_VM_FAULT_SIGSEGV);
	KUNIT_EXPECT_EQ(test, t->fallbacks[MMSIM_FB_not_found], vma_lock ? 1ULL : 0ULL);
	expect_events(fx, MMSIM_EV_vma_lock_abort, vma_lock);

	/* An access error is found under the VMA lock. */
	fixture_map(fx, 8, 1, PROT_R);
	KUNIT_EXPECT_EQ(test, fault(fx, 8, MMSIM_FAULT_WRITE), MMSIM_VM_FAULT_SIGSEGV);
	expect_events(fx, MMSIM_EV_vma_lock_success, vma_lock ? 9 : 0);

	/* The kernel's own faults never use a VMA lock. */
	KUNIT_EXPECT_EQ(test, mmsim_fault(fx->task, page_addr(8), 0), 0);
	KUNIT_EXPECT_EQ(test, t->fallbacks[MMSIM_FB_kernel_mode], vma_lock ? 1ULL : 0ULL);
	expect_events(fx, MMSIM_EV_fault_attempts, 11);
	fixture_check_task(test, t);
	fixture_finish(fx);
}

static void fault_not_counting(struct kunit *test)
{
	struct fixture *fx = test->priv;
	int i;

	fx->task->counting = false;
	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 8);
	KUNIT_EXPECT_EQ(test, fault(fx, 20, 0), MMSIM_VM_FAULT_SIGSEGV);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(0), pages_len(8)), 0);
	for (i = 0; i < NR_MMSIM_EVENTS; i++)
		expect_events(fx, i, 0);
	KUNIT_EXPECT_EQ(test, fixture_fallback_sum(fx->task), 0ULL);
	for (i = 0; i < NR_MMSIM_LOCKS; i++) {
		KUNIT_EXPECT_EQ(test, fx->task->locks[i][MMSIM_READ].acquisitions, 0ULL);
		KUNIT_EXPECT_EQ(test, fx->task->locks[i][MMSIM_WRITE].acquisitions, 0ULL);
	}
	fixture_finish(fx);
}

/* The lock statistics of a workload without contention are exact. */
static void fault_lock_statistics(struct kunit *test)
{
	struct fixture *fx = test->priv;
	bool vma_lock = fixture_ops(fx)->flags & MMSIM_FL_VMA_LOCK;
	struct mmsim_lock_stat *mmap_lock = fx->task->locks[MMSIM_LOCK_mmap_lock];

	fx->task->hold_times = true;
	fixture_map(fx, 0, 8, PROT_RW);
	fixture_map(fx, 8, 8, PROT_R);
	KUNIT_EXPECT_EQ(test, mmap_lock[MMSIM_WRITE].acquisitions, 2ULL);
	fixture_touch(fx, 0, 8);
	/* The first write of a VMA needs mmap_lock for its anon_vma. */
	KUNIT_EXPECT_EQ(test, mmap_lock[MMSIM_READ].acquisitions, vma_lock ? 1ULL : 8ULL);
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(0), pages_len(16)), 0);
	KUNIT_EXPECT_EQ(test, mmap_lock[MMSIM_WRITE].acquisitions, 3ULL);
	KUNIT_EXPECT_EQ(test, mmap_lock[MMSIM_WRITE].hold.count, 3ULL);
	KUNIT_EXPECT_EQ(test, mmap_lock[MMSIM_READ].contentions, 0ULL);
	KUNIT_EXPECT_EQ(test, mmap_lock[MMSIM_WRITE].contentions, 0ULL);
	KUNIT_EXPECT_EQ(test, mmap_lock[MMSIM_WRITE].wait.count, 0ULL);
	fixture_finish(fx);
}

static void fault_dontneed(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 8, PROT_RW);
	fixture_touch(fx, 0, 8);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(2), pages_len(2),
					    MMSIM_MADV_DONTNEED), 0);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(5), 1,
					    MMSIM_MADV_FREE), 0);
	expect_events(fx, MMSIM_EV_pages_zapped, 3);
	expect_events(fx, MMSIM_EV_tlb_flushes, 2);
	expect_events(fx, MMSIM_EV_tlb_flush_pages, 3);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 5);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 1), page_stamp(page_addr(1), 0));
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 2), 0ULL);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 3), 0ULL);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 5), 0ULL);
	fixture_touch(fx, 2, 1);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 2), page_stamp(page_addr(2), 0));
	/* Page tables stay until the VMA goes. */
	expect_events(fx, MMSIM_EV_page_tables_freed, 0);
	fixture_finish(fx);
}

static void fault_file(struct kunit *test)
{
	struct fixture *fx = test->priv;
	u64 contents = fx->file[0]->folio.stamp;

	KUNIT_ASSERT_EQ(test, page_addr(0),
			mmsim_mmap(fx->task, page_addr(0), pages_len(4), PROT_RW,
				   MMSIM_MAP_PRIVATE | MMSIM_MAP_FIXED, fx->file[0], 0));
	KUNIT_ASSERT_EQ(test, page_addr(8),
			mmsim_mmap(fx->task, page_addr(8), pages_len(4), PROT_RW,
				   MMSIM_MAP_SHARED | MMSIM_MAP_FIXED, fx->file[0], 0));
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), contents);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 8), contents);
	fixture_touch(fx, 9, 1);
	expect_events(fx, MMSIM_EV_fault_file, 3);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_FILE), 3);
	/* A private page read before, and one that was not, become ours. */
	fixture_touch(fx, 0, 2);
	expect_events(fx, MMSIM_EV_fault_cow, 2);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_FILE), 2);
	KUNIT_EXPECT_EQ(test, mmsim_rss_sum(fx->mm, MMSIM_RSS_ANON), 2);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), page_stamp(page_addr(0), 0));
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 2), contents);
	/* Given up, the file shows through again. */
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(0), pages_len(4),
					    MMSIM_MADV_DONTNEED), 0);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 0), contents);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(0), pages_len(4),
					    MMSIM_MADV_FREE), -EINVAL);
	KUNIT_EXPECT_EQ(test, fx->file[0]->folio.stamp, contents);
	fixture_finish(fx);
}

static void fault_mprotect_writable(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fixture_map(fx, 0, 2, PROT_RW);
	fixture_touch(fx, 0, 1);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 1), 0ULL);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(2), PROT_R), 0);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(2), PROT_RW),
			0);
	mmsim_task_reset(fx->task);
	/* A page of our own is writable at once, the zero page is not. */
	fixture_touch(fx, 0, 2);
	expect_events(fx, MMSIM_EV_fault_attempts, 1);
	expect_events(fx, MMSIM_EV_fault_cow, 1);
	fixture_check_mm(test, fx->mm);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case fault_cases[] = {
	KUNIT_CASE_PARAM(fault_zero_page, policy_gen_params),
	KUNIT_CASE_PARAM(fault_write, policy_gen_params),
	KUNIT_CASE_PARAM(fault_spurious, policy_gen_params),
	KUNIT_CASE_PARAM(fault_access, policy_gen_params),
	KUNIT_CASE_PARAM(fault_counters, policy_gen_params),
	KUNIT_CASE_PARAM(fault_not_counting, policy_gen_params),
	KUNIT_CASE_PARAM(fault_lock_statistics, policy_gen_params),
	KUNIT_CASE_PARAM(fault_dontneed, policy_gen_params),
	KUNIT_CASE_PARAM(fault_file, policy_gen_params),
	KUNIT_CASE_PARAM(fault_mprotect_writable, policy_gen_params),
	{}
};

struct kunit_suite mmsim_fault_suite = {
	.name = "mmsim_fault",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = fault_cases,
};
