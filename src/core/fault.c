// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fault engine: what a fault does once its VMA is stable, and the way under
 * mmap_lock that every design falls back to. After mm/memory.c and
 * arch/x86/mm/fault.c.
 */
#include <mmsim/fault.h>
#include <mmsim/index.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>

/**
 * mmsim_access_error() - Do the VMA's flags forbid the access?
 * @vma: stable VMA
 * @flags: MMSIM_FAULT_*
 *
 * Models access_error() of x86.
 *
 * Return: true if it is a segmentation fault.
 */
bool mmsim_access_error(const struct mmsim_vma *vma, unsigned int flags)
{
	if (flags & MMSIM_FAULT_WRITE)
		return !(vma->vm_flags & MMSIM_VM_WRITE);
	if (flags & MMSIM_FAULT_INSTRUCTION)
		return !(vma->vm_flags & MMSIM_VM_EXEC);
	return !(vma->vm_flags & MMSIM_VM_ACCESS_FLAGS);
}

/**
 * mmsim_release_fault_lock() - Drop whichever lock a fault runs under
 * @vmf: the fault; its VMA is not stable any more afterwards
 *
 * Models release_fault_lock().
 */
void mmsim_release_fault_lock(struct mmsim_fault *vmf)
{
	if (vmf->flags & MMSIM_FAULT_VMA_LOCK)
		vmf->mm->fault_lock->end_read(vmf->task, vmf->vma);
	else
		mmsim_mmap_read_unlock(vmf->task, vmf->mm);
	vmf->vma = NULL;
}

/**
 * mmsim_verify_stable() - Count it if a VMA changed under the fault that holds it
 * @vmf: the fault
 * @start: vm_start when the VMA was stabilised
 * @end: vm_end when the VMA was stabilised
 */
void mmsim_verify_stable(struct mmsim_fault *vmf, unsigned long start,
			 unsigned long end)
{
	struct mmsim_vma *vma = vmf->vma;

	if (READ_ONCE(vma->detached) || READ_ONCE(vma->vm_start) != start ||
	    READ_ONCE(vma->vm_end) != end)
		mmsim_count_violation(vmf->task, MMSIM_VIO_unstable_vma);
}
EXPORT_SYMBOL_GPL(mmsim_verify_stable);

/* Give a broken design the time to show it. */
static void verify_window(struct mmsim_task *t)
{
	if (unlikely(t->verify) && !mmsim_task_random(t, 16))
		udelay(mmsim_task_random(t, 20));
}

/*
 * vmf_anon_prepare(): the neighbours may be looked at only under mmap_lock, which the
 * holder of a VMA lock may but try. The lock is gone if this returns RETRY.
 */
static mmsim_vm_fault_t anon_prepare(struct mmsim_fault *vmf)
{
	struct mmsim_vma *vma = vmf->vma;
	int err;

	/* Pairs with the release in mmsim_anon_vma_prepare(). */
	if (likely(smp_load_acquire(&vma->anon_vma)))
		return 0;
	if (vmf->flags & MMSIM_FAULT_VMA_LOCK) {
		if (!mmsim_mmap_read_trylock(vmf->task, vmf->mm)) {
			mmsim_count(vmf->task, MMSIM_EV_anon_vma_trylock_failed);
			mmsim_release_fault_lock(vmf);
			return MMSIM_VM_FAULT_RETRY;
		}
	}
	err = mmsim_anon_vma_prepare(vmf->task, vma);
	if (vmf->flags & MMSIM_FAULT_VMA_LOCK)
		mmsim_mmap_read_unlock(vmf->task, vmf->mm);
	return err ? MMSIM_VM_FAULT_OOM : 0;
}

static unsigned long vma_pte_flags(const struct mmsim_vma *vma,
				   const struct mmsim_fault *vmf)
{
	if (vmf->flags & MMSIM_FAULT_WRITE)
		return MMSIM_PTE_YOUNG | MMSIM_PTE_DIRTY | MMSIM_PTE_WRITE;
	return MMSIM_PTE_YOUNG;
}

/* Put a page where none is; false if somebody else was first. */
static bool install(struct mmsim_fault *vmf, struct mmsim_folio *folio)
{
	struct mmsim_ptdesc *pt;
	mmsim_pte_t *pte;
	bool ok = false;

	pte = mmsim_pte_offset_map_lock(vmf->mm, vmf->address, &pt, 0);
	if (!pte)
		return false;
	if (likely(!*pte)) {
		mmsim_set_pte(pt, pte,
			      mmsim_mk_pte(folio, vma_pte_flags(vmf->vma, vmf)));
		ok = true;
		if (mmsim_folio_is_anon(folio))
			mmsim_rss_add(vmf->mm, vmf->task, MMSIM_RSS_ANON, 1);
		else if (folio != &mmsim_zero_folio)
			mmsim_rss_add(vmf->mm, vmf->task, MMSIM_RSS_FILE, 1);
	}
	mmsim_pte_unmap_unlock(pt);
	return ok;
}

