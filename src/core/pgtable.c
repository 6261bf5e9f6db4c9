// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page tables: four levels of 512 entries, each table with a lock of its own.
 *
 * Tables are installed under the upper table's lock and freed after a grace period.
 * Whoever walks does so under RCU, locks the table it needs and then checks that it
 * is still linked; this holds whatever lock keeps the VMA stable, or fails to.
 */
#include <mmsim/file.h>
#include <mmsim/mm.h>
#include <mmsim/page.h>

static struct lock_class_key ptl_key[MMSIM_LEVELS];
static const char *const ptl_name[MMSIM_LEVELS] = {
	"mmsim:pte_lock", "mmsim:pmd_lock", "mmsim:pud_lock", "mmsim:pgd_lock",
};

static unsigned long level_size(int level)
{
	return 1UL << (MMSIM_PAGE_SHIFT + MMSIM_TABLE_SHIFT * level);
}

static struct mmsim_ptdesc *table_alloc(struct mmsim_mm *mm, int level)
{
	struct mmsim_ptdesc *pt;

	if (mmsim_should_fail(mm->inject))
		return NULL;
	pt = kmalloc(sizeof(*pt), GFP_KERNEL);
	if (!pt)
		return NULL;
	pt->entry = (unsigned long *)get_zeroed_page(GFP_KERNEL);
	if (!pt->entry) {
		kfree(pt);
		return NULL;
	}
	spin_lock_init(&pt->ptl);
	lockdep_set_class_and_name(&pt->ptl, &ptl_key[level], ptl_name[level]);
	pt->nr_used = 0;
	pt->dead = false;
	return pt;
}

static void table_free_now(struct mmsim_ptdesc *pt)
{
	free_page((unsigned long)pt->entry);
	kfree(pt);
}

static void table_free_rcu(struct rcu_head *head)
{
	table_free_now(container_of(head, struct mmsim_ptdesc, rcu));
}

static struct mmsim_ptdesc *table_child(struct mmsim_ptdesc *pt,
					unsigned long addr, int level)
{
	unsigned long *entry = &pt->entry[mmsim_table_index(addr, level)];

	/* Pairs with the release in mmsim_pte_alloc(): an initialised descriptor. */
	return (struct mmsim_ptdesc *)smp_load_acquire(entry);
}

/**
 * mmsim_pgd_alloc() - Give an address space its top level table
 * @mm: address space
 *
 * Context: may sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int mmsim_pgd_alloc(struct mmsim_mm *mm)
{
	mm->pgd = table_alloc(mm, MMSIM_LEVELS - 1);
	return mm->pgd ? 0 : -ENOMEM;
}

/**
 * mmsim_pgd_free() - Free the top level table, which is empty
 * @mm: address space nobody uses
 */
void mmsim_pgd_free(struct mmsim_mm *mm)
{
	if (!mm->pgd)
		return;
	WARN_ON_ONCE(mm->pgd->nr_used);
	table_free_now(mm->pgd);
}

/**
 * mmsim_pte_alloc() - See to it that an address has a PTE table
 * @t: who faults or copies
 * @mm: address space
 * @addr: address
 *
 * Models pte_alloc() and the levels above.
 *
 * Context: the VMA is stable; may sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int mmsim_pte_alloc(struct mmsim_task *t, struct mmsim_mm *mm, unsigned long addr)
{
	struct mmsim_ptdesc *pt, *child, *new = NULL;
	int level;

retry:
	rcu_read_lock();
	pt = mm->pgd;
	for (level = MMSIM_LEVELS - 1; level > 0; level--, pt = child) {
		unsigned long *entry = &pt->entry[mmsim_table_index(addr, level)];

		child = table_child(pt, addr, level);
		if (likely(child))
			continue;
		if (!new) {
			rcu_read_unlock();
			new = table_alloc(mm, level - 1);
			if (!new) {
				mmsim_count(t, MMSIM_EV_alloc_failures);
				return -ENOMEM;
			}
			goto retry;
		}
		spin_lock(&pt->ptl);
		if (unlikely(pt->dead)) {
			spin_unlock(&pt->ptl);
			rcu_read_unlock();
			goto retry;
		}
		child = (struct mmsim_ptdesc *)*entry;
		if (!child) {
			/* It may have been allocated for another level. */
			lockdep_set_class_and_name(&new->ptl, &ptl_key[level - 1],
						   ptl_name[level - 1]);
			child = new;
			new = NULL;
			/* Pairs with the acquire in table_child(). */
			smp_store_release(entry, (unsigned long)child);
			pt->nr_used++;
			mmsim_count(t, MMSIM_EV_page_tables_allocated);
		}
		spin_unlock(&pt->ptl);
	}
	rcu_read_unlock();
	if (unlikely(new))
		table_free_now(new);
	return 0;
}

