// SPDX-License-Identifier: GPL-2.0-only
/*
 * A model of an address space that answers two questions about an event: can it
 * happen now, and which earlier events must it come after?
 *
 * An event must come after another task's event if the two do not commute:
 *
 * - A fault and a mutation that maps, unmaps, protects or zaps its page.
 * - Two mutations whose ranges overlap, or are close enough that one may merge with
 *   or split what the other left: the areas the range touches at either end.
 * - A mutation and a fault that gave a VMA next to it an anon_vma, see anon.c. Other
 *   faults may overtake the neighbours' mutations, as they may in the kernel.
 * - A fork and everything else in the parent but such other faults.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "model.h"

#define STACK_GUARD_GAP	(256 * MMSIM_PAGE_SIZE)

static struct rec_model *model_alloc(void)
{
	struct rec_model *m = rec_realloc(NULL, 1, sizeof(*m));
	struct rlimit limit;

	memset(m, 0, sizeof(*m));
	m->pages = rec_pages_new();
	/* The traced program inherits ours. */
	m->stack_limit = MMSIM_TASK_SIZE;
	if (!getrlimit(RLIMIT_STACK, &limit) && limit.rlim_cur < m->stack_limit)
		m->stack_limit = limit.rlim_cur;
	return m;
}

/* The address space as exec made it. */
struct rec_model *rec_model_new(const struct rec_mm *mm)
{
	struct rec_model *m = model_alloc();
	const struct rec_map *map;
	struct rec_range range;
	size_t i;

	m->brk_start = mm->brk;
	m->brk = mm->brk;
	for (i = 0; i < mm->initial.nr; i++) {
		map = &mm->initial.map[i];
		if (!rec_arch_user_address(map->start))
			continue;
		memset(&range, 0, sizeof(range));
		range.start = map->start;
		range.end = map->end;
		range.perms = map->perms;
		range.file = map->file;
		range.offset = map->offset;
		range.grows = (map->name && !strncmp(map->name, "[stack", 6)) ||
			      (map->vmflags && strstr(map->vmflags, "gd"));
		rec_ranges_insert(&m->piece, &range);
		rec_ranges_insert(&m->area, &range);
	}
	return m;
}

/* The child's copy. It starts with nothing to wait for but the fork itself. */
struct rec_model *rec_model_fork(const struct rec_model *m)
{
	struct rec_model *child = model_alloc();
	size_t i;

	child->brk_start = m->brk_start;
	child->brk = m->brk;
	rec_ranges_copy(&child->piece, &m->piece);
	/* What was copied has a chain of anon_vmas, which new mappings do not join. */
	for (i = 0; i < child->piece.nr; i++)
		child->piece.v[i].plain = false;
	rec_ranges_copy(&child->area, &m->area);
	return child;
}

void rec_model_free(struct rec_model *m)
{
	rec_ranges_clear(&m->piece);
	rec_ranges_clear(&m->area);
	rec_pages_free(m->pages);
	free(m);
}

/* The stack that a fault at the unmapped @addr makes grow, or NULL. */
const struct rec_range *rec_model_stack_above(const struct rec_model *m, u64 addr)
{
	size_t i = rec_ranges_find(&m->area, addr);
	const struct rec_range *stack, *below;

	if (i == m->area.nr || !m->area.v[i].grows || m->area.v[i].start <= addr)
		return NULL;
	stack = &m->area.v[i];
	if (stack->end - addr > m->stack_limit)
		return NULL;
	below = i ? stack - 1 : NULL;
	if (below && below->perms & 7 && !below->grows && below->end + STACK_GUARD_GAP > addr)
		return NULL;
	return stack;
}

static bool allowed(const struct rec_range *area, const struct rec_fault *fault)
{
	if (fault->access == REC_WRITE)
		return area->perms & MMSIM_PROT_WRITE;
	if (fault->access == REC_EXECUTE)
		return area->perms & MMSIM_PROT_EXEC;
	return area->perms & (MMSIM_PROT_READ | MMSIM_PROT_WRITE | MMSIM_PROT_EXEC);
}

