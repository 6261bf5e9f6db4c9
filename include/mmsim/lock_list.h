/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The lock classes mmsim keeps its own statistics for, written once: no guard.
 * lockdep and lock_stat know them as "mmsim:" and the name.
 *
 *	MMSIM_LOCK(name, description)
 */
#ifdef MMSIM_LOCK
MMSIM_LOCK(mmap_lock, "mm->mmap_lock")
MMSIM_LOCK(vma_lock, "the per-VMA lock of the bound design")
MMSIM_LOCK(anon_vma, "anon_vma->root->rwsem")
MMSIM_LOCK(i_mmap, "file->i_mmap_rwsem")
#undef MMSIM_LOCK
#endif