static mmsim_vm_fault_t install_counted(struct mmsim_fault *vmf,
					struct mmsim_folio *folio,
					enum mmsim_event event)
{
	verify_window(vmf->task);
	if (install(vmf, folio)) {
		mmsim_count(vmf->task, event);
	} else {
		mmsim_count(vmf->task, MMSIM_EV_fault_spurious);
		if (mmsim_folio_is_anon(folio))
			mmsim_folio_put(folio);
	}
	return 0;
}

/* do_anonymous_page(), and do_cow_fault() with the file's contents */
static mmsim_vm_fault_t do_private_write(struct mmsim_fault *vmf)
{
	struct mmsim_file *file = vmf->vma->vm_file;
	struct mmsim_folio *folio;
	mmsim_vm_fault_t ret;

	ret = anon_prepare(vmf);
	if (ret)
		return ret;
	folio = mmsim_folio_alloc(vmf->task, vmf->mm);
	if (!folio)
		return MMSIM_VM_FAULT_OOM;
	if (file)
		folio->stamp = file->folio.stamp;
	return install_counted(vmf, folio,
			       file ? MMSIM_EV_fault_cow : MMSIM_EV_fault_anon);
}

static mmsim_vm_fault_t do_no_page(struct mmsim_fault *vmf)
{
	struct mmsim_vma *vma = vmf->vma;

	if ((vmf->flags & MMSIM_FAULT_WRITE) && !(vma->vm_flags & MMSIM_VM_SHARED))
		return do_private_write(vmf);
	if (vma->vm_file)
		return install_counted(vmf, &vma->vm_file->folio,
				       MMSIM_EV_fault_file);
	return install_counted(vmf, &mmsim_zero_folio, MMSIM_EV_fault_zero);
}

/* wp_can_reuse_anon_folio(): is this the only mapping there is? */
static bool can_reuse(struct mmsim_folio *folio)
{
	bool reuse;

	if (test_bit(MMSIM_PG_ANON_EXCLUSIVE, &folio->flags))
		return true;
	if (atomic_read(&folio->refcount) != 1 || !mmsim_folio_trylock(folio))
		return false;
	reuse = atomic_read(&folio->refcount) == 1;
	if (reuse)
		set_bit(MMSIM_PG_ANON_EXCLUSIVE, &folio->flags);
	mmsim_folio_unlock(folio);
	return reuse;
}

/* wp_page_copy(); @old has a reference of ours if it is anonymous */
static mmsim_vm_fault_t wp_copy(struct mmsim_fault *vmf, mmsim_pte_t orig,
				struct mmsim_folio *old)
{
	bool old_anon = mmsim_folio_is_anon(old);
	struct mmsim_mmu_gather tlb;
	struct mmsim_folio *new;
	struct mmsim_ptdesc *pt;
	mmsim_vm_fault_t ret;
	mmsim_pte_t *pte;

	ret = anon_prepare(vmf);
	if (ret)
		goto out;
	ret = MMSIM_VM_FAULT_OOM;
	new = mmsim_folio_alloc(vmf->task, vmf->mm);
	if (!new)
		goto out;
	new->stamp = READ_ONCE(old->stamp);
	ret = 0;

	verify_window(vmf->task);
	mmsim_gather_init(&tlb, vmf->task, vmf->mm);
	pte = mmsim_pte_offset_map_lock(vmf->mm, vmf->address, &pt, 0);
	if (pte && *pte == orig) {
		mmsim_clear_pte(pt, pte);
		mmsim_set_pte(pt, pte, mmsim_mk_pte(new, MMSIM_PTE_YOUNG |
							 MMSIM_PTE_DIRTY |
							 MMSIM_PTE_WRITE));
		mmsim_folio_unmap(vmf->task, vmf->mm, old);
		mmsim_rss_add(vmf->mm, vmf->task, MMSIM_RSS_ANON, 1);
		mmsim_gather_page(&tlb, old_anon ? old : NULL);
		mmsim_count(vmf->task, MMSIM_EV_fault_cow);
		new = NULL;
	} else {
		mmsim_count(vmf->task, MMSIM_EV_fault_spurious);
	}
	if (pte)
		mmsim_pte_unmap_unlock(pt);
	mmsim_gather_finish(&tlb);
	if (new)
		mmsim_folio_put(new);
out:
	if (old_anon)
		mmsim_folio_put(old);
	return ret;
}

