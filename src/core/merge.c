// SPDX-License-Identifier: GPL-2.0-only
/*
 * When VMAs become one.
 *
 * Two adjacent ranges merge if flags and file agree, page offsets continue, and their
 * anonymous pages can belong to one anon_vma. The rules are those of 7.2's mm/vma.c;
 * until 6.15 a VMA without anon_vma could not take over a neighbour's.
 */
#include <mmsim/index.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>

/*
 * A VMA with more than one chain object has pages it shares with a parent that
 * forked it; handing its anon_vma on would put unrelated VMAs under one old root.
 */
static bool vma_had_uncowed_parents(const struct mmsim_vma *vma)
{
	return vma && vma->anon_vma && !mmsim_anon_vma_singular(vma);
}

static bool anon_vma_mergeable(const struct mmsim_vma_merge *vmg,
			       const struct mmsim_vma *target)
{
	if (!target->anon_vma && vmg->anon_vma)
		return !vma_had_uncowed_parents(vmg->middle) &&
		       !vma_had_uncowed_parents(vmg->copied_from);
	if (target->anon_vma && !vmg->anon_vma)
		return !vma_had_uncowed_parents(target);
	return target->anon_vma == vmg->anon_vma;
}

static bool vma_mergeable(const struct mmsim_vma_merge *vmg,
			  const struct mmsim_vma *target)
{
	return target->vm_flags == vmg->flags && target->vm_file == vmg->file &&
	       anon_vma_mergeable(vmg, target);
}

static bool can_merge_left(const struct mmsim_vma_merge *vmg)
{
	const struct mmsim_vma *prev = vmg->prev;

	return prev && prev->vm_end == vmg->start && vma_mergeable(vmg, prev) &&
	       prev->vm_pgoff + mmsim_vma_pages(prev) == vmg->pgoff;
}

static bool can_merge_right(const struct mmsim_vma_merge *vmg, bool left)
{
	unsigned long pages = (vmg->end - vmg->start) >> MMSIM_PAGE_SHIFT;
	const struct mmsim_vma *next = vmg->next;

	if (!next || next->vm_start != vmg->end || !vma_mergeable(vmg, next) ||
	    vmg->pgoff + pages != next->vm_pgoff)
		return false;
	/* Each may agree with the range and still not with the other. */
	return !left || !vmg->prev->anon_vma || !next->anon_vma ||
	       vmg->prev->anon_vma == next->anon_vma;
}

/* Enlarge target to [start, end), which begins or ends where it did. */
static struct mmsim_vma *merge_into(struct mmsim_task *t,
				    struct mmsim_vma_merge *vmg,
				    struct mmsim_vma *target,
				    unsigned long start, unsigned long end,
				    struct mmsim_vma *gone,
				    struct mmsim_vma *gone_too,
				    struct mmsim_vma *shrunk)
{
	struct mmsim_vma_growth growth = {
		.vma = target,
		.start = start,
		.end = end,
		.pgoff = target == vmg->prev ? target->vm_pgoff : vmg->pgoff,
		.gone = { gone, gone_too },
		.shrunk = shrunk,
		.copied_from = vmg->copied_from,
	};

	vmg->error = mmsim_vma_expand(t, &growth);
	return vmg->error ? NULL : target;
}

/**
 * mmsim_vma_merge_new() - Give a hole to a neighbour
 * @t: who maps
 * @mm: address space
 * @vmg: the hole and what it shall be
 *
 * Models vma_merge_new_range().
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: the VMA that now covers the range, or NULL with the reason in @vmg->error
 * (0: not mergeable).
 */
struct mmsim_vma *mmsim_vma_merge_new(struct mmsim_task *t, struct mmsim_mm *mm,
				      struct mmsim_vma_merge *vmg)
{
	struct mmsim_vma *prev = vmg->prev, *next = vmg->next;
	bool left, right;

