/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_ARRAY_SIZE_H
#define _USER_LINUX_ARRAY_SIZE_H

#include <linux/compiler.h>

#define ARRAY_SIZE(arr)							\
	(sizeof(arr) / sizeof((arr)[0]) +				\
	 (int)(sizeof(struct { int:(-!!(__same_type((arr), &(arr)[0]))); })))

#endif /* _USER_LINUX_ARRAY_SIZE_H */
