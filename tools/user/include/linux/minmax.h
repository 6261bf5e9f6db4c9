/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: min() and max() do not compare the types of their arguments; the
 * module's build does that.
 */
#ifndef _USER_LINUX_MINMAX_H
#define _USER_LINUX_MINMAX_H

#include <linux/build_bug.h>
#include <linux/types.h>

#undef min
#undef max
#define min(x, y)							\
({									\
	__auto_type __min1 = (x);					\
	__auto_type __min2 = (y);					\
	__min1 < __min2 ? __min1 : __min2;				\
})
#define max(x, y)							\
({									\
	__auto_type __max1 = (x);					\
	__auto_type __max2 = (y);					\
	__max1 > __max2 ? __max1 : __max2;				\
})
#define min_t(type, x, y)						\
({									\
	type __mint1 = (x);						\
	type __mint2 = (y);						\
	__mint1 < __mint2 ? __mint1 : __mint2;				\
})
#define max_t(type, x, y)						\
({									\
	type __maxt1 = (x);						\
	type __maxt2 = (y);						\
	__maxt1 > __maxt2 ? __maxt1 : __maxt2;				\
})
#define min3(x, y, z)		min(min(x, y), z)
#define max3(x, y, z)		max(max(x, y), z)
#define umin(x, y)		min_t(u64, x, y)
#define umax(x, y)		max_t(u64, x, y)
#define min_not_zero(x, y)						\
({									\
	__auto_type __mnz1 = (x);					\
	__auto_type __mnz2 = (y);					\
	__mnz1 == 0 ? __mnz2 : __mnz2 == 0 ? __mnz1 : min(__mnz1, __mnz2); \
})
#define clamp(val, lo, hi)	min(max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi)	clamp_t(__typeof__(val), val, lo, hi)
#define in_range(val, start, len)	((val) - (start) < (len))
#define MIN(a, b)		((a) < (b) ? (a) : (b))
#define MAX(a, b)		((a) > (b) ? (a) : (b))
#define swap(a, b)							\
	do {								\
		__typeof__(a) __swap = (a);				\
		(a) = (b);						\
		(b) = __swap;						\
	} while (0)

#endif /* _USER_LINUX_MINMAX_H */
