/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: 4 bytes, FIFO, see lock/spinlock.c
 */
#ifndef _USER_LINUX_SPINLOCK_TYPES_H
#define _USER_LINUX_SPINLOCK_TYPES_H

#include <linux/lockdep_types.h>
#include <linux/types.h>

typedef struct spinlock {
	u32 word;
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	struct lockdep_map dep_map;
#endif
} spinlock_t;

typedef spinlock_t raw_spinlock_t;

#define __SPIN_LOCK_UNLOCKED(name)	{ .word = 0, __DEP_MAP_INIT(dep_map, name) }
#define __RAW_SPIN_LOCK_UNLOCKED(name)	__SPIN_LOCK_UNLOCKED(name)
#define DEFINE_SPINLOCK(name)	spinlock_t name = __SPIN_LOCK_UNLOCKED(name)
#define DEFINE_RAW_SPINLOCK(name) raw_spinlock_t name = __SPIN_LOCK_UNLOCKED(name)

#endif /* _USER_LINUX_SPINLOCK_TYPES_H */
