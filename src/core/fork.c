// SPDX-License-Identifier: GPL-2.0-only
/*
 * fork: the child gets a copy of every VMA and its page tables, after dup_mmap() of
 * 7.2. The parent's mmap_lock and every VMA visited stay write-locked until the end.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>

/* One VMA; the child's is in its index as soon as it has something to unmap. */
static int dup_vma(struct mmsim_task *t, struct mmsim_mm *child,
		   struct mmsim_vma *pvma)
{
	struct mmsim_vma *vma;
	int err;

	err = mmsim_vma_start_write_killable(t, pvma);
	if (err)
		return err;
	if (pvma->vm_flags & MMSIM_VM_DONTCOPY) {
		mmsim_vm_stat_account(child, pvma->vm_flags,
				      -(long)mmsim_vma_pages(pvma));
		return 0;
	}
	vma = mmsim_vma_dup(t, child, pvma);
	if (!vma)
		return -ENOMEM;
	if (vma->vm_flags & MMSIM_VM_WIPEONFORK)
		vma->anon_vma = NULL;
	else
		err = mmsim_anon_vma_fork(t, vma, pvma);
	if (err)
		goto out_free;
	/* Locks on memory are not inherited. */
	vma->vm_flags &= ~MMSIM_VM_LOCKED;
	err = mmsim_vma_link(t, child, vma);
	if (err)
		goto out_unlink;
	if (!(vma->vm_flags & MMSIM_VM_WIPEONFORK))
		err = mmsim_copy_page_range(t, child, pvma);
	return err;

out_unlink:
	mmsim_unlink_anon_vmas(t, vma);
out_free:
	mmsim_vma_free(t, vma, true);
	return err;
}

/* dup_mmap(); both mmap_locks are held for writing */
static int dup_mmap(struct mmsim_task *t, struct mmsim_mm *child,
		    struct mmsim_mm *parent)
{
	struct mmsim_vma *pvma;
	unsigned long addr = 0;
	int err;

	child->mmap_base = parent->mmap_base;
	child->mmap_legacy_base = parent->mmap_legacy_base;
	child->start_brk = parent->start_brk;
	child->brk = parent->brk;
	child->stack_limit = parent->stack_limit;
	child->total_vm = parent->total_vm;
	child->data_vm = parent->data_vm;
	child->exec_vm = parent->exec_vm;
	child->stack_vm = parent->stack_vm;

	while ((pvma = mmsim_index_find(parent, addr))) {
		if (fatal_signal_pending(current))
			return -EINTR;
		err = dup_vma(t, child, pvma);
		if (err)
			return err;
		addr = pvma->vm_end;
	}
	return 0;
}

/**
 * mmsim_fork() - A child address space, a copy of the caller's
 * @t: who forks
 *
 * Models dup_mm() and dup_mmap().
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: the child, with one user, or an ERR_PTR(): -ENOMEM or -EINTR, with
 * nothing left of it.
 */
struct mmsim_mm *mmsim_fork(struct mmsim_task *t)
{
	struct mmsim_mm *parent = t->mm, *child;
	struct mmsim_mm_config config = {
		.index = parent->index,
		.max_map_count = parent->max_map_count,
		.legacy_layout = test_bit(MMSIM_MMF_LEGACY_LAYOUT, &parent->flags),
		.inject = parent->inject,
	};
	struct mmsim_mmu_gather tlb;
	int err;

	while (mmsim_fault_lock_table[config.fault_lock] != parent->fault_lock)
		config.fault_lock++;
	child = mmsim_mm_create(&config);
	if (!child) {
		mmsim_count(t, MMSIM_EV_alloc_failures);
		return ERR_PTR(-ENOMEM);
	}
	if (parent->measuring)
		mmsim_mm_start_measuring(child);

	err = mmsim_mmap_write_lock_killable(t, parent);
	if (err)
		goto out_put;
	mmsim_mmap_write_lock_nested(t, child, SINGLE_DEPTH_NESTING);
	err = dup_mmap(t, child, parent);
	if (err)
		__set_bit(MMSIM_MMF_UNSTABLE, &child->flags);
	mmsim_mmap_write_unlock_nested(t, child);

	/* The parent lost write permissions: flush before anybody may fault. */
	mmsim_gather_init(&tlb, t, parent);
	mmsim_gather_page(&tlb, NULL);
	mmsim_gather_finish(&tlb);
	mmsim_mmap_write_unlock(t, parent);
	if (!err)
		return child;

out_put:
	mmsim_mmput(t, child);
	return ERR_PTR(err);
}
EXPORT_SYMBOL_GPL(mmsim_fork);
