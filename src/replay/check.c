// SPDX-License-Identifier: GPL-2.0-only
/*
 * Are these the VMAs the real process had at its end?
 *
 * Bounds, permissions, shared or private, file and offset must be equal, VMA by VMA:
 * so must the splits and merges. Anonymous VMAs have no offset in maps, nor have the
 * kernel's special mappings. Other flags are not in maps and not compared.
 */
#include <mmsim/replay.h>

#define COMPARED_FLAGS	(MMSIM_VM_ACCESS_FLAGS | MMSIM_VM_MAYSHARE)

/**
 * mmsim_trace_check_begin() - Begin to compare VMAs with the recorded ones
 * @check: comparison
 * @tr: trace
 * @mm: which of its address spaces has ended
 *
 * Return: 0, or -ENODATA if its VMAs at the end were not recorded.
 */
int mmsim_trace_check_begin(struct mmsim_trace_check *check,
			    const struct mmsim_trace *tr, u32 mm)
{
	memset(check, 0, sizeof(*check));
	if (!tr->mm[mm].final_known)
		return -ENODATA;
	check->tr = tr;
	check->next = &tr->map[tr->mm[mm].first_final];
	check->left = tr->mm[mm].nr_final;
	return 0;
}
EXPORT_SYMBOL_GPL(mmsim_trace_check_begin);

static void describe(char *buf, size_t size, unsigned long start, unsigned long end,
		     unsigned long flags, const char *file, u64 offset)
{
	scnprintf(buf, size, "%lx-%lx %c%c%c%c %s+%llx", start, end,
		  flags & MMSIM_VM_READ ? 'r' : '-', flags & MMSIM_VM_WRITE ? 'w' : '-',
		  flags & MMSIM_VM_EXEC ? 'x' : '-', flags & MMSIM_VM_MAYSHARE ? 's' : 'p',
		  file, offset);
}

static const char *file_name(const struct mmsim_trace *tr, u64 id)
{
	if (!id)
		return "anonymous";
	return id <= tr->nr_files ? tr->file[id - 1].name : "unknown file";
}

static u64 entry_offset(const struct mmsim_trace *tr, const struct mmsim_map_entry *entry)
{
	if (!entry->file_id || (entry->file_id <= tr->nr_files &&
				tr->file[entry->file_id - 1].special))
		return 0;
	return (u64)entry->pgoff << MMSIM_PAGE_SHIFT;
}

static void say(struct mmsim_trace_check *check, const struct mmsim_map_entry *entry,
		const struct mmsim_trace_map *map)
{
	char is[88] = "nothing", should[88] = "nothing";

	if (entry)
		describe(is, sizeof(is), entry->start, entry->end, entry->flags,
			 file_name(check->tr, entry->file_id), entry_offset(check->tr, entry));
	if (map)
		describe(should, sizeof(should), map->start, map->end, map->flags,
			 file_name(check->tr, mmsim_trace_file_id(map->file)), map->offset);
	scnprintf(check->why, sizeof(check->why), "%s, recorded: %s", is, should);
}

/**
 * mmsim_trace_check_map() - Compare the next VMA
 * @check: comparison
 * @entry: VMA; they come in the order of their addresses
 *
 * Return: true if it is the recorded one; false, and @check->why says so, if not.
 */
bool mmsim_trace_check_map(struct mmsim_trace_check *check,
			   const struct mmsim_map_entry *entry)
{
	const struct mmsim_trace_map *map = check->left ? check->next : NULL;
	unsigned long flags = entry->flags;

	if (check->why[0])
		return false;
	if (flags & MMSIM_VM_SHARED)
		flags |= MMSIM_VM_MAYSHARE;
	if (!map || entry->start != map->start || entry->end != map->end ||
	    ((flags ^ map->flags) & COMPARED_FLAGS) ||
	    entry->file_id != mmsim_trace_file_id(map->file) ||
	    entry_offset(check->tr, entry) != map->offset) {
		say(check, entry, map);
		return false;
	}
	check->next++;
	check->left--;
	return true;
}
EXPORT_SYMBOL_GPL(mmsim_trace_check_map);

/**
 * mmsim_trace_check_end() - There are no more VMAs
 * @check: comparison
 *
 * Return: true if all were as recorded; false, and @check->why says what was not.
 */
bool mmsim_trace_check_end(struct mmsim_trace_check *check)
{
	if (!check->why[0] && check->left)
		say(check, NULL, check->next);
	return !check->why[0];
}
EXPORT_SYMBOL_GPL(mmsim_trace_check_end);