/* handle_pte_fault() for an entry that is there; called with its table locked */
static mmsim_vm_fault_t do_present(struct mmsim_fault *vmf,
				   struct mmsim_ptdesc *pt, mmsim_pte_t *pte)
{
	struct mmsim_folio *folio = mmsim_pte_folio(*pte);
	mmsim_pte_t orig = *pte;
	bool reuse;

	if (!(vmf->flags & MMSIM_FAULT_WRITE) || (orig & MMSIM_PTE_WRITE)) {
		WRITE_ONCE(*pte, (orig & ~MMSIM_PTE_PROTNONE) | MMSIM_PTE_YOUNG |
				 (vmf->flags & MMSIM_FAULT_WRITE ?
				  MMSIM_PTE_DIRTY : 0));
		mmsim_pte_unmap_unlock(pt);
		mmsim_count(vmf->task, MMSIM_EV_fault_spurious);
		return 0;
	}
	if (vmf->vma->vm_flags & MMSIM_VM_SHARED)
		reuse = true;
	else
		reuse = mmsim_folio_is_anon(folio) && can_reuse(folio);
	if (reuse) {
		WRITE_ONCE(*pte, (orig & ~MMSIM_PTE_PROTNONE) | MMSIM_PTE_WRITE |
				 MMSIM_PTE_DIRTY | MMSIM_PTE_YOUNG);
		mmsim_pte_unmap_unlock(pt);
		mmsim_count(vmf->task, MMSIM_EV_fault_reuse);
		return 0;
	}
	if (mmsim_folio_is_anon(folio))
		atomic_inc(&folio->refcount);
	mmsim_pte_unmap_unlock(pt);
	return wp_copy(vmf, orig, folio);
}

/**
 * mmsim_handle_mm_fault() - Handle a fault whose VMA is stable and allows it
 * @vmf: the fault
 *
 * Models handle_mm_fault().
 *
 * Context: the fault lock held, in whichever form @vmf says; may sleep.
 *
 * Return: VM_FAULT bits; with RETRY the fault lock is released.
 */
mmsim_vm_fault_t mmsim_handle_mm_fault(struct mmsim_fault *vmf)
{
	struct mmsim_ptdesc *pt;
	mmsim_pte_t *pte;

	if (mmsim_pte_alloc(vmf->task, vmf->mm, vmf->address))
		return MMSIM_VM_FAULT_OOM;
	pte = mmsim_pte_offset_map_lock(vmf->mm, vmf->address, &pt, 0);
	if (unlikely(!pte))
		return 0;	/* its table went away: let the access fault again */
	if (*pte)
		return do_present(vmf, pt, pte);
	mmsim_pte_unmap_unlock(pt);
	return do_no_page(vmf);
}

/*
 * lock_mm_and_find_vma(): the VMA of the address, with mmap_lock held for reading;
 * NULL with it released. Growing a stack takes mmap_lock for writing in between.
 */
static struct mmsim_vma *lock_mm_and_find_vma(struct mmsim_fault *vmf,
					      mmsim_vm_fault_t *ret)
{
	struct mmsim_task *t = vmf->task;
	struct mmsim_mm *mm = vmf->mm;
	struct mmsim_vma *vma;
	int err;

	*ret = MMSIM_VM_FAULT_RETRY;
	if (mmsim_mmap_read_lock_killable(t, mm))
		return NULL;
	*ret = MMSIM_VM_FAULT_SIGSEGV;
	vma = mmsim_index_find(mm, vmf->address);
	if (likely(vma && vma->vm_start <= vmf->address))
		return vma;
	if (!vma || !(vma->vm_flags & MMSIM_VM_GROWSDOWN)) {
		mmsim_mmap_read_unlock(t, mm);
		return NULL;
	}

	mmsim_mmap_read_unlock(t, mm);
	if (vmf->why == NR_MMSIM_FALLBACKS)
		vmf->why = MMSIM_FB_stack_growth;
	*ret = MMSIM_VM_FAULT_RETRY;
	if (mmsim_mmap_write_lock_killable(t, mm))
		return NULL;
	*ret = MMSIM_VM_FAULT_SIGSEGV;
	vma = mmsim_index_find(mm, vmf->address);
	if (!vma)
		goto fail;
	if (vma->vm_start > vmf->address) {
		if (!(vma->vm_flags & MMSIM_VM_GROWSDOWN))
			goto fail;
		err = mmsim_expand_stack(t, vma, vmf->address);
		if (err)
			goto fail;
		mmsim_count(t, MMSIM_EV_fault_stack);
	}
	mmsim_mmap_write_downgrade(t, mm);
	return vma;

fail:
	mmsim_mmap_write_unlock(t, mm);
	return NULL;
}

