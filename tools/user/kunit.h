/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _USER_KUNIT_H
#define _USER_KUNIT_H

#include <kunit/test.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <setjmp.h>

struct kunit_resource {
	struct kunit_resource *next;
	void (*fn)(void *arg);
	void *arg;
};

/* One run of a case: of a parameter, if it has parameters. */
struct kunit_run {
	struct kunit test;
	struct kunit_suite *suite;
	struct kunit_case *kcase;
	jmp_buf leave;
	struct task_struct *thread;
	u32 done;
};

/* The case that runs, or NULL. */
extern struct kunit_run *user_kunit_run;

/* @argc, @argv: the program's; the value is its exit status */
int user_kunit_main(int argc, char **argv);

#endif /* _USER_KUNIT_H */
