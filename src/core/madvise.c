// SPDX-License-Identifier: GPL-2.0-only
/*
 * madvise, after mm/madvise.c of 7.2: DONTNEED and FREE of one VMA run under its VMA
 * lock if the design has one, else under mmap_lock for reading; advice that changes
 * flags takes mmap_lock for writing.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/policy.h>

enum madvise_mode { MADVISE_ZAP, MADVISE_FLAGS, MADVISE_NOTHING, MADVISE_UNKNOWN };

static enum madvise_mode madvise_mode(int behavior)
{
	switch (behavior) {
	case MMSIM_MADV_DONTNEED:
	case MMSIM_MADV_FREE:
		return MADVISE_ZAP;
	case MMSIM_MADV_NORMAL:
	case MMSIM_MADV_RANDOM:
	case MMSIM_MADV_SEQUENTIAL:
	case MMSIM_MADV_DONTFORK:
	case MMSIM_MADV_DOFORK:
	case MMSIM_MADV_MERGEABLE:
	case MMSIM_MADV_UNMERGEABLE:
	case MMSIM_MADV_HUGEPAGE:
	case MMSIM_MADV_NOHUGEPAGE:
	case MMSIM_MADV_DONTDUMP:
	case MMSIM_MADV_DODUMP:
	case MMSIM_MADV_WIPEONFORK:
	case MMSIM_MADV_KEEPONFORK:
		return MADVISE_FLAGS;
	case MMSIM_MADV_WILLNEED:
		return MADVISE_NOTHING;	/* anonymous memory without swap */
	default:
		return MADVISE_UNKNOWN;
	}
}

/* madvise_vma_behavior(): the new flags, or an error */
static int advised_flags(const struct mmsim_vma *vma, int behavior,
			 unsigned long *flags)
{
	unsigned long f = vma->vm_flags;

	switch (behavior) {
	case MMSIM_MADV_NORMAL:
		f &= ~(MMSIM_VM_RAND_READ | MMSIM_VM_SEQ_READ);
		break;
	case MMSIM_MADV_SEQUENTIAL:
		f = (f & ~MMSIM_VM_RAND_READ) | MMSIM_VM_SEQ_READ;
		break;
	case MMSIM_MADV_RANDOM:
		f = (f & ~MMSIM_VM_SEQ_READ) | MMSIM_VM_RAND_READ;
		break;
	case MMSIM_MADV_DONTFORK:
		f |= MMSIM_VM_DONTCOPY;
		break;
	case MMSIM_MADV_DOFORK:
		f &= ~MMSIM_VM_DONTCOPY;
		break;
	case MMSIM_MADV_WIPEONFORK:
		if (vma->vm_file || (f & MMSIM_VM_SHARED))
			return -EINVAL;
		f |= MMSIM_VM_WIPEONFORK;
		break;
	case MMSIM_MADV_KEEPONFORK:
		f &= ~MMSIM_VM_WIPEONFORK;
		break;
	case MMSIM_MADV_DONTDUMP:
		f |= MMSIM_VM_DONTDUMP;
		break;
	case MMSIM_MADV_DODUMP:
		f &= ~MMSIM_VM_DONTDUMP;
		break;
	case MMSIM_MADV_MERGEABLE:
		f |= MMSIM_VM_MERGEABLE;
		break;
	case MMSIM_MADV_UNMERGEABLE:
		f &= ~MMSIM_VM_MERGEABLE;
		break;
	case MMSIM_MADV_HUGEPAGE:
		f = (f & ~MMSIM_VM_NOHUGEPAGE) | MMSIM_VM_HUGEPAGE;
		break;
	case MMSIM_MADV_NOHUGEPAGE:
		f = (f & ~MMSIM_VM_HUGEPAGE) | MMSIM_VM_NOHUGEPAGE;
		break;
	}
	*flags = f;
	return 0;
}

/* madvise_update_vma() */
static int advise_flags(struct mmsim_task *t, struct mmsim_vma *vma,
			struct mmsim_vma **pprev, unsigned long start,
			unsigned long end, int behavior)
{
	unsigned long new_flags;
	int err;

	err = advised_flags(vma, behavior, &new_flags);
	if (err)
		return err;
	if (new_flags == vma->vm_flags) {
		*pprev = vma;
		return 0;
	}
	vma = mmsim_vma_modify_flags(t, *pprev, vma, start, end, new_flags);
	if (IS_ERR(vma))
		return PTR_ERR(vma);
	*pprev = vma;
	mmsim_vma_start_write(t, vma);
	vma->vm_flags = new_flags;
	return 0;
}

