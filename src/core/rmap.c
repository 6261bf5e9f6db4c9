// SPDX-License-Identifier: GPL-2.0-only
/*
 * anon_vma: preparing, cloning, forking and unlinking, after mm/rmap.c.
 *
 * Lock order, outermost first (later issues add to it):
 *
 *	mm->mmap_lock
 *	  VMA read lock (a reader may only try mmap_lock)
 *	  VMA write lock
 *	    file->i_mmap_rwsem
 *	      anon_vma->root->rwsem
 *	        mm->page_table_lock
 *	        ptdesc->ptl (child's before parent's in fork; old before new in mremap)
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>

/* Links one VMA to one anon_vma (kernel: struct anon_vma_chain). */
struct mmsim_anon_vma_chain {
	struct mmsim_vma *vma;
	struct mmsim_anon_vma *anon_vma;
	struct list_head same_vma;	/* vma->anon_vma_chain; mmap_lock */
	struct list_head same_anon_vma;	/* anon_vma->chains; root rwsem */
};

static struct kmem_cache *mmsim_anon_vma_cache;
static struct kmem_cache *mmsim_anon_vma_chain_cache;

/**
 * mmsim_rmap_init() - Create the caches
 *
 * Context: process, once.
 *
 * Return: 0 or -ENOMEM.
 */
int mmsim_rmap_init(void)
{
	mmsim_anon_vma_cache = kmem_cache_create("mmsim_anon_vma",
						 sizeof(struct mmsim_anon_vma),
						 0, 0, NULL);
	mmsim_anon_vma_chain_cache =
		kmem_cache_create("mmsim_anon_vma_chain",
				  sizeof(struct mmsim_anon_vma_chain), 0, 0, NULL);
	if (mmsim_anon_vma_cache && mmsim_anon_vma_chain_cache)
		return 0;
	mmsim_rmap_exit();
	return -ENOMEM;
}

/** mmsim_rmap_exit() - Destroy the caches; no address space is left */
void mmsim_rmap_exit(void)
{
	kmem_cache_destroy(mmsim_anon_vma_chain_cache);
	kmem_cache_destroy(mmsim_anon_vma_cache);
}

/**
 * mmsim_anon_vma_lock_write() - Lock a whole fork family of anon_vmas
 * @t: who locks
 * @anon_vma: any member
 *
 * Models anon_vma_lock_write().
 *
 * Context: may sleep.
 */
void mmsim_anon_vma_lock_write(struct mmsim_task *t,
			       struct mmsim_anon_vma *anon_vma)
{
	mmsim_down_write(t, &anon_vma->root->rwsem, MMSIM_LOCK_anon_vma);
}

/**
 * mmsim_anon_vma_unlock_write() - Unlock it
 * @t: who unlocks
 * @anon_vma: any member
 */
void mmsim_anon_vma_unlock_write(struct mmsim_task *t,
				 struct mmsim_anon_vma *anon_vma)
{
	mmsim_up_write(t, &anon_vma->root->rwsem, MMSIM_LOCK_anon_vma);
}

/**
 * mmsim_anon_vma_singular() - Has the VMA pages of one anon_vma only?
 * @vma: VMA
 *
 * Context: mmap_lock held.
 *
 * Return: true if its chain has exactly one link.
 */
bool mmsim_anon_vma_singular(const struct mmsim_vma *vma)
{
	return list_is_singular(&vma->anon_vma_chain);
}
EXPORT_SYMBOL_GPL(mmsim_anon_vma_singular);

static struct mmsim_anon_vma *anon_vma_alloc(struct mmsim_mm *mm)
{
	static struct lock_class_key key;
	struct mmsim_anon_vma *anon_vma;

	if (mmsim_should_fail(mm->inject))
		return NULL;
	anon_vma = kmem_cache_alloc(mmsim_anon_vma_cache, GFP_KERNEL);
	if (!anon_vma)
		return NULL;
	anon_vma->root = anon_vma;
	anon_vma->parent = anon_vma;
	init_rwsem(&anon_vma->rwsem);
	lockdep_set_class_and_name(&anon_vma->rwsem, &key, "mmsim:anon_vma");
	atomic_set(&anon_vma->refcount, 1);
	anon_vma->num_children = 0;
	anon_vma->num_active_vmas = 0;
	INIT_LIST_HEAD(&anon_vma->chains);
	return anon_vma;
}

static void anon_vma_put(struct mmsim_anon_vma *anon_vma)
{
	struct mmsim_anon_vma *root = anon_vma->root;

	if (!atomic_dec_and_test(&anon_vma->refcount))
		return;
	kmem_cache_free(mmsim_anon_vma_cache, anon_vma);
	if (root != anon_vma)
		anon_vma_put(root);
}

static struct mmsim_anon_vma_chain *chain_alloc(struct mmsim_mm *mm)
{
	if (mmsim_should_fail(mm->inject))
		return NULL;
	return kmem_cache_alloc(mmsim_anon_vma_chain_cache, GFP_KERNEL);
}

