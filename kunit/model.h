/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the window of a fixture should look like: a plain array of pages, on which
 * every operation is spelled out page by page, without VMAs, tree or page tables.
 */
#ifndef _MMSIM_KUNIT_MODEL_H
#define _MMSIM_KUNIT_MODEL_H

#include "fixture.h"

enum model_present {
	MODEL_NONE,
	MODEL_ZERO,
	MODEL_FILE,
	MODEL_ANON,
};

/**
 * struct model_page - A page of the window
 * @mapped: is mapped; all else is meaningless if it is not
 * @start: is the first of a VMA
 * @flags: MMSIM_VM_*
 * @file: 0: none, else index of the fixture's file + 1
 * @pgoff: its offset in the file or in its object
 * @anon: number of its VMA's anon_vma; 0: none
 * @inherited: its VMA may have pages of a parent's anon_vma
 * @present: what its page table entry points to
 * @stamp: its contents
 */
struct model_page {
	bool mapped;
	bool start;
	unsigned long flags;
	unsigned int file;
	unsigned long pgoff;
	unsigned int anon;
	bool inherited;
	enum model_present present;
	u64 stamp;
};

/**
 * struct model - The window
 * @page: its pages, and one behind that is never mapped
 * @anons: numbers of anon_vmas given out
 */
struct model {
	struct model_page page[FIXTURE_PAGES + 1];
	unsigned int anons;
};

/* Each returns what the operation has to return. Ranges are [s, e). */
int model_map(struct model *m, unsigned int s, unsigned int e, unsigned long prot,
	      unsigned int file, bool shared, unsigned long pgoff);
int model_unmap(struct model *m, unsigned int s, unsigned int e);
int model_protect(struct model *m, unsigned int s, unsigned int e, unsigned long prot);
int model_advise(struct model *m, unsigned int s, unsigned int e, int behavior);
int model_lock(struct model *m, unsigned int s, unsigned int e, bool lock);
int model_remap(struct model *m, unsigned int s, unsigned int old, unsigned int new,
		unsigned long flags, unsigned int to);
int model_load(struct model *m, unsigned int p, u64 *stamp);
int model_store(struct model *m, unsigned int p, u64 stamp);
void model_fork(struct model *child, const struct model *parent);

const char *model_compare(const struct model *m, struct fixture *fx);

#endif /* _MMSIM_KUNIT_MODEL_H */
