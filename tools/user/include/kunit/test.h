/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KUnit for the userspace build: the interface that the suites use, and a runner
 * that prints KTAP (tools/user/kunit.c).
 *
 * equivalent for what is here. As in the kernel, every case runs in a kernel
 * thread of its own; an assertion ends that thread's function. A warning or a
 * lock left held fails the case.
 */
#ifndef _USER_KUNIT_TEST_H
#define _USER_KUNIT_TEST_H

#include <linux/bug.h>
#include <linux/err.h>
#include <linux/kconfig.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/types.h>

#define KUNIT_PARAM_DESC_SIZE	128
#define KUNIT_STATUS_COMMENT_SIZE 256

struct kunit;
struct kunit_resource;

enum kunit_status {
	KUNIT_SUCCESS,
	KUNIT_FAILURE,
	KUNIT_SKIPPED,
};

enum kunit_speed {
	KUNIT_SPEED_UNSET,
	KUNIT_SPEED_VERY_SLOW,
	KUNIT_SPEED_SLOW,
	KUNIT_SPEED_NORMAL,
};

struct kunit_attributes {
	enum kunit_speed speed;
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *prev, char *desc);
	struct kunit_attributes attr;
};

struct kunit_suite {
	const char name[256];
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
	struct kunit_attributes attr;
};

struct kunit {
	void *priv;
	const char *name;
	const void *param_value;
	int param_index;

	/* the runner's */
	enum kunit_status status;
	char status_comment[KUNIT_STATUS_COMMENT_SIZE];
	struct kunit_resource *resources;
	u32 lock;
	int indent;
};

