/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The locking designs, written once: no guard, included once per use.
 *
 * A variant's line makes its enumerator, its place in the table that binds it,
 * the word debugfs and the command line accept, and its KUnit parameter. The
 * default of a family is its MMSIM_*_DEFAULT below, what Linux 7.2 does.
 *
 *	MMSIM_FAMILY(family, default variant, one-line description)
 *	MMSIM_INDEX(variant, description)
 *	MMSIM_FAULT_LOCK(variant, description)
 */
#ifdef MMSIM_FAMILY
MMSIM_FAMILY(index, maple, "data structure that finds the VMA of an address")
MMSIM_FAMILY(fault_lock, vma_refcnt, "what a page fault holds to keep its VMA stable")
#undef MMSIM_FAMILY
#endif

#ifdef MMSIM_INDEX
MMSIM_INDEX(maple, "maple tree, readers under RCU (6.1-)")
#undef MMSIM_INDEX
#endif

#ifdef MMSIM_FAULT_LOCK
MMSIM_FAULT_LOCK(mmap_lock, "mmap_lock for reading (until 6.3)")
MMSIM_FAULT_LOCK(vma_rwsem, "per-VMA rwsem and sequence (6.4-6.14)")
MMSIM_FAULT_LOCK(vma_refcnt, "per-VMA reference count and sequence (6.15-)")
MMSIM_FAULT_LOCK(none, "no lock at all: the cost of the rig, one task only")
MMSIM_FAULT_LOCK(busted, "no exclusion: the checkers must catch it")
#undef MMSIM_FAULT_LOCK
#endif
