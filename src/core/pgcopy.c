// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page table entries of whole ranges: copied by fork, moved by mremap, changed by
 * mprotect.
 */
#include <mmsim/mm.h>
#include <mmsim/page.h>

static void copy_table(struct mmsim_task *t, struct mmsim_mm *dst_mm,
		       struct mmsim_vma *src_vma, unsigned long addr,
		       unsigned long end)
{
	bool cow = mmsim_is_cow_mapping(src_vma->vm_flags);
	struct mmsim_ptdesc *src_pt, *dst_pt;
	mmsim_pte_t *src, *dst;
	long rss[NR_MMSIM_RSS] = { };
	unsigned long copied = 0;

	/* The child's table was just allocated and nobody else has the child. */
	dst = mmsim_pte_offset_map_lock(dst_mm, addr, &dst_pt, 0);
	if (WARN_ON_ONCE(!dst))
		return;
	src = mmsim_pte_offset_map_lock(src_vma->vm_mm, addr, &src_pt,
					SINGLE_DEPTH_NESTING);
	if (!src) {
		mmsim_pte_unmap_unlock(dst_pt);
		return;
	}
	for (; addr < end; addr += MMSIM_PAGE_SIZE, src++, dst++) {
		struct mmsim_folio *folio;
		mmsim_pte_t pte = *src;

		if (!pte)
			continue;
		folio = mmsim_pte_folio(pte);
		if (cow && (pte & MMSIM_PTE_WRITE)) {
			pte &= ~MMSIM_PTE_WRITE;
			WRITE_ONCE(*src, pte);
		}
		if (mmsim_folio_is_anon(folio)) {
			if (cow)
				clear_bit(MMSIM_PG_ANON_EXCLUSIVE, &folio->flags);
			atomic_inc(&folio->refcount);
			atomic_inc(&folio->mapcount);
			rss[MMSIM_RSS_ANON]++;
		} else if (folio != &mmsim_zero_folio) {
			rss[MMSIM_RSS_FILE]++;
		}
		if (!*dst)
			mmsim_set_pte(dst_pt, dst, pte & ~MMSIM_PTE_DIRTY);
		copied++;
	}
	mmsim_pte_unmap_unlock(src_pt);
	mmsim_pte_unmap_unlock(dst_pt);

	mmsim_rss_add(dst_mm, t, MMSIM_RSS_ANON, rss[MMSIM_RSS_ANON]);
	mmsim_rss_add(dst_mm, t, MMSIM_RSS_FILE, rss[MMSIM_RSS_FILE]);
	mmsim_count_many(t, MMSIM_EV_fork_pages_copied, copied);
}

/**
 * mmsim_copy_page_range() - Copy a VMA's page table entries to a child
 * @t: who forks
 * @dst_mm: the child, whose VMA has the same range
 * @src_vma: the parent's VMA
 *
 * Pages of a private mapping become write-protected on both sides. A VMA without
 * anonymous pages is left to be faulted in. Models copy_page_range().
 *
 * Context: both mmap_locks held for writing; may sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int mmsim_copy_page_range(struct mmsim_task *t, struct mmsim_mm *dst_mm,
			  struct mmsim_vma *src_vma)
{
	unsigned long addr = src_vma->vm_start, end = src_vma->vm_end, next;
	struct mmsim_mm *src_mm = src_vma->vm_mm;
	int err;

	if (!src_vma->anon_vma)
		return 0;
	while ((addr = mmsim_next_pte_table(src_mm, addr, end)) < end) {
		next = min((addr + MMSIM_PMD_SIZE) & MMSIM_PMD_MASK, end);
		err = mmsim_pte_alloc(t, dst_mm, addr);
		if (err)
			return err;
		copy_table(t, dst_mm, src_vma, addr, next);
		addr = next;
		cond_resched();
	}
	return 0;
}

static mmsim_pte_t protected_pte(const struct mmsim_vma *vma, mmsim_pte_t pte)
{
	struct mmsim_folio *folio = mmsim_pte_folio(pte);

	if (vma->vm_flags & MMSIM_VM_ACCESS_FLAGS)
		pte &= ~MMSIM_PTE_PROTNONE;
	else
		pte |= MMSIM_PTE_PROTNONE;
	if (!(vma->vm_flags & MMSIM_VM_WRITE))
		pte &= ~MMSIM_PTE_WRITE;
	else if (mmsim_folio_is_anon(folio) &&
		 test_bit(MMSIM_PG_ANON_EXCLUSIVE, &folio->flags))
		/* can_change_pte_writable(): saves the fault that would follow */
		pte |= MMSIM_PTE_WRITE;
	return pte;
}

