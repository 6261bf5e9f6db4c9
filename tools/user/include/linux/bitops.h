/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent; find_*_bit are out of line in lib/bitmap.c
 */
#ifndef _USER_LINUX_BITOPS_H
#define _USER_LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/types.h>

static inline int fls64(u64 x)
{
	return x ? 64 - __builtin_clzll(x) : 0;
}

static inline int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static inline int fls_long(unsigned long x)
{
	return fls64(x);
}

/* These four are undefined for 0, as in the kernel. */
static inline unsigned long __ffs(unsigned long x)
{
	return (unsigned long)__builtin_ctzl(x);
}

static inline unsigned long __ffs64(u64 x)
{
	return (unsigned long)__builtin_ctzll(x);
}

static inline unsigned long __fls(unsigned long x)
{
	return 63UL - (unsigned long)__builtin_clzl(x);
}

static inline unsigned long ffz(unsigned long x)
{
	return __ffs(~x);
}

#define hweight8(x)	((unsigned int)__builtin_popcount((u8)(x)))
#define hweight16(x)	((unsigned int)__builtin_popcount((u16)(x)))
#define hweight32(x)	((unsigned int)__builtin_popcount(x))
#define hweight64(x)	((unsigned long)__builtin_popcountll(x))
#define hweight_long(x)	((unsigned long)__builtin_popcountl(x))

static inline u64 rol64(u64 x, unsigned int n)
{
	return (x << (n & 63)) | (x >> (-n & 63));
}

static inline u64 ror64(u64 x, unsigned int n)
{
	return (x >> (n & 63)) | (x << (-n & 63));
}

static inline u32 rol32(u32 x, unsigned int n)
{
	return (x << (n & 31)) | (x >> (-n & 31));
}

static inline bool test_bit(unsigned long nr, const volatile unsigned long *p)
{
	return READ_ONCE(p[BIT_WORD(nr)]) & BIT_MASK(nr);
}

static inline bool test_bit_acquire(unsigned long nr,
				    const volatile unsigned long *p)
{
	return plat_load(&p[BIT_WORD(nr)], PLAT_ACQUIRE) & BIT_MASK(nr);
}

static inline void set_bit(unsigned long nr, volatile unsigned long *p)
{
	plat_fetch_or(&p[BIT_WORD(nr)], BIT_MASK(nr), PLAT_RELAXED);
}

static inline void clear_bit(unsigned long nr, volatile unsigned long *p)
{
	plat_fetch_and(&p[BIT_WORD(nr)], ~BIT_MASK(nr), PLAT_RELAXED);
}

static inline void clear_bit_unlock(unsigned long nr, volatile unsigned long *p)
{
	plat_fetch_and(&p[BIT_WORD(nr)], ~BIT_MASK(nr), PLAT_RELEASE);
}

static inline void change_bit(unsigned long nr, volatile unsigned long *p)
{
	plat_fetch_xor(&p[BIT_WORD(nr)], BIT_MASK(nr), PLAT_RELAXED);
}

static inline bool test_and_set_bit(unsigned long nr, volatile unsigned long *p)
{
	return plat_fetch_or(&p[BIT_WORD(nr)], BIT_MASK(nr), PLAT_SEQ_CST) &
	       BIT_MASK(nr);
}

static inline bool test_and_set_bit_lock(unsigned long nr,
					 volatile unsigned long *p)
{
	return plat_fetch_or(&p[BIT_WORD(nr)], BIT_MASK(nr), PLAT_ACQUIRE) &
	       BIT_MASK(nr);
}

static inline bool test_and_clear_bit(unsigned long nr,
				      volatile unsigned long *p)
{
	return plat_fetch_and(&p[BIT_WORD(nr)], ~BIT_MASK(nr), PLAT_SEQ_CST) &
	       BIT_MASK(nr);
}

static inline void __set_bit(unsigned long nr, volatile unsigned long *p)
{
	p[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static inline void __clear_bit(unsigned long nr, volatile unsigned long *p)
{
	p[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static inline bool __test_and_set_bit(unsigned long nr,
				      volatile unsigned long *p)
{
	bool old = p[BIT_WORD(nr)] & BIT_MASK(nr);

	__set_bit(nr, p);
	return old;
}

static inline bool __test_and_clear_bit(unsigned long nr,
					volatile unsigned long *p)
{
	bool old = p[BIT_WORD(nr)] & BIT_MASK(nr);

	__clear_bit(nr, p);
	return old;
}

unsigned long find_next_bit(const unsigned long *p, unsigned long size,
			    unsigned long start);
unsigned long find_next_zero_bit(const unsigned long *p, unsigned long size,
				 unsigned long start);
unsigned long find_last_bit(const unsigned long *p, unsigned long size);

#define find_first_bit(p, size)		find_next_bit(p, size, 0)
#define find_first_zero_bit(p, size)	find_next_zero_bit(p, size, 0)
#define for_each_set_bit(bit, p, size)					\
	for ((bit) = find_next_bit(p, size, 0); (bit) < (size);		\
	     (bit) = find_next_bit(p, size, (bit) + 1))
#define for_each_clear_bit(bit, p, size)				\
	for ((bit) = find_next_zero_bit(p, size, 0); (bit) < (size);	\
	     (bit) = find_next_zero_bit(p, size, (bit) + 1))

#endif /* _USER_LINUX_BITOPS_H */
