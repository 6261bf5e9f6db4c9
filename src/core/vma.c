// SPDX-License-Identifier: GPL-2.0-only
/*
 * VMAs: memory, write locks, attaching and detaching.
 */
#include <mmsim/policy.h>
#include <mmsim/rmap.h>

static struct kmem_cache *mmsim_vma_cache;
static struct kmem_cache *mmsim_vma_typesafe_cache;
static struct kmem_cache *mmsim_vma_lock_cache;

/**
 * mmsim_vma_caches_init() - Create the caches VMAs are allocated from
 *
 * Context: process, once.
 *
 * Return: 0 or -ENOMEM.
 */
int mmsim_vma_caches_init(void)
{
	mmsim_vma_cache = kmem_cache_create("mmsim_vma",
					    sizeof(struct mmsim_vma), 0,
					    SLAB_HWCACHE_ALIGN, NULL);
	mmsim_vma_typesafe_cache =
		mmsim_kmem_cache_create_typesafe("mmsim_vma_typesafe",
						 sizeof(struct mmsim_vma),
						 offsetof(struct mmsim_vma, vm_freeptr),
						 SLAB_HWCACHE_ALIGN);
	mmsim_vma_lock_cache = kmem_cache_create("mmsim_vma_lock",
						 sizeof(struct mmsim_vma_lock), 0,
						 SLAB_HWCACHE_ALIGN, NULL);
	if (mmsim_vma_cache && mmsim_vma_typesafe_cache && mmsim_vma_lock_cache)
		return 0;
	mmsim_vma_caches_exit();
	return -ENOMEM;
}

/**
 * mmsim_vma_caches_exit() - Destroy the caches
 *
 * Context: process; no VMA is left, nor waits for a grace period.
 */
void mmsim_vma_caches_exit(void)
{
	kmem_cache_destroy(mmsim_vma_lock_cache);
	kmem_cache_destroy(mmsim_vma_typesafe_cache);
	kmem_cache_destroy(mmsim_vma_cache);
}

static struct kmem_cache *vma_cache(const struct mmsim_mm *mm)
{
	return mm->fault_lock->vma_free == MMSIM_VMA_FREE_TYPESAFE ?
	       mmsim_vma_typesafe_cache : mmsim_vma_cache;
}

/**
 * mmsim_vma_lock_alloc() - Give a VMA the lock object of vma_rwsem
 * @vma: VMA whose vm_mm is set
 *
 * Models 6.12's vma_lock_alloc().
 *
 * Context: may sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int mmsim_vma_lock_alloc(struct mmsim_vma *vma)
{
	if (!mmsim_should_fail(vma->vm_mm->inject))
		vma->vm_lock = kmem_cache_alloc(mmsim_vma_lock_cache, GFP_KERNEL);
	return vma->vm_lock ? 0 : -ENOMEM;
}

/**
 * mmsim_vma_alloc() - Allocate a detached VMA
 * @t: who needs it
 * @mm: address space it is for
 *
 * Fields are set one by one: a stale reader of a type-safe VMA may look at vm_mm,
 * vm_lock_seq and vm_refcnt meanwhile, the last of which is and stays 0. Models
 * vm_area_alloc().
 *
 * Context: may sleep.
 *
 * Return: the VMA or NULL.
 */
struct mmsim_vma *mmsim_vma_alloc(struct mmsim_task *t, struct mmsim_mm *mm)
{
	struct mmsim_vma *vma = NULL;

	if (!mmsim_should_fail(mm->inject))
		vma = kmem_cache_alloc(vma_cache(mm), GFP_KERNEL);
	if (!vma)
		goto failed;

	atomic_set(&vma->vm_refcnt, 0);
	vma->vm_start = 0;
	vma->vm_end = 0;
	WRITE_ONCE(vma->vm_mm, mm);
	vma->vm_flags = 0;
	vma->vm_pgoff = 0;
	vma->vm_file = NULL;
	vma->vm_lock = NULL;
	WRITE_ONCE(vma->vm_lock_seq, UINT_MAX);
	WRITE_ONCE(vma->detached, true);
	vma->anon_vma = NULL;
	INIT_LIST_HEAD(&vma->anon_vma_chain);
	INIT_LIST_HEAD(&vma->shared);
	vma->victim_next = NULL;
	if (mm->fault_lock->vma_init && mm->fault_lock->vma_init(vma)) {
		kmem_cache_free(vma_cache(mm), vma);
		goto failed;
	}
	mmsim_count(t, MMSIM_EV_vma_alloc);
	return vma;

failed:
	mmsim_count(t, MMSIM_EV_alloc_failures);
	return NULL;
}
EXPORT_SYMBOL_GPL(mmsim_vma_alloc);

/**
 * mmsim_vma_dup() - Allocate a copy of a VMA, detached and without anon_vma chain
 * @t: who needs it
 * @mm: address space the copy is for
 * @orig: what to copy
 *
 * Models vm_area_dup(); takes the reference on the file too.
 *
 * Context: may sleep.
 *
 * Return: the VMA or NULL.
 */
