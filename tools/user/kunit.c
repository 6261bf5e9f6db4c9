// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs KUnit suites in this program and prints KTAP.
 *
 * Usage: PROGRAM [--list] [--filter GLOB] [--only GLOB] [--without GLOB]
 *	  [--timeout SECONDS]
 *
 * The filter is matched against "suite" or "suite.case"; --only and --without
 * against the descriptions of parameters, which are skipped accordingly.
 *
 * Exit status: 0 if something passed and nothing failed, 1 otherwise, 2 for a
 * wrong argument.
 */
#include <fnmatch.h>
#include <kunit/test.h>
#include <linux/kthread.h>
#include <linux/lockdep.h>
#include <linux/rcupdate.h>
#include <linux/time64.h>
#include <stdlib.h>
#include <unistd.h>

#include "kunit.h"
#include "sched/sched.h"

#define MAX_SUITES	128

static struct kunit_suite *suites[MAX_SUITES];
static size_t nr_suites;
static unsigned int timeout_s = 300;
static const char *only_param, *without_param;

struct totals {
	unsigned int pass, fail, skip;
};

void user_kunit_register(struct kunit_suite * const *list, size_t n)
{
	while (n--) {
		if (nr_suites == MAX_SUITES)
			panic("more than %d suites\n", MAX_SUITES);
		suites[nr_suites++] = *list++;
	}
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

static void run_steps(struct kunit_run *r)
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
	struct kunit_run *r = data;
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

static void run_one(struct kunit_run *r)
{
	struct task_struct *thread;
	u64 end = plat_now_ns() + timeout_s * (u64)NSEC_PER_SEC;

	fflush(stdout);
	WRITE_ONCE(user_kunit_run, r);
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
	WRITE_ONCE(user_kunit_run, NULL);
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

static bool excluded(const char *desc)
{
	if (only_param && fnmatch(only_param, desc, 0))
		return true;
	return without_param && !fnmatch(without_param, desc, 0);
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
		struct kunit_run r = {
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
		if (excluded(desc))
			user_kunit_skip(&r.test, false, "excluded by an option");
		else
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
		struct kunit_run r = {
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
		else if (!strcmp(argv[a], "--only") && a + 1 < argc)
			only_param = argv[++a];
		else if (!strcmp(argv[a], "--without") && a + 1 < argc)
			without_param = argv[++a];
		else if (!strcmp(argv[a], "--timeout") && a + 1 < argc &&
			 !kstrtouint(argv[a + 1], 10, &timeout_s))
			a++;
		else
			break;
	}
	if (a < argc) {
		fprintf(stderr, "usage: %s [--list] [--filter GLOB] [--only GLOB] [--without GLOB] [--timeout SECONDS]\n",
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