#define KUNIT_CASE(fn)		{ .run_case = fn, .name = #fn }
#define KUNIT_CASE_ATTR(fn, a)	{ .run_case = fn, .name = #fn, .attr = a }
#define KUNIT_CASE_SLOW(fn) \
	{ .run_case = fn, .name = #fn, .attr.speed = KUNIT_SPEED_SLOW }
#define KUNIT_CASE_PARAM(fn, gen) \
	{ .run_case = fn, .name = #fn, .generate_params = gen }
#define KUNIT_CASE_PARAM_ATTR(fn, gen, a) \
	{ .run_case = fn, .name = #fn, .generate_params = gen, .attr = a }

#define KUNIT_ARRAY_PARAM(name, array, get_desc)			\
	static const void *name##_gen_params(const void *prev, char *desc) \
	{								\
		__typeof__((array)[0]) *next = prev ?			\
			((__typeof__(next))prev) + 1 : (array);		\
		void (*describe)(__typeof__(next), char *) = get_desc;	\
									\
		if (next - (array) >= (long)ARRAY_SIZE(array))		\
			return NULL;					\
		if (describe)						\
			describe(next, desc);				\
		return next;						\
	}

#define KUNIT_ARRAY_PARAM_DESC(name, array, member)			\
	static const void *name##_gen_params(const void *prev, char *desc) \
	{								\
		__typeof__((array)[0]) *next = prev ?			\
			((__typeof__(next))prev) + 1 : (array);		\
									\
		if (next - (array) >= (long)ARRAY_SIZE(array))		\
			return NULL;					\
		strscpy(desc, next->member, KUNIT_PARAM_DESC_SIZE);	\
		return next;						\
	}

void user_kunit_register(struct kunit_suite * const *suites, size_t n);
#define __kunit_register(id, ...)					\
	static struct kunit_suite * const __UNIQUE_CAT(kunit_suites, id)[] = \
		{ __VA_ARGS__ };					\
	__attribute__((constructor)) static void			\
	__UNIQUE_CAT(kunit_init, id)(void)				\
	{								\
		user_kunit_register(__UNIQUE_CAT(kunit_suites, id),	\
			ARRAY_SIZE(__UNIQUE_CAT(kunit_suites, id)));	\
	}								\
	_Static_assert(1, "")
#define kunit_test_suites(...)		__kunit_register(__COUNTER__, __VA_ARGS__)
#define kunit_test_suite(suite)		kunit_test_suites(&suite)

/* Messages: one comment line each. */
void __printf(2, 3) kunit_log_line(struct kunit *test, const char *fmt, ...);
#define kunit_printk(lvl, test, fmt, ...) \
	kunit_log_line(test, "%s: " fmt, (test)->name, ##__VA_ARGS__)
#define kunit_info(test, fmt, ...)	kunit_printk(, test, fmt, ##__VA_ARGS__)
#define kunit_warn(test, fmt, ...)	kunit_printk(, test, fmt, ##__VA_ARGS__)
#define kunit_err(test, fmt, ...)	kunit_printk(, test, fmt, ##__VA_ARGS__)
#define kunit_log(lvl, test, fmt, ...)	kunit_log_line(test, fmt, ##__VA_ARGS__)

void __noreturn user_kunit_abort(struct kunit *test);
void __printf(3, 4) user_kunit_skip(struct kunit *test, bool leave,
				    const char *fmt, ...);
#define kunit_mark_skipped(test, fmt, ...) \
	user_kunit_skip(test, false, fmt, ##__VA_ARGS__)
#define kunit_skip(test, fmt, ...) \
	user_kunit_skip(test, true, fmt, ##__VA_ARGS__)

/* Memory and actions that end with the case. */
void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp);
void kunit_kfree(struct kunit *test, const void *ptr);
int kunit_add_action(struct kunit *test, void (*fn)(void *), void *arg);
int kunit_add_action_or_reset(struct kunit *test, void (*fn)(void *), void *arg);
void kunit_release_action(struct kunit *test, void (*fn)(void *), void *arg);
void kunit_remove_action(struct kunit *test, void (*fn)(void *), void *arg);
#define KUNIT_DEFINE_ACTION_WRAPPER(wrapper, fn, type)			\
	static void wrapper(void *in)					\
	{								\
		fn((type)in);						\
	}

static inline void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp);
}

static inline void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp | __GFP_ZERO);
}

static inline void *kunit_kcalloc(struct kunit *test, size_t n, size_t size,
				  gfp_t gfp)
{
	return kunit_kmalloc_array(test, n, size, gfp | __GFP_ZERO);
}

/* What failed, then the values, then the test's own words. */
void __printf(6, 7) user_kunit_fail(struct kunit *test, bool leave,
				    const char *file, int line,
				    const char *what, const char *fmt, ...);
void user_kunit_fail_msg(struct kunit *test, bool leave, const char *file,
			 int line, const char *what, char *msg);
void user_kunit_fail_values(struct kunit *test, bool leave, const char *file,
			    int line, const char *what, const char *left_text,
			    long long left, const char *right_text,
			    long long right, char *msg);
void user_kunit_fail_strings(struct kunit *test, bool leave, const char *file,
			     int line, const char *what, const char *left,
			     const char *right, char *msg);
char * __printf(1, 2) user_kunit_msg(const char *fmt, ...);

/* A macro, because the number of arguments may be 0. */
#define __kunit_msg(fmt, ...)	user_kunit_msg("" fmt, ##__VA_ARGS__)

#define __kunit_true(test, leave, cond, what, ...)			\
	do {								\
		if (unlikely(!(cond)))					\
			user_kunit_fail_msg(test, leave, __FILE__,	\
					    __LINE__, what,		\
					    __kunit_msg(__VA_ARGS__));	\
	} while (0)
#define __kunit_cmp(test, leave, left, op, right, ...)			\
	do {								\
		const __typeof__(left) __left = (left);			\
		const __typeof__(right) __right = (right);		\
									\
		if (unlikely(!(__left op __right)))			\
			user_kunit_fail_values(test, leave, __FILE__,	\
				__LINE__, #left " " #op " " #right,	\
				#left, (long long)__left, #right,	\
				(long long)__right,			\
				__kunit_msg(__VA_ARGS__));		\
	} while (0)
#define __kunit_ptr(test, leave, left, op, right, ...)			\
	do {								\
		const void *__left = (left);				\
		const void *__right = (right);				\
									\
		if (unlikely(!(__left op __right)))			\
			user_kunit_fail_values(test, leave, __FILE__,	\
				__LINE__, #left " " #op " " #right,	\
				#left, (long long)__left, #right,	\
				(long long)__right,			\
				__kunit_msg(__VA_ARGS__));		\
	} while (0)
#define __kunit_str(test, leave, left, op, right, ...)			\
	do {								\
		const char *__left = (left);				\
		const char *__right = (right);				\
									\
		if (unlikely(!__left || !__right ||			\
			     !(strcmp(__left, __right) op 0)))		\
			user_kunit_fail_strings(test, leave, __FILE__,	\
				__LINE__, #left " " #op " " #right,	\
				__left, __right,			\
				__kunit_msg(__VA_ARGS__));		\
	} while (0)
#define __kunit_mem(test, leave, left, op, right, size, ...)		\
	do {								\
		const void *__left = (left);				\
		const void *__right = (right);				\
									\
		if (unlikely(!__left || !__right ||			\
			     !(memcmp(__left, __right, size) op 0)))	\
			user_kunit_fail_msg(test, leave, __FILE__,	\
				__LINE__, #left " " #op " " #right,	\
				__kunit_msg(__VA_ARGS__));		\
	} while (0)
#define __kunit_not_err(test, leave, ptr, ...)				\
	do {								\
		const void *__ptr = (ptr);				\
									\
		if (IS_ERR_OR_NULL(__ptr))			\
			user_kunit_fail_values(test, leave, __FILE__,	\
				__LINE__, #ptr " is a pointer",		\
				#ptr, (long long)__ptr, NULL, 0,	\
				__kunit_msg(__VA_ARGS__));		\
	} while (0)

#define KUNIT_SUCCEED(test)		do { } while (0)
#define KUNIT_FAIL(test, ...) \
	user_kunit_fail(test, false, __FILE__, __LINE__, NULL, ##__VA_ARGS__)
#define KUNIT_FAIL_AND_ABORT(test, ...) \
	user_kunit_fail(test, true, __FILE__, __LINE__, NULL, ##__VA_ARGS__)

#include <kunit/user_checks.h>

#endif /* _USER_KUNIT_TEST_H */
