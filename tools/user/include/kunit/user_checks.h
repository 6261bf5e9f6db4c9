/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The expectations and assertions of KUnit, each in two forms: EXPECT goes on,
 * ASSERT ends the case; _MSG adds words of the test's own.
 *
 * equivalent
 */
#ifndef _USER_KUNIT_USER_CHECKS_H
#define _USER_KUNIT_USER_CHECKS_H

#define KUNIT_EXPECT_TRUE(t, c) \
	__kunit_true(t, false, c, #c " is true")
#define KUNIT_EXPECT_TRUE_MSG(t, c, ...) \
	__kunit_true(t, false, c, #c " is true", __VA_ARGS__)
#define KUNIT_EXPECT_FALSE(t, c) \
	__kunit_true(t, false, !(c), #c " is false")
#define KUNIT_EXPECT_FALSE_MSG(t, c, ...) \
	__kunit_true(t, false, !(c), #c " is false", __VA_ARGS__)
#define KUNIT_EXPECT_EQ(t, a, b) \
	__kunit_cmp(t, false, a, ==, b)
#define KUNIT_EXPECT_EQ_MSG(t, a, b, ...) \
	__kunit_cmp(t, false, a, ==, b, __VA_ARGS__)
#define KUNIT_EXPECT_NE(t, a, b) \
	__kunit_cmp(t, false, a, !=, b)
#define KUNIT_EXPECT_NE_MSG(t, a, b, ...) \
	__kunit_cmp(t, false, a, !=, b, __VA_ARGS__)
#define KUNIT_EXPECT_LT(t, a, b) \
	__kunit_cmp(t, false, a, <, b)
#define KUNIT_EXPECT_LT_MSG(t, a, b, ...) \
	__kunit_cmp(t, false, a, <, b, __VA_ARGS__)
#define KUNIT_EXPECT_LE(t, a, b) \
	__kunit_cmp(t, false, a, <=, b)
#define KUNIT_EXPECT_LE_MSG(t, a, b, ...) \
	__kunit_cmp(t, false, a, <=, b, __VA_ARGS__)
#define KUNIT_EXPECT_GT(t, a, b) \
	__kunit_cmp(t, false, a, >, b)
#define KUNIT_EXPECT_GT_MSG(t, a, b, ...) \
	__kunit_cmp(t, false, a, >, b, __VA_ARGS__)
#define KUNIT_EXPECT_GE(t, a, b) \
	__kunit_cmp(t, false, a, >=, b)
#define KUNIT_EXPECT_GE_MSG(t, a, b, ...) \
	__kunit_cmp(t, false, a, >=, b, __VA_ARGS__)
#define KUNIT_EXPECT_PTR_EQ(t, a, b) \
	__kunit_ptr(t, false, a, ==, b)
#define KUNIT_EXPECT_PTR_EQ_MSG(t, a, b, ...) \
	__kunit_ptr(t, false, a, ==, b, __VA_ARGS__)
#define KUNIT_EXPECT_PTR_NE(t, a, b) \
	__kunit_ptr(t, false, a, !=, b)
#define KUNIT_EXPECT_PTR_NE_MSG(t, a, b, ...) \
	__kunit_ptr(t, false, a, !=, b, __VA_ARGS__)
#define KUNIT_EXPECT_NULL(t, p) \
	__kunit_ptr(t, false, p, ==, NULL)
#define KUNIT_EXPECT_NULL_MSG(t, p, ...) \
	__kunit_ptr(t, false, p, ==, NULL, __VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL(t, p) \
	__kunit_ptr(t, false, p, !=, NULL)
#define KUNIT_EXPECT_NOT_NULL_MSG(t, p, ...) \
	__kunit_ptr(t, false, p, !=, NULL, __VA_ARGS__)
#define KUNIT_EXPECT_STREQ(t, a, b) \
	__kunit_str(t, false, a, ==, b)
#define KUNIT_EXPECT_STREQ_MSG(t, a, b, ...) \
	__kunit_str(t, false, a, ==, b, __VA_ARGS__)
#define KUNIT_EXPECT_STRNEQ(t, a, b) \
	__kunit_str(t, false, a, !=, b)
#define KUNIT_EXPECT_STRNEQ_MSG(t, a, b, ...) \
	__kunit_str(t, false, a, !=, b, __VA_ARGS__)
#define KUNIT_EXPECT_MEMEQ(t, a, b, n) \
	__kunit_mem(t, false, a, ==, b, n)
#define KUNIT_EXPECT_MEMEQ_MSG(t, a, b, n, ...) \
	__kunit_mem(t, false, a, ==, b, n, __VA_ARGS__)
#define KUNIT_EXPECT_MEMNEQ(t, a, b, n) \
	__kunit_mem(t, false, a, !=, b, n)
#define KUNIT_EXPECT_MEMNEQ_MSG(t, a, b, n, ...) \
	__kunit_mem(t, false, a, !=, b, n, __VA_ARGS__)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(t, p) \
	__kunit_not_err(t, false, p)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(t, p, ...) \
	__kunit_not_err(t, false, p, __VA_ARGS__)

#define KUNIT_ASSERT_TRUE(t, c) \
	__kunit_true(t, true, c, #c " is true")
#define KUNIT_ASSERT_TRUE_MSG(t, c, ...) \
	__kunit_true(t, true, c, #c " is true", __VA_ARGS__)
#define KUNIT_ASSERT_FALSE(t, c) \
	__kunit_true(t, true, !(c), #c " is false")
#define KUNIT_ASSERT_FALSE_MSG(t, c, ...) \
	__kunit_true(t, true, !(c), #c " is false", __VA_ARGS__)
#define KUNIT_ASSERT_EQ(t, a, b) \
	__kunit_cmp(t, true, a, ==, b)
#define KUNIT_ASSERT_EQ_MSG(t, a, b, ...) \
	__kunit_cmp(t, true, a, ==, b, __VA_ARGS__)
#define KUNIT_ASSERT_NE(t, a, b) \
	__kunit_cmp(t, true, a, !=, b)
#define KUNIT_ASSERT_NE_MSG(t, a, b, ...) \
	__kunit_cmp(t, true, a, !=, b, __VA_ARGS__)
#define KUNIT_ASSERT_LT(t, a, b) \
	__kunit_cmp(t, true, a, <, b)
#define KUNIT_ASSERT_LT_MSG(t, a, b, ...) \
	__kunit_cmp(t, true, a, <, b, __VA_ARGS__)
#define KUNIT_ASSERT_LE(t, a, b) \
	__kunit_cmp(t, true, a, <=, b)
#define KUNIT_ASSERT_LE_MSG(t, a, b, ...) \
	__kunit_cmp(t, true, a, <=, b, __VA_ARGS__)
#define KUNIT_ASSERT_GT(t, a, b) \
	__kunit_cmp(t, true, a, >, b)
#define KUNIT_ASSERT_GT_MSG(t, a, b, ...) \
	__kunit_cmp(t, true, a, >, b, __VA_ARGS__)
#define KUNIT_ASSERT_GE(t, a, b) \
	__kunit_cmp(t, true, a, >=, b)
#define KUNIT_ASSERT_GE_MSG(t, a, b, ...) \
	__kunit_cmp(t, true, a, >=, b, __VA_ARGS__)
#define KUNIT_ASSERT_PTR_EQ(t, a, b) \
	__kunit_ptr(t, true, a, ==, b)
#define KUNIT_ASSERT_PTR_EQ_MSG(t, a, b, ...) \
	__kunit_ptr(t, true, a, ==, b, __VA_ARGS__)
#define KUNIT_ASSERT_PTR_NE(t, a, b) \
	__kunit_ptr(t, true, a, !=, b)
#define KUNIT_ASSERT_PTR_NE_MSG(t, a, b, ...) \
	__kunit_ptr(t, true, a, !=, b, __VA_ARGS__)
#define KUNIT_ASSERT_NULL(t, p) \
	__kunit_ptr(t, true, p, ==, NULL)
#define KUNIT_ASSERT_NULL_MSG(t, p, ...) \
	__kunit_ptr(t, true, p, ==, NULL, __VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(t, p) \
	__kunit_ptr(t, true, p, !=, NULL)
#define KUNIT_ASSERT_NOT_NULL_MSG(t, p, ...) \
	__kunit_ptr(t, true, p, !=, NULL, __VA_ARGS__)
#define KUNIT_ASSERT_STREQ(t, a, b) \
	__kunit_str(t, true, a, ==, b)
#define KUNIT_ASSERT_STREQ_MSG(t, a, b, ...) \
	__kunit_str(t, true, a, ==, b, __VA_ARGS__)
#define KUNIT_ASSERT_STRNEQ(t, a, b) \
	__kunit_str(t, true, a, !=, b)
#define KUNIT_ASSERT_STRNEQ_MSG(t, a, b, ...) \
	__kunit_str(t, true, a, !=, b, __VA_ARGS__)
#define KUNIT_ASSERT_MEMEQ(t, a, b, n) \
	__kunit_mem(t, true, a, ==, b, n)
#define KUNIT_ASSERT_MEMEQ_MSG(t, a, b, n, ...) \
	__kunit_mem(t, true, a, ==, b, n, __VA_ARGS__)
#define KUNIT_ASSERT_MEMNEQ(t, a, b, n) \
	__kunit_mem(t, true, a, !=, b, n)
#define KUNIT_ASSERT_MEMNEQ_MSG(t, a, b, n, ...) \
	__kunit_mem(t, true, a, !=, b, n, __VA_ARGS__)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(t, p) \
	__kunit_not_err(t, true, p)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(t, p, ...) \
	__kunit_not_err(t, true, p, __VA_ARGS__)

#endif /* _USER_KUNIT_USER_CHECKS_H */
