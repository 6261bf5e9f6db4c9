// SPDX-License-Identifier: GPL-2.0-only
/*
 * The maple tree from KSRC on the userspace kernel.
 */
#include <kunit/test.h>
#include <linux/maple_tree.h>
#include <linux/xarray.h>

#define RANGES	2000

static void maple_store_load(struct kunit *test)
{
	struct maple_tree mt =
		MTREE_INIT(mt, MT_FLAGS_ALLOC_RANGE | MT_FLAGS_USE_RCU);
	unsigned long i;

	for (i = 0; i < RANGES; i++)
		KUNIT_ASSERT_EQ(test, 0,
				mtree_store_range(&mt, i * 16, i * 16 + 7,
						  xa_mk_value(i), GFP_KERNEL));
	for (i = 0; i < RANGES; i++) {
		KUNIT_EXPECT_PTR_EQ(test, mtree_load(&mt, i * 16 + 7),
				    xa_mk_value(i));
		KUNIT_EXPECT_NULL(test, mtree_load(&mt, i * 16 + 8));
	}
	mtree_destroy(&mt);
}

static struct kunit_case maple_cases[] = {
	KUNIT_CASE(maple_store_load),
	{}
};

static struct kunit_suite maple_suite = {
	.name = "user_maple",
	.test_cases = maple_cases,
};

kunit_test_suite(maple_suite);