static void chain_link(struct mmsim_vma *vma, struct mmsim_anon_vma_chain *avc,
		       struct mmsim_anon_vma *anon_vma)
{
	lockdep_assert_held_write(&anon_vma->root->rwsem);
	avc->vma = vma;
	avc->anon_vma = anon_vma;
	list_add(&avc->same_vma, &vma->anon_vma_chain);
	list_add_tail(&avc->same_anon_vma, &anon_vma->chains);
}

/* anon_vma_compatible(): could a and b have been one VMA, but for permissions? */
static bool anon_vma_compatible(const struct mmsim_vma *a,
				const struct mmsim_vma *b)
{
	return a->vm_end == b->vm_start && a->vm_file == b->vm_file &&
	       !((a->vm_flags ^ b->vm_flags) & ~MMSIM_VM_ACCESS_FLAGS) &&
	       b->vm_pgoff == a->vm_pgoff + mmsim_vma_pages(a);
}

static struct mmsim_anon_vma *reusable_anon_vma(struct mmsim_vma *old,
						const struct mmsim_vma *a,
						const struct mmsim_vma *b)
{
	struct mmsim_anon_vma *anon_vma;

	if (!anon_vma_compatible(a, b))
		return NULL;
	anon_vma = READ_ONCE(old->anon_vma);
	return anon_vma && mmsim_anon_vma_singular(old) ? anon_vma : NULL;
}

/* find_mergeable_anon_vma(): share with a neighbour so that mprotect can merge. */
static struct mmsim_anon_vma *find_mergeable_anon_vma(struct mmsim_vma *vma)
{
	struct mmsim_mm *mm = vma->vm_mm;
	struct mmsim_anon_vma *anon_vma;
	struct mmsim_vma *near;

	near = mmsim_index_find(mm, vma->vm_end);
	if (near) {
		anon_vma = reusable_anon_vma(near, vma, near);
		if (anon_vma)
			return anon_vma;
	}
	near = mmsim_index_prev(mm, vma->vm_start);
	return near ? reusable_anon_vma(near, near, vma) : NULL;
}

/**
 * mmsim_anon_vma_prepare() - Give a VMA an anon_vma before its first anonymous page
 * @t: who faults
 * @vma: stable VMA
 *
 * Several tasks may do it at once under mmap_lock for reading; the first to get
 * page_table_lock wins. Models __anon_vma_prepare().
 *
 * Context: mmap_lock held, since it looks at the neighbours; may sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int mmsim_anon_vma_prepare(struct mmsim_task *t, struct mmsim_vma *vma)
{
	struct mmsim_mm *mm = vma->vm_mm;
	struct mmsim_anon_vma *anon_vma, *allocated = NULL;
	struct mmsim_anon_vma_chain *avc;

	mmsim_mmap_assert_locked(mm);
	if (READ_ONCE(vma->anon_vma))
		return 0;

	avc = chain_alloc(mm);
	if (!avc)
		goto failed;
	anon_vma = find_mergeable_anon_vma(vma);
	if (!anon_vma) {
		anon_vma = anon_vma_alloc(mm);
		if (!anon_vma) {
			kmem_cache_free(mmsim_anon_vma_chain_cache, avc);
			goto failed;
		}
		anon_vma->num_children++;	/* it is its own parent */
		allocated = anon_vma;
	}

	mmsim_anon_vma_lock_write(t, anon_vma);
	spin_lock(&mm->page_table_lock);
	if (likely(!vma->anon_vma)) {
		chain_link(vma, avc, anon_vma);
		anon_vma->num_active_vmas++;
		/* Pairs with the acquire in the fault engine's anon_prepare(). */
		smp_store_release(&vma->anon_vma, anon_vma);
		allocated = NULL;
		avc = NULL;
	}
	spin_unlock(&mm->page_table_lock);
	mmsim_anon_vma_unlock_write(t, anon_vma);

	if (unlikely(allocated))
		anon_vma_put(allocated);
	if (unlikely(avc))
		kmem_cache_free(mmsim_anon_vma_chain_cache, avc);
	return 0;

failed:
	mmsim_count(t, MMSIM_EV_alloc_failures);
	return -ENOMEM;
}

static void chains_free(struct list_head *chains)
{
	struct mmsim_anon_vma_chain *avc, *tmp;

	list_for_each_entry_safe(avc, tmp, chains, same_vma)
		kmem_cache_free(mmsim_anon_vma_chain_cache, avc);
}

/**
 * mmsim_anon_vma_clone() - Link a VMA to all anon_vmas of another
 * @t: who splits, merges, moves or forks
 * @dst: VMA without chain; its anon_vma is that of @src, or NULL in fork, where a
 *	childless anon_vma without VMA of its own may be reused for it
 * @src: VMA to copy the links of
 *
 * All chain objects are allocated first and linked under one hold of the lock, as
 * in 7.2's anon_vma_clone().
 *
 * Context: mmap_lock of @src held for writing; may sleep.
 *
 * Return: 0 or -ENOMEM, with nothing linked.
 */
