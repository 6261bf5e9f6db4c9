// SPDX-License-Identifier: GPL-2.0-only
/*
 * mremap: grow, shrink or move, after mm/mremap.c.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>
#include <mmsim/rmap.h>

/* What is asked for; lengths are page aligned. */
struct remap {
	struct mmsim_task *task;
	struct mmsim_mm *mm;
	unsigned long addr;
	unsigned long old_len;
	unsigned long new_len;
	unsigned long flags;
	unsigned long new_addr;
	bool unlocked;		/* mmap_lock was released on the way */
	bool populate;		/* the new part is VM_LOCKED */
};

static void account_growth(struct remap *r, unsigned long vm_flags,
			   unsigned long len)
{
	mmsim_vm_stat_account(r->mm, vm_flags, len >> MMSIM_PAGE_SHIFT);
	if (vm_flags & MMSIM_VM_LOCKED) {
		r->mm->locked_vm += len >> MMSIM_PAGE_SHIFT;
		r->populate = true;
	}
}

/*
 * __check_map_count_against_split(): a copy and a hole in the source make two more
 * VMAs; unmapping the target and the tail of the source before that may make two;
 * a source that is split beforehand one.
 */
static bool map_count_allows(const struct remap *r, bool pre_split,
			     bool before_unmaps)
{
	unsigned long more = 2;

	if (before_unmaps)
		more += 2;
	if (pre_split)
		more++;
	return r->mm->map_count + more <= r->mm->max_map_count;
}

/* copy_vma(): make room at the new place, in a neighbour there if possible */
static int copy_vma(struct remap *r, struct mmsim_vma *vma)
{
	unsigned long pgoff = vma->vm_pgoff +
			      ((r->addr - vma->vm_start) >> MMSIM_PAGE_SHIFT);
	struct mmsim_vma_merge vmg = {
		.prev = mmsim_index_prev(r->mm, r->new_addr),
		.next = mmsim_index_find(r->mm, r->new_addr),
		.copied_from = vma,
		.start = r->new_addr,
		.end = r->new_addr + r->new_len,
		.flags = vma->vm_flags,
		.file = vma->vm_file,
		.anon_vma = vma->anon_vma,
	};
	struct mmsim_vma *new;
	int err;

	/* Without a page its old place means nothing. */
	if (mmsim_vma_is_anonymous(vma) && !vma->anon_vma) {
		pgoff = r->new_addr >> MMSIM_PAGE_SHIFT;
		/* But a source that stays must not become part of its copy. */
		if ((r->flags & MMSIM_MREMAP_DONTUNMAP) && vmg.prev == vma)
			vmg.prev = NULL;
		if ((r->flags & MMSIM_MREMAP_DONTUNMAP) && vmg.next == vma)
			vmg.next = NULL;
	}
	vmg.pgoff = pgoff;
	if (mmsim_vma_merge_new(r->task, r->mm, &vmg))
		return 0;

	new = mmsim_vma_dup(r->task, r->mm, vma);
	if (!new)
		return -ENOMEM;
	new->vm_start = vmg.start;
	new->vm_end = vmg.end;
	new->vm_pgoff = pgoff;
	err = mmsim_anon_vma_clone(r->task, new, vma);
	if (err)
		goto out_free;
	err = mmsim_vma_link(r->task, r->mm, new);
	if (err)
		goto out_unlink;
	return 0;

out_unlink:
	mmsim_unlink_anon_vmas(r->task, new);
out_free:
	mmsim_vma_free(r->task, new, true);
	return err;
}

/* prep_move_vma(): what stays behind will be unlocked, so it has to be one VMA */
static int pre_split(struct remap *r, struct mmsim_vma *vma)
{
	unsigned long end = r->addr + r->old_len;
	int err = 0;

	if (vma->vm_start != r->addr)
		err = mmsim_vma_split(r->task, vma, r->addr, true);
	if (!err && vma->vm_end != end)
		err = mmsim_vma_split(r->task, vma, end, false);
	return err;
}

/* dontunmap_complete(): what stays behind is empty and never was locked */
static void dontunmap_complete(struct remap *r)
{
	struct mmsim_vma *vma = mmsim_index_walk(r->mm, r->addr);

	mmsim_vma_start_write(r->task, vma);
	if (vma->vm_flags & MMSIM_VM_LOCKED) {
		vma->vm_flags &= ~MMSIM_VM_LOCKED;
		r->mm->locked_vm -= mmsim_vma_pages(vma);
	}
	if (vma->vm_start != r->addr || vma->vm_end != r->addr + r->old_len)
		return;
	mmsim_unlink_anon_vmas(r->task, vma);
	if (mmsim_vma_is_anonymous(vma))
		vma->vm_pgoff = vma->vm_start >> MMSIM_PAGE_SHIFT;
}

