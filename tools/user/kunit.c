// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs KUnit suites in this program and prints KTAP.
 *
 * Usage: PROGRAM [--list] [--filter GLOB] [--timeout SECONDS]
 *
 * GLOB is matched against "suite" or "suite.case". Exit status: 0 if something
 * passed and nothing failed, 1 otherwise, 2 for a wrong argument.
 */
#include <fnmatch.h>
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/kthread.h>
#include <linux/lockdep.h>
#include <linux/rcupdate.h>
#include <linux/time64.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "kunit.h"
#include "sched/sched.h"

#define MAX_SUITES	128

static struct kunit_suite *suites[MAX_SUITES];
static size_t nr_suites;
static unsigned int timeout_s = 300;

struct kunit_resource {
	struct kunit_resource *next;
	void (*fn)(void *arg);
	void *arg;
};

/* One run of a case: of a parameter, if it has parameters. */
struct run {
	struct kunit test;
	struct kunit_suite *suite;
	struct kunit_case *kcase;
	jmp_buf leave;
	struct task_struct *thread;
	u32 done;
};

struct totals {
	unsigned int pass, fail, skip;
};

static struct run *current_run;

void user_kunit_register(struct kunit_suite * const *list, size_t n)
{
	while (n--) {
		if (nr_suites == MAX_SUITES)
			panic("more than %d suites\n", MAX_SUITES);
		suites[nr_suites++] = *list++;
	}
}

struct kunit *kunit_get_current_test(void)
{
	struct run *r = READ_ONCE(current_run);

	return r ? &r->test : NULL;
}

/* --- what a case may call ------------------------------------------------ */

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
	struct run *r = container_of(test, struct run, test);

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

/* Last in, first out, as they depend on each other. */
static void cleanup(struct kunit *test)
{
	struct kunit_resource *res;

	while ((res = test->resources)) {
		test->resources = res->next;
		res->fn(res->arg);
		kfree(res);
	}
}

/* --- running ------------------------------------------------------------- */

static void run_steps(struct run *r)
{
	struct kunit *test = &r->test;
	volatile bool begun = false;

	if (!setjmp(r->leave)) {
		int ret = r->suite->init ? r->suite->init(test) : 0;

		if (ret) {
			KUNIT_FAIL(test, "init failed: %d", ret);
		} else {
			begun = true;
			if (READ_ONCE(test->status) == KUNIT_SUCCESS)
				r->kcase->run_case(test);
		}
	}
	if (begun && r->suite->exit && !setjmp(r->leave))
		r->suite->exit(test);
	if (!setjmp(r->leave))
		cleanup(test);
}

static int run_thread(void *data)
{
	struct run *r = data;
	unsigned long warnings = READ_ONCE(user_warn_count);

	r->thread = current;
	run_steps(r);
	lockdep_assert_no_locks(r->kcase->name);
	warnings = READ_ONCE(user_warn_count) - warnings;
	if (warnings) {
		kunit_err(&r->test, "%lu warnings, see stderr", warnings);
		WRITE_ONCE(r->test.status, KUNIT_FAILURE);
	}
	plat_store(&r->done, 1, PLAT_RELEASE);
	plat_wake(&r->done, 1);
	return 0;
}

static void run_one(struct run *r)
{
	struct task_struct *thread;
	u64 end = plat_now_ns() + timeout_s * (u64)NSEC_PER_SEC;

	fflush(stdout);
	WRITE_ONCE(current_run, r);
	thread = kthread_create(run_thread, r, "kunit");
	if (IS_ERR(thread))
		panic("cannot start a thread\n");
	get_task_struct(thread);
	wake_up_process(thread);
	while (!plat_load(&r->done, PLAT_ACQUIRE)) {
		user_block_on(&r->done, 0, NSEC_PER_SEC);
		if (plat_load(&r->done, PLAT_ACQUIRE) || plat_now_ns() < end)
			continue;
		/* Nothing that it uses can be taken away from it. */
		printf("%*s# %s: no end after %u s\n", r->test.indent, "",
		       r->kcase->name, timeout_s);
		printf("%*snot ok %d %s\n", r->test.indent, "", 1,
		       r->kcase->name);
		fflush(stdout);
		_exit(1);
	}
	kthread_stop_put(thread);
	WRITE_ONCE(current_run, NULL);
}

static void result_line(int indent, unsigned int nr, const char *name,
			enum kunit_status status, const char *comment)
{
	printf("%*s%s %u %s", indent, "",
	       status == KUNIT_FAILURE ? "not ok" : "ok", nr, name);
	if (status == KUNIT_SKIPPED)
		printf(" # SKIP %s", comment);
	printf("\n");
	fflush(stdout);
}

static void count(struct totals *t, enum kunit_status status)
{
	if (status == KUNIT_SUCCESS)
		t->pass++;
	else if (status == KUNIT_FAILURE)
		t->fail++;
	else
		t->skip++;
}

static enum kunit_status verdict(const struct totals *t)
{
	return t->fail ? KUNIT_FAILURE : t->pass || !t->skip ? KUNIT_SUCCESS :
							       KUNIT_SKIPPED;
}

static enum kunit_status run_params(struct kunit_suite *suite,
				    struct kunit_case *kcase, char *comment,
				    struct totals *all)
{
	char desc[KUNIT_PARAM_DESC_SIZE];
	struct totals t = { 0 };
	const void *param = NULL;
	unsigned int n = 0;

