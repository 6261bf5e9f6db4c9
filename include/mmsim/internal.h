/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one door from the core to its surroundings.
 *
 * Everything the core uses comes in through here under the kernel's own names.
 * In the module these are the kernel's headers; in userspace the compiler finds
 * headers of the same names in tools/user/include first. Core code therefore
 * has neither an #ifdef for where it runs nor a second include.
 */
#ifndef _MMSIM_INTERNAL_H
#define _MMSIM_INTERNAL_H

#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/log2.h>
#include <linux/maple_tree.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/prandom.h>
#include <linux/rcupdate.h>
#include <linux/rcuwait.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timekeeping.h>
#include <linux/topology.h>
#include <linux/types.h>
#include <linux/wait.h>

#include <mmsim/compat.h>
#include <mmsim/uapi.h>

#endif /* _MMSIM_INTERNAL_H */
