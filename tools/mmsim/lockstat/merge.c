// SPDX-License-Identifier: GPL-2.0-only
/*
 * Several dumps into one, as if their kernels had been one: counts and totals are
 * summed, least and greatest kept, averages computed anew.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "merge.h"

static void add_points(struct dump *to, const struct dump *from, const struct strv *renames)
{
	struct point *p;
	size_t i;

	for (i = 0; i < from->nr_points; i++) {
		to->point = xgrow(to->point, to->nr_points, sizeof(*to->point));
		p = &to->point[to->nr_points++];
		*p = from->point[i];
		p->name = identity_apply(renames, p->name);
		p->symbol = xstrdup(p->symbol);
	}
}

static void add_rows(struct dump *to, const struct dump *from, const struct strv *renames)
{
	struct row r;
	size_t i;

	for (i = 0; i < from->nr_rows; i++) {
		r = from->row[i];
		r.name = identity_apply(renames, from->row[i].name);
		dump_add_row(to, &r);
		free(r.name);
	}
}

static int compare_points(const void *a, const void *b)
{
	const struct point *x = a, *y = b;

	return strcmp(x->name, y->name) ?: (int)x->holder - (int)y->holder ?:
	       strcmp(x->symbol, y->symbol);
}

/* Sum the points of one symbol, most frequent first within a class. */
static void join_points(struct dump *d)
{
	size_t i, n = 0;

	qsort(d->point, d->nr_points, sizeof(*d->point), compare_points);
	for (i = 0; i < d->nr_points; i++) {
		if (n && !compare_points(&d->point[n - 1], &d->point[i])) {
			d->point[n - 1].count += d->point[i].count;
			free(d->point[i].name);
			free(d->point[i].symbol);
			continue;
		}
		d->point[n++] = d->point[i];
	}
	d->nr_points = n;
}

static int compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return strcmp(x->name, y->name) ?: (int)x->mode - (int)y->mode;
}

static const char *agreed(const char *a, const char *b)
{
	return a && b && !strcmp(a, b) ? a : NULL;
}

/**
 * merge_dumps - merge dumps
 * @to: an empty dump, set to the sum; rows are in the order of names
 * @from: the dumps, of one format
 * @nr: how many, at least one
 * @renames: OLD=NEW of the user
 *
 * Kernel and config are kept if all agree, the durations are summed if all are known.
 * The index of @to is stale afterwards: it is to be written, not to be added to.
 */
void merge_dumps(struct dump *to, const struct dump *from, size_t nr, const struct strv *renames)
{
	const char *kernel = from->kernel, *config = from->config;
	double tasks = from->tasks;
	size_t i;

	to->kind = from->kind;
	to->wall_ns = 0;
	for (i = 0; i < nr; i++) {
		add_rows(to, &from[i], renames);
		add_points(to, &from[i], renames);
		to->disabled |= from[i].disabled;
		to->wall_ns += from[i].wall_ns;
		kernel = agreed(kernel, from[i].kernel);
		config = agreed(config, from[i].config);
		if (from[i].tasks != tasks)
			tasks = NAN;
	}
	to->kernel = kernel ? xstrdup(kernel) : NULL;
	to->config = config ? xstrdup(config) : NULL;
	to->tasks = tasks;
	if (to->nr_points)
		join_points(to);
	qsort(to->row, to->nr_rows, sizeof(*to->row), compare_rows);
}
