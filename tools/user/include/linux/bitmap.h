/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent for what is here; bitmap_parselist() takes "0-3,8" and "0-6:2/4"
 * style strides are refused.
 */
#ifndef _USER_LINUX_BITMAP_H
#define _USER_LINUX_BITMAP_H

#include <linux/bitops.h>
#include <linux/string.h>

static inline void bitmap_zero(unsigned long *p, unsigned int nbits)
{
	memset(p, 0, BITS_TO_LONGS(nbits) * sizeof(long));
}

static inline void bitmap_copy(unsigned long *dst, const unsigned long *src,
			       unsigned int nbits)
{
	memcpy(dst, src, BITS_TO_LONGS(nbits) * sizeof(long));
}

void bitmap_set(unsigned long *p, unsigned int start, unsigned int len);
void bitmap_clear(unsigned long *p, unsigned int start, unsigned int len);
unsigned int bitmap_weight(const unsigned long *p, unsigned int nbits);
bool bitmap_empty(const unsigned long *p, unsigned int nbits);
int bitmap_parselist(const char *buf, unsigned long *p, int nbits);
int bitmap_print_list(char *buf, size_t size, const unsigned long *p,
		      unsigned int nbits);

#endif /* _USER_LINUX_BITMAP_H */