	mmsim_mmap_assert_write_locked(mm);
	vmg->error = 0;
	if (vmg->flags & MMSIM_VM_SPECIAL)
		return NULL;
	left = can_merge_left(vmg);
	right = can_merge_right(vmg, left);
	if (left)
		return merge_into(t, vmg, prev, prev->vm_start,
				  right ? next->vm_end : vmg->end,
				  right ? next : NULL, NULL, NULL);
	if (right)
		return merge_into(t, vmg, next, vmg->start, next->vm_end,
				  NULL, NULL, NULL);
	return NULL;
}

/**
 * mmsim_vma_merge_existing() - Give a VMA, or one end of it, to a neighbour
 * @t: who changes it
 * @mm: address space
 * @vmg: the VMA (middle), the range in it, and what the range shall be
 *
 * Models vma_merge_existing_range().
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: the VMA that now covers the range, or NULL with the reason in @vmg->error
 * (0: not mergeable, nothing changed).
 */
struct mmsim_vma *mmsim_vma_merge_existing(struct mmsim_task *t,
					   struct mmsim_mm *mm,
					   struct mmsim_vma_merge *vmg)
{
	struct mmsim_vma *prev = vmg->prev, *middle = vmg->middle;
	struct mmsim_vma *next = vmg->next;
	bool left_side = vmg->start == middle->vm_start;
	bool right_side = vmg->end == middle->vm_end;
	bool left, right;

	mmsim_mmap_assert_write_locked(mm);
	vmg->error = 0;
	if (vmg->flags & MMSIM_VM_SPECIAL)
		return NULL;
	left = left_side && can_merge_left(vmg);
	right = right_side && can_merge_right(vmg, left);

	if (left && right)
		return merge_into(t, vmg, prev, prev->vm_start, next->vm_end,
				  middle, next, NULL);
	if (left)
		return merge_into(t, vmg, prev, prev->vm_start, vmg->end,
				  right_side ? middle : NULL, NULL,
				  right_side ? NULL : middle);
	if (right)
		return merge_into(t, vmg, next, vmg->start, next->vm_end,
				  left_side ? middle : NULL, NULL,
				  left_side ? NULL : middle);
	return NULL;
}

/**
 * mmsim_vma_modify_flags() - Isolate or merge a range that gets other flags
 * @t: who changes it
 * @prev: VMA before @vma, or NULL
 * @vma: VMA that contains the range
 * @start: range
 * @end: range
 * @new_flags: flags the range is to get
 *
 * Models vma_modify_flags(). The caller sets the flags.
 *
 * Context: mmap_lock held for writing; may sleep.
 *
 * Return: the VMA that covers the range (and, if merged, more), or an ERR_PTR().
 */
struct mmsim_vma *mmsim_vma_modify_flags(struct mmsim_task *t,
					 struct mmsim_vma *prev,
					 struct mmsim_vma *vma,
					 unsigned long start, unsigned long end,
					 unsigned long new_flags)
{
	struct mmsim_mm *mm = vma->vm_mm;
	struct mmsim_vma_merge vmg = {
		.prev = prev,
		.middle = vma,
		.next = mmsim_index_find(mm, vma->vm_end),
		.start = start,
		.end = end,
		.pgoff = vma->vm_pgoff +
			 ((start - vma->vm_start) >> MMSIM_PAGE_SHIFT),
		.flags = new_flags,
		.file = vma->vm_file,
		.anon_vma = vma->anon_vma,
	};
	struct mmsim_vma *merged;
	int err;

	merged = mmsim_vma_merge_existing(t, mm, &vmg);
	if (merged)
		return merged;
	if (vmg.error)
		return ERR_PTR(vmg.error);
	if (vma->vm_start < start) {
		err = mmsim_vma_split(t, vma, start, true);
		if (err)
			return ERR_PTR(err);
	}
	if (vma->vm_end > end) {
		err = mmsim_vma_split(t, vma, end, false);
		if (err)
			return ERR_PTR(err);
	}
	return vma;
}
