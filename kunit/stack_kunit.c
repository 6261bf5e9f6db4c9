// SPDX-License-Identifier: GPL-2.0-only
/*
 * A stack grows by faults, down to its limits.
 */
#include "fixture.h"

#define GUARD_PAGES	256UL

/* A stack of four pages somewhere with much room below it. */
#define TOP	(1UL << 41)
#define START	(TOP - pages_len(4))

static void map_stack(struct fixture *fx, unsigned long flags)
{
	KUNIT_ASSERT_EQ(fx->test, START,
			mmsim_mmap(fx->task, START, pages_len(4), PROT_RW,
				   MAP_ANON_AT | MMSIM_MAP_GROWSDOWN | flags, NULL, 0));
}

static unsigned long stack_start(struct fixture *fx)
{
	struct mmsim_map_entry e = { };

	KUNIT_EXPECT_EQ(fx->test,
			mmsim_maps_next(fx->task, fx->mm, TOP - 4096, &e), 1);
	return e.start;
}

static int push(struct fixture *fx, unsigned long pages_below_top)
{
	return mmsim_store(fx->task, TOP - pages_len(pages_below_top), 1);
}

static void stack_grows(struct kunit *test)
{
	struct fixture *fx = test->priv;
	bool vma_lock = fixture_ops(fx)->flags & MMSIM_FL_VMA_LOCK;
	const struct mmsim_task *t = fx->task;
	struct mmsim_vma *vma;

	map_stack(fx, 0);
	KUNIT_EXPECT_EQ(test, push(fx, 4), 0);
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_fault_stack), 0ULL);
	KUNIT_EXPECT_EQ(test, push(fx, 5), 0);
	KUNIT_EXPECT_EQ(test, stack_start(fx), TOP - pages_len(5));
	/* At once over many pages, by a read as well. */
	KUNIT_EXPECT_EQ(test, mmsim_load(fx->task, TOP - pages_len(100), &(u64){ 0 }),
			0);
	KUNIT_EXPECT_EQ(test, stack_start(fx), TOP - pages_len(100));
	KUNIT_EXPECT_EQ(test, fixture_event(fx, MMSIM_EV_fault_stack), 2ULL);
	KUNIT_EXPECT_EQ(test, fx->mm->stack_vm, 100);
	KUNIT_EXPECT_EQ(test, fx->mm->total_vm, 100);
	KUNIT_EXPECT_EQ(test, fx->mm->map_count, 1);
	vma = fixture_vma(fx->mm, TOP - 4096);
	KUNIT_EXPECT_EQ(test, vma->vm_pgoff, vma->vm_start >> MMSIM_PAGE_SHIFT);
	/* No VMA was there to lock; a design without VMA locks says why else. */
	KUNIT_EXPECT_EQ(test, t->fallbacks[vma_lock ? MMSIM_FB_not_found :
						      MMSIM_FB_stack_growth], 2ULL);
	fixture_check_mm(test, fx->mm);
	fixture_finish(fx);
}

static void stack_limit(struct kunit *test)
{
	struct fixture *fx = test->priv;

	fx->mm->stack_limit = pages_len(10);
	map_stack(fx, 0);
	KUNIT_EXPECT_EQ(test, push(fx, 11), -EFAULT);
	KUNIT_EXPECT_EQ(test, stack_start(fx), START);
	KUNIT_EXPECT_EQ(test, push(fx, 10), 0);
	KUNIT_EXPECT_EQ(test, push(fx, 11), -EFAULT);
	KUNIT_EXPECT_EQ(test, fx->mm->stack_vm, 10);
	fixture_finish(fx);
}