/* madvise_dontneed_free(); MADV_FREE frees at once, for want of memory pressure */
static int advise_zap(struct mmsim_task *t, struct mmsim_vma *vma,
		      unsigned long start, unsigned long end, int behavior)
{
	struct mmsim_mmu_gather tlb;

	if (vma->vm_flags & (MMSIM_VM_SPECIAL | MMSIM_VM_LOCKED))
		return -EINVAL;
	if (behavior == MMSIM_MADV_FREE && !mmsim_vma_is_anonymous(vma))
		return -EINVAL;
	mmsim_gather_init(&tlb, t, vma->vm_mm);
	mmsim_zap_range(&tlb, start, end);
	mmsim_gather_finish(&tlb);
	return 0;
}

/*
 * try_vma_read_lock(): one VMA that covers the whole range will do. True if the advice
 * was carried out.
 */
static bool zap_under_vma_lock(struct mmsim_task *t, unsigned long start,
			       unsigned long end, int behavior, int *err)
{
	const struct mmsim_fault_lock_ops *ops = t->mm->fault_lock;
	enum mmsim_fallback why;
	struct mmsim_vma *vma;
	bool covered;

	if (!ops->start_read)
		return false;
	vma = ops->start_read(t, t->mm, start, &why);
	if (!vma)
		return false;
	covered = end <= READ_ONCE(vma->vm_end);
	if (covered)
		*err = advise_zap(t, vma, start, end, behavior);
	ops->end_read(t, vma);
	return covered;
}

/*
 * madvise_walk_vmas(): holes are skipped and reported at the end.
 */
static int walk_vmas(struct mmsim_task *t, struct mmsim_mm *mm,
		     unsigned long start, unsigned long end, int behavior,
		     enum madvise_mode mode)
{
	struct mmsim_vma *vma, *prev;
	int err, unmapped = 0;
	unsigned long to;

	vma = mmsim_index_find(mm, start);
	prev = vma && start > vma->vm_start ? vma : mmsim_index_prev(mm, start);
	for (; start < end; start = to) {
		vma = mmsim_index_find(mm, start);
		if (!vma)
			return -ENOMEM;
		if (start < vma->vm_start) {
			unmapped = -ENOMEM;
			start = vma->vm_start;
			if (start >= end)
				break;
		}
		to = min(vma->vm_end, end);
		if (mode == MADVISE_FLAGS)
			err = advise_flags(t, vma, &prev, start, to, behavior);
		else if (mode == MADVISE_ZAP)
			err = advise_zap(t, vma, start, to, behavior);
		else
			err = 0;
		if (err)
			return err;
	}
	return unmapped;
}

/**
 * mmsim_madvise() - madvise(2)
 * @t: who
 * @start: page aligned address
 * @len: bytes
 * @behavior: MMSIM_MADV_*
 *
 * MADV_FREE frees its pages at once, since there is no memory pressure to wait for;
 * WILLNEED only walks the VMAs.
 *
 * Context: no locks; may sleep, killable only for advice that changes flags.
 *
 * Return: 0, -EINVAL, -ENOMEM (a hole, or out of memory) or -EINTR.
 */
int mmsim_madvise(struct mmsim_task *t, unsigned long start,
		  unsigned long len, int behavior)
{
	enum madvise_mode mode = madvise_mode(behavior);
	struct mmsim_mm *mm = t->mm;
	unsigned long end;
	int err = 0;

	if (mode == MADVISE_UNKNOWN || (start & ~MMSIM_PAGE_MASK))
		return -EINVAL;
	if (len && !ALIGN(len, MMSIM_PAGE_SIZE))
		return -EINVAL;
	end = start + ALIGN(len, MMSIM_PAGE_SIZE);
	if (end < start)
		return -EINVAL;
	if (end == start)
		return 0;

	if (mode == MADVISE_FLAGS) {
		if (mmsim_mmap_write_lock_killable(t, mm))
			return -EINTR;
		err = walk_vmas(t, mm, start, end, behavior, mode);
		mmsim_mmap_write_unlock(t, mm);
		return err;
	}
	if (mode == MADVISE_ZAP &&
	    zap_under_vma_lock(t, start, end, behavior, &err))
		return err;
	mmsim_mmap_read_lock(t, mm);
	err = walk_vmas(t, mm, start, end, behavior, mode);
	mmsim_mmap_read_unlock(t, mm);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_madvise);
