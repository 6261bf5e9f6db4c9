/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_LOG2_H
#define _USER_LINUX_LOG2_H

#include <linux/bitops.h>
#include <linux/types.h>

#define ilog2(n)							\
	(__builtin_constant_p(n) ?					\
	 ((n) < 2 ? 0 : 63 - __builtin_clzll((u64)(n) | 1)) :		\
	 fls64(n) - 1)

static inline __attribute__((const)) bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

#define roundup_pow_of_two(n)						\
	((n) <= 1 ? 1UL : 1UL << (64 - __builtin_clzl((unsigned long)(n) - 1)))
#define rounddown_pow_of_two(n)						\
	(1UL << (63 - __builtin_clzl((unsigned long)(n) | 1)))
#define order_base_2(n)	\
	((n) <= 1 ? 0 : 64 - __builtin_clzl((unsigned long)(n) - 1))

static inline int get_order(unsigned long size)
{
	size = (size - 1) >> 12;
	return size ? fls64(size) : 0;
}

#endif /* _USER_LINUX_LOG2_H */
