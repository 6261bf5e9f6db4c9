// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ranges of VMAs: linking a new one, splitting, expanding.
 *
 * A change of bounds is made in this order: write-lock every VMA involved, store the
 * new range in the index (the only step that can fail), then lock the reverse maps
 * and change the VMAs. Readers of VMA locks are out from the first step on.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/rmap.h>

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
