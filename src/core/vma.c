// SPDX-License-Identifier: GPL-2.0-only
/*
 * VMAs: memory, attaching and detaching, splitting and expanding.
 *
 * A change of bounds is made in this order: write-lock every VMA involved, store the
 * new range in the index (the only step that can fail), then lock the reverse maps
 * and change the VMAs. Readers of VMA locks are out from the first step on.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
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

static void vma_set_range(struct mmsim_vma *vma, unsigned long start,
			  unsigned long end, unsigned long pgoff)
{
	WRITE_ONCE(vma->vm_start, start);
	WRITE_ONCE(vma->vm_end, end);
	vma->vm_pgoff = pgoff;
}

/* vma_prepare() and vma_complete(): i_mmap_rwsem, then the anon_vma root */
static void vma_lock_rmap(struct mmsim_task *t, struct mmsim_vma *vma,
			  struct mmsim_anon_vma *anon_vma)
{
	if (vma->vm_file)
		mmsim_down_write(t, &vma->vm_file->i_mmap_rwsem,
				 MMSIM_LOCK_i_mmap);
	if (anon_vma)
		mmsim_anon_vma_lock_write(t, anon_vma);
}

static void vma_unlock_rmap(struct mmsim_task *t, struct mmsim_vma *vma,
			    struct mmsim_anon_vma *anon_vma)
{
	if (anon_vma)
		mmsim_anon_vma_unlock_write(t, anon_vma);
	if (vma->vm_file)
		mmsim_up_write(t, &vma->vm_file->i_mmap_rwsem, MMSIM_LOCK_i_mmap);
}

/**
 * mmsim_vma_link() - Put a new VMA into its address space
 * @t: who maps
 * @mm: address space
 * @vma: VMA with range, flags and file set; its range is a hole
 *
 * Models __mmap_new_vma() from vma_start_write() on.
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: 0 or -ENOMEM, with nothing changed.
 */
int mmsim_vma_link(struct mmsim_task *t, struct mmsim_mm *mm,
		   struct mmsim_vma *vma)
{
	int err;

	mmsim_vma_start_write(t, vma);
	err = mmsim_index_store(t, mm, vma, vma->vm_start, vma->vm_end);
	if (err)
		return err;
	mmsim_vma_mark_attached(t, vma);
	mm->map_count++;
	mmsim_file_link(t, vma);
	return 0;
}

/**
 * mmsim_vma_split_unlimited() - Split a VMA whatever the number of VMAs
 * @t: who splits
 * @vma: VMA to split
 * @addr: where, inside it and page aligned
 * @new_below: the new VMA is the lower part
 *
 * Models __split_vma().
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: 0 or -ENOMEM, with nothing changed.
 */
int mmsim_vma_split_unlimited(struct mmsim_task *t, struct mmsim_vma *vma,
			      unsigned long addr, bool new_below)
{
	struct mmsim_mm *mm = vma->vm_mm;
	unsigned long delta = (addr - vma->vm_start) >> MMSIM_PAGE_SHIFT;
	struct mmsim_vma *new;
	int err = -ENOMEM;

	mmsim_mmap_assert_write_locked(mm);
	new = mmsim_vma_dup(t, mm, vma);
	if (!new)
		return err;
	if (new_below) {
		new->vm_end = addr;
	} else {
		new->vm_start = addr;
		new->vm_pgoff += delta;
	}
	err = mmsim_anon_vma_clone(t, new, vma);
	if (err)
		goto out_free;

	mmsim_vma_start_write(t, vma);
	mmsim_vma_start_write(t, new);
	err = mmsim_index_store(t, mm, new, new->vm_start, new->vm_end);
	if (err)
		goto out_unlink;

	vma_lock_rmap(t, vma, vma->anon_vma);
	if (new_below)
		vma_set_range(vma, addr, vma->vm_end, vma->vm_pgoff + delta);
	else
		vma_set_range(vma, vma->vm_start, addr, vma->vm_pgoff);
	if (new->vm_file)
		list_add_tail(&new->shared, &new->vm_file->i_mmap);
	vma_unlock_rmap(t, vma, vma->anon_vma);

	mmsim_vma_mark_attached(t, new);
	mm->map_count++;
	mmsim_count(t, MMSIM_EV_vma_split);
	return 0;

out_unlink:
	mmsim_unlink_anon_vmas(t, new);
out_free:
	mmsim_vma_free(t, new, true);
	return err;
}

