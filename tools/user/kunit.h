/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _USER_KUNIT_H
#define _USER_KUNIT_H

#include <linux/sched/task.h>
#include <linux/slab.h>

/* @argc, @argv: the program's; the value is its exit status */
int user_kunit_main(int argc, char **argv);

#endif /* _USER_KUNIT_H */
