// SPDX-License-Identifier: GPL-2.0-only
/*
 * The address space of a case: made, checked and taken away.
 */
#include "fixture.h"

const struct fixture_policy fixture_policies[NR_MMSIM_FAULT_LOCK] = {
#define MMSIM_FAULT_LOCK(name, desc) { MMSIM_FAULT_LOCK_##name, #name },
#include <mmsim/policy_list.h>
};

void fixture_policy_desc(const struct fixture_policy *policy, char *desc)
{
	strscpy(desc, policy->name, KUNIT_PARAM_DESC_SIZE);
}

static int fixture_alloc(struct kunit *test, const struct fixture_policy *policy)
{
	struct fixture *fx = kunit_kzalloc(test, sizeof(*fx), GFP_KERNEL);
	int i;

	if (!fx)
		return -ENOMEM;
	test->priv = fx;
	fx->test = test;
	fx->config.fault_lock = policy ? policy->id :
				mmsim_variant_default(MMSIM_FAMILY_fault_lock);
	fx->config.index = mmsim_variant_default(MMSIM_FAMILY_index);
	fx->config.inject = &fx->inject;
	for (i = 0; i < FIXTURE_FILES; i++) {
		fx->file[i] = mmsim_file_create(100 + i);
		if (!fx->file[i])
			return -ENOMEM;
	}
	return 0;
}

static int fixture_setup(struct kunit *test, const struct fixture_policy *policy)
{
	struct fixture *fx;
	int err;

	err = fixture_alloc(test, policy);
	if (err)
		return err;
	fx = test->priv;
	fx->task = mmsim_task_create(NULL, 0, 1);
	if (!fx->task)
		return -ENOMEM;
	fx->task->counting = true;
	fx->task->verify = true;
	fx->mm = mmsim_mm_create(&fx->config);
	if (!fx->mm)
		return -ENOMEM;
	mmsim_mm_start_measuring(fx->mm);
	fx->task->mm = fx->mm;
	return 0;
}

/**
 * fixture_init() - Suite init: an empty address space of the design under test
 * @test: case, whose parameter, if it has one, is a struct fixture_policy
 *
 * Return: 0 or -ENOMEM.
 */
int fixture_init(struct kunit *test)
{
	return fixture_setup(test, test->param_value);
}

/**
 * fixture_init_default() - Suite init: an empty address space of the default design
 * @test: case, whose parameter may be anything
 *
 * Return: 0 or -ENOMEM.
 */
int fixture_init_default(struct kunit *test)
{
	return fixture_setup(test, NULL);
}

/**
 * fixture_exit() - Suite exit: take away what the case left
 * @test: case
 */
void fixture_exit(struct kunit *test)
{
	struct fixture *fx = test->priv;
	int i;

	if (!fx)
		return;
	atomic64_set(&fx->inject.fail_alloc_nth, 0);
	worker_stop_all(fx);
	if (fx->mm)
		mmsim_mmput(fx->task, fx->mm);
	mmsim_task_destroy(fx->task);
	for (i = 0; i < FIXTURE_FILES; i++)
		if (fx->file[i])
			mmsim_file_put(fx->file[i]);
}

/**
 * fixture_new_mm() - Go on with an empty address space of the present config
 * @fx: fixture, whose address space is finished or unused
 */
void fixture_new_mm(struct fixture *fx)
{
	if (fx->mm)
		mmsim_mmput(fx->task, fx->mm);
	fx->mm = mmsim_mm_create(&fx->config);
	KUNIT_ASSERT_NOT_NULL(fx->test, fx->mm);
	mmsim_mm_start_measuring(fx->mm);
	fx->task->mm = fx->mm;
	mmsim_task_reset(fx->task);
}

/**
 * fixture_use_design() - Go on with the design that has some property
 * @fx: fixture, whose address space is finished or unused
 * @has: tells the design; there must be one
 */
void fixture_use_design(struct fixture *fx,
			bool (*has)(const struct mmsim_fault_lock_ops *ops))
{
	int i = 0;

	while (i < NR_MMSIM_FAULT_LOCK && !has(mmsim_fault_lock_table[i]))
		i++;
	KUNIT_ASSERT_LT(fx->test, i, (int)NR_MMSIM_FAULT_LOCK);
	fx->config.fault_lock = i;
	fixture_new_mm(fx);
}

/**
 * fixture_finish() - End the address space and check that nothing of it is left
 * @fx: fixture; other tasks have ended and their counts have been checked or do not
 *	matter
 */
void fixture_finish(struct fixture *fx)
{
	struct mmsim_mm *mm = fx->mm;

	fixture_check_mm(fx->test, mm);
	fx->mm = NULL;
	/* Keep the structure: what is left is to be seen in it. */
	mmsim_mmgrab(mm);
	mmsim_mmput(fx->task, mm);
	KUNIT_EXPECT_EQ(fx->test, mmsim_rss_sum(mm, MMSIM_RSS_ANON), 0);
	KUNIT_EXPECT_EQ(fx->test, mmsim_rss_sum(mm, MMSIM_RSS_FILE), 0);
	KUNIT_EXPECT_EQ(fx->test, mm->map_count, 0);
	KUNIT_EXPECT_EQ(fx->test, mm->total_vm, 0);
	KUNIT_EXPECT_EQ(fx->test, mm->data_vm, 0);
	KUNIT_EXPECT_EQ(fx->test, mm->exec_vm, 0);
	KUNIT_EXPECT_EQ(fx->test, mm->stack_vm, 0);
	KUNIT_EXPECT_EQ(fx->test, mm->pgd->nr_used, 0);
	mmsim_mmdrop(mm);
	fixture_check_task(fx->test, fx->task);
	KUNIT_EXPECT_EQ(fx->test, fixture_event(fx, MMSIM_EV_vma_alloc),
			fixture_event(fx, MMSIM_EV_vma_free));
	KUNIT_EXPECT_EQ(fx->test, fixture_event(fx, MMSIM_EV_page_tables_allocated),
			fixture_event(fx, MMSIM_EV_page_tables_freed));
}

