/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _USER_KUNIT_H
#define _USER_KUNIT_H

#include <linux/sched/task.h>

/* The program's arguments; its exit status. For a main() of one's own. */
int user_kunit_main(int argc, char **argv);

#endif /* _USER_KUNIT_H */
