// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a KUnit case may call: messages, failures, skips, things that end with it.
 */
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/sched.h>
#include <stdarg.h>

#include "kunit.h"
#include "sched/sched.h"

struct kunit_run *user_kunit_run;

struct kunit *kunit_get_current_test(void)
{
	struct kunit_run *r = READ_ONCE(user_kunit_run);

	return r ? &r->test : NULL;
}

static void print_lines(int indent, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n"))) {
		if (*line)
			printf("%*s# %s\n", indent, "", line);
	}
	fflush(stdout);
}

void kunit_log_line(struct kunit *test, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = kvasprintf(GFP_ATOMIC, fmt, args);
	va_end(args);
	if (text)
		print_lines(test->indent, text);
	kfree(text);
}

void user_kunit_abort(struct kunit *test)
{
	struct kunit_run *r = container_of(test, struct kunit_run, test);

	/* Another thread of the test cannot end its function. */
	if (current != r->thread)
		panic("assertion outside the test's own thread\n");
	longjmp(r->leave, 1);
}

void user_kunit_skip(struct kunit *test, bool leave, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(test->status_comment, sizeof(test->status_comment), fmt, args);
	va_end(args);
	WRITE_ONCE(test->status, KUNIT_SKIPPED);
	if (leave)
		user_kunit_abort(test);
}

char *user_kunit_msg(const char *fmt, ...)
{
	va_list args;
	char *text;

	if (!*fmt)
		return NULL;
	va_start(args, fmt);
	text = kvasprintf(GFP_ATOMIC, fmt, args);
	va_end(args);
	return text;
}

/* Where and what, then the lines of @values and @msg, which is freed. */
static void fail(struct kunit *test, bool leave, const char *file, int line,
		 const char *what, const char *values, char *msg)
{
	WRITE_ONCE(test->status, KUNIT_FAILURE);
	kunit_log_line(test, "%s: %s FAILED at %s:%d\n%s%s\n%s%s", test->name,
		       leave ? "ASSERTION" : "EXPECTATION", file, line,
		       what ? "  expected " : "", what ? what : "", values,
		       msg ? msg : "");
	kfree(msg);
	if (leave)
		user_kunit_abort(test);
}

void user_kunit_fail(struct kunit *test, bool leave, const char *file,
		     int line, const char *what, const char *fmt, ...)
{
	va_list args;
	char *msg;

	va_start(args, fmt);
	msg = kvasprintf(GFP_ATOMIC, fmt, args);
	va_end(args);
	fail(test, leave, file, line, what, "", msg);
}

void user_kunit_fail_msg(struct kunit *test, bool leave, const char *file,
			 int line, const char *what, char *msg)
{
	fail(test, leave, file, line, what, "", msg);
}

void user_kunit_fail_values(struct kunit *test, bool leave, const char *file,
			    int line, const char *what, const char *left_text,
			    long long left, const char *right_text,
			    long long right, char *msg)
{
	char values[512];
	int n;

	n = scnprintf(values, sizeof(values), "  %s is %lld (0x%llx)\n",
		      left_text, left, left);
	if (right_text)
		scnprintf(values + n, sizeof(values) - (size_t)n,
			  "  %s is %lld (0x%llx)\n", right_text, right, right);
	fail(test, leave, file, line, what, values, msg);
}

void user_kunit_fail_strings(struct kunit *test, bool leave, const char *file,
			     int line, const char *what, const char *left,
			     const char *right, char *msg)
{
	char *values = kasprintf(GFP_ATOMIC, "  \"%s\"\n  \"%s\"\n",
				 left ? left : "(null)",
				 right ? right : "(null)");

	/* An assertion does not come back to free it. */
	fail(test, false, file, line, what, values ? values : "", msg);
	kfree(values);
	if (leave)
		user_kunit_abort(test);
}

int kunit_add_action(struct kunit *test, void (*fn)(void *), void *arg)
{
	struct kunit_resource *res = kmalloc(sizeof(*res), GFP_KERNEL);

	if (!res)
		return -ENOMEM;
	res->fn = fn;
	res->arg = arg;
	user_raw_lock(&test->lock);
	res->next = test->resources;
	test->resources = res;
	user_raw_unlock(&test->lock);
	return 0;
}

int kunit_add_action_or_reset(struct kunit *test, void (*fn)(void *), void *arg)
{
	int ret = kunit_add_action(test, fn, arg);

	if (ret)
		fn(arg);
	return ret;
}

static bool take_action(struct kunit *test, void (*fn)(void *), const void *arg)
{
	struct kunit_resource **link, *res;

	user_raw_lock(&test->lock);
	for (link = &test->resources; (res = *link); link = &res->next) {
		if (res->fn == fn && res->arg == arg) {
			*link = res->next;
			break;
		}
	}
	user_raw_unlock(&test->lock);
	kfree(res);
	return res;
}

void kunit_remove_action(struct kunit *test, void (*fn)(void *), void *arg)
{
	take_action(test, fn, arg);
}

void kunit_release_action(struct kunit *test, void (*fn)(void *), void *arg)
{
	if (take_action(test, fn, arg))
		fn(arg);
}

static void free_memory(void *p)
{
	kfree(p);
}

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	void *p = kmalloc_array(n, size, gfp);

	if (p && kunit_add_action_or_reset(test, free_memory, p))
		p = NULL;
	return p;
}

void kunit_kfree(struct kunit *test, const void *ptr)
{
	if (ptr)
		kunit_release_action(test, free_memory, (void *)ptr);
}
