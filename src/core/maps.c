// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading the list of VMAs, as /proc/PID/maps does.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>

/**
 * mmsim_maps_next() - The next VMA of an address space
 * @t: who reads
 * @mm: address space
 * @from: where the last one ended; 0 to begin
 * @entry: where to put it
 *
 * Each call takes mmap_lock for reading, as 6.1 and 6.12 do for a buffer full of
 * them.
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: 1, 0 at the end, or -EINTR.
 */
int mmsim_maps_next(struct mmsim_task *t, struct mmsim_mm *mm,
		    unsigned long from, struct mmsim_map_entry *entry)
{
	struct mmsim_vma *vma;

	if (mmsim_mmap_read_lock_killable(t, mm))
		return -EINTR;
	vma = mmsim_index_find(mm, from);
	if (vma) {
		entry->start = vma->vm_start;
		entry->end = vma->vm_end;
		entry->flags = vma->vm_flags;
		entry->pgoff = vma->vm_pgoff;
		entry->file_id = vma->vm_file ? vma->vm_file->id : 0;
	}
	mmsim_mmap_read_unlock(t, mm);
	return !!vma;
}
EXPORT_SYMBOL_GPL(mmsim_maps_next);