	while ((param = kcase->generate_params(param, desc)))
		n++;
	printf("        KTAP version 1\n        # Subtest: %s\n        1..%u\n",
	       kcase->name, n);
	for (n = 0;; n++) {
		struct run r = {
			.suite = suite, .kcase = kcase,
			.test = { .name = kcase->name, .indent = 8 },
		};

		desc[0] = '\0';
		param = kcase->generate_params(param, desc);
		if (!param)
			break;
		if (!desc[0])
			snprintf(desc, sizeof(desc), "param-%u", n);
		r.test.param_value = param;
		r.test.param_index = (int)n;
		run_one(&r);
		result_line(8, n + 1, desc, r.test.status,
			    r.test.status_comment);
		count(&t, r.test.status);
		if (r.test.status == KUNIT_SKIPPED)
			strscpy(comment, r.test.status_comment,
				KUNIT_STATUS_COMMENT_SIZE);
	}
	printf("    # %s: pass:%u fail:%u skip:%u total:%u\n", kcase->name,
	       t.pass, t.fail, t.skip, t.pass + t.fail + t.skip);
	if (!n) {
		strscpy(comment, "no parameters", KUNIT_STATUS_COMMENT_SIZE);
		t.skip++;
	}
	all->pass += t.pass;
	all->fail += t.fail;
	all->skip += t.skip;
	return verdict(&t);
}

static bool wanted(const char *filter, const struct kunit_suite *suite,
		   const struct kunit_case *kcase)
{
	char name[512];

	if (!filter || !fnmatch(filter, suite->name, 0))
		return true;
	snprintf(name, sizeof(name), "%s.%s", suite->name, kcase->name);
	return !fnmatch(filter, name, 0);
}

static unsigned int count_wanted(const char *filter,
				 const struct kunit_suite *suite)
{
	struct kunit_case *c;
	unsigned int n = 0;

	for (c = suite->test_cases; c->run_case; c++)
		n += wanted(filter, suite, c);
	return n;
}

static enum kunit_status run_suite(const char *filter,
				   struct kunit_suite *suite, struct totals *all)
{
	struct totals t = { 0 };
	struct kunit_case *c;
	unsigned int n = 0;
	int ret;

	printf("    KTAP version 1\n    # Subtest: %s\n    1..%u\n",
	       suite->name, count_wanted(filter, suite));
	ret = suite->suite_init ? suite->suite_init(suite) : 0;
	if (ret)
		printf("    # suite_init failed: %d\n", ret);
	for (c = suite->test_cases; c->run_case; c++) {
		struct run r = {
			.suite = suite, .kcase = c,
			.test = { .name = c->name, .indent = 4 },
		};

		if (!wanted(filter, suite, c))
			continue;
		if (ret) {
			r.test.status = KUNIT_FAILURE;
			count(all, r.test.status);
		} else if (c->generate_params) {
			r.test.status = run_params(suite, c,
						   r.test.status_comment, all);
		} else {
			run_one(&r);
			count(all, r.test.status);
		}
		result_line(4, ++n, c->name, r.test.status,
			    r.test.status_comment);
		count(&t, r.test.status);
	}
	if (!ret && suite->suite_exit)
		suite->suite_exit(suite);
	printf("# %s: pass:%u fail:%u skip:%u total:%u\n", suite->name, t.pass,
	       t.fail, t.skip, t.pass + t.fail + t.skip);
	return verdict(&t);
}

static void list(const char *filter)
{
	struct kunit_case *c;
	size_t i;

	for (i = 0; i < nr_suites; i++) {
		for (c = suites[i]->test_cases; c->run_case; c++) {
			if (wanted(filter, suites[i], c))
				printf("%s.%s\n", suites[i]->name, c->name);
		}
	}
}

int user_kunit_main(int argc, char **argv)
{
	struct totals all = { 0 };
	const char *filter = NULL;
	bool only_list = false;
	unsigned int n = 0;
	size_t i;
	int a;

	for (a = 1; a < argc; a++) {
		if (!strcmp(argv[a], "--list"))
			only_list = true;
		else if (!strcmp(argv[a], "--filter") && a + 1 < argc)
			filter = argv[++a];
		else if (!strcmp(argv[a], "--timeout") && a + 1 < argc &&
			 !kstrtouint(argv[a + 1], 10, &timeout_s))
			a++;
		else
			break;
	}
	if (a < argc) {
		fprintf(stderr, "usage: %s [--list] [--filter GLOB] [--timeout SECONDS]\n",
			argv[0]);
		return 2;
	}
	if (only_list) {
		list(filter);
		return 0;
	}

	for (i = 0; i < nr_suites; i++)
		n += count_wanted(filter, suites[i]) != 0;
	printf("KTAP version 1\n1..%u\n", n);
	for (i = n = 0; i < nr_suites; i++) {
		if (count_wanted(filter, suites[i]))
			result_line(0, ++n, suites[i]->name,
				    run_suite(filter, suites[i], &all), "");
	}
	printf("# Totals: pass:%u fail:%u skip:%u total:%u\n", all.pass,
	       all.fail, all.skip, all.pass + all.fail + all.skip);
	rcu_barrier();
	return all.fail || !all.pass;
}