int mmsim_anon_vma_clone(struct mmsim_task *t, struct mmsim_vma *dst,
			 struct mmsim_vma *src)
{
	struct mmsim_anon_vma_chain *avc, *new, *tmp;
	LIST_HEAD(fresh);

	if (!src->anon_vma)
		return 0;

	list_for_each_entry(avc, &src->anon_vma_chain, same_vma) {
		new = chain_alloc(src->vm_mm);
		if (!new) {
			chains_free(&fresh);
			mmsim_count(t, MMSIM_EV_alloc_failures);
			return -ENOMEM;
		}
		new->anon_vma = avc->anon_vma;
		/* Newest first, so that linking them below restores src's order. */
		list_add(&new->same_vma, &fresh);
	}

	mmsim_anon_vma_lock_write(t, src->anon_vma);
	list_for_each_entry_safe(new, tmp, &fresh, same_vma) {
		struct mmsim_anon_vma *anon_vma = new->anon_vma;

		list_del(&new->same_vma);
		chain_link(dst, new, anon_vma);
		if (!dst->anon_vma && anon_vma->num_children < 2 &&
		    anon_vma->num_active_vmas == 0)
			dst->anon_vma = anon_vma;
	}
	if (dst->anon_vma)
		dst->anon_vma->num_active_vmas++;
	mmsim_anon_vma_unlock_write(t, src->anon_vma);
	return 0;
}

/**
 * mmsim_anon_vma_fork() - Link a child's VMA: to its parent's anon_vmas and its own
 * @t: who forks
 * @vma: the child's VMA
 * @pvma: the parent's VMA it is a copy of
 *
 * Models anon_vma_fork().
 *
 * Context: parent's mmap_lock held for writing; may sleep.
 *
 * Return: 0 or -ENOMEM, with nothing linked.
 */
int mmsim_anon_vma_fork(struct mmsim_task *t, struct mmsim_vma *vma,
			struct mmsim_vma *pvma)
{
	struct mmsim_anon_vma_chain *avc;
	struct mmsim_anon_vma *anon_vma;
	int err;

	if (!pvma->anon_vma)
		return 0;
	vma->anon_vma = NULL;
	err = mmsim_anon_vma_clone(t, vma, pvma);
	if (err || vma->anon_vma)
		return err;

	anon_vma = anon_vma_alloc(vma->vm_mm);
	if (!anon_vma)
		goto failed;
	avc = chain_alloc(vma->vm_mm);
	if (!avc) {
		anon_vma_put(anon_vma);
		goto failed;
	}
	anon_vma->num_active_vmas++;
	anon_vma->root = pvma->anon_vma->root;
	anon_vma->parent = pvma->anon_vma;
	atomic_inc(&anon_vma->root->refcount);
	vma->anon_vma = anon_vma;
	mmsim_anon_vma_lock_write(t, anon_vma);
	chain_link(vma, avc, anon_vma);
	anon_vma->parent->num_children++;
	mmsim_anon_vma_unlock_write(t, anon_vma);
	return 0;

failed:
	mmsim_count(t, MMSIM_EV_alloc_failures);
	mmsim_unlink_anon_vmas(t, vma);
	return -ENOMEM;
}

/**
 * mmsim_unlink_anon_vmas() - Undo all links of a VMA
 * @t: who unmaps
 * @vma: VMA
 *
 * Models unlink_anon_vmas().
 *
 * Context: mmap_lock held, or the VMA isolated; may sleep.
 */
void mmsim_unlink_anon_vmas(struct mmsim_task *t, struct mmsim_vma *vma)
{
	struct mmsim_anon_vma_chain *avc, *tmp;
	struct mmsim_anon_vma *root = NULL;

	if (list_empty(&vma->anon_vma_chain)) {
		vma->anon_vma = NULL;
		return;
	}

	list_for_each_entry_safe(avc, tmp, &vma->anon_vma_chain, same_vma) {
		struct mmsim_anon_vma *anon_vma = avc->anon_vma;

		if (!root) {
			root = anon_vma->root;
			mmsim_down_write(t, &root->rwsem, MMSIM_LOCK_anon_vma);
		}
		list_del(&avc->same_anon_vma);
		/* An empty one is put below, without the root's lock. */
		if (list_empty(&anon_vma->chains)) {
			anon_vma->parent->num_children--;
			continue;
		}
		list_del(&avc->same_vma);
		kmem_cache_free(mmsim_anon_vma_chain_cache, avc);
	}
	if (vma->anon_vma) {
		vma->anon_vma->num_active_vmas--;
		vma->anon_vma = NULL;
	}
	mmsim_up_write(t, &root->rwsem, MMSIM_LOCK_anon_vma);

	list_for_each_entry_safe(avc, tmp, &vma->anon_vma_chain, same_vma) {
		anon_vma_put(avc->anon_vma);
		list_del(&avc->same_vma);
		kmem_cache_free(mmsim_anon_vma_chain_cache, avc);
	}
}