/**
 * mmsim_pte_offset_map_lock() - Lock the PTE table of an address
 * @mm: address space
 * @addr: address
 * @ptp: where to put the table's descriptor
 * @subclass: lockdep subclass, for the second of two tables
 *
 * Models pte_offset_map_lock().
 *
 * Context: any; on success in RCU with the table's lock held, until
 * mmsim_pte_unmap_unlock().
 *
 * Return: the entry, or NULL if there is no table.
 */
mmsim_pte_t *mmsim_pte_offset_map_lock(struct mmsim_mm *mm, unsigned long addr,
				       struct mmsim_ptdesc **ptp, int subclass)
{
	struct mmsim_ptdesc *pt;
	int level;

	rcu_read_lock();
	pt = mm->pgd;
	for (level = MMSIM_LEVELS - 1; level > 0; level--) {
		pt = table_child(pt, addr, level);
		if (!pt)
			goto none;
	}
	spin_lock_nested(&pt->ptl, subclass);
	if (unlikely(pt->dead)) {
		spin_unlock(&pt->ptl);
		goto none;
	}
	*ptp = pt;
	return &pt->entry[mmsim_table_index(addr, 0)];

none:
	rcu_read_unlock();
	return NULL;
}

/**
 * mmsim_pte_unmap_unlock() - Undo mmsim_pte_offset_map_lock()
 * @pt: descriptor of the locked table
 */
void mmsim_pte_unmap_unlock(struct mmsim_ptdesc *pt)
{
	spin_unlock(&pt->ptl);
	rcu_read_unlock();
}

/**
 * mmsim_next_pte_table() - Skip what has no PTE table
 * @mm: address space
 * @addr: where to begin
 * @end: where to end
 *
 * Context: any.
 *
 * Return: the first address from @addr on whose PTE table exists, or @end.
 */
unsigned long mmsim_next_pte_table(struct mmsim_mm *mm, unsigned long addr,
				   unsigned long end)
{
	rcu_read_lock();
	while (addr < end) {
		struct mmsim_ptdesc *pt = mm->pgd;
		unsigned long size;
		int level;

		for (level = MMSIM_LEVELS - 1; level > 0; level--) {
			pt = table_child(pt, addr, level);
			if (!pt)
				break;
		}
		if (!level)
			break;
		size = level_size(level);
		addr = (addr + size) & ~(size - 1);
	}
	rcu_read_unlock();
	return min(addr, end);
}

static void zap_table(struct mmsim_mmu_gather *tlb, unsigned long addr,
		      unsigned long end)
{
	struct mmsim_mm *mm = tlb->mm;
	struct mmsim_ptdesc *pt;
	unsigned long zapped = 0;
	mmsim_pte_t *pte;

	pte = mmsim_pte_offset_map_lock(mm, addr, &pt, 0);
	if (!pte)
		return;
	for (; addr < end && pt->nr_used; addr += MMSIM_PAGE_SIZE, pte++) {
		struct mmsim_folio *folio;

		if (!*pte)
			continue;
		folio = mmsim_pte_folio(mmsim_clear_pte(pt, pte));
		mmsim_folio_unmap(tlb->task, mm, folio);
		mmsim_gather_page(tlb, mmsim_folio_is_anon(folio) ? folio : NULL);
		zapped++;
	}
	mmsim_pte_unmap_unlock(pt);
	mmsim_count_many(tlb->task, MMSIM_EV_pages_zapped, zapped);
}

/**
 * mmsim_zap_range() - Remove all pages of a range
 * @tlb: where to gather them
 * @start: range
 * @end: range
 *
 * Models unmap_page_range().
 *
 * Context: the VMA is stable or isolated; may sleep.
 */
void mmsim_zap_range(struct mmsim_mmu_gather *tlb, unsigned long start,
		     unsigned long end)
{
	unsigned long addr = start, next;

	while ((addr = mmsim_next_pte_table(tlb->mm, addr, end)) < end) {
		next = min((addr + MMSIM_PMD_SIZE) & MMSIM_PMD_MASK, end);
		zap_table(tlb, addr, next);
		addr = next;
		cond_resched();
	}
}

