/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * anon_vma: which address spaces may map a set of anonymous pages.
 *
 * As in mm/rmap.c a VMA is linked by one chain object to every anon_vma that may
 * hold pages of it; all anon_vmas of a fork family share the root's rwsem.
 */
#ifndef _MMSIM_RMAP_H
#define _MMSIM_RMAP_H

#include <mmsim/internal.h>
#include <mmsim/vma.h>

/**
 * struct mmsim_anon_vma - (kernel: struct anon_vma)
 * @root: oldest ancestor; its rwsem is the lock of the whole family
 * @rwsem: taken for writing to change any @chains list of the family
 * @refcount: one per family member on its root, one of its own VMAs
 * @num_children: anon_vmas whose parent this is, itself included if it is a root
 * @num_active_vmas: VMAs whose vma->anon_vma this is
 * @parent: the one it was forked from; itself for a root
 * @chains: chain objects of all VMAs that may map its pages
 */
struct mmsim_anon_vma {
	struct mmsim_anon_vma *root;
	struct rw_semaphore rwsem;
	atomic_t refcount;
	unsigned long num_children;
	unsigned long num_active_vmas;
	struct mmsim_anon_vma *parent;
	struct list_head chains;
};

int mmsim_rmap_init(void);
void mmsim_rmap_exit(void);

int mmsim_anon_vma_prepare(struct mmsim_task *t, struct mmsim_vma *vma);
int mmsim_anon_vma_clone(struct mmsim_task *t, struct mmsim_vma *dst,
			 struct mmsim_vma *src);
int mmsim_anon_vma_fork(struct mmsim_task *t, struct mmsim_vma *vma,
			struct mmsim_vma *pvma);
void mmsim_unlink_anon_vmas(struct mmsim_task *t, struct mmsim_vma *vma);
void mmsim_anon_vma_lock_write(struct mmsim_task *t,
			       struct mmsim_anon_vma *anon_vma);
void mmsim_anon_vma_unlock_write(struct mmsim_task *t,
				 struct mmsim_anon_vma *anon_vma);
bool mmsim_anon_vma_singular(const struct mmsim_vma *vma);

#endif /* _MMSIM_RMAP_H */
