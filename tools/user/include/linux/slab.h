/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: objects of a kmem_cache come from per-thread magazines, see
 * mm/slab.c, and are not kmalloc() memory: kmem_cache_free() them. The rest is
 * malloc().
 */
#ifndef _USER_LINUX_SLAB_H
#define _USER_LINUX_SLAB_H

#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/string.h>
#include <linux/types.h>

#define SLAB_HWCACHE_ALIGN	0x00002000u
#define SLAB_PANIC		0x00040000u
#define SLAB_TYPESAFE_BY_RCU	0x00080000u
#define SLAB_ACCOUNT		0x00400000u
#define SLAB_RECLAIM_ACCOUNT	0x00020000u
#define SLAB_NO_MERGE		0x01000000u

#define ARCH_KMALLOC_MINALIGN	16
#define KMALLOC_MAX_SIZE	(1UL << 30)
#define ZERO_SIZE_PTR		((void *)16)
#define ZERO_OR_NULL_PTR(p)	((unsigned long)(p) <= (unsigned long)ZERO_SIZE_PTR)

struct kmem_cache;

struct kmem_cache_args {
	unsigned int align;
	unsigned int useroffset;
	unsigned int usersize;
	unsigned int freeptr_offset;
	bool use_freeptr_offset;
	void (*ctor)(void *obj);
	unsigned int sheaf_capacity;
};

struct kmem_cache *user_kmem_cache_create(const char *name, unsigned int size,
					  const struct kmem_cache_args *args,
					  slab_flags_t flags);

static inline struct kmem_cache *
user_kmem_cache_create5(const char *name, unsigned int size, unsigned int align,
			slab_flags_t flags, void (*ctor)(void *obj))
{
	struct kmem_cache_args args = { .align = align, .ctor = ctor };

	return user_kmem_cache_create(name, size, &args, flags);
}

/* Five arguments, or from 6.12 four with a struct. */
#define __user_kmc_pick(a, b, c, d, e, fn, ...)	fn
#define kmem_cache_create(...)						\
	__user_kmc_pick(__VA_ARGS__, user_kmem_cache_create5,		\
			user_kmem_cache_create)(__VA_ARGS__)
#define KMEM_CACHE(s, flags)						\
	user_kmem_cache_create5(#s, sizeof(struct s),			\
				__alignof__(struct s), flags, NULL)

void kmem_cache_destroy(struct kmem_cache *s);
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp);
void kmem_cache_free(struct kmem_cache *s, void *obj);
int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t gfp, size_t n, void **p);
void kmem_cache_free_bulk(struct kmem_cache *s, size_t n, void **p);
unsigned int kmem_cache_size(struct kmem_cache *s);
#define kmem_cache_shrink(s)	((void)(s), 0)
#define kmem_cache_zalloc(s, gfp)	kmem_cache_alloc(s, (gfp) | __GFP_ZERO)
#define kmem_cache_alloc_node(s, gfp, node)	kmem_cache_alloc(s, gfp)

/* 7.2's arrays of preallocated objects, as the maple tree uses them. */
struct slab_sheaf;
struct slab_sheaf *kmem_cache_prefill_sheaf(struct kmem_cache *s, gfp_t gfp,
					    unsigned int n);
int kmem_cache_refill_sheaf(struct kmem_cache *s, gfp_t gfp,
			    struct slab_sheaf **sheafp, unsigned int n);
void kmem_cache_return_sheaf(struct kmem_cache *s, gfp_t gfp,
			     struct slab_sheaf *sheaf);
void *kmem_cache_alloc_from_sheaf(struct kmem_cache *s, gfp_t gfp,
				  struct slab_sheaf *sheaf);
unsigned int kmem_cache_sheaf_size(struct slab_sheaf *sheaf);

/**
 * struct user_slab_stats - what a cache, or all of them, use
 * @bytes: taken from the system, with everything that is lost in them
 * @objects: allocated and not freed; exact while no thread uses the cache
 * @object_bytes: bytes of one object with its padding
 */
struct user_slab_stats {
	size_t bytes;
	size_t objects;
	size_t object_bytes;
};

void user_slab_stats(struct kmem_cache *s, struct user_slab_stats *st);
/* The cache of that name, or NULL; for reports. */
struct kmem_cache *user_slab_find(const char *name);
/* Bytes of all caches, and of kmalloc() and whole pages. */
size_t user_slab_bytes(void);
size_t user_kmalloc_bytes(void);
/* Objects that were still allocated when their cache was destroyed. */
extern unsigned long user_slab_leaks;

void *kmalloc(size_t size, gfp_t gfp);
void *krealloc(const void *p, size_t size, gfp_t gfp);
void kfree(const void *p);
size_t ksize(const void *p);

static inline void *kzalloc(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp | __GFP_ZERO);
}

static inline void *kmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	return kmalloc(size_mul(n, size), gfp);
}

static inline void *kcalloc(size_t n, size_t size, gfp_t gfp)
{
	return kmalloc(size_mul(n, size), gfp | __GFP_ZERO);
}

#define kmalloc_node(size, gfp, node)	kmalloc(size, gfp)
#define kzalloc_node(size, gfp, node)	kzalloc(size, gfp)
#define kcalloc_node(n, size, gfp, node) kcalloc(n, size, gfp)
#define kvmalloc(size, gfp)		kmalloc(size, gfp)
#define kvzalloc(size, gfp)		kzalloc(size, gfp)
#define kvmalloc_node(size, gfp, node)	kmalloc(size, gfp)
#define kvzalloc_node(size, gfp, node)	kzalloc(size, gfp)
#define kvmalloc_array(n, size, gfp)	kmalloc_array(n, size, gfp)
#define kvcalloc(n, size, gfp)		kcalloc(n, size, gfp)
#define kvfree(p)			kfree(p)
#define kfree_sensitive(p)		kfree(p)

#endif /* _USER_LINUX_SLAB_H */
