/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: pointers that fault when followed
 */
#ifndef _USER_LINUX_POISON_H
#define _USER_LINUX_POISON_H

#define POISON_POINTER_DELTA	0xdead000000000000UL
#define LIST_POISON1		((void *)(0x100 + POISON_POINTER_DELTA))
#define LIST_POISON2		((void *)(0x122 + POISON_POINTER_DELTA))
#define POISON_INUSE		0x5a
#define POISON_FREE		0x6b

#endif /* _USER_LINUX_POISON_H */
