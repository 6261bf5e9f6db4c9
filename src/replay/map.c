// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of a trace that stand for VMAs.
 */
#include "parse.h"

#define VM_MAY_ALL	(MMSIM_VM_MAYREAD | MMSIM_VM_MAYWRITE | MMSIM_VM_MAYEXEC)

/* The codes of VmFlags in smaps that the shadow has a flag for. */
static const struct {
	char code[3];
	unsigned long flag;
} vm_flag_codes[] = {
	{ "mr", MMSIM_VM_MAYREAD },
	{ "mw", MMSIM_VM_MAYWRITE },
	{ "me", MMSIM_VM_MAYEXEC },
	{ "ms", MMSIM_VM_MAYSHARE },
	{ "gd", MMSIM_VM_GROWSDOWN },
	{ "lo", MMSIM_VM_LOCKED },
	{ "sr", MMSIM_VM_SEQ_READ },
	{ "rr", MMSIM_VM_RAND_READ },
	{ "dc", MMSIM_VM_DONTCOPY },
	{ "de", MMSIM_VM_DONTEXPAND },
	{ "ac", MMSIM_VM_ACCOUNT },
	{ "nr", MMSIM_VM_NORESERVE },
	{ "wf", MMSIM_VM_WIPEONFORK },
	{ "dd", MMSIM_VM_DONTDUMP },
	{ "hg", MMSIM_VM_HUGEPAGE },
	{ "nh", MMSIM_VM_NOHUGEPAGE },
	{ "mg", MMSIM_VM_MERGEABLE },
};

static int parse_range(struct trace_parser *p, struct mmsim_trace_map *map)
{
	struct trace_word word = trace_next_word(p), start, end;
	const char *dash = word.len ? memchr(word.s, '-', word.len) : NULL;

	if (!dash)
		return trace_error(p, "a VMA begins with START-END");
	start.s = word.s;
	start.len = dash - word.s;
	end.s = dash + 1;
	end.len = word.len - start.len - 1;
	if (!trace_word_number(start, 16, &map->start) ||
	    !trace_word_number(end, 16, &map->end))
		return trace_error(p, "START-END of a VMA are not hexadecimal numbers of 64 bits");
	if ((map->start | map->end) & ~MMSIM_PAGE_MASK)
		return trace_error(p, "START-END of a VMA are not page-aligned");
	if (map->start >= map->end)
		return trace_error(p, "the VMA ends before it begins");
	return 0;
}

static int parse_perms(struct trace_parser *p, struct mmsim_trace_map *map)
{
	static const char letters[] = "rwx";
	static const unsigned long flags[] = {
		MMSIM_VM_READ, MMSIM_VM_WRITE, MMSIM_VM_EXEC,
	};
	struct trace_word word = trace_next_word(p);
	unsigned int i;

	map->flags = 0;
	if (word.len != 4)
		goto bad;
	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		if (word.s[i] == letters[i])
			map->flags |= flags[i];
		else if (word.s[i] != '-')
			goto bad;
	}
	if (word.s[3] == 's')
		map->flags |= MMSIM_VM_SHARED | MMSIM_VM_MAYSHARE;
	else if (word.s[3] != 'p')
		goto bad;
	return 0;
bad:
	return trace_error(p, "the permissions are not of the form rwxp");
}

/* VmFlags as recorded; if they are not, what such a VMA usually has. */
static void parse_vm_flags(struct mmsim_trace_map *map, struct trace_word codes,
			   struct trace_word name)
{
	const char *s = codes.s, *end = codes.s + codes.len;
	unsigned int i;

	if (trace_word_is(codes, "-")) {
		map->flags |= VM_MAY_ALL;
		if (name.len >= 6 && !memcmp(name.s, "[stack", 6))
			map->flags |= MMSIM_VM_GROWSDOWN;
		if ((map->flags & (MMSIM_VM_WRITE | MMSIM_VM_SHARED)) == MMSIM_VM_WRITE)
			map->flags |= MMSIM_VM_ACCOUNT;
		return;
	}
	for (; s + 2 <= end; s += 3)
		for (i = 0; i < ARRAY_SIZE(vm_flag_codes); i++)
			if (!memcmp(s, vm_flag_codes[i].code, 2))
				map->flags |= vm_flag_codes[i].flag;
}

/**
 * trace_parse_map() - Parse what follows the word "map"
 * @p: parser
 * @last_end: end of the VMA before in the same list; updated
 *
 * A VMA above the shadow's address space is checked and left out: [vsyscall] is not
 * in the process's VMA tree either.
 *
 * Return: 0 or -EINVAL.
 */
int trace_parse_map(struct trace_parser *p, u64 *last_end)
{
	struct mmsim_trace_map map = {};
	struct trace_word codes, name;
	int err;

	err = parse_range(p, &map);
	if (!err && map.start < *last_end)
		err = trace_error(p, "the VMA overlaps the one before it");
	if (!err)
		err = parse_perms(p, &map);
	if (!err)
		err = trace_read_pages(p, "offset", &map.offset);
	if (!err)
		err = trace_read_file(p, &map.file);
	if (err)
		return err;
	codes = trace_next_word(p);
	name = trace_rest(p);
	if (!codes.len || !name.len)
		return trace_error(p, "a VMA has flags and a name, or '-' for them");
	parse_vm_flags(&map, codes, name);
	*last_end = map.end;

	if (p->map_lines == p->tr->nr_maps)
		return trace_error(p, "there are more VMAs than the %u of the header",
				   p->tr->nr_maps);
	p->map_lines++;
	if (map.start >= MMSIM_TASK_SIZE)
		return 0;
	if (map.end > MMSIM_TASK_SIZE)
		return trace_error(p, "the VMA ends above the address space");
	p->tr->map[p->maps++] = map;
	return 0;
}