/* Would the fault succeed? */
bool rec_model_fault_fits(const struct rec_model *m, const struct rec_fault *fault)
{
	const struct rec_range *area = rec_ranges_at(&m->area, fault->addr);

	if (!area)
		area = rec_model_stack_above(m, fault->addr);
	return area && allowed(area, fault);
}

/**
 * rec_model_assume() - What was probably done at @addr, for a fault that does not say
 * @m: model
 * @addr: address of the fault
 *
 * Private memory is there to be written; of a private file page that is the second
 * fault, after it was read.
 *
 * Return: read or write.
 */
enum rec_access rec_model_assume(const struct rec_model *m, u64 addr)
{
	const struct rec_range *area = rec_ranges_at(&m->area, addr);

	if (!area)
		area = rec_model_stack_above(m, addr);
	if (!area || !(area->perms & MMSIM_PROT_WRITE) || (area->perms & REC_SHARED))
		return REC_READ;
	if (area->file == REC_NONE || rec_pages_touched(m->pages, addr))
		return REC_WRITE;
	return REC_READ;
}

/**
 * rec_model_collect() - What an event on a range must come after
 * @m: model
 * @start: range
 * @end: range
 * @structural: it may split or merge VMAs
 * @deps: added to
 */
void rec_model_collect(const struct rec_model *m, u64 start, u64 end, bool structural,
		       struct rec_refs *deps)
{
	size_t i;

	rec_refs_add(deps, m->barrier);
	for (i = rec_ranges_find(&m->piece, start);
	     i < m->piece.nr && m->piece.v[i].start < end; i++) {
		rec_refs_add(deps, m->piece.v[i].by);
		rec_refs_add_all(deps, &m->piece.v[i].since);
	}
	rec_pages_collect(m->pages, start, end, deps);
	if (!structural)
		return;
	/* What touches the range at either end, be it mapped or not any more. */
	for (i = rec_ranges_find(&m->piece, start ? start - 1 : 0);
	     i < m->piece.nr && m->piece.v[i].start <= end; i++)
		rec_refs_add(deps, m->piece.v[i].by);
	for (i = rec_ranges_find(&m->area, start ? start - 1 : 0);
	     i < m->area.nr && m->area.v[i].start <= end; i++) {
		rec_refs_add(deps, m->area.v[i].by);
		rec_refs_add_all(deps, &m->area.v[i].since);
	}
}

/* @self, which came after all that happened here, has changed the range: now merge. */
void rec_model_settle(struct rec_model *m, u64 start, u64 end, struct rec_ref self)
{
	size_t i;

	for (i = rec_ranges_find(&m->area, start ? start - 1 : 0);
	     i < m->area.nr && m->area.v[i].start <= end; i++) {
		m->area.v[i].by = self;
		rec_refs_clear(&m->area.v[i].since);
	}
	rec_ranges_merge(&m->area, start, end);
}

/* Map @range, whatever was there before. */
void rec_model_map(struct rec_model *m, struct rec_ref self, const struct rec_range *range)
{
	struct rec_range copy = *range;

	memset(&copy.since, 0, sizeof(copy.since));
	copy.by = self;
	rec_pages_replace(m->pages, copy.start, copy.end, (struct rec_ref){ 0 });
	rec_ranges_remove(&m->piece, copy.start, copy.end);
	rec_ranges_insert(&m->piece, &copy);
	rec_ranges_remove(&m->area, copy.start, copy.end);
	rec_ranges_insert(&m->area, &copy);
	rec_model_settle(m, copy.start, copy.end, self);
	rec_anon_spread(m, copy.start, copy.end, self);
}

static void grow_stack(struct rec_model *m, struct rec_ref self, u64 page,
		       struct rec_refs *deps)
{
	const struct rec_range *stack = rec_model_stack_above(m, page);
	struct rec_range range = *stack;

