// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of designs: found by name, complete, unambiguous.
 */
#include "fixture.h"

static void policy_families(struct kunit *test)
{
	const char *name;
	int i, j;

	for (i = 0; i < NR_MMSIM_FAMILIES; i++) {
		name = mmsim_family_name(i);
		KUNIT_EXPECT_EQ(test, mmsim_family_find(name), i);
		KUNIT_EXPECT_GT(test, mmsim_variant_count(i), 0U);
		KUNIT_EXPECT_LT(test, mmsim_variant_default(i), mmsim_variant_count(i));
		for (j = 0; j < i; j++)
			KUNIT_EXPECT_NE(test, strcmp(name, mmsim_family_name(j)), 0);
	}
	KUNIT_EXPECT_EQ(test, mmsim_family_find("nonsense"), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_family_find(""), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_family_find("fault_loc"), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_family_find("fault_lock "), -EINVAL);
}

static const char *default_name(enum mmsim_family family)
{
	return mmsim_variant_name(family, mmsim_variant_default(family));
}

static void policy_variants(struct kunit *test)
{
	unsigned int i, j, k;

	for (i = 0; i < NR_MMSIM_FAMILIES; i++) {
		for (j = 0; j < mmsim_variant_count(i); j++) {
			const char *name = mmsim_variant_name(i, j);

			KUNIT_EXPECT_EQ(test, mmsim_variant_find(i, name), (int)j);
			KUNIT_EXPECT_GT(test, strlen(mmsim_variant_desc(i, j)), 8UL);
			for (k = 0; k < j; k++)
				KUNIT_EXPECT_NE(test,
						strcmp(name, mmsim_variant_name(i, k)), 0);
		}
		KUNIT_EXPECT_EQ(test, mmsim_variant_find(i, "nonsense"), -EINVAL);
		KUNIT_EXPECT_EQ(test, mmsim_variant_find(i, ""), -EINVAL);
	}
	/* What Linux 7.2 does is the default. */
	KUNIT_EXPECT_STREQ(test, default_name(MMSIM_FAMILY_index), "maple");
	KUNIT_EXPECT_STREQ(test, default_name(MMSIM_FAMILY_fault_lock), "vma_refcnt");
}

static void policy_fault_lock(struct kunit *test)
{
	const struct fixture_policy *policy = test->param_value;
	const struct mmsim_fault_lock_ops *ops = mmsim_fault_lock_table[policy->id];

	KUNIT_ASSERT_NOT_NULL(test, ops);
	KUNIT_EXPECT_STREQ(test, ops->name, policy->name);
	KUNIT_EXPECT_STREQ(test, ops->name,
			   mmsim_variant_name(MMSIM_FAMILY_fault_lock, policy->id));
	KUNIT_EXPECT_TRUE(test, ops->fault);
	KUNIT_EXPECT_TRUE(test, ops->start_write);
	KUNIT_EXPECT_TRUE(test, ops->attach);
	KUNIT_EXPECT_TRUE(test, ops->detach);
	if (ops->flags & MMSIM_FL_VMA_LOCK) {
		KUNIT_EXPECT_TRUE(test, ops->start_read);
		KUNIT_EXPECT_TRUE(test, ops->end_read);
	}
	/* Who keeps readers out of nothing must keep the memory they see. */
	if (ops->flags & MMSIM_FL_BUSTED)
		KUNIT_EXPECT_EQ(test, ops->vma_free, MMSIM_VMA_FREE_DEFERRED);
}

static void policy_one_is_busted(struct kunit *test)
{
	int i, busted = 0, one_task = 0;

	for (i = 0; i < NR_MMSIM_FAULT_LOCK; i++) {
		busted += !!(mmsim_fault_lock_table[i]->flags & MMSIM_FL_BUSTED);
		one_task += !!(mmsim_fault_lock_table[i]->flags & MMSIM_FL_ONE_TASK);
	}
	KUNIT_EXPECT_EQ(test, busted, 1);
	KUNIT_EXPECT_EQ(test, one_task, 1);
}

/* A loop of nothing but the lock leaves nothing behind. */
static void policy_read_section(struct kunit *test)
{
	struct fixture *fx = test->priv;
	const struct mmsim_fault_lock_ops *ops = fixture_ops(fx);
	struct mmsim_vma *vma;

	if (!ops->read_section) {
		kunit_mark_skipped(test, "%s has no read section", ops->name);
		return;
	}
	fixture_map(fx, 0, 4, PROT_RW);
	vma = fixture_vma(fx->mm, page_addr(0));
	ops->read_section(fx->task, vma, 1000);
	fixture_check_mm(test, fx->mm);
	KUNIT_EXPECT_FALSE(test, rwsem_is_locked(&fx->mm->mmap_lock));
	KUNIT_EXPECT_EQ(test, mmsim_munmap(fx->task, page_addr(0), pages_len(4)), 0);
	fixture_finish(fx);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case policy_cases[] = {
	KUNIT_CASE(policy_families),
	KUNIT_CASE(policy_variants),
	KUNIT_CASE_PARAM(policy_fault_lock, policy_gen_params),
	KUNIT_CASE(policy_one_is_busted),
	KUNIT_CASE_PARAM(policy_read_section, policy_gen_params),
	{}
};

struct kunit_suite mmsim_policy_suite = {
	.name = "mmsim_policy",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = policy_cases,
};