static void stack_guard_gap(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long below = TOP - pages_len(GUARD_PAGES + 12);

	map_stack(fx, 0);
	KUNIT_ASSERT_EQ(test, below, mmsim_mmap(fx->task, below, pages_len(2), PROT_R,
						MAP_ANON_AT, NULL, 0));
	/* 256 pages have to stay free. */
	KUNIT_EXPECT_EQ(test, push(fx, 11), -EFAULT);
	KUNIT_EXPECT_EQ(test, push(fx, 10), 0);
	KUNIT_EXPECT_EQ(test, stack_start(fx), TOP - pages_len(10));
	/* An inaccessible neighbour is a guard itself, */
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, below, pages_len(2),
					     MMSIM_PROT_NONE), 0);
	KUNIT_EXPECT_EQ(test, push(fx, GUARD_PAGES + 10), 0);
	KUNIT_EXPECT_EQ(test, stack_start(fx), below + pages_len(2));
	/* but one cannot grow into it. */
	KUNIT_EXPECT_EQ(test, push(fx, GUARD_PAGES + 11), -EFAULT);
	fixture_finish(fx);
}

static void stack_neighbour_stack(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long below = TOP - pages_len(20);

	map_stack(fx, 0);
	KUNIT_ASSERT_EQ(test, below, mmsim_mmap(fx->task, below, pages_len(2), PROT_RW,
						MAP_ANON_AT | MMSIM_MAP_GROWSDOWN, NULL, 0));
	/* Two stacks may come as close as they like, but each stays what it is. */
	KUNIT_EXPECT_EQ(test, push(fx, 18), 0);
	KUNIT_EXPECT_EQ(test, push(fx, 19), 0);
	KUNIT_EXPECT_EQ(test, push(fx, 21), 0);
	KUNIT_EXPECT_EQ(test, stack_start(fx), TOP - pages_len(18));
	KUNIT_EXPECT_EQ(test, fx->mm->map_count, 2);
	fixture_finish(fx);
}

static void stack_bottom(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned long start = MMSIM_MMAP_MIN_ADDR + pages_len(2);

	KUNIT_ASSERT_EQ(test, start, mmsim_mmap(fx->task, start, pages_len(2), PROT_RW,
						MAP_ANON_AT | MMSIM_MAP_GROWSDOWN, NULL, 0));
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, MMSIM_MMAP_MIN_ADDR - 1, 1), -EFAULT);
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, MMSIM_MMAP_MIN_ADDR, 1), 0);
	KUNIT_EXPECT_EQ(test, mmsim_store(fx->task, 0, 1), -EFAULT);
	fixture_finish(fx);
}

static void stack_locked(struct kunit *test)
{
	struct fixture *fx = test->priv;

	map_stack(fx, MMSIM_MAP_LOCKED);
	KUNIT_EXPECT_EQ(test, fx->mm->locked_vm, 4);
	KUNIT_EXPECT_EQ(test, push(fx, 8), 0);
	KUNIT_EXPECT_EQ(test, fx->mm->locked_vm, 8);
	fixture_finish(fx);
}

static void stack_no_permission(struct kunit *test)
{
	struct fixture *fx = test->priv;

	map_stack(fx, 0);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, START, 4096,
					     PROT_R | MMSIM_PROT_GROWSDOWN), 0);
	/* It grows first and is refused then, as in the kernel. */
	KUNIT_EXPECT_EQ(test, push(fx, 6), -EFAULT);
	KUNIT_EXPECT_EQ(test, fx->mm->stack_vm, 6);
	fixture_check_mm(test, fx->mm);
	fixture_finish(fx);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case stack_cases[] = {
	KUNIT_CASE_PARAM(stack_grows, policy_gen_params),
	KUNIT_CASE_PARAM(stack_limit, policy_gen_params),
	KUNIT_CASE_PARAM(stack_guard_gap, policy_gen_params),
	KUNIT_CASE_PARAM(stack_neighbour_stack, policy_gen_params),
	KUNIT_CASE(stack_bottom),
	KUNIT_CASE(stack_locked),
	KUNIT_CASE(stack_no_permission),
	{}
};

struct kunit_suite mmsim_stack_suite = {
	.name = "mmsim_stack",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = stack_cases,
};