/* move_vma(); the new range is free */
static unsigned long move_vma(struct remap *r, struct mmsim_vma *vma)
{
	unsigned long vm_flags = vma->vm_flags;
	bool split = (r->flags & MMSIM_MREMAP_DONTUNMAP) &&
		     (vm_flags & MMSIM_VM_LOCKED);
	int err;

	if (!map_count_allows(r, split, false))
		return -ENOMEM;
	if (split) {
		err = pre_split(r, vma);
		if (err)
			return err;
	}
	mmsim_vma_start_write(r->task, vma);
	err = copy_vma(r, vma);
	if (err)
		return err;
	account_growth(r, vm_flags, r->new_len);

	/* The copy may have merged with the old VMA: go by addresses from here. */
	err = mmsim_move_page_tables(r->task, r->mm, r->addr, r->new_addr,
				     r->old_len);
	if (err) {
		/* Back to where they were: those tables still exist. */
		mmsim_move_page_tables(r->task, r->mm, r->new_addr, r->addr,
				       r->old_len);
		mmsim_do_munmap(r->task, r->mm, r->new_addr, r->new_len, false);
		return err;
	}
	if (r->flags & MMSIM_MREMAP_DONTUNMAP) {
		dontunmap_complete(r);
		return r->new_addr;
	}
	/* Short of memory for a split the old range stays, empty, as in the kernel. */
	mmsim_do_munmap(r->task, r->mm, r->addr, r->old_len, false);
	return r->new_addr;
}

static unsigned long remap_to(struct remap *r)
{
	struct mmsim_vma *vma;
	int err;

	if (r->flags & MMSIM_MREMAP_FIXED) {
		err = mmsim_do_munmap(r->task, r->mm, r->new_addr, r->new_len,
				      false);
		if (err)
			return err;
	}
	if (r->old_len > r->new_len) {
		err = mmsim_do_munmap(r->task, r->mm, r->addr + r->new_len,
				      r->old_len - r->new_len, false);
		if (err)
			return err;
		r->old_len = r->new_len;
	}
	vma = mmsim_index_walk(r->mm, r->addr);
	if (!vma)
		return -EFAULT;
	if (!(r->flags & MMSIM_MREMAP_FIXED)) {
		unsigned long addr;

		addr = mmsim_get_unmapped_area(r->mm, r->new_addr, r->new_len, 0);
		if (IS_ERR_VALUE(addr))
			return addr;
		r->new_addr = addr;
	}
	return move_vma(r, vma);
}

/* expand_vma_in_place(): over the hole behind it, perhaps up to the next VMA */
static bool expand_in_place(struct remap *r, struct mmsim_vma *vma,
			    unsigned long *ret)
{
	unsigned long delta = r->new_len - r->old_len;
	struct mmsim_vma *next = mmsim_index_find(r->mm, vma->vm_end);
	unsigned long vm_flags = vma->vm_flags;
	struct mmsim_vma_merge vmg = {
		.prev = vma,
		.next = next,
		.start = vma->vm_end,
		.end = vma->vm_end + delta,
		.pgoff = vma->vm_pgoff + mmsim_vma_pages(vma),
		.flags = vm_flags,
		.file = vma->vm_file,
		.anon_vma = vma->anon_vma,
	};

	if (r->addr + r->old_len != vma->vm_end ||
	    vmg.end < vma->vm_end || vmg.end > MMSIM_TASK_SIZE ||
	    (next && next->vm_start < vmg.end))
		return false;
	*ret = r->addr;
	if (!mmsim_vma_merge_new(r->task, r->mm, &vmg))
		*ret = -ENOMEM;
	else
		account_growth(r, vm_flags, delta);
	return true;
}

