/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_MATH_H
#define _USER_LINUX_MATH_H

#include <linux/types.h>
#include <stdlib.h>

#define __round_mask(x, y)	((__typeof__(x))((y) - 1))
#define round_up(x, y)		((((x) - 1) | __round_mask(x, y)) + 1)
#define round_down(x, y)	((x) & ~__round_mask(x, y))
#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define DIV_ROUND_UP_ULL(n, d)	(((unsigned long long)(n) + (d) - 1) / (d))
#define DIV_ROUND_DOWN_ULL(n, d) ((unsigned long long)(n) / (d))
#define roundup(x, y)		((((x) + ((y) - 1)) / (y)) * (y))
#define rounddown(x, y)		((x) - ((x) % (y)))
#define DIV_ROUND_CLOSEST(x, d)	(((x) + (d) / 2) / (d))
#define mult_frac(x, n, d)						\
({									\
	__typeof__(x) __mf = (x);					\
	__typeof__(n) __mn = (n);					\
	__typeof__(d) __md = (d);					\
	__mf / __md * __mn + __mf % __md * __mn / __md;			\
})
#define abs_diff(a, b)							\
({									\
	__auto_type __ad1 = (a);					\
	__auto_type __ad2 = (b);					\
	__ad1 > __ad2 ? __ad1 - __ad2 : __ad2 - __ad1;			\
})
#undef abs
#define abs(x)								\
({									\
	__auto_type __abs = (x);					\
	__abs < 0 ? -__abs : __abs;					\
})

unsigned long int_sqrt(unsigned long x);

#endif /* _USER_LINUX_MATH_H */
