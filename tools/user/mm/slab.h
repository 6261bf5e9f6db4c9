/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the allocator share.
 */
#ifndef _USER_MM_SLAB_H
#define _USER_MM_SLAB_H

#include <linux/cache.h>
#include <linux/slab.h>

#include "../sched/sched.h"

#define MAG_SIZE	64
#define BLOCK_SIZE	(MAG_SIZE / 2)

/* The first slab of a cache; each is twice as large as the one before. */
#define SLAB_MIN	(32UL << 10)

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

extern struct kmem_cache *user_caches[USER_MAX_CACHES];
extern u32 user_caches_lock;

unsigned int user_slab_cut(struct kmem_cache *s, void **obj, unsigned int want);
bool user_slab_spill(struct kmem_cache *s, struct user_magazine *m);
long user_slab_live(struct kmem_cache *s);
void user_kmalloc_task_exit(struct task_struct *t);

#endif /* _USER_MM_SLAB_H */
