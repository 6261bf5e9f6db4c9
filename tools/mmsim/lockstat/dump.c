// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of one file. Rows of one name and mode are one row: the kernel prints one
 * digit of a class's number only, so "#10" and "#1" look alike.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dump.h"

#define COARSE_NS	1001	/* steps of more than 1 us hide what locks do */
#define TIME_MAX	0x1p63	/* the kernel's times are signed */
#define ENOUGH_TIMES	8	/* times that agree on a step by chance: hardly ever */

/**
 * numbers_init - nothing is known yet
 * @n: the numbers
 */
void numbers_init(struct lock_numbers *n)
{
	*n = (struct lock_numbers){
		.wait = { NAN, NAN, NAN, NAN }, .hold = { NAN, NAN, NAN, NAN },
		.con_bounces = NAN, .acq_bounces = NAN,
	};
}

static double add(double a, double b)
{
	if (isnan(a))
		return b;
	return isnan(b) ? a : a + b;
}

/* The least of no waits is 0 on paper; it says nothing about the others. */
static void times_add(struct times *to, const struct times *from)
{
	if (!(from->nr == 0))
		to->min = to->nr == 0 ? from->min : fmin(to->min, from->min);
	to->max = fmax(to->max, from->max);
	to->nr = add(to->nr, from->nr);
	to->total = add(to->total, from->total);
}

/**
 * numbers_add - sum the numbers of two locks, or of two runs
 * @to: the sum
 * @from: what is added; unknown numbers add nothing
 */
void numbers_add(struct lock_numbers *to, const struct lock_numbers *from)
{
	times_add(&to->wait, &from->wait);
	times_add(&to->hold, &from->hold);
	to->con_bounces = add(to->con_bounces, from->con_bounces);
	to->acq_bounces = add(to->acq_bounces, from->acq_bounces);
}

/**
 * dump_init - an empty dump
 * @d: the dump
 * @path: the file it will come from; borrowed
 */
void dump_init(struct dump *d, const char *path)
{
	*d = (struct dump){ .path = path, .wall_ns = NAN, .tasks = NAN };
}

/**
 * dump_free - free what a dump holds
 * @d: the dump
 */
void dump_free(struct dump *d)
{
	size_t i;

	for (i = 0; i < d->nr_rows; i++)
		free(d->row[i].name);
	for (i = 0; i < d->nr_points; i++) {
		free(d->point[i].name);
		free(d->point[i].symbol);
	}
	free(d->row);
	free(d->point);
	free(d->index);
	free(d->kernel);
	free(d->config);
	dump_init(d, d->path);
}

static uint32_t *find_slot(const struct dump *d, const char *name, enum lock_mode mode)
{
	size_t at = hash_text(name, strlen(name)) + (size_t)mode * 0x9e3779b97f4a7c15ULL;
	const struct row *r;

	for (at ^= at >> 32;; at++) {
		uint32_t *slot = &d->index[at & (d->room - 1)];

		if (!*slot)
			return slot;
		r = &d->row[*slot - 1];
		if (r->mode == mode && !strcmp(r->name, name))
			return slot;
	}
}

static void make_room(struct dump *d)
{
	size_t i;

	if (2 * (d->nr_rows + 1) <= d->room)
		return;
	free(d->index);
	d->room = d->room ? 2 * d->room : 64;
	d->index = xcalloc(d->room, sizeof(*d->index));
	for (i = 0; i < d->nr_rows; i++)
		*find_slot(d, d->row[i].name, d->row[i].mode) = (uint32_t)i + 1;
}

/**
 * dump_add_row - add a row, or add its numbers to the row of its name and mode
 * @d: the dump
 * @row: the row; its name is copied
 */
void dump_add_row(struct dump *d, const struct row *row)
{
	struct row *r;
	uint32_t *slot;

	make_room(d);
	slot = find_slot(d, row->name, row->mode);
	if (*slot) {
		r = &d->row[*slot - 1];
		numbers_add(&r->n, &row->n);
		r->merged += row->merged;
		r->repaired |= row->repaired;
		return;
	}
	d->row = xgrow(d->row, d->nr_rows, sizeof(*d->row));
	d->row[d->nr_rows] = *row;
	d->row[d->nr_rows].name = xstrdup(row->name);
	d->nr_rows++;
	*slot = (uint32_t)d->nr_rows;
}

/**
 * dump_find_row - look a row up
 * @d: the dump
 * @name: its name, as printed
 * @mode: its mode
 *
 * Return: the row, or NULL.
 */
const struct row *dump_find_row(const struct dump *d, const char *name, enum lock_mode mode)
{
	uint32_t at = d->nr_rows ? *find_slot(d, name, mode) : 0;

	return at ? &d->row[at - 1] : NULL;
}

/**
 * dump_add_point - add a contention point, or its count to the one of its symbol
 * @d: the dump
 * @point: the point; its strings are copied
 *
 * Points of a class stand together, so only the last few are looked at.
 */
void dump_add_point(struct dump *d, const struct point *point)
{
	struct point *p;
	size_t i;

	for (i = d->nr_points; i > 0 && i + 16 > d->nr_points; i--) {
		p = &d->point[i - 1];
		if (p->holder == point->holder && !strcmp(p->name, point->name) &&
		    !strcmp(p->symbol, point->symbol)) {
			p->count += point->count;
			return;
		}
	}
	d->point = xgrow(d->point, d->nr_points, sizeof(*d->point));
	p = &d->point[d->nr_points++];
	*p = *point;
	p->name = xstrdup(point->name);
	p->symbol = xstrdup(point->symbol);
}

/**
 * dump_saw_time - take a measured time into account for the step of the clock
 * @d: the dump
 * @ns: the time; 0 and NAN say nothing
 */
void dump_saw_time(struct dump *d, double ns)
{
	uint64_t a = d->step_ns, b, rest;

	if (!(ns > 0 && ns < TIME_MAX))
		return;
	b = (uint64_t)ns;
	d->times++;
	while (b) {
		rest = a % b;
		a = b;
		b = rest;
	}
	d->step_ns = a;
}

/**
 * dump_clock_coarse - are times and contentions an artefact of the clock?
 * @d: the dump
 *
 * The kernel counts a contention only if the clock moved meanwhile.
 *
 * Return: true if all times are multiples of a step far above that of a real clock.
 */
bool dump_clock_coarse(const struct dump *d)
{
	return d->times >= ENOUGH_TIMES && d->step_ns >= COARSE_NS;
}
