// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sheaves: objects set aside for a caller that must not fail later (7.x).
 */
#include <linux/err.h>
#include <linux/slab.h>

struct slab_sheaf {
	unsigned int size;
	unsigned int capacity;
	void *objects[];
};

static int fill(struct kmem_cache *s, gfp_t gfp, struct slab_sheaf *sheaf,
		unsigned int n)
{
	while (sheaf->size < n) {
		void *p = kmem_cache_alloc(s, gfp);

		if (!p)
			return -ENOMEM;
		sheaf->objects[sheaf->size++] = p;
	}
	return 0;
}

void kmem_cache_return_sheaf(struct kmem_cache *s, gfp_t gfp,
			     struct slab_sheaf *sheaf)
{
	kmem_cache_free_bulk(s, sheaf->size, sheaf->objects);
	kfree(sheaf);
}

struct slab_sheaf *kmem_cache_prefill_sheaf(struct kmem_cache *s, gfp_t gfp,
					    unsigned int n)
{
	unsigned int capacity = max(n, 32u);
	struct slab_sheaf *sheaf;

	sheaf = kmalloc(struct_size(sheaf, objects, capacity), gfp);
	if (!sheaf)
		return NULL;
	sheaf->size = 0;
	sheaf->capacity = capacity;
	if (fill(s, gfp, sheaf, n)) {
		kmem_cache_return_sheaf(s, gfp, sheaf);
		return NULL;
	}
	return sheaf;
}

int kmem_cache_refill_sheaf(struct kmem_cache *s, gfp_t gfp,
			    struct slab_sheaf **sheafp, unsigned int n)
{
	struct slab_sheaf *old = *sheafp, *sheaf;

	if (n <= old->capacity)
		return fill(s, gfp, old, n);
	sheaf = kmem_cache_prefill_sheaf(s, gfp, n);
	if (!sheaf)
		return -ENOMEM;
	kmem_cache_return_sheaf(s, gfp, old);
	*sheafp = sheaf;
	return 0;
}

void *kmem_cache_alloc_from_sheaf(struct kmem_cache *s, gfp_t gfp,
				  struct slab_sheaf *sheaf)
{
	void *p = sheaf->size ? sheaf->objects[--sheaf->size] : NULL;

	if (p && gfp & __GFP_ZERO)
		memset(p, 0, kmem_cache_size(s));
	return p;
}

unsigned int kmem_cache_sheaf_size(struct slab_sheaf *sheaf)
{
	return sheaf->size;
}
