// SPDX-License-Identifier: GPL-2.0-only
/*
 * kmem_cache: objects of one size, with a magazine of free ones per thread.
 *
 * The fast paths touch only the thread's own magazine. An empty magazine is
 * filled from, and a full one half emptied into, the depot of the cache: blocks
 * of pointers, under a lock. Objects are cut from slabs that stay with the cache
 * until it is destroyed, so memory that was once an object of the cache is one
 * for ever: more than SLAB_TYPESAFE_BY_RCU promises. Freed objects are reused at
 * once, last in first out.
 *
 * In the builds with a sanitizer every object is its own malloc(), so that the
 * sanitizer sees its life; except in SLAB_TYPESAFE_BY_RCU caches, whose readers
 * may look at a freed object.
 */
#include <linux/bug.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <stdlib.h>

#include "slab.h"

#define SLAB_MAX	(1UL << 20)

static struct user_magazine *new_mag(struct kmem_cache *s)
{
	struct user_magazine *m = calloc(1, sizeof(*m));

	if (!m)
		return NULL;
	user_raw_lock(&s->lock);
	m->next = s->mags;
	s->mags = m;
	user_raw_unlock(&s->lock);
	WRITE_ONCE(current->mags[s->id], m);
	return m;
}

static inline struct user_magazine *my_mag(struct kmem_cache *s)
{
	struct user_magazine *m = READ_ONCE(current->mags[s->id]);

	return likely(m) ? m : new_mag(s);
}

static bool new_slab(struct kmem_cache *s)
{
	size_t bytes = s->next_slab;
	struct slab *slab;
	size_t head;

	head = ALIGN(sizeof(*slab), s->align);
	while (bytes < head + 8UL * s->size)
		bytes *= 2;
	slab = aligned_alloc(max_t(size_t, s->align, PAGE_SIZE), bytes);
	if (!slab)
		return false;
	slab->bytes = bytes;
	slab->next = s->slabs;
	s->slabs = slab;
	s->slab_bytes += bytes;
	s->next_slab = min(bytes * 2, SLAB_MAX);
	s->fresh = (char *)slab + head;
	s->fresh_end = (char *)slab + bytes;
	return true;
}

/* Up to @want objects that have never been used. The cache is locked. */
unsigned int user_slab_cut(struct kmem_cache *s, void **obj, unsigned int want)
{
	unsigned int n = 0;

	while (n < want) {
		if (s->fresh_end - s->fresh < (long)s->size && !new_slab(s))
			break;
		if (s->ctor)
			s->ctor(s->fresh);
		obj[n++] = s->fresh;
		s->fresh += s->size;
	}
	return n;
}

static void refill(struct kmem_cache *s, struct user_magazine *m)
{
	struct block *b;

	user_raw_lock(&s->lock);
	b = s->full;
	if (b) {
		s->full = b->next;
		memcpy(m->obj, b->obj, sizeof(b->obj));
		m->n = BLOCK_SIZE;
		b->next = s->empty;
		s->empty = b;
	} else {
		m->n = user_slab_cut(s, m->obj, BLOCK_SIZE);
	}
	user_raw_unlock(&s->lock);
}

/* Put the older half of a full magazine into the depot. */
bool user_slab_spill(struct kmem_cache *s, struct user_magazine *m)
{
	struct block *b;

	user_raw_lock(&s->lock);
	b = s->empty;
	if (b)
		s->empty = b->next;
	else
		b = malloc(sizeof(*b));
	if (b) {
		memcpy(b->obj, m->obj, sizeof(b->obj));
		b->next = s->full;
		s->full = b;
	}
	user_raw_unlock(&s->lock);
	if (!b)
		return false;
	m->n -= BLOCK_SIZE;
	memmove(m->obj, m->obj + BLOCK_SIZE, m->n * sizeof(m->obj[0]));
	return true;
}

static void *pass_alloc(struct kmem_cache *s)
{
	void *p;

	return posix_memalign(&p, s->align, s->size) ? NULL : p;
}

void *kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp)
{
	struct user_magazine *m = my_mag(s);
	void *p;

	might_alloc(gfp);
	if (unlikely(!m))
		return NULL;
	if (PASS_THROUGH && s->pass_through) {
		p = pass_alloc(s);
		if (!p)
			return NULL;
	} else {
		if (unlikely(!m->n)) {
			refill(s, m);
			if (!m->n)
				return NULL;
		}
		p = m->obj[--m->n];
	}
	WRITE_ONCE(m->live, m->live + 1);
	if (gfp & __GFP_ZERO)
		memset(p, 0, s->object_size);
	return p;
}

void kmem_cache_free(struct kmem_cache *s, void *p)
{
	struct user_magazine *m;

	if (!p)
		return;
	m = my_mag(s);
	if (WARN_ON_ONCE(!m))
		return;
	if (PASS_THROUGH && s->pass_through) {
		free(p);
	} else {
		if (unlikely(m->n == MAG_SIZE) && WARN_ON_ONCE(!user_slab_spill(s, m)))
			return;
		m->obj[m->n++] = p;
	}
	WRITE_ONCE(m->live, m->live - 1);
}

/* All or nothing: @n or 0. */
int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t gfp, size_t n, void **p)
{
	size_t i;

	for (i = 0; i < n; i++) {
		p[i] = kmem_cache_alloc(s, gfp);
		if (!p[i]) {
			kmem_cache_free_bulk(s, i, p);
			return 0;
		}
	}
	return (int)n;
}

void kmem_cache_free_bulk(struct kmem_cache *s, size_t n, void **p)
{
	while (n--)
		kmem_cache_free(s, p[n]);
}

unsigned int kmem_cache_size(struct kmem_cache *s)
{
	return s->object_size;
}
