// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a reader must know before believing a dump. Above all: the kernel counts every
 * wait at its contention point, but as a contention only if the clock moved meanwhile.
 * The two must agree.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../format.h"
#include "doubts.h"

#define POINTS_MAX	4	/* the kernel keeps no more points of a class */
#define AGREE		2.0	/* factor between contentions and points that is tolerated */

static void doubt(struct strv *warnings, char *text)
{
	strv_add(warnings, text);
	free(text);
}

static double contentions(const struct dump *d, const char *name)
{
	const struct row *w = dump_find_row(d, name, MODE_WRITE);
	const struct row *r = dump_find_row(d, name, MODE_READ);

	return (w ? w->n.wait.nr : 0) + (r ? r->n.wait.nr : 0);
}

/* The contention points of the class at *i, and how many; *i is moved behind them. */
static double sum_points(const struct dump *d, size_t *i, unsigned int *nr)
{
	const char *name = d->point[*i].name;
	double sum = 0;

	for (*nr = 0; *i < d->nr_points && !strcmp(d->point[*i].name, name); ++*i) {
		if (d->point[*i].holder)
			continue;
		sum += d->point[*i].count;
		++*nr;
	}
	return sum;
}

static void check_points(const struct dump *d, struct strv *warnings)
{
	double sum, counted, worst = AGREE, off, of_sum = 0, of_counted = 0;
	const char *name, *of = NULL;
	size_t i = 0, classes = 0;
	unsigned int nr;

	while (i < d->nr_points) {
		name = d->point[i].name;
		sum = sum_points(d, &i, &nr);
		counted = contentions(d, name);
		if (isnan(counted) || !nr)
			continue;
		off = sum > counted ? sum / fmax(counted, 1) : counted / fmax(sum, 1);
		if (off <= AGREE || (sum < counted && nr >= POINTS_MAX))
			continue;
		classes++;
		if (off <= worst)
			continue;
		worst = off;
		of = name;
		of_sum = sum;
		of_counted = counted;
	}
	if (!of)
		return;
	doubt(warnings, xasprintf("%s: %s has %.0f contentions, but its contention points sum to %.0f (factor %.3g%s); waits without a step of the clock are not counted",
				  d->path, of, of_counted, of_sum, worst,
				  classes > 1 ? ", and other classes" : ""));
}

static void check_rows(const struct dump *d, struct strv *warnings)
{
	size_t i, repaired = 0, alike = 0;

	for (i = 0; i < d->nr_rows; i++) {
		repaired += d->row[i].repaired;
		alike += d->row[i].merged > 1;
	}
	if (repaired)
		doubt(warnings, xasprintf("%s: totals of %zu rows had lost digits and are computed from averages",
					  d->path, repaired));
	if (alike && d->kind == DUMP_LOCK_STAT)
		doubt(warnings, xasprintf("%s: %zu names stand in several rows, which are summed: #10 is printed as #1",
					  d->path, alike));
}

/**
 * doubts_collect - say what speaks against a dump
 * @d: the dump
 * @warnings: where to add sentences
 */
void doubts_collect(const struct dump *d, struct strv *warnings)
{
	char step[32];

	if (d->disabled)
		doubt(warnings, xasprintf("%s: lock debugging was disabled while the kernel ran: the numbers stopped early",
					  d->path));
	if (dump_clock_coarse(d)) {
		format_value(step, sizeof(step), (double)d->step_ns, UNIT_NS);
		doubt(warnings, xasprintf("%s: the clock steps by %s: times mean nothing, and contentions are missing",
					  d->path, step));
	}
	if (d->headless)
		doubt(warnings, xasprintf("%s: the line with the version is missing; taken for 0.4",
					  d->path));
	if (d->strange)
		doubt(warnings, xasprintf("%s: %u lines were not understood, the first is line %u",
					  d->path, d->strange, d->strange_line));
	check_rows(d, warnings);
	check_points(d, warnings);
}
