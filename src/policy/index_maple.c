// SPDX-License-Identifier: GPL-2.0-only
/*
 * VMA index on the kernel's maple tree, as every mm has since 6.1: readers under
 * RCU, writers under mmap_lock, which is the tree's external lock.
 *
 * Each call uses a fresh state, since the three supported kernels differ in what a
 * walk does with a used one, and every change is a single store, so that a failed
 * allocation leaves the tree as it was.
 */
#include <mmsim/index.h>

int mmsim_index_maple_init(struct mmsim_mm *mm)
{
	mt_init_flags(&mm->mm_mt, MT_FLAGS_ALLOC_RANGE | MT_FLAGS_LOCK_EXTERN |
				  MT_FLAGS_USE_RCU);
	mt_set_external_lock(&mm->mm_mt, &mm->mmap_lock);
	return 0;
}

void mmsim_index_maple_destroy(struct mmsim_mm *mm)
{
	__mt_destroy(&mm->mm_mt);
}

struct mmsim_vma *mmsim_index_maple_walk(struct mmsim_mm *mm,
					 unsigned long addr)
{
	MA_STATE(mas, &mm->mm_mt, addr, addr);

	return mas_walk(&mas);
}
EXPORT_SYMBOL_GPL(mmsim_index_maple_walk);

struct mmsim_vma *mmsim_index_maple_find(struct mmsim_mm *mm,
					 unsigned long addr)
{
	MA_STATE(mas, &mm->mm_mt, addr, addr);

	return mas_find(&mas, ULONG_MAX);
}
EXPORT_SYMBOL_GPL(mmsim_index_maple_find);

struct mmsim_vma *mmsim_index_maple_prev(struct mmsim_mm *mm,
					 unsigned long addr)
{
	MA_STATE(mas, &mm->mm_mt, addr, addr);

	return mas_prev(&mas, 0);
}
EXPORT_SYMBOL_GPL(mmsim_index_maple_prev);

int mmsim_index_maple_store(struct mmsim_mm *mm, struct mmsim_vma *vma,
			    unsigned long start, unsigned long end)
{
	MA_STATE(mas, &mm->mm_mt, start, end - 1);

	lockdep_assert_held_write(&mm->mmap_lock);
	return mas_store_gfp(&mas, vma, GFP_KERNEL);
}
EXPORT_SYMBOL_GPL(mmsim_index_maple_store);

unsigned long mmsim_index_maple_gap(struct mmsim_mm *mm, unsigned long low,
				    unsigned long high, unsigned long len,
				    bool topdown)
{
	MA_STATE(mas, &mm->mm_mt, 0, 0);

	if (high < low || high - low < len)
		return -ENOMEM;
	if (topdown) {
		if (mas_empty_area_rev(&mas, low, high - 1, len))
			return -ENOMEM;
		return mas.last - len + 1;
	}
	if (mas_empty_area(&mas, low, high - 1, len))
		return -ENOMEM;
	return mas.index;
}
EXPORT_SYMBOL_GPL(mmsim_index_maple_gap);
