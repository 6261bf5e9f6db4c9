/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stub: there is no reclaim that could recurse
 */
#ifndef _USER_LINUX_SCHED_MM_H
#define _USER_LINUX_SCHED_MM_H

#include <linux/gfp.h>
#include <linux/sched.h>

static inline unsigned int memalloc_nofs_save(void)
{
	return 0;
}

static inline void memalloc_nofs_restore(unsigned int flags)
{
}

static inline unsigned int memalloc_noreclaim_save(void)
{
	return 0;
}

static inline void memalloc_noreclaim_restore(unsigned int flags)
{
}

#endif /* _USER_LINUX_SCHED_MM_H */
