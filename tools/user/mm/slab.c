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
#include <linux/err.h>
#include <linux/log2.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <stdlib.h>

#include "slab.h"

#define MAG_SIZE	64
#define BLOCK_SIZE	(MAG_SIZE / 2)
#define SLAB_MIN	(32UL << 10)
#define SLAB_MAX	(1UL << 20)

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PASS_THROUGH	1
#else
#define PASS_THROUGH	0
#endif

/* A thread's free objects, and its part in the statistics. */
struct user_magazine {
	unsigned int n;
	long live;		/* allocated minus freed by this thread */
	struct user_magazine *next;	/* all of the cache */
	void *obj[MAG_SIZE];
};

/* Free objects in the depot. */
struct block {
	struct block *next;
	void *obj[BLOCK_SIZE];
};

struct slab {
	struct slab *next;
	size_t bytes;
};

struct kmem_cache {
	const char *name;
	unsigned int id;
	unsigned int object_size;	/* as asked for */
	unsigned int size;		/* with padding */
	unsigned int align;
	slab_flags_t flags;
	bool pass_through;
	void (*ctor)(void *obj);

	u32 lock;			/* the rest */
	struct block *full;
	struct block *empty;
	struct slab *slabs;
	size_t slab_bytes;
	size_t next_slab;
	char *fresh;			/* of the newest slab, not yet cut */
	char *fresh_end;
	long live;			/* of threads that have gone */
	struct user_magazine *mags;
};

static struct kmem_cache *caches[USER_MAX_CACHES];
static u32 caches_lock;

unsigned long user_slab_leaks;

struct kmem_cache *user_kmem_cache_create(const char *name, unsigned int size,
					  const struct kmem_cache_args *args,
					  slab_flags_t flags)
{
	unsigned int align = max_t(unsigned int, sizeof(void *),
				   args ? args->align : 0);
	struct kmem_cache *s;
	unsigned int id;

	if (WARN_ON(!name || !size || !is_power_of_2(align)))
		return NULL;
	s = calloc(1, sizeof(*s));
	if (!s)
		return NULL;
	if (flags & SLAB_HWCACHE_ALIGN) {
		/* Half a line for small ones, as in the kernel. */
		unsigned int line = L1_CACHE_BYTES;

		while (size <= line / 2)
			line /= 2;
		align = max(align, line);
	}
	s->name = name;
	s->object_size = size;
	s->align = align;
	s->size = ALIGN(size, align);
	s->flags = flags;
	s->ctor = args ? args->ctor : NULL;
	s->pass_through = PASS_THROUGH && !(flags & SLAB_TYPESAFE_BY_RCU) &&
			  !s->ctor;
	s->next_slab = SLAB_MIN;

	user_raw_lock(&caches_lock);
	for (id = 0; id < USER_MAX_CACHES && caches[id]; id++)
		;
	if (id < USER_MAX_CACHES) {
		s->id = id;
		caches[id] = s;
	}
	user_raw_unlock(&caches_lock);
	if (id == USER_MAX_CACHES) {
		free(s);
		s = NULL;
	}
	if (!s && flags & SLAB_PANIC)
		panic("cannot create cache %s\n", name);
	return s;
}

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

static unsigned int cut_objects(struct kmem_cache *s, void **obj,
				unsigned int want)
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
		m->n = cut_objects(s, m->obj, BLOCK_SIZE);
	}
	user_raw_unlock(&s->lock);
}

/* Put the older half of a full magazine into the depot. */
static bool spill(struct kmem_cache *s, struct user_magazine *m)
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
		if (unlikely(m->n == MAG_SIZE) && WARN_ON_ONCE(!spill(s, m)))
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

