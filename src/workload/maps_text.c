// SPDX-License-Identifier: GPL-2.0-only
/*
 * An address space in the layout of /proc/PID/maps.
 */
#include <mmsim/mm.h>
#include <mmsim/workload.h>

static void format_entry(struct mmsim_out *out,
			 const struct mmsim_map_entry *m)
{
	unsigned long f = m->flags;
	unsigned long offset = m->file_id ? m->pgoff << MMSIM_PAGE_SHIFT : 0;

	mmsim_out_printf(out, "%08lx-%08lx %c%c%c%c %08lx 00:00 %llu%s\n",
			 m->start, m->end,
			 f & MMSIM_VM_READ ? 'r' : '-',
			 f & MMSIM_VM_WRITE ? 'w' : '-',
			 f & MMSIM_VM_EXEC ? 'x' : '-',
			 f & MMSIM_VM_SHARED ? 's' : 'p', offset,
			 (unsigned long long)m->file_id,
			 f & MMSIM_VM_GROWSDOWN ? " [stack]" : "");
}

/**
 * mmsim_maps_format() - Write down the VMAs of an address space
 * @t: who reads
 * @mm: address space
 * @out: appended to; the id of a file stands for its inode
 *
 * Context: no locks; may sleep, killable.
 * Return: 0, -EINTR or -ENOMEM.
 */
int mmsim_maps_format(struct mmsim_task *t, struct mmsim_mm *mm,
		      struct mmsim_out *out)
{
	struct mmsim_map_entry m = {};
	int more;

	while ((more = mmsim_maps_next(t, mm, m.end, &m)) > 0)
		format_entry(out, &m);
	return more ?: out->error;
}