struct mmsim_vma *mmsim_vma_dup(struct mmsim_task *t, struct mmsim_mm *mm,
				const struct mmsim_vma *orig)
{
	struct mmsim_vma *vma = mmsim_vma_alloc(t, mm);

	if (!vma)
		return NULL;
	vma->vm_start = orig->vm_start;
	vma->vm_end = orig->vm_end;
	vma->vm_flags = orig->vm_flags;
	vma->vm_pgoff = orig->vm_pgoff;
	vma->anon_vma = orig->anon_vma;
	vma->vm_file = orig->vm_file;
	if (vma->vm_file)
		mmsim_file_get(vma->vm_file);
	return vma;
}

static void vma_free_rcu(struct rcu_head *head)
{
	struct mmsim_vma *vma = container_of(head, struct mmsim_vma, vm_rcu);

	if (vma->vm_lock)
		kmem_cache_free(mmsim_vma_lock_cache, vma->vm_lock);
	kmem_cache_free(mmsim_vma_cache, vma);
}

static void vma_free_now(struct mmsim_vma *vma, struct kmem_cache *cache)
{
	if (vma->vm_lock)
		kmem_cache_free(mmsim_vma_lock_cache, vma->vm_lock);
	kmem_cache_free(cache, vma);
}

/**
 * mmsim_vma_free() - Drop a detached VMA the way its design does
 * @t: who drops it
 * @vma: VMA that is in no index, on no file's list and has no anon_vma chain
 * @unreachable: nobody can look it up any more, not even under RCU
 *
 * Models remove_vma() and vm_area_free().
 *
 * Context: any of the mm's locks may be held.
 */
void mmsim_vma_free(struct mmsim_task *t, struct mmsim_vma *vma, bool unreachable)
{
	struct mmsim_mm *mm = vma->vm_mm;
	enum mmsim_vma_free how = mm->fault_lock->vma_free;

	mmsim_count(t, MMSIM_EV_vma_free);
	/* A reader that nothing excludes may still map the file's pages. */
	if (vma->vm_file && how != MMSIM_VMA_FREE_DEFERRED)
		mmsim_file_put(vma->vm_file);
	if (unreachable && how == MMSIM_VMA_FREE_RCU)
		how = MMSIM_VMA_FREE_DIRECT;

	switch (how) {
	case MMSIM_VMA_FREE_RCU:
		call_rcu(&vma->vm_rcu, vma_free_rcu);
		break;
	case MMSIM_VMA_FREE_DEFERRED:
		spin_lock(&mm->page_table_lock);
		list_add(&vma->shared, &mm->deferred);
		spin_unlock(&mm->page_table_lock);
		break;
	default:
		vma_free_now(vma, vma_cache(mm));
	}
}
EXPORT_SYMBOL_GPL(mmsim_vma_free);

/**
 * mmsim_vma_free_deferred() - Free the VMAs whose freeing waited for the mm's end
 * @t: the last user
 * @mm: address space without users
 *
 * Context: may sleep.
 */
void mmsim_vma_free_deferred(struct mmsim_task *t, struct mmsim_mm *mm)
{
	struct mmsim_vma *vma, *tmp;

	list_for_each_entry_safe(vma, tmp, &mm->deferred, shared) {
		list_del(&vma->shared);
		mmsim_unlink_anon_vmas(t, vma);
		if (vma->vm_file)
			mmsim_file_put(vma->vm_file);
		vma_free_now(vma, vma_cache(mm));
	}
}

/**
 * mmsim_vma_start_write() - Exclude readers of a VMA
 * @t: who writes
 * @vma: VMA
 *
 * Lasts until mmap_lock is released or downgraded. Models vma_start_write().
 *
 * Context: mmap_lock held for writing; may sleep.
 */
void mmsim_vma_start_write(struct mmsim_task *t, struct mmsim_vma *vma)
{
	vma->vm_mm->fault_lock->start_write(t, vma, false);
}
EXPORT_SYMBOL_GPL(mmsim_vma_start_write);

/**
 * mmsim_vma_start_write_killable() - The same, if the design's wait can be killed
 * @t: who writes
 * @vma: VMA
 *
 * Models vma_start_write_killable().
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: 0 or -EINTR.
 */
int mmsim_vma_start_write_killable(struct mmsim_task *t, struct mmsim_vma *vma)
{
	return vma->vm_mm->fault_lock->start_write(t, vma, true);
}
EXPORT_SYMBOL_GPL(mmsim_vma_start_write_killable);

/**
 * mmsim_vma_mark_attached() - Open a VMA to readers
 * @t: who attaches
 * @vma: write-locked VMA
 *
 * Models vma_mark_attached().
 *
 * Context: mmap_lock held for writing.
 */
void mmsim_vma_mark_attached(struct mmsim_task *t, struct mmsim_vma *vma)
{
	WRITE_ONCE(vma->detached, false);
	vma->vm_mm->fault_lock->attach(t, vma);
}
EXPORT_SYMBOL_GPL(mmsim_vma_mark_attached);

/**
 * mmsim_vma_mark_detached() - Close a VMA that left the index to readers
 * @t: who detaches
 * @vma: write-locked VMA
 *
 * Models vma_mark_detached().
 *
 * Context: mmap_lock held for writing; may sleep.
 */
void mmsim_vma_mark_detached(struct mmsim_task *t, struct mmsim_vma *vma)
{
	WRITE_ONCE(vma->detached, true);
	vma->vm_mm->fault_lock->detach(t, vma);
}
EXPORT_SYMBOL_GPL(mmsim_vma_mark_detached);