/* check_prep_vma(): a range that is kept or moved lies in one VMA */
static int check_vma(const struct remap *r, const struct mmsim_vma *vma)
{
	if (!vma)
		return -EFAULT;
	if ((r->flags & MMSIM_MREMAP_DONTUNMAP) &&
	    (vma->vm_flags & MMSIM_VM_DONTEXPAND))
		return -EINVAL;
	/* A length of 0 maps once more what is shared; of a private mapping, nothing. */
	if (!r->old_len && !(vma->vm_flags & (MMSIM_VM_SHARED | MMSIM_VM_MAYSHARE)))
		return -EINVAL;
	if (min(r->old_len, r->new_len) > vma->vm_end - r->addr)
		return -EFAULT;
	if (r->new_len <= r->old_len)
		return 0;
	return vma->vm_flags & MMSIM_VM_DONTEXPAND ? -EFAULT : 0;
}

static unsigned long do_mremap(struct remap *r)
{
	struct mmsim_vma *vma = mmsim_index_walk(r->mm, r->addr);
	unsigned long ret;
	int err;

	if (!map_count_allows(r, r->flags & MMSIM_MREMAP_DONTUNMAP, true))
		return -ENOMEM;
	err = check_vma(r, vma);
	if (err)
		return err;
	if (r->flags & (MMSIM_MREMAP_FIXED | MMSIM_MREMAP_DONTUNMAP))
		return remap_to(r);
	if (r->old_len == r->new_len)
		return r->addr;
	if (r->old_len > r->new_len) {
		err = mmsim_do_munmap(r->task, r->mm, r->addr + r->new_len,
				      r->old_len - r->new_len, true);
		if (err)
			return err;
		r->unlocked = true;
		return r->addr;
	}
	if (expand_in_place(r, vma, &ret))
		return ret;
	return r->flags & MMSIM_MREMAP_MAYMOVE ? remap_to(r) :
						 (unsigned long)-ENOMEM;
}

static int check_args(const struct remap *r)
{
	unsigned long flags = r->flags;

	if (flags & ~(MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_FIXED |
		      MMSIM_MREMAP_DONTUNMAP))
		return -EINVAL;
	if ((r->addr & ~MMSIM_PAGE_MASK) || !r->new_len ||
	    r->new_len > MMSIM_TASK_SIZE)
		return -EINVAL;
	if (!(flags & (MMSIM_MREMAP_FIXED | MMSIM_MREMAP_DONTUNMAP)))
		return 0;
	if (!(flags & MMSIM_MREMAP_MAYMOVE))
		return -EINVAL;
	if ((flags & MMSIM_MREMAP_DONTUNMAP) && r->old_len != r->new_len)
		return -EINVAL;
	if ((r->new_addr & ~MMSIM_PAGE_MASK) ||
	    r->new_addr > MMSIM_TASK_SIZE - r->new_len)
		return -EINVAL;
	if (r->addr + r->old_len > r->new_addr &&
	    r->new_addr + r->new_len > r->addr)
		return -EINVAL;
	return 0;
}

/**
 * mmsim_mremap() - mremap(2)
 * @t: who
 * @addr: page aligned address of the old range, in one VMA
 * @old_len: its length, bytes; 0 maps a shared range a second time
 * @new_len: wanted length, bytes
 * @flags: MMSIM_MREMAP_*
 * @new_addr: wanted address, with MREMAP_FIXED
 *
 * Moving more than one VMA at once, which 7.x can, is refused. With MREMAP_DONTUNMAP
 * @new_addr is a hint.
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: the address, or as a negative number -EINVAL, -EFAULT, -ENOMEM or -EINTR.
 */
unsigned long mmsim_mremap(struct mmsim_task *t, unsigned long addr,
			   unsigned long old_len, unsigned long new_len,
			   unsigned long flags, unsigned long new_addr)
{
	struct remap r = {
		.task = t,
		.mm = t->mm,
		.addr = addr,
		.old_len = ALIGN(old_len, MMSIM_PAGE_SIZE),
		.new_len = ALIGN(new_len, MMSIM_PAGE_SIZE),
		.flags = flags,
		.new_addr = flags & (MMSIM_MREMAP_FIXED | MMSIM_MREMAP_DONTUNMAP) ?
			    new_addr : 0,
	};
	unsigned long ret;
	int err;

	err = check_args(&r);
	if (err)
		return err;
	if (mmsim_mmap_write_lock_killable(t, t->mm))
		return -EINTR;
	ret = do_mremap(&r);
	if (!r.unlocked)
		mmsim_mmap_write_unlock(t, t->mm);
	if (!IS_ERR_VALUE(ret) && r.populate && r.new_len > r.old_len)
		mmsim_populate(t, t->mm, ret + r.old_len, ret + r.new_len);
	return ret;
}
EXPORT_SYMBOL_GPL(mmsim_mremap);
