/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A shadow file: an identity that mappings share and the lock over their list.
 * Its pages are resident: one folio stands for all of them.
 */
#ifndef _MMSIM_FILE_H
#define _MMSIM_FILE_H

#include <mmsim/page.h>

struct mmsim_vma;
struct mmsim_task;

/**
 * struct mmsim_file - A file that can be mapped
 * @refcount: references; one per mapping and one of the creator
 * @id: number that names it in maps and traces
 * @i_mmap_rwsem: protects @i_mmap (kernel: address_space.i_mmap_rwsem)
 * @i_mmap: the VMAs that map it, by their shared link
 * @folio: stands for every page; never written
 */
struct mmsim_file {
	refcount_t refcount;
	u64 id;
	struct rw_semaphore i_mmap_rwsem;
	struct list_head i_mmap;
	struct mmsim_folio folio;
};

struct mmsim_file *mmsim_file_create(u64 id);
void mmsim_file_get(struct mmsim_file *file);
void mmsim_file_put(struct mmsim_file *file);
void mmsim_file_link(struct mmsim_task *t, struct mmsim_vma *vma);
void mmsim_file_unlink(struct mmsim_task *t, struct mmsim_vma *vma);

#endif /* _MMSIM_FILE_H */
