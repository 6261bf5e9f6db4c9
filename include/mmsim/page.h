/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shadow pages and page tables.
 *
 * A folio has no data but a 64-bit stamp. A page table entry is a folio pointer
 * with flags in its low bits. Every table has a descriptor with its own lock, as a
 * struct ptdesc has; a table is freed after an RCU grace period, so that a walk
 * under RCU may lock it and then check that it is still linked.
 */
#ifndef _MMSIM_PAGE_H
#define _MMSIM_PAGE_H

#include <mmsim/internal.h>

struct mmsim_mm;
struct mmsim_task;
struct mmsim_vma;

/* Bits of mmsim_folio.flags */
#define MMSIM_PG_LOCKED		0
#define MMSIM_PG_ANON_EXCLUSIVE	1	/* PageAnonExclusive: one mapping, not shared by fork */
#define MMSIM_PG_ZERO		2	/* the zero page: neither counted nor freed */
#define MMSIM_PG_FILE		3	/* stands for a file's pages: counted, not freed */

/**
 * struct mmsim_folio - A page
 * @flags: MMSIM_PG_*
 * @refcount: one per mapping and one per temporary user
 * @mapcount: page table entries that point here
 * @stamp: contents; 0 is a page of zeroes
 */
struct mmsim_folio {
	unsigned long flags;
	atomic_t refcount;
	atomic_t mapcount;
	u64 stamp;
} __aligned(16);

typedef unsigned long mmsim_pte_t;

#define MMSIM_PTE_WRITE		0x1UL
#define MMSIM_PTE_DIRTY		0x2UL
#define MMSIM_PTE_YOUNG		0x4UL
#define MMSIM_PTE_PROTNONE	0x8UL
#define MMSIM_PTE_FLAGS		0xfUL

/* All anonymous read faults map this one; it is not counted. */
extern struct mmsim_folio mmsim_zero_folio;

static inline struct mmsim_folio *mmsim_pte_folio(mmsim_pte_t pte)
{
	return (struct mmsim_folio *)(pte & ~MMSIM_PTE_FLAGS);
}

static inline mmsim_pte_t mmsim_mk_pte(struct mmsim_folio *folio,
				       unsigned long flags)
{
	return (unsigned long)folio | flags;
}

static inline bool mmsim_folio_trylock(struct mmsim_folio *folio)
{
	return !test_and_set_bit_lock(MMSIM_PG_LOCKED, &folio->flags);
}

static inline void mmsim_folio_unlock(struct mmsim_folio *folio)
{
	clear_bit_unlock(MMSIM_PG_LOCKED, &folio->flags);
}

#define MMSIM_PTRS_PER_TABLE	512
#define MMSIM_TABLE_SHIFT	9
#define MMSIM_LEVELS		4	/* 0 is the PTE table, 3 the PGD */

#define MMSIM_PMD_SHIFT		(MMSIM_PAGE_SHIFT + MMSIM_TABLE_SHIFT)
#define MMSIM_PMD_SIZE		(1UL << MMSIM_PMD_SHIFT)
#define MMSIM_PMD_MASK		(~(MMSIM_PMD_SIZE - 1))

/**
 * struct mmsim_ptdesc - Descriptor of one page table
 * @ptl: protects the entries (the split PTE lock at level 0)
 * @entry: 512 entries: PTEs at level 0, else pointers to lower descriptors
 * @nr_used: entries in use, under @ptl
 * @dead: no longer linked, under @ptl
 * @rcu: frees table and descriptor
 */
struct mmsim_ptdesc {
	spinlock_t ptl;			/* entry, nr_used, dead */
	unsigned int nr_used;
	bool dead;
	unsigned long *entry;
	struct rcu_head rcu;
};

static inline unsigned int mmsim_table_index(unsigned long addr, int level)
{
	return (addr >> (MMSIM_PAGE_SHIFT + MMSIM_TABLE_SHIFT * level)) &
	       (MMSIM_PTRS_PER_TABLE - 1);
}

/**
 * struct mmsim_mmu_gather - Pages taken out of page tables but not yet freed
 * @task: who unmaps
 * @mm: whose pages
 * @nr: folios gathered
 * @pages: page table entries removed since the last flush
 * @folios: to be freed after the flush
 *
 * Models struct mmu_gather. TLB flushes are counted, not made.
 */
struct mmsim_mmu_gather {
	struct mmsim_task *task;
	struct mmsim_mm *mm;
	unsigned int nr;
	unsigned int pages;
	struct mmsim_folio *folios[32];
};

/* Set an entry that was empty, or clear one that was not; ptl held. */
static inline void mmsim_set_pte(struct mmsim_ptdesc *pt, mmsim_pte_t *pte,
				 mmsim_pte_t val)
{
	lockdep_assert_held(&pt->ptl);
	pt->nr_used++;
	WRITE_ONCE(*pte, val);
}

static inline mmsim_pte_t mmsim_clear_pte(struct mmsim_ptdesc *pt,
					  mmsim_pte_t *pte)
{
	mmsim_pte_t old = *pte;

	lockdep_assert_held(&pt->ptl);
	pt->nr_used--;
	WRITE_ONCE(*pte, 0);
	return old;
}

int mmsim_page_init(void);
void mmsim_page_exit(void);

struct mmsim_folio *mmsim_folio_alloc(struct mmsim_task *t, struct mmsim_mm *mm);
void mmsim_folio_put(struct mmsim_folio *folio);
void mmsim_folio_unmap(struct mmsim_task *t, struct mmsim_mm *mm,
		       struct mmsim_folio *folio);

void mmsim_gather_page(struct mmsim_mmu_gather *tlb, struct mmsim_folio *folio);
void mmsim_gather_init(struct mmsim_mmu_gather *tlb, struct mmsim_task *t,
		       struct mmsim_mm *mm);
void mmsim_gather_finish(struct mmsim_mmu_gather *tlb);

int mmsim_pgd_alloc(struct mmsim_mm *mm);
void mmsim_pgd_free(struct mmsim_mm *mm);
int mmsim_pte_alloc(struct mmsim_task *t, struct mmsim_mm *mm,
		    unsigned long addr);
mmsim_pte_t *mmsim_pte_offset_map_lock(struct mmsim_mm *mm, unsigned long addr,
				       struct mmsim_ptdesc **ptp, int subclass);
void mmsim_pte_unmap_unlock(struct mmsim_ptdesc *pt);
unsigned long mmsim_next_pte_table(struct mmsim_mm *mm, unsigned long addr,
				   unsigned long end);

void mmsim_zap_range(struct mmsim_mmu_gather *tlb, unsigned long start,
		     unsigned long end);
void mmsim_free_pgd_range(struct mmsim_task *t, struct mmsim_mm *mm,
			  unsigned long start, unsigned long end,
			  unsigned long floor, unsigned long ceiling);
int mmsim_copy_page_range(struct mmsim_task *t, struct mmsim_mm *dst_mm,
			  struct mmsim_vma *src_vma);
bool mmsim_folio_is_anon(const struct mmsim_folio *folio);
void mmsim_change_protection(struct mmsim_mmu_gather *tlb,
			     struct mmsim_vma *vma, unsigned long start,
			     unsigned long end);
int mmsim_move_page_tables(struct mmsim_task *t, struct mmsim_mm *mm,
			   unsigned long old_addr, unsigned long new_addr,
			   unsigned long len);
unsigned long mmsim_resident_pages(struct mmsim_mm *mm, unsigned long start,
				   unsigned long end);

#endif /* _MMSIM_PAGE_H */