/**
 * mmsim_change_protection() - Make the entries of a range fit their VMA's flags
 * @tlb: where to note what changed
 * @vma: VMA with its new flags
 * @start: range
 * @end: range
 *
 * Models change_protection().
 *
 * Context: mmap_lock held for writing and the VMA write-locked; may sleep.
 */
void mmsim_change_protection(struct mmsim_mmu_gather *tlb,
			     struct mmsim_vma *vma, unsigned long start,
			     unsigned long end)
{
	unsigned long addr = start, next;
	struct mmsim_ptdesc *pt;
	mmsim_pte_t *pte, new;

	while ((addr = mmsim_next_pte_table(tlb->mm, addr, end)) < end) {
		next = min((addr + MMSIM_PMD_SIZE) & MMSIM_PMD_MASK, end);
		pte = mmsim_pte_offset_map_lock(tlb->mm, addr, &pt, 0);
		if (pte) {
			for (; addr < next; addr += MMSIM_PAGE_SIZE, pte++) {
				if (!*pte)
					continue;
				new = protected_pte(vma, *pte);
				if (new == *pte)
					continue;
				WRITE_ONCE(*pte, new);
				mmsim_gather_page(tlb, NULL);
			}
			mmsim_pte_unmap_unlock(pt);
		}
		addr = next;
		cond_resched();
	}
}

static void move_table(struct mmsim_mm *mm, unsigned long old_addr,
		       unsigned long new_addr, unsigned long len)
{
	struct mmsim_ptdesc *old_pt, *new_pt;
	mmsim_pte_t *old, *new;

	old = mmsim_pte_offset_map_lock(mm, old_addr, &old_pt, 0);
	if (!old)
		return;
	if (((old_addr ^ new_addr) & MMSIM_PMD_MASK) == 0) {
		new_pt = old_pt;
		new = old + ((long)(new_addr - old_addr) >> MMSIM_PAGE_SHIFT);
	} else {
		new = mmsim_pte_offset_map_lock(mm, new_addr, &new_pt,
						SINGLE_DEPTH_NESTING);
		if (WARN_ON_ONCE(!new)) {
			mmsim_pte_unmap_unlock(old_pt);
			return;
		}
	}
	for (; len; len -= MMSIM_PAGE_SIZE, old++, new++)
		if (*old)
			mmsim_set_pte(new_pt, new, mmsim_clear_pte(old_pt, old));
	if (new_pt != old_pt)
		mmsim_pte_unmap_unlock(new_pt);
	mmsim_pte_unmap_unlock(old_pt);
}

/**
 * mmsim_move_page_tables() - Move the pages of a range
 * @t: who moves
 * @mm: address space
 * @old_addr: where they are
 * @new_addr: where they shall be; no pages are there
 * @len: bytes
 *
 * Models move_page_tables() without its shortcut for whole tables.
 *
 * Context: mmap_lock held for writing and both VMAs write-locked; may sleep.
 *
 * Return: 0, or -ENOMEM with some pages moved.
 */
int mmsim_move_page_tables(struct mmsim_task *t, struct mmsim_mm *mm,
			   unsigned long old_addr, unsigned long new_addr,
			   unsigned long len)
{
	unsigned long end = old_addr + len, addr = old_addr, extent, to;
	int err;

	while ((addr = mmsim_next_pte_table(mm, addr, end)) < end) {
		to = new_addr + (addr - old_addr);
		extent = min(MMSIM_PMD_SIZE - (addr & ~MMSIM_PMD_MASK),
			     MMSIM_PMD_SIZE - (to & ~MMSIM_PMD_MASK));
		extent = min(extent, end - addr);
		err = mmsim_pte_alloc(t, mm, to);
		if (err)
			return err;
		move_table(mm, addr, to, extent);
		addr += extent;
		cond_resched();
	}
	return 0;
}