	range.end = stack->start;
	range.start = page;
	range.touched = true;
	range.first = self;
	range.plain = false;
	rec_model_collect(m, range.start, range.end, true, deps);
	rec_model_map(m, self, &range);
}

/**
 * rec_model_fault() - A fault happens
 * @m: model
 * @self: the fault
 * @fault: its address and access
 * @deps: what it must come after is added
 *
 * Return: 0, or EFAULT if it ends in a signal.
 */
int rec_model_fault(struct rec_model *m, struct rec_ref self,
		    const struct rec_fault *fault, struct rec_refs *deps)
{
	u64 page = fault->addr & MMSIM_PAGE_MASK;
	const struct rec_range *area;
	bool fits = rec_model_fault_fits(m, fault);
	size_t i;

	if (fits && !rec_ranges_at(&m->area, page))
		grow_stack(m, self, page, deps);

	i = rec_ranges_find(&m->piece, page);
	if (i < m->piece.nr && m->piece.v[i].start <= page) {
		rec_refs_add(deps, m->piece.v[i].by);
		rec_refs_add(deps, m->piece.v[i].first);
		area = rec_ranges_at(&m->area, page);
		if (fits && area && !m->piece.v[i].touched && !(area->perms & REC_SHARED) &&
		    fault->access == REC_WRITE)
			rec_anon_first_touch(m, self, i, deps);
	}
	rec_pages_mutations(m->pages, page, deps);
	rec_pages_add(m->pages, page, self);
	return fits ? 0 : EFAULT;
}

static void describe(char *buf, size_t size, const char *who, u64 start, u64 end,
		     u32 perms, u32 file, u64 offset)
{
	char number[16] = "-";

	if (file != REC_NONE)
		snprintf(number, sizeof(number), "%u", file);
	snprintf(buf, size, "%s %llx-%llx %c%c%c%c file %s offset %llx", who, start, end,
		 perms & MMSIM_PROT_READ ? 'r' : '-', perms & MMSIM_PROT_WRITE ? 'w' : '-',
		 perms & MMSIM_PROT_EXEC ? 'x' : '-', perms & REC_SHARED ? 's' : 'p', number,
		 offset);
}

static bool tell(char *why, size_t size, const struct rec_range *area,
		 const struct rec_map *map)
{
	char events[96] = "the events map nothing there", maps[96] = "nothing";

	if (area)
		describe(events, sizeof(events), "the events say", area->start, area->end,
			 area->perms, area->file, area->offset);
	if (map)
		describe(maps, sizeof(maps), "maps says", map->start, map->end, map->perms,
			 map->file, map->offset);
	snprintf(why, size, "%s, %s", events, maps);
	return false;
}

/**
 * rec_model_check() - Do the events explain the final maps?
 * @m: model after the last event
 * @maps: maps of the real process
 * @why: the first difference, in words
 * @size: room there
 *
 * Compares what is mapped at each address, not where VMAs begin and end: that is what
 * the replay checks.
 *
 * Return: true if they do.
 */
bool rec_model_check(const struct rec_model *m, const struct rec_maps *maps, char *why,
		     size_t size)
{
	const struct rec_range *area;
	const struct rec_map *map;
	size_t i = 0, k = 0;
	u64 at = 0;

	for (;;) {
		area = i < m->area.nr ? &m->area.v[i] : NULL;
		map = k < maps->nr ? &maps->map[k] : NULL;
		if (map && !rec_arch_user_address(map->start))
			map = NULL;
		if (!area && !map)
			return true;
		if (!area || !map)
			return tell(why, size, area, map);
		if (at < area->start || at < map->start) {
			if (area->start != map->start)
				return tell(why, size, area, map);
			at = area->start;
		}
		if (area->perms != map->perms || area->file != map->file ||
		    (area->file != REC_NONE &&
		     area->offset - area->start != map->offset - map->start))
			return tell(why, size, area, map);
		at = area->end < map->end ? area->end : map->end;
		i += at == area->end;
		k += at == map->end;
	}
}
