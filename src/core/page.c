// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shadow folios, and gathering them for freeing.
 */
#include <mmsim/mm.h>
#include <mmsim/page.h>

struct mmsim_folio mmsim_zero_folio = {
	.flags = BIT(MMSIM_PG_ZERO),
};
EXPORT_SYMBOL_GPL(mmsim_zero_folio);

static struct kmem_cache *mmsim_folio_cache;

/**
 * mmsim_page_init() - Create the cache of folios
 *
 * Context: process, once.
 *
 * Return: 0 or -ENOMEM.
 */
int mmsim_page_init(void)
{
	mmsim_folio_cache = kmem_cache_create("mmsim_folio",
					      sizeof(struct mmsim_folio),
					      __alignof__(struct mmsim_folio),
					      0, NULL);
	return mmsim_folio_cache ? 0 : -ENOMEM;
}

/**
 * mmsim_page_exit() - Destroy the cache of folios
 *
 * Context: process; no address space is left.
 */
void mmsim_page_exit(void)
{
	kmem_cache_destroy(mmsim_folio_cache);
}

/**
 * mmsim_folio_alloc() - A new anonymous page of zeroes
 * @t: who needs it
 * @mm: for whom
 *
 * It has one reference and one mapping, for the entry the caller makes.
 *
 * Context: may sleep.
 *
 * Return: the folio or NULL.
 */
struct mmsim_folio *mmsim_folio_alloc(struct mmsim_task *t, struct mmsim_mm *mm)
{
	struct mmsim_folio *folio = NULL;

	if (!mmsim_should_fail(mm->inject))
		folio = kmem_cache_alloc(mmsim_folio_cache, GFP_KERNEL);
	if (!folio) {
		mmsim_count(t, MMSIM_EV_alloc_failures);
		return NULL;
	}
	folio->flags = BIT(MMSIM_PG_ANON_EXCLUSIVE);
	atomic_set(&folio->refcount, 1);
	atomic_set(&folio->mapcount, 1);
	folio->stamp = 0;
	return folio;
}

/**
 * mmsim_folio_is_anon() - Is it an anonymous page, which has counts?
 * @folio: folio
 *
 * Return: true if so; false for the zero page and for files.
 */
bool mmsim_folio_is_anon(const struct mmsim_folio *folio)
{
	return !(READ_ONCE(folio->flags) & (BIT(MMSIM_PG_ZERO) | BIT(MMSIM_PG_FILE)));
}

/**
 * mmsim_folio_put() - Drop a reference
 * @folio: anonymous folio
 */
void mmsim_folio_put(struct mmsim_folio *folio)
{
	if (atomic_dec_and_test(&folio->refcount))
		kmem_cache_free(mmsim_folio_cache, folio);
}

/**
 * mmsim_folio_unmap() - Account that a page table entry no longer maps a folio
 * @t: who removed it
 * @mm: address space it was mapped in
 * @folio: any folio; the reference of the mapping stays with the caller
 *
 * Models folio_remove_rmap_pte().
 *
 * Context: ptl held.
 */
void mmsim_folio_unmap(struct mmsim_task *t, struct mmsim_mm *mm,
		       struct mmsim_folio *folio)
{
	if (folio == &mmsim_zero_folio)
		return;
	if (!mmsim_folio_is_anon(folio)) {
		mmsim_rss_add(mm, t, MMSIM_RSS_FILE, -1);
		return;
	}
	atomic_dec(&folio->mapcount);
	mmsim_rss_add(mm, t, MMSIM_RSS_ANON, -1);
}

static void gather_flush(struct mmsim_mmu_gather *tlb)
{
	struct mmsim_task *t = tlb->task;
	unsigned int i;

	if (tlb->pages) {
		u64 others = atomic64_read(&tlb->mm->cpus);

		if (t->cpu >= 0)
			others &= ~BIT_ULL(t->cpu & 63);
		mmsim_count(t, MMSIM_EV_tlb_flushes);
		mmsim_count_many(t, MMSIM_EV_tlb_flush_pages, tlb->pages);
		mmsim_count_many(t, MMSIM_EV_tlb_flush_ipis, hweight64(others));
		tlb->pages = 0;
	}
	for (i = 0; i < tlb->nr; i++)
		mmsim_folio_put(tlb->folios[i]);
	tlb->nr = 0;
}

/**
 * mmsim_gather_init() - Begin to gather
 * @tlb: the gather
 * @t: who unmaps
 * @mm: whose pages
 *
 * Models tlb_gather_mmu().
 */
void mmsim_gather_init(struct mmsim_mmu_gather *tlb, struct mmsim_task *t,
		       struct mmsim_mm *mm)
{
	tlb->task = t;
	tlb->mm = mm;
	tlb->nr = 0;
	tlb->pages = 0;
}

/**
 * mmsim_gather_page() - Note a removed or changed page table entry
 * @tlb: the gather
 * @folio: anonymous folio whose reference to drop after the flush, or NULL
 *
 * Models __tlb_remove_page().
 *
 * Context: ptl held.
 */
void mmsim_gather_page(struct mmsim_mmu_gather *tlb, struct mmsim_folio *folio)
{
	tlb->pages++;
	if (!folio)
		return;
	tlb->folios[tlb->nr++] = folio;
	if (tlb->nr == ARRAY_SIZE(tlb->folios))
		gather_flush(tlb);
}

/**
 * mmsim_gather_finish() - Flush and free what is left
 * @tlb: the gather
 *
 * Models tlb_finish_mmu().
 */
void mmsim_gather_finish(struct mmsim_mmu_gather *tlb)
{
	gather_flush(tlb);
}
