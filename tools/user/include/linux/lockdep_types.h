/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: a class is a key and a subclass; see lock/lockdep.c
 */
#ifndef _USER_LINUX_LOCKDEP_TYPES_H
#define _USER_LINUX_LOCKDEP_TYPES_H

#include <linux/types.h>

#ifdef CONFIG_LOCKDEP
struct lock_class_key {
	char dummy;
};

struct lockdep_map {
	struct lock_class_key *key;
	const char *name;
	unsigned int generation;
	unsigned short class[4];
};

#define __DEP_MAP_INIT(field, lockname) \
	.field = { .name = #lockname },
#else
struct lock_class_key {
};

struct lockdep_map {
};

#define __DEP_MAP_INIT(field, lockname)
#endif

enum lockdep_wait_type { LD_WAIT_INV, LD_WAIT_SPIN, LD_WAIT_SLEEP };

#endif /* _USER_LINUX_LOCKDEP_TYPES_H */
