// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bitmaps and CPU masks.
 */
#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/string.h>

static unsigned long find_bit(const unsigned long *p, unsigned long size,
			      unsigned long start, unsigned long flip)
{
	unsigned long word;

	while (start < size) {
		word = READ_ONCE(p[BIT_WORD(start)]) ^ flip;
		word &= ~0UL << (start % BITS_PER_LONG);
		if (word) {
			start = round_down(start, BITS_PER_LONG) + __ffs(word);
			return min(start, size);
		}
		start = round_down(start, BITS_PER_LONG) + BITS_PER_LONG;
	}
	return size;
}

unsigned long find_next_bit(const unsigned long *p, unsigned long size,
			    unsigned long start)
{
	return find_bit(p, size, start, 0);
}

unsigned long find_next_zero_bit(const unsigned long *p, unsigned long size,
				 unsigned long start)
{
	return find_bit(p, size, start, ~0UL);
}

/* @size if no bit is set */
unsigned long find_last_bit(const unsigned long *p, unsigned long size)
{
	unsigned long bit = size;

	while (bit--) {
		if (test_bit(bit, p))
			return bit;
	}
	return size;
}

void bitmap_set(unsigned long *p, unsigned int start, unsigned int len)
{
	while (len--)
		__set_bit(start++, p);
}

void bitmap_clear(unsigned long *p, unsigned int start, unsigned int len)
{
	while (len--)
		__clear_bit(start++, p);
}

unsigned int bitmap_weight(const unsigned long *p, unsigned int nbits)
{
	unsigned long bit;
	unsigned int n = 0;

	for_each_set_bit(bit, p, nbits)
		n++;
	return n;
}

bool bitmap_empty(const unsigned long *p, unsigned int nbits)
{
	return find_first_bit(p, nbits) >= nbits;
}

/* A number at *@s, which is moved behind it. */
static int list_number(const char **s, unsigned long *val, int nbits)
{
	if (!isdigit((unsigned char)**s))
		return -EINVAL;
	for (*val = 0; isdigit((unsigned char)**s); (*s)++) {
		*val = *val * 10 + (unsigned long)(**s - '0');
		if (*val >= (unsigned long)nbits)
			return -ERANGE;
	}
	return 0;
}

/* "0-3,8": -EINVAL if malformed, -ERANGE beyond @nbits; "all" as the kernel */
int bitmap_parselist(const char *buf, unsigned long *p, int nbits)
{
	const char *s = skip_spaces(buf);
	unsigned long a, b;
	int ret;

	bitmap_zero(p, (unsigned int)nbits);
	if (!strncmp(s, "all", 3)) {
		bitmap_set(p, 0, (unsigned int)nbits);
		s = skip_spaces(s + 3);
		return *s ? -EINVAL : 0;
	}
	while (*s) {
		/* A trailing comma is fine, as in the kernel. */
		ret = list_number(&s, &a, nbits);
		if (ret)
			return ret;
		b = a;
		if (*s == '-') {
			s++;
			ret = list_number(&s, &b, nbits);
			if (ret)
				return ret;
			if (b < a)
				return -EINVAL;
		}
		bitmap_set(p, (unsigned int)a, (unsigned int)(b - a + 1));
		if (*s != ',')
			break;
		s++;
	}
	return *skip_spaces(s) ? -EINVAL : 0;
}

/* Writes "0-3,8" and a final zero; returns the characters written. */
int bitmap_print_list(char *buf, size_t size, const unsigned long *p,
		      unsigned int nbits)
{
	unsigned long a, b;
	int n = 0;

	if (size)
		buf[0] = '\0';
	for (a = find_first_bit(p, nbits); a < nbits;
	     a = find_next_bit(p, nbits, b + 1)) {
		b = find_next_zero_bit(p, nbits, a) - 1;
		n += scnprintf(buf + n, size - (size_t)n, "%s%lu",
			       n ? "," : "", a);
		if (b > a)
			n += scnprintf(buf + n, size - (size_t)n, "-%lu", b);
	}
	return n;
}

unsigned int nr_cpu_ids;
struct cpumask __cpu_possible_mask, __cpu_online_mask;
static struct cpumask cpu_masks[NR_CPUS];

__attribute__((constructor(102))) static void cpumask_init(void)
{
	unsigned int cpu;

	nr_cpu_ids = plat_cpu_possible_ids();
	plat_cpu_usable(__cpu_online_mask.bits);
	bitmap_set(__cpu_possible_mask.bits, 0, nr_cpu_ids);
	for (cpu = 0; cpu < nr_cpu_ids; cpu++)
		__cpumask_set_cpu(cpu, &cpu_masks[cpu]);
}

const struct cpumask *cpumask_of(unsigned int cpu)
{
	return &cpu_masks[cpu];
}

unsigned int cpumask_next_and(int cpu, const struct cpumask *a,
			      const struct cpumask *b)
{
	unsigned int next = cpumask_next(cpu, a);

	while (next < nr_cpu_ids && !cpumask_test_cpu((int)next, b))
		next = cpumask_next((int)next, a);
	return next;
}

/* The CPU with @n set bits before it. */
unsigned int cpumask_nth(unsigned int n, const struct cpumask *m)
{
	unsigned int cpu = cpumask_first(m);

	while (cpu < nr_cpu_ids && n--)
		cpu = cpumask_next((int)cpu, m);
	return cpu;
}

#define for_each_word(i)	for (i = 0; i < BITS_TO_LONGS(NR_CPUS); i++)

bool cpumask_and(struct cpumask *dst, const struct cpumask *a,
		 const struct cpumask *b)
{
	unsigned int i;

	for_each_word(i)
		dst->bits[i] = a->bits[i] & b->bits[i];
	return !cpumask_empty(dst);
}

void cpumask_or(struct cpumask *dst, const struct cpumask *a,
		const struct cpumask *b)
{
	unsigned int i;

	for_each_word(i)
		dst->bits[i] = a->bits[i] | b->bits[i];
}

bool cpumask_andnot(struct cpumask *dst, const struct cpumask *a,
		    const struct cpumask *b)
{
	unsigned int i;

	for_each_word(i)
		dst->bits[i] = a->bits[i] & ~b->bits[i];
	return !cpumask_empty(dst);
}

bool cpumask_equal(const struct cpumask *a, const struct cpumask *b)
{
	return !memcmp(a, b, sizeof(*a));
}

bool cpumask_subset(const struct cpumask *a, const struct cpumask *b)
{
	struct cpumask rest;

	return !cpumask_andnot(&rest, a, b);
}

bool cpumask_intersects(const struct cpumask *a, const struct cpumask *b)
{
	return cpumask_next_and(-1, a, b) < nr_cpu_ids;
}
