// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which VMAs have an anon_vma, and since when.
 *
 * VMAs with different anon_vmas do not merge. A VMA gets one at its first write fault:
 * that of a VMA next to it, if there is one that it could share, or a new one
 * (find_mergeable_anon_vma() in the kernel). So such a fault must not change places
 * with a mutation of its VMA or of the VMAs next to it, nor with their first faults, and
 * the other faults in its VMA come after it. With mutations elsewhere these may change
 * places.
 *
 * A piece is touched if it certainly belongs to a VMA that has an anon_vma: by a fault,
 * or because it must have merged with such a piece. If that is not certain, a later
 * fault counts as the first, which costs a dependency and no more.
 */
#include "model.h"

static bool one_vma(const struct rec_range *a, const struct rec_range *b)
{
	return a->plain && b->plain && a->end == b->start && a->perms == b->perms &&
	       a->kind == b->kind;
}

static void touch(struct rec_range *piece, struct rec_ref self)
{
	piece->touched = true;
	piece->first = self;
}

static void spread_from(struct rec_ranges *s, size_t at, struct rec_ref self)
{
	size_t i;

	for (i = at; i + 1 < s->nr && one_vma(&s->v[i], &s->v[i + 1]); i++) {
		if (s->v[i + 1].touched)
			break;
		touch(&s->v[i + 1], self);
	}
	for (i = at; i && one_vma(&s->v[i - 1], &s->v[i]); i--) {
		if (s->v[i - 1].touched)
			break;
		touch(&s->v[i - 1], self);
	}
}

/**
 * rec_anon_spread() - A range has changed: its pieces may have merged with others
 * @m: model
 * @start: range
 * @end: range
 * @self: what changed it
 */
void rec_anon_spread(struct rec_model *m, u64 start, u64 end, struct rec_ref self)
{
	size_t i;

	for (i = rec_ranges_find(&m->piece, start ? start - 1 : 0);
	     i < m->piece.nr && m->piece.v[i].start <= end; i++)
		if (m->piece.v[i].touched)
			spread_from(&m->piece, i, self);
}

/* Has all of the range an anon_vma? */
bool rec_anon_touched(const struct rec_model *m, u64 start, u64 end)
{
	size_t i;

	for (i = rec_ranges_find(&m->piece, start);
	     i < m->piece.nr && m->piece.v[i].start < end; i++)
		if (!m->piece.v[i].touched)
			return false;
	return true;
}

/**
 * rec_anon_first_touch() - A write fault may give a VMA its anon_vma
 * @m: model
 * @self: the fault
 * @piece: index of the piece it is in, not touched so far
 * @deps: what it must come after is added
 */
void rec_anon_first_touch(struct rec_model *m, struct rec_ref self, size_t piece,
			  struct rec_refs *deps)
{
	u64 start = m->piece.v[piece].start, end = m->piece.v[piece].end;
	const struct rec_range *area = rec_ranges_at(&m->area, start);
	size_t i;

	touch(&m->piece.v[piece], self);
	spread_from(&m->piece, piece, self);

	/* The area, which is at least the VMA, and what touches it at either end. */
	if (area) {
		start = area->start;
		end = area->end;
	}
	for (i = rec_ranges_find(&m->area, start ? start - 1 : 0);
	     i < m->area.nr && m->area.v[i].start <= end; i++) {
		rec_refs_add(deps, m->area.v[i].by);
		rec_refs_add_all(deps, &m->area.v[i].since);
		rec_refs_add(&m->area.v[i].since, self);
	}
}
