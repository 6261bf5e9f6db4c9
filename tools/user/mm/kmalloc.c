// SPDX-License-Identifier: GPL-2.0-only
/*
 * kmalloc() and whole pages: the C library's allocator, with a count of the
 * bytes it has handed out, kept per thread.
 */
#include <linux/gfp.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <malloc.h>
#include <stdlib.h>

#include "slab.h"

/* Beyond this a sanitizer's malloc() stops the program instead of failing. */
#define KMALLOC_LIMIT	(1UL << 38)

/* malloc() keeps a word in front of every block. */
#define MALLOC_HEAD	sizeof(size_t)

static atomic_long_t gone_bytes;	/* of threads that have gone */

static void account(const void *p, int sign)
{
	struct task_struct *t = current;
	long bytes = (long)(malloc_usable_size((void *)p) + MALLOC_HEAD);

	WRITE_ONCE(t->kmalloc_bytes, t->kmalloc_bytes + sign * bytes);
}

void user_kmalloc_task_exit(struct task_struct *t)
{
	atomic_long_add(t->kmalloc_bytes, &gone_bytes);
	WRITE_ONCE(t->kmalloc_bytes, 0);
}

/* May be off by what running threads do meanwhile. */
size_t user_kmalloc_bytes(void)
{
	long bytes = atomic_long_read(&gone_bytes);
	unsigned int i;

	for (i = 0; i < READ_ONCE(user_nr_tasks); i++)
		bytes += READ_ONCE(user_task_table[i].kmalloc_bytes);
	return bytes > 0 ? (size_t)bytes : 0;
}

void *kmalloc(size_t size, gfp_t gfp)
{
	void *p;

	might_alloc(gfp);
	if (size > KMALLOC_LIMIT)
		return NULL;
	/* What fills whole cache lines begins on one: types may ask for that. */
	if (size && !(size % SMP_CACHE_BYTES)) {
		p = aligned_alloc(SMP_CACHE_BYTES, size);
		if (p && (gfp & __GFP_ZERO))
			memset(p, 0, size);
	} else {
		p = gfp & __GFP_ZERO ? calloc(1, size) : malloc(size);
	}
	if (p)
		account(p, 1);
	return p;
}

void *krealloc(const void *p, size_t size, gfp_t gfp)
{
	void *q;

	might_alloc(gfp);
	if (size > KMALLOC_LIMIT)
		return NULL;
	if (p)
		account(p, -1);
	q = realloc((void *)p, size);
	if (q)
		account(q, 1);
	else if (p)
		account(p, 1);
	return q;
}

void kfree(const void *p)
{
	if (ZERO_OR_NULL_PTR(p))
		return;
	account(p, -1);
	free((void *)p);
}

size_t ksize(const void *p)
{
	return malloc_usable_size((void *)p);
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	size_t bytes = PAGE_SIZE << order;
	void *p;

	might_alloc(gfp);
	p = aligned_alloc(bytes, bytes);
	if (!p)
		return 0;
	account(p, 1);
	if (gfp & __GFP_ZERO)
		memset(p, 0, bytes);
	return (unsigned long)p;
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (!addr)
		return;
	account((void *)addr, -1);
	free((void *)addr);
}