/* Free objects of a thread that goes: to the depot. caches_lock is held. */
static void drop_mag(struct kmem_cache *s, struct user_magazine *m)
{
	struct user_magazine **link;
	struct block *b;
	unsigned int n;

	user_raw_lock(&s->lock);
	for (link = &s->mags; *link != m; link = &(*link)->next)
		;
	*link = m->next;
	s->live += m->live;
	user_raw_unlock(&s->lock);

	while (m->n >= BLOCK_SIZE && spill(s, m))
		;
	/* A block is full or empty: the rest makes one with fresh objects. */
	if (m->n) {
		user_raw_lock(&s->lock);
		b = malloc(sizeof(*b));
		n = b ? m->n + cut_objects(s, m->obj + m->n,
					   BLOCK_SIZE - m->n) : 0;
		if (n == BLOCK_SIZE) {
			memcpy(b->obj, m->obj, sizeof(b->obj));
			b->next = s->full;
			s->full = b;
		} else {
			/* Out of memory: the objects rest in their slabs. */
			free(b);
		}
		user_raw_unlock(&s->lock);
	}
	free(m);
}

void user_slab_task_exit(struct task_struct *t)
{
	struct user_magazine *m;
	unsigned int id;

	user_raw_lock(&caches_lock);
	for (id = 0; id < USER_MAX_CACHES; id++) {
		m = READ_ONCE(t->mags[id]);
		if (m) {
			WRITE_ONCE(t->mags[id], NULL);
			drop_mag(caches[id], m);
		}
	}
	user_raw_unlock(&caches_lock);
	user_kmalloc_task_exit(t);
}

static long live_objects(struct kmem_cache *s)
{
	struct user_magazine *m;
	long live;

	user_raw_lock(&s->lock);
	live = s->live;
	for (m = s->mags; m; m = m->next)
		live += READ_ONCE(m->live);
	user_raw_unlock(&s->lock);
	return live;
}

#define free_list(first)						\
	do {								\
		__typeof__(first) __p, __next;				\
									\
		for (__p = (first); __p; __p = __next) {		\
			__next = __p->next;				\
			free(__p);					\
		}							\
	} while (0)

void kmem_cache_destroy(struct kmem_cache *s)
{
	unsigned int i;
	long live;

	if (!s)
		return;
	/* Callbacks may still have objects; readers may look at freed ones. */
	if (s->flags & SLAB_TYPESAFE_BY_RCU)
		rcu_barrier();

	live = live_objects(s);
	if (live) {
		pr_err("cache %s destroyed with %ld objects in use\n",
		       s->name, live);
		plat_fetch_add(&user_slab_leaks, (unsigned long)live,
			       PLAT_RELAXED);
	}

	user_raw_lock(&caches_lock);
	caches[s->id] = NULL;
	for (i = 0; i < READ_ONCE(user_nr_tasks); i++)
		WRITE_ONCE(user_task_table[i].mags[s->id], NULL);
	user_raw_unlock(&caches_lock);

	free_list(s->mags);
	free_list(s->full);
	free_list(s->empty);
	free_list(s->slabs);
	free(s);
}

void user_slab_stats(struct kmem_cache *s, struct user_slab_stats *st)
{
	st->objects = (size_t)live_objects(s);
	st->object_bytes = s->size;
	user_raw_lock(&s->lock);
	st->bytes = s->slab_bytes;
	user_raw_unlock(&s->lock);
	if (s->pass_through)
		st->bytes = st->objects * s->size;
}

struct kmem_cache *user_slab_find(const char *name)
{
	struct kmem_cache *s = NULL;
	unsigned int id;

	user_raw_lock(&caches_lock);
	for (id = 0; id < USER_MAX_CACHES && !s; id++) {
		if (caches[id] && !strcmp(caches[id]->name, name))
			s = caches[id];
	}
	user_raw_unlock(&caches_lock);
	return s;
}

size_t user_slab_bytes(void)
{
	struct user_slab_stats st;
	size_t bytes = 0;
	unsigned int id;

	user_raw_lock(&caches_lock);
	for (id = 0; id < USER_MAX_CACHES; id++) {
		if (!caches[id])
			continue;
		user_slab_stats(caches[id], &st);
		bytes += st.bytes;
	}
	user_raw_unlock(&caches_lock);
	return bytes;
}
