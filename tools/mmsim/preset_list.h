/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The presets, written once: no guard, included once per use. A preset binds every
 * family that exists to what one Linux release does.
 *
 *	MMSIM_PRESET(name, description)
 *	MMSIM_PRESET_BIND(name, family, variant)
 *
 * Sources: 6.1 mm/mmap.c (mt_find) and arch/x86/mm/fault.c, which takes mmap_lock for
 * every fault; 6.12 include/linux/mm.h, vma_start_read() on vma->vm_lock->lock, in
 * place since 6.4; 7.2 include/linux/mmap_lock.h, vma_start_read() on vma->vm_refcnt.
 */
#ifdef MMSIM_PRESET
MMSIM_PRESET("linux-6.1", "maple tree; faults under mmap_lock")
MMSIM_PRESET("linux-6.4", "faults under a per-VMA rwsem")
MMSIM_PRESET("linux-6.12", "as 6.4 for the families that exist")
MMSIM_PRESET("linux-7.2", "faults under a per-VMA reference count")
#undef MMSIM_PRESET
#endif

#ifdef MMSIM_PRESET_BIND
MMSIM_PRESET_BIND("linux-6.1", index, maple)
MMSIM_PRESET_BIND("linux-6.1", fault_lock, mmap_lock)
MMSIM_PRESET_BIND("linux-6.4", index, maple)
MMSIM_PRESET_BIND("linux-6.4", fault_lock, vma_rwsem)
MMSIM_PRESET_BIND("linux-6.12", index, maple)
MMSIM_PRESET_BIND("linux-6.12", fault_lock, vma_rwsem)
MMSIM_PRESET_BIND("linux-7.2", index, maple)
MMSIM_PRESET_BIND("linux-7.2", fault_lock, vma_refcnt)
#undef MMSIM_PRESET_BIND
#endif