/**
 * mmsim_fault_mmap_lock() - Handle a fault under mmap_lock
 * @vmf: the fault
 *
 * Models the second half of do_user_addr_fault(). If @vmf->why is
 * NR_MMSIM_FALLBACKS on entry it is set to stack_growth if the stack had to grow.
 *
 * Context: no locks; may sleep.
 *
 * Return: VM_FAULT bits; RETRY if a fatal signal is pending.
 */
mmsim_vm_fault_t mmsim_fault_mmap_lock(struct mmsim_fault *vmf)
{
	struct mmsim_task *t = vmf->task;
	unsigned long start, end;
	struct mmsim_vma *vma;
	mmsim_vm_fault_t ret;

	for (;;) {
		vma = lock_mm_and_find_vma(vmf, &ret);
		if (!vma)
			return ret;
		vmf->vma = vma;
		start = vma->vm_start;
		end = vma->vm_end;
		if (unlikely(mmsim_access_error(vma, vmf->flags))) {
			mmsim_mmap_read_unlock(t, vmf->mm);
			return MMSIM_VM_FAULT_SIGSEGV;
		}
		ret = mmsim_handle_mm_fault(vmf);
		if (ret & MMSIM_VM_FAULT_COMPLETED)
			return ret;
		if (!(ret & MMSIM_VM_FAULT_RETRY)) {
			if (unlikely(t->verify))
				mmsim_verify_stable(vmf, start, end);
			mmsim_mmap_read_unlock(t, vmf->mm);
			return ret;
		}
		if (fatal_signal_pending(current))
			return ret;
		vmf->flags |= MMSIM_FAULT_TRIED;
		mmsim_count(t, MMSIM_EV_fault_mmap_retry);
	}
}

/**
 * mmsim_fault_fallback() - Go on under mmap_lock
 * @vmf: the fault, with the reason in @vmf->why
 *
 * Context: no locks; may sleep.
 *
 * Return: as mmsim_fault_mmap_lock().
 */
mmsim_vm_fault_t mmsim_fault_fallback(struct mmsim_fault *vmf)
{
	mmsim_count_fallback(vmf->task, vmf->why);
	trace_mmsim_fault_fallback(vmf->mm, vmf->address, vmf->why);
	if (fatal_signal_pending(current))
		return MMSIM_VM_FAULT_RETRY;
	return mmsim_fault_mmap_lock(vmf);
}

/**
 * mmsim_fault() - A task touches a page that is not mapped, or not so
 * @t: who
 * @addr: address
 * @flags: MMSIM_FAULT_WRITE, _INSTRUCTION, _USER
 *
 * Models the page fault exception.
 *
 * Context: no locks; may sleep.
 *
 * Return: VM_FAULT bits: 0, an error, or RETRY if a fatal signal is pending.
 */
mmsim_vm_fault_t mmsim_fault(struct mmsim_task *t, unsigned long addr,
			     unsigned int flags)
{
	struct mmsim_fault vmf = {
		.task = t,
		.mm = t->mm,
		.address = addr & MMSIM_PAGE_MASK,
		.flags = flags | MMSIM_FAULT_DEFAULT,
	};
	mmsim_vm_fault_t ret;

	if (t->cpu >= 0 &&
	    unlikely(!(atomic64_read(&t->mm->cpus) & BIT_ULL(t->cpu & 63))))
		atomic64_or(BIT_ULL(t->cpu & 63), &t->mm->cpus);

	trace_mmsim_fault_begin(vmf.mm, vmf.address, vmf.flags);
	ret = vmf.mm->fault_lock->fault(&vmf);
	if (unlikely(ret & MMSIM_VM_FAULT_ERROR))
		mmsim_count(t, MMSIM_EV_fault_error);
	else if (unlikely(ret & MMSIM_VM_FAULT_RETRY))
		mmsim_count(t, MMSIM_EV_fault_killed);
	trace_mmsim_fault_end(vmf.mm, vmf.address, vmf.flags, ret);
	return ret;
}
EXPORT_SYMBOL_GPL(mmsim_fault);
