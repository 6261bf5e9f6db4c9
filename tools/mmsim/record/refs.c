// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sets of events, and which events a task is known to come after.
 *
 * A task's clock says for every other task how many of its events are over when the
 * task goes on: the sum of what it and those it waited for have waited for. A
 * dependency that the clock implies is left out.
 */
#include <stdlib.h>
#include <string.h>

#include "events.h"

/* Clocks are exact up to this many elements (8 bytes each), then grow stale. */
#define CLOCK_ELEMENTS	(32UL << 20)

static size_t refs_find(const struct rec_refs *set, u32 task)
{
	size_t lo = 0, hi = set->nr, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (set->ref[mid].task < task)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static u32 refs_get(const struct rec_refs *set, u32 task)
{
	size_t i = refs_find(set, task);

	return i < set->nr && set->ref[i].task == task ? set->ref[i].n : 0;
}

void rec_refs_add(struct rec_refs *set, struct rec_ref ref)
{
	size_t i;

	if (!ref.n)
		return;
	i = refs_find(set, ref.task);
	if (i < set->nr && set->ref[i].task == ref.task) {
		if (set->ref[i].n < ref.n)
			set->ref[i].n = ref.n;
		return;
	}
	set->ref = rec_append(set->ref, &set->nr, sizeof(*set->ref));
	memmove(set->ref + i + 1, set->ref + i, (set->nr - 1 - i) * sizeof(*set->ref));
	set->ref[i] = ref;
}

void rec_refs_add_all(struct rec_refs *set, const struct rec_refs *other)
{
	size_t i;

	for (i = 0; i < other->nr; i++)
		rec_refs_add(set, other->ref[i]);
}

void rec_refs_clear(struct rec_refs *set)
{
	free(set->ref);
	set->ref = NULL;
	set->nr = 0;
}

/* The clock of a task from its event @n on. */
struct snapshot {
	u32 n;
	struct rec_refs clock;
};

struct history {
	struct snapshot *snap;
	size_t nr;
};

struct rec_clocks {
	struct history *task;
	size_t nr_tasks;
	size_t elements;
};

struct rec_clocks *rec_clocks_new(size_t nr_tasks)
{
	struct rec_clocks *c = rec_realloc(NULL, 1, sizeof(*c));

	c->task = rec_realloc(NULL, nr_tasks, sizeof(*c->task));
	memset(c->task, 0, nr_tasks * sizeof(*c->task));
	c->nr_tasks = nr_tasks;
	c->elements = 0;
	return c;
}

void rec_clocks_free(struct rec_clocks *c)
{
	size_t i, k;

	for (i = 0; i < c->nr_tasks; i++) {
		for (k = 0; k < c->task[i].nr; k++)
			rec_refs_clear(&c->task[i].snap[k].clock);
		free(c->task[i].snap);
	}
	free(c->task);
	free(c);
}

/* What is over when event @ref is. */
static const struct rec_refs *clock_at(const struct rec_clocks *c, struct rec_ref ref)
{
	static const struct rec_refs none;
	const struct history *h = &c->task[ref.task];
	size_t lo = 0, hi = h->nr, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (h->snap[mid].n <= ref.n)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo ? &h->snap[lo - 1].clock : &none;
}

static bool implied_by_another(const struct rec_clocks *c, const struct rec_refs *deps,
			       size_t i)
{
	size_t k;

	for (k = 0; k < deps->nr; k++)
		if (k != i && deps->ref[k].n &&
		    refs_get(clock_at(c, deps->ref[k]), deps->ref[i].task) >= deps->ref[i].n)
			return true;
	return false;
}

static void squeeze(struct rec_refs *set)
{
	size_t i, n = 0;

	for (i = 0; i < set->nr; i++)
		if (set->ref[i].n)
			set->ref[n++] = set->ref[i];
	set->nr = n;
}

/**
 * rec_clocks_reduce() - Leave only what an event really has to wait for
 * @c: clocks
 * @self: the event; events come in an order that respects all dependencies
 * @deps: what it must come after; reduced
 * @keep: task whose event is named in any case, or REC_NONE
 */
void rec_clocks_reduce(struct rec_clocks *c, struct rec_ref self, struct rec_refs *deps,
		       u32 keep)
{
	const struct rec_refs *now = clock_at(c, self);
	struct rec_refs clock = { 0 };
	struct history *h;
	size_t i;

	for (i = 0; i < deps->nr; i++)
		if (deps->ref[i].task == self.task ||
		    refs_get(now, deps->ref[i].task) >= deps->ref[i].n)
			deps->ref[i].n = 0;
	squeeze(deps);
	for (i = 0; i < deps->nr; i++)
		if (deps->ref[i].task != keep && implied_by_another(c, deps, i))
			deps->ref[i].n = 0;
	squeeze(deps);
	if (!deps->nr || c->elements > CLOCK_ELEMENTS)
		return;

	rec_refs_add_all(&clock, now);
	for (i = 0; i < deps->nr; i++) {
		rec_refs_add_all(&clock, clock_at(c, deps->ref[i]));
		rec_refs_add(&clock, deps->ref[i]);
	}
	h = &c->task[self.task];
	h->snap = rec_append(h->snap, &h->nr, sizeof(*h->snap));
	h->snap[h->nr - 1].n = self.n;
	h->snap[h->nr - 1].clock = clock;
	c->elements += clock.nr;
}
