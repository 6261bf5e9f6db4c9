/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent. The C library includes <linux/limits.h>; the real one comes first.
 */
#ifndef _USER_LINUX_LIMITS_H
#define _USER_LINUX_LIMITS_H

#include_next <linux/limits.h>

#include <limits.h>

#undef U8_MAX
#define U8_MAX		((unsigned char)~0U)
#define U16_MAX		((unsigned short)~0U)
#define S16_MAX		((short)(U16_MAX >> 1))
#define U32_MAX		((unsigned int)~0U)
#define S32_MAX		((int)(U32_MAX >> 1))
#define S32_MIN		((int)(-S32_MAX - 1))
#define U64_MAX		(~0ULL)
#define S64_MAX		((long long)(U64_MAX >> 1))
#define S64_MIN		((long long)(-S64_MAX - 1))
#ifndef SIZE_MAX
#define SIZE_MAX	(~(size_t)0)
#endif
#ifndef ULLONG_MAX
#define ULLONG_MAX	(~0ULL)
#endif
#undef PHYS_ADDR_MAX
#define PHYS_ADDR_MAX	U64_MAX

#endif /* _USER_LINUX_LIMITS_H */
