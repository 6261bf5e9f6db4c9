/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _USER_MM_SLAB_H
#define _USER_MM_SLAB_H

#include <linux/cache.h>

#include "../sched/sched.h"

void user_kmalloc_task_exit(struct task_struct *t);

#endif /* _USER_MM_SLAB_H */