/**
 * fixture_check_task() - A task's counters agree with each other
 * @test: case
 * @t: task
 */
void fixture_check_task(struct kunit *test, const struct mmsim_task *t)
{
	int i;

	for (i = 0; i < NR_MMSIM_VIOLATIONS; i++)
		KUNIT_EXPECT_EQ_MSG(test, t->violations[i], 0ULL, "violation %d", i);
	KUNIT_EXPECT_EQ(test, t->events[MMSIM_EV_fault_attempts],
			t->events[MMSIM_EV_fault_fast] + fixture_fallback_sum(t));
}

/**
 * fixture_fallback_sum() - Faults that were not finished under the first-choice lock
 * @t: task
 *
 * Return: the number, all reasons.
 */
u64 fixture_fallback_sum(const struct mmsim_task *t)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < NR_MMSIM_FALLBACKS; i++)
		sum += t->fallbacks[i];
	return sum;
}

/**
 * fixture_event() - What the test's task has counted
 * @fx: fixture
 * @event: counter
 *
 * Return: its value.
 */
u64 fixture_event(const struct fixture *fx, enum mmsim_event event)
{
	return fx->task->events[event];
}

/**
 * fixture_map() - Map anonymous memory in the window, or fail the case
 * @fx: fixture
 * @page: first page
 * @pages: number
 * @prot: MMSIM_PROT_*
 *
 * Return: the address.
 */
unsigned long fixture_map(struct fixture *fx, unsigned int page, unsigned int pages,
			  unsigned long prot)
{
	unsigned long addr = page_addr(page);

	KUNIT_ASSERT_EQ(fx->test, addr,
			mmsim_mmap(fx->task, addr, pages_len(pages), prot,
				   MAP_ANON_AT, NULL, 0));
	return addr;
}

/**
 * fixture_touch() - Write pages of the window, each with its own stamp
 * @fx: fixture
 * @page: first page
 * @pages: number
 */
void fixture_touch(struct fixture *fx, unsigned int page, unsigned int pages)
{
	for (; pages; pages--, page++)
		KUNIT_ASSERT_EQ(fx->test, 0,
				mmsim_store(fx->task, page_addr(page),
					    page_stamp(page_addr(page), 0)));
}

/**
 * fixture_load() - Read a page of the window
 * @fx: fixture
 * @page: page
 *
 * Return: its contents.
 */
u64 fixture_load(struct fixture *fx, unsigned int page)
{
	u64 stamp = ~0ULL;

	KUNIT_EXPECT_EQ(fx->test, 0, mmsim_load(fx->task, page_addr(page), &stamp));
	return stamp;
}

/**
 * fixture_vma() - The VMA at an address
 * @mm: address space nobody else uses
 * @addr: address
 *
 * Return: the VMA or NULL.
 */
struct mmsim_vma *fixture_vma(struct mmsim_mm *mm, unsigned long addr)
{
	struct mmsim_vma *vma;

	rcu_read_lock();
	vma = mmsim_index_walk(mm, addr);
	rcu_read_unlock();
	return vma;
}

/**
 * fixture_one_cpu() - Skip a case that says nothing on one CPU
 * @test: case
 *
 * Return: true if there is one CPU only, and the caller is to return.
 */
bool fixture_one_cpu(struct kunit *test)
{
	if (num_online_cpus() > 1)
		return false;
	kunit_mark_skipped(test, "needs two CPUs to show anything");
	return true;
}

/**
 * fixture_no_vma_lock() - Skip a case for designs without a VMA lock that excludes
 * @test: case
 *
 * Return: true if it is such a design, and the caller is to return.
 */
bool fixture_no_vma_lock(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned int flags = fixture_ops(fx)->flags;

	if ((flags & MMSIM_FL_VMA_LOCK) &&
	    !(flags & (MMSIM_FL_ONE_TASK | MMSIM_FL_BUSTED)))
		return false;
	kunit_mark_skipped(test, "%s has no VMA lock that excludes", fixture_ops(fx)->name);
	return true;
}

/**
 * fixture_start_read() - Read-lock the VMA of a page as a fault would
 * @fx: fixture, whose design has VMA locks
 * @page: page of the window
 *
 * Return: the VMA, or NULL.
 */
struct mmsim_vma *fixture_start_read(struct fixture *fx, unsigned int page)
{
	enum mmsim_fallback why;

	return fixture_ops(fx)->start_read(fx->task, fx->mm, page_addr(page), &why);
}

/**
 * fixture_end_read() - Undo it
 * @fx: fixture
 * @vma: VMA or NULL
 */
void fixture_end_read(struct fixture *fx, struct mmsim_vma *vma)
{
	if (vma)
		fixture_ops(fx)->end_read(fx->task, vma);
}
