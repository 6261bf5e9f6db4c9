// SPDX-License-Identifier: GPL-2.0-only
/*
 * Text, numbers, bitmaps.
 */
#include <linux/bitmap.h>
#include <linux/cpumask.h>
#include <linux/kstrtox.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/prandom.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <kunit/test.h>

static void numbers_are_strict(struct kunit *test)
{
	unsigned int u;
	u64 v;
	s64 s;
	bool b;
	u8 byte;

	KUNIT_EXPECT_EQ(test, 0, kstrtou64("18446744073709551615\n", 10, &v));
	KUNIT_EXPECT_EQ(test, U64_MAX, v);
	KUNIT_EXPECT_EQ(test, -ERANGE, kstrtou64("18446744073709551616", 10, &v));
	KUNIT_EXPECT_EQ(test, -EINVAL, kstrtou64("", 10, &v));
	KUNIT_EXPECT_EQ(test, -EINVAL, kstrtou64("12x", 10, &v));
	KUNIT_EXPECT_EQ(test, -EINVAL, kstrtou64(" 1", 10, &v));
	KUNIT_EXPECT_EQ(test, -EINVAL, kstrtou64("-1", 10, &v));
	KUNIT_EXPECT_EQ(test, 0, kstrtouint("0x1F", 0, &u));
	KUNIT_EXPECT_EQ(test, 31U, u);
	KUNIT_EXPECT_EQ(test, -ERANGE, kstrtouint("4294967296", 10, &u));
	KUNIT_EXPECT_EQ(test, 0, kstrtos64("-9223372036854775808", 10, &s));
	KUNIT_EXPECT_EQ(test, S64_MIN, s);
	KUNIT_EXPECT_EQ(test, -ERANGE, kstrtou8("256", 10, &byte));
	KUNIT_EXPECT_EQ(test, 0, kstrtobool("on", &b));
	KUNIT_EXPECT_TRUE(test, b);
	KUNIT_EXPECT_EQ(test, -EINVAL, kstrtobool("maybe", &b));
	KUNIT_EXPECT_EQ(test, 2ULL << 20, memparse("2M", NULL));
}

static void text(struct kunit *test)
{
	static const char * const words[] = { "maple", "rbtree" };
	char buf[8], padded[] = "  a b\n";

	KUNIT_EXPECT_EQ(test, (ssize_t)3, strscpy(buf, "abc", sizeof(buf)));
	KUNIT_EXPECT_EQ(test, (ssize_t)-E2BIG,
			strscpy(buf, "abcdefghij", sizeof(buf)));
	KUNIT_EXPECT_STREQ(test, buf, "abcdefg");
	KUNIT_EXPECT_STREQ(test, strim(padded), "a b");
	KUNIT_EXPECT_TRUE(test, sysfs_streq("x\n", "x"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("x", "xy"));
	KUNIT_EXPECT_EQ(test, 1, sysfs_match_string(words, "rbtree\n"));
	KUNIT_EXPECT_EQ(test, -EINVAL, match_string(words, 2, "list"));
	KUNIT_EXPECT_EQ(test, 7, scnprintf(buf, sizeof(buf), "%d", 123456789));
}

static void cpu_lists(struct kunit *test)
{
	DECLARE_BITMAP(map, 64);
	struct cpumask mask;
	char buf[32];

	KUNIT_EXPECT_EQ(test, 0, bitmap_parselist("0-3,8,60-63", map, 64));
	KUNIT_EXPECT_EQ(test, 9U, bitmap_weight(map, 64));
	bitmap_print_list(buf, sizeof(buf), map, 64);
	KUNIT_EXPECT_STREQ(test, buf, "0-3,8,60-63");
	KUNIT_EXPECT_EQ(test, -EINVAL, bitmap_parselist("3-1", map, 64));
	KUNIT_EXPECT_EQ(test, -ERANGE, bitmap_parselist("64", map, 64));
	KUNIT_EXPECT_EQ(test, -EINVAL, bitmap_parselist("1;2", map, 64));
	KUNIT_EXPECT_EQ(test, 0, bitmap_parselist("", map, 64));
	KUNIT_EXPECT_TRUE(test, bitmap_empty(map, 64));

	KUNIT_EXPECT_EQ(test, 0, cpulist_parse("0\n", &mask));
	KUNIT_EXPECT_EQ(test, 1U, cpumask_weight(&mask));
	KUNIT_EXPECT_EQ(test, 0U, cpumask_first(&mask));
	KUNIT_EXPECT_GT(test, num_online_cpus(), 0U);
	KUNIT_EXPECT_TRUE(test, cpumask_subset(cpu_online_mask,
					       cpu_possible_mask));
}

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void arithmetic(struct kunit *test)
{
	int v[] = { 5, 1, 4, 2, 3 };
	u64 n = 1000000007;
	int i;

	sort(v, ARRAY_SIZE(v), sizeof(v[0]), compare, NULL);
	for (i = 0; i < 5; i++)
		KUNIT_EXPECT_EQ(test, i + 1, v[i]);
	KUNIT_EXPECT_EQ(test, 7U, do_div(n, 1000));
	KUNIT_EXPECT_EQ(test, 1000000ULL, n);
	KUNIT_EXPECT_EQ(test, 12, ilog2(4096));
	KUNIT_EXPECT_EQ(test, 64UL, roundup_pow_of_two(33));
	KUNIT_EXPECT_EQ(test, 32UL, rounddown_pow_of_two(33));
	KUNIT_EXPECT_EQ(test, 6, order_base_2(33));
	KUNIT_EXPECT_EQ(test, 31UL, int_sqrt(1000));
	KUNIT_EXPECT_EQ(test, 0x1000UL, ALIGN(0x801UL, 0x800UL));
}

/*
 * A seed means the same here and in the module. The numbers are what 6.12's
 * prandom_seed_state() and prandom_u32_state() make of it.
 */
static void random_is_the_kernels(struct kunit *test)
{
	static const u32 numbers[] = {
		0x75d173c7, 0x8c1fb01b, 0xaca287f0,
		0x81647b44, 0x1d483eb3, 0x67d0620f,
	};
	struct rnd_state rnd;
	size_t i;

	prandom_seed_state(&rnd, 0x0123456789abcdefULL);
	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		KUNIT_EXPECT_EQ(test, numbers[i], prandom_u32_state(&rnd));
}

static struct kunit_case lib_cases[] = {
	KUNIT_CASE(numbers_are_strict),
	KUNIT_CASE(text),
	KUNIT_CASE(cpu_lists),
	KUNIT_CASE(arithmetic),
	KUNIT_CASE(random_is_the_kernels),
	{}
};

static struct kunit_suite lib_suite = {
	.name = "user_lib",
	.test_cases = lib_cases,
};

kunit_test_suite(lib_suite);
