/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The VMA index: from an address to a VMA and to its neighbours.
 *
 * Each index implements the functions below under its own name; the wrappers choose
 * by the bound id, so that with one index built in they are direct calls.
 */
#ifndef _MMSIM_INDEX_H
#define _MMSIM_INDEX_H

#include <mmsim/mm.h>

/*
 * What index NAME has to supply:
 *
 * int mmsim_index_NAME_init(mm)		0 or -ENOMEM
 * void mmsim_index_NAME_destroy(mm)		mmap_lock held for writing; VMAs stay
 * vma *mmsim_index_NAME_walk(mm, addr)		VMA that covers addr, or NULL; under
 *						RCU or mmap_lock
 * vma *mmsim_index_NAME_find(mm, addr)		first VMA that ends behind addr
 * vma *mmsim_index_NAME_prev(mm, addr)		last VMA that ends at or before addr
 * int mmsim_index_NAME_store(mm, vma, start, end)
 *						[start, end) now belongs to vma, or
 *						to nobody if vma is NULL; 0 or -ENOMEM
 *						with nothing changed; mmap_lock held
 *						for writing
 * unsigned long mmsim_index_NAME_gap(mm, low, high, len, topdown)
 *						start of the lowest (highest) hole of
 *						len bytes in [low, high), or -ENOMEM
 */
#define MMSIM_INDEX(name, desc)							\
	int mmsim_index_##name##_init(struct mmsim_mm *mm);			\
	void mmsim_index_##name##_destroy(struct mmsim_mm *mm);			\
	struct mmsim_vma *mmsim_index_##name##_walk(struct mmsim_mm *mm,	\
						    unsigned long addr);	\
	struct mmsim_vma *mmsim_index_##name##_find(struct mmsim_mm *mm,	\
						    unsigned long addr);	\
	struct mmsim_vma *mmsim_index_##name##_prev(struct mmsim_mm *mm,	\
						    unsigned long addr);	\
	int mmsim_index_##name##_store(struct mmsim_mm *mm,			\
				       struct mmsim_vma *vma,			\
				       unsigned long start,			\
				       unsigned long end);			\
	unsigned long mmsim_index_##name##_gap(struct mmsim_mm *mm,		\
					       unsigned long low,		\
					       unsigned long high,		\
					       unsigned long len,		\
					       bool topdown);
#include <mmsim/policy_list.h>

static inline int mmsim_index_init(struct mmsim_mm *mm)
{
	switch (mm->index) {
#define MMSIM_INDEX(name, desc) case MMSIM_INDEX_##name: \
	return mmsim_index_##name##_init(mm);
#include <mmsim/policy_list.h>
	default:
		return -EINVAL;
	}
}

static inline void mmsim_index_destroy(struct mmsim_mm *mm)
{
	switch (mm->index) {
#define MMSIM_INDEX(name, desc) case MMSIM_INDEX_##name: \
	mmsim_index_##name##_destroy(mm); break;
#include <mmsim/policy_list.h>
	default:
		break;
	}
}

static inline struct mmsim_vma *mmsim_index_walk(struct mmsim_mm *mm,
						 unsigned long addr)
{
	switch (mm->index) {
#define MMSIM_INDEX(name, desc) case MMSIM_INDEX_##name: \
	return mmsim_index_##name##_walk(mm, addr);
#include <mmsim/policy_list.h>
	default:
		return NULL;
	}
}

static inline struct mmsim_vma *mmsim_index_find(struct mmsim_mm *mm,
						 unsigned long addr)
{
	switch (mm->index) {
#define MMSIM_INDEX(name, desc) case MMSIM_INDEX_##name: \
	return mmsim_index_##name##_find(mm, addr);
#include <mmsim/policy_list.h>
	default:
		return NULL;
	}
}

static inline struct mmsim_vma *mmsim_index_prev(struct mmsim_mm *mm,
						 unsigned long addr)
{
	switch (mm->index) {
#define MMSIM_INDEX(name, desc) case MMSIM_INDEX_##name: \
	return mmsim_index_##name##_prev(mm, addr);
#include <mmsim/policy_list.h>
	default:
		return NULL;
	}
}

static inline int mmsim_index_store(struct mmsim_task *t, struct mmsim_mm *mm,
				    struct mmsim_vma *vma, unsigned long start,
				    unsigned long end)
{
	int err = -ENOMEM;

	if (mmsim_should_fail(mm->inject))
		goto failed;
	switch (mm->index) {
#define MMSIM_INDEX(name, desc) case MMSIM_INDEX_##name: \
	err = mmsim_index_##name##_store(mm, vma, start, end); break;
#include <mmsim/policy_list.h>
	default:
		return -EINVAL;
	}
	if (likely(!err))
		return 0;
failed:
	mmsim_count(t, MMSIM_EV_alloc_failures);
	return err;
}

static inline unsigned long mmsim_index_gap(struct mmsim_mm *mm,
					    unsigned long low,
					    unsigned long high,
					    unsigned long len, bool topdown)
{
	switch (mm->index) {
#define MMSIM_INDEX(name, desc) case MMSIM_INDEX_##name: \
	return mmsim_index_##name##_gap(mm, low, high, len, topdown);
#include <mmsim/policy_list.h>
	default:
		return -ENOMEM;
	}
}

#endif /* _MMSIM_INDEX_H */
