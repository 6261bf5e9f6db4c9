// SPDX-License-Identifier: GPL-2.0-only
/*
 * kmem_cache: making and destroying caches, threads that go, statistics.
 */
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/log2.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <stdlib.h>

#include "slab.h"

struct kmem_cache *user_caches[USER_MAX_CACHES];
u32 user_caches_lock;

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

	user_raw_lock(&user_caches_lock);
	for (id = 0; id < USER_MAX_CACHES && user_caches[id]; id++)
		;
	if (id < USER_MAX_CACHES) {
		s->id = id;
		user_caches[id] = s;
	}
	user_raw_unlock(&user_caches_lock);
	if (id == USER_MAX_CACHES) {
		free(s);
		s = NULL;
	}
	if (!s && flags & SLAB_PANIC)
		panic("cannot create cache %s\n", name);
	return s;
}

/* Free objects of a thread that goes: to the depot. user_caches_lock is held. */
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

	while (m->n >= BLOCK_SIZE && user_slab_spill(s, m))
		;
	/* A block is full or empty: the rest makes one with fresh objects. */
	if (m->n) {
		user_raw_lock(&s->lock);
		b = malloc(sizeof(*b));
		n = b ? m->n + user_slab_cut(s, m->obj + m->n,
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

	user_raw_lock(&user_caches_lock);
	for (id = 0; id < USER_MAX_CACHES; id++) {
		m = READ_ONCE(t->mags[id]);
		if (m) {
			WRITE_ONCE(t->mags[id], NULL);
			drop_mag(user_caches[id], m);
		}
	}
	user_raw_unlock(&user_caches_lock);
	user_kmalloc_task_exit(t);
}

/* Allocated and not freed; exact while nobody uses the cache. */
long user_slab_live(struct kmem_cache *s)
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

	live = user_slab_live(s);
	if (live) {
		pr_err("cache %s destroyed with %ld objects in use\n",
		       s->name, live);
		plat_fetch_add(&user_slab_leaks, (unsigned long)live,
			       PLAT_RELAXED);
	}

	user_raw_lock(&user_caches_lock);
	user_caches[s->id] = NULL;
	for (i = 0; i < READ_ONCE(user_nr_tasks); i++)
		WRITE_ONCE(user_task_table[i].mags[s->id], NULL);
	user_raw_unlock(&user_caches_lock);

	free_list(s->mags);
	free_list(s->full);
	free_list(s->empty);
	free_list(s->slabs);
	free(s);
}

void user_slab_stats(struct kmem_cache *s, struct user_slab_stats *st)
{
	st->objects = (size_t)user_slab_live(s);
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

	user_raw_lock(&user_caches_lock);
	for (id = 0; id < USER_MAX_CACHES && !s; id++) {
		if (user_caches[id] && !strcmp(user_caches[id]->name, name))
			s = user_caches[id];
	}
	user_raw_unlock(&user_caches_lock);
	return s;
}

size_t user_slab_bytes(void)
{
	struct user_slab_stats st;
	size_t bytes = 0;
	unsigned int id;

	user_raw_lock(&user_caches_lock);
	for (id = 0; id < USER_MAX_CACHES; id++) {
		if (!user_caches[id])
			continue;
		user_slab_stats(user_caches[id], &st);
		bytes += st.bytes;
	}
	user_raw_unlock(&user_caches_lock);
	return bytes;
}
