/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent. The real one comes first for programs that mean it.
 */
#ifndef _USER_LINUX_RANDOM_H
#define _USER_LINUX_RANDOM_H

#include_next <linux/random.h>

#include <linux/types.h>

u64 get_random_u64(void);
void get_random_bytes(void *buf, size_t len);

static inline u32 get_random_u32(void)
{
	return (u32)get_random_u64();
}

static inline u32 get_random_u32_below(u32 ceil)
{
	return (u32)(((u64)get_random_u32() * ceil) >> 32);
}

#define prandom_u32_max(ceil)	get_random_u32_below(ceil)

#endif /* _USER_LINUX_RANDOM_H */