/*
 * A table that is freed must be empty. If a page was put in after the range was
 * zapped, a fault had not been kept out: count it, and do not leak the page.
 */
static void table_drain(struct mmsim_task *t, struct mmsim_mm *mm,
			struct mmsim_ptdesc *pt)
{
	int i;

	for (i = 0; i < MMSIM_PTRS_PER_TABLE && pt->nr_used; i++) {
		struct mmsim_folio *folio;

		if (!pt->entry[i])
			continue;
		folio = mmsim_pte_folio(mmsim_clear_pte(pt, &pt->entry[i]));
		mmsim_folio_unmap(t, mm, folio);
		if (mmsim_folio_is_anon(folio))
			mmsim_folio_put(folio);
		mmsim_count_violation(t, MMSIM_VIO_bad_rss);
	}
}

/*
 * A table goes if all it spans lies between the neighbouring VMAs, and then with all
 * that is below it. It is unlinked and marked first: a fault that was not kept out
 * can put nothing more into it.
 */
static void free_level(struct mmsim_task *t, struct mmsim_mm *mm,
		       struct mmsim_ptdesc *pt, int level,
		       unsigned long start, unsigned long end,
		       unsigned long floor, unsigned long ceiling)
{
	unsigned long size = level_size(level);
	unsigned long addr, next;

	for (addr = start; addr < end; addr = next) {
		unsigned int idx = mmsim_table_index(addr, level);
		unsigned long base = addr & ~(size - 1);
		struct mmsim_ptdesc *child;

		if (pt->dead && !pt->nr_used)
			break;
		next = min(base + size, end);
		child = table_child(pt, addr, level);
		if (!child)
			continue;
		if (base < floor || (ceiling && base + size > ceiling)) {
			if (level > 1)
				free_level(t, mm, child, level - 1, addr, next,
					   floor, ceiling);
			continue;
		}
		spin_lock(&pt->ptl);
		WRITE_ONCE(pt->entry[idx], 0);
		pt->nr_used--;
		spin_unlock(&pt->ptl);

		spin_lock(&child->ptl);
		child->dead = true;
		if (level == 1)
			table_drain(t, mm, child);
		spin_unlock(&child->ptl);
		if (level > 1)
			free_level(t, mm, child, level - 1, base, base + size, 0, 0);
		mmsim_count(t, MMSIM_EV_page_tables_freed);
		call_rcu(&child->rcu, table_free_rcu);
	}
}

/**
 * mmsim_free_pgd_range() - Free the page tables of an unmapped range
 * @t: who unmaps
 * @mm: address space
 * @start: range
 * @end: range
 * @floor: end of the VMA below; no table that reaches below it is freed
 * @ceiling: start of the VMA above, 0 if there is none
 *
 * Models free_pgd_range().
 *
 * Context: mmap_lock held; the range has no VMA.
 */
void mmsim_free_pgd_range(struct mmsim_task *t, struct mmsim_mm *mm,
			  unsigned long start, unsigned long end,
			  unsigned long floor, unsigned long ceiling)
{
	free_level(t, mm, mm->pgd, MMSIM_LEVELS - 1, start, end, floor, ceiling);
}

/**
 * mmsim_resident_pages() - Count the pages of a range that are present
 * @mm: address space
 * @start: range
 * @end: range
 *
 * Zero page mappings count, as in mincore() and smaps' Referenced they would.
 *
 * Context: any; a snapshot per table.
 *
 * Return: the number of pages.
 */
unsigned long mmsim_resident_pages(struct mmsim_mm *mm, unsigned long start,
				   unsigned long end)
{
	unsigned long addr = start, next, pages = 0;
	struct mmsim_ptdesc *pt;
	mmsim_pte_t *pte;

	while ((addr = mmsim_next_pte_table(mm, addr, end)) < end) {
		next = min((addr + MMSIM_PMD_SIZE) & MMSIM_PMD_MASK, end);
		pte = mmsim_pte_offset_map_lock(mm, addr, &pt, 0);
		if (pte) {
			for (; addr < next; addr += MMSIM_PAGE_SIZE, pte++)
				pages += !!*pte;
			mmsim_pte_unmap_unlock(pt);
		}
		addr = next;
	}
	return pages;
}
EXPORT_SYMBOL_GPL(mmsim_resident_pages);
