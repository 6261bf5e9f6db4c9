/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: the C library's qsort_r, so not in place; same result
 */
#ifndef _USER_LINUX_SORT_H
#define _USER_LINUX_SORT_H

#include <linux/types.h>

void sort(void *base, size_t num, size_t size, cmp_func_t cmp, swap_func_t swap);
void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp,
	    void *swap, const void *priv);

#endif /* _USER_LINUX_SORT_H */