/**
 * mmsim_vma_split() - Split a VMA if the address space may have another one
 * @t: who splits
 * @vma: VMA to split
 * @addr: where, inside it and page aligned
 * @new_below: the new VMA is the lower part
 *
 * Models split_vma().
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: 0 or -ENOMEM, with nothing changed.
 */
int mmsim_vma_split(struct mmsim_task *t, struct mmsim_vma *vma,
		    unsigned long addr, bool new_below)
{
	if (vma->vm_mm->map_count >= vma->vm_mm->max_map_count)
		return -ENOMEM;
	return mmsim_vma_split_unlimited(t, vma, addr, new_below);
}

/* dup_anon_vma(): take over the anon_vma of the first neighbour that has one. */
static int vma_take_anon_vma(struct mmsim_task *t,
			     const struct mmsim_vma_growth *growth)
{
	struct mmsim_vma *const from[] = {
		growth->gone[0], growth->gone[1], growth->shrunk,
		growth->copied_from,
	};
	struct mmsim_vma *vma = growth->vma;
	int i, err;

	for (i = 0; i < ARRAY_SIZE(from); i++) {
		if (!from[i] || !from[i]->anon_vma)
			continue;
		vma->anon_vma = from[i]->anon_vma;
		err = mmsim_anon_vma_clone(t, vma, from[i]);
		if (err)
			vma->anon_vma = NULL;
		return err;
	}
	return 0;
}

static void vma_shrink(struct mmsim_vma *vma, unsigned long start,
		       unsigned long end)
{
	if (start <= vma->vm_start)
		vma_set_range(vma, end, vma->vm_end, vma->vm_pgoff +
			      ((end - vma->vm_start) >> MMSIM_PAGE_SHIFT));
	else
		vma_set_range(vma, vma->vm_start, start, vma->vm_pgoff);
}

/**
 * mmsim_vma_expand() - Enlarge a VMA over a hole, neighbours, or part of one
 * @t: who expands
 * @growth: what is to become of whom
 *
 * If only a neighbour has an anon_vma, the VMA takes it over. Models vma_expand(),
 * commit_merge() and vma_complete().
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: 0 or -ENOMEM, with nothing changed.
 */
int mmsim_vma_expand(struct mmsim_task *t, const struct mmsim_vma_growth *growth)
{
	struct mmsim_vma *vma = growth->vma, *shrunk = growth->shrunk;
	bool had_anon_vma = vma->anon_vma;
	struct mmsim_mm *mm = vma->vm_mm;
	int i, err;

	mmsim_mmap_assert_write_locked(mm);
	mmsim_vma_start_write(t, vma);
	if (shrunk)
		mmsim_vma_start_write(t, shrunk);
	for (i = 0; i < ARRAY_SIZE(growth->gone); i++)
		if (growth->gone[i])
			mmsim_vma_start_write(t, growth->gone[i]);

	if (!had_anon_vma) {
		err = vma_take_anon_vma(t, growth);
		if (err)
			return err;
	}
	err = mmsim_index_store(t, mm, vma, growth->start, growth->end);
	if (err) {
		if (!had_anon_vma)
			mmsim_unlink_anon_vmas(t, vma);
		return err;
	}

	vma_lock_rmap(t, vma, vma->anon_vma);
	vma_set_range(vma, growth->start, growth->end, growth->pgoff);
	if (shrunk)
		vma_shrink(shrunk, growth->start, growth->end);
	for (i = 0; i < ARRAY_SIZE(growth->gone); i++)
		if (growth->gone[i] && growth->gone[i]->vm_file)
			list_del_init(&growth->gone[i]->shared);
	vma_unlock_rmap(t, vma, vma->anon_vma);
	mmsim_count(t, MMSIM_EV_vma_merge);

	for (i = 0; i < ARRAY_SIZE(growth->gone); i++) {
		if (!growth->gone[i])
			continue;
		mmsim_vma_mark_detached(t, growth->gone[i]);
		mm->map_count--;
		mmsim_unlink_anon_vmas(t, growth->gone[i]);
		mmsim_vma_free(t, growth->gone[i], false);
	}
	return 0;
}
