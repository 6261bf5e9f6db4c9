// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorted arrays of address ranges.
 */
#include <stdlib.h>
#include <string.h>

#include "spans.h"

/* Index of the first range that ends behind @addr. */
size_t rec_ranges_find(const struct rec_ranges *s, u64 addr)
{
	size_t lo = 0, hi = s->nr, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (s->v[mid].end <= addr)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct rec_range *rec_ranges_at(const struct rec_ranges *s, u64 addr)
{
	size_t i = rec_ranges_find(s, addr);

	return i < s->nr && s->v[i].start <= addr ? &s->v[i] : NULL;
}

bool rec_ranges_free(const struct rec_ranges *s, u64 start, u64 end)
{
	size_t i = rec_ranges_find(s, start);

	return i == s->nr || s->v[i].start >= end;
}

bool rec_ranges_full(const struct rec_ranges *s, u64 start, u64 end)
{
	size_t i = rec_ranges_find(s, start);

	for (; start < end; i++) {
		if (i == s->nr || s->v[i].start > start)
			return false;
		start = s->v[i].end;
	}
	return true;
}

/* @range goes into the array as it is, with what it points to. */
void rec_ranges_insert(struct rec_ranges *s, const struct rec_range *range)
{
	const struct rec_range copy = *range;
	size_t i = rec_ranges_find(s, range->start);

	s->v = rec_append(s->v, &s->nr, sizeof(*s->v));
	memmove(s->v + i + 1, s->v + i, (s->nr - 1 - i) * sizeof(*s->v));
	s->v[i] = copy;
}

/* Make @addr the border of two ranges if it is inside one. */
void rec_ranges_cut(struct rec_ranges *s, u64 addr)
{
	size_t i = rec_ranges_find(s, addr);
	struct rec_range upper;

	if (i == s->nr || s->v[i].start >= addr)
		return;
	upper = s->v[i];
	upper.start = addr;
	if (upper.file != REC_NONE)
		upper.offset += addr - s->v[i].start;
	memset(&upper.since, 0, sizeof(upper.since));
	rec_refs_add_all(&upper.since, &s->v[i].since);
	s->v[i].end = addr;
	rec_ranges_insert(s, &upper);
}

void rec_ranges_remove(struct rec_ranges *s, u64 start, u64 end)
{
	size_t from, to;

	rec_ranges_cut(s, start);
	rec_ranges_cut(s, end);
	from = rec_ranges_find(s, start);
	for (to = from; to < s->nr && s->v[to].start < end; to++)
		rec_refs_clear(&s->v[to].since);
	memmove(s->v + from, s->v + to, (s->nr - to) * sizeof(*s->v));
	s->nr -= to - from;
}

static bool mergeable(const struct rec_range *a, const struct rec_range *b)
{
	return a->end == b->start && a->perms == b->perms && a->file == b->file &&
	       a->grows == b->grows && a->nofork == b->nofork &&
	       (a->file == REC_NONE || a->offset + (a->end - a->start) == b->offset);
}

/* Merge what can be one area, from the one that ends at @start to that behind @end. */
void rec_ranges_merge(struct rec_ranges *s, u64 start, u64 end)
{
	size_t i = rec_ranges_find(s, start ? start - 1 : 0);

	while (i + 1 < s->nr && s->v[i].start <= end) {
		if (!mergeable(&s->v[i], &s->v[i + 1])) {
			i++;
			continue;
		}
		s->v[i].end = s->v[i + 1].end;
		rec_refs_add_all(&s->v[i].since, &s->v[i + 1].since);
		rec_refs_clear(&s->v[i + 1].since);
		memmove(s->v + i + 1, s->v + i + 2, (s->nr - i - 2) * sizeof(*s->v));
		s->nr--;
	}
}

/* Copy the ranges, but nothing about events. */
void rec_ranges_copy(struct rec_ranges *to, const struct rec_ranges *from)
{
	size_t i;

	for (i = 0; i < from->nr; i++) {
		if (from->v[i].nofork)
			continue;
		to->v = rec_append(to->v, &to->nr, sizeof(*to->v));
		to->v[to->nr - 1] = from->v[i];
		to->v[to->nr - 1].by.n = 0;
		to->v[to->nr - 1].first.n = 0;
		memset(&to->v[to->nr - 1].since, 0, sizeof(to->v[0].since));
	}
}

void rec_ranges_clear(struct rec_ranges *s)
{
	size_t i;

	for (i = 0; i < s->nr; i++)
		rec_refs_clear(&s->v[i].since);
	free(s->v);
	s->v = NULL;
	s->nr = 0;
}
