// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is computed of a class's numbers, and compared. Totals depend on how much was
 * done, so they are divided by acquisitions, or by the time all tasks had.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

static double quotient(double a, double b)
{
	return b > 0 ? a / b : NAN;
}

static double get_acquisitions(const struct lock_numbers *n, double window)
{
	return n->hold.nr;
}

static double get_contentions(const struct lock_numbers *n, double window)
{
	return n->wait.nr;
}

static double get_contentions_share(const struct lock_numbers *n, double window)
{
	return quotient(n->wait.nr, n->hold.nr);
}

static double get_wait_total(const struct lock_numbers *n, double window)
{
	return n->wait.total;
}

static double get_wait_per_acq(const struct lock_numbers *n, double window)
{
	return quotient(n->wait.total, n->hold.nr);
}

static double get_wait_share(const struct lock_numbers *n, double window)
{
	return quotient(n->wait.total, window);
}

static double get_wait_avg(const struct lock_numbers *n, double window)
{
	return quotient(n->wait.total, n->wait.nr);
}

static double get_wait_max(const struct lock_numbers *n, double window)
{
	return n->wait.nr > 0 ? n->wait.max : NAN;
}

static double get_hold_avg(const struct lock_numbers *n, double window)
{
	return quotient(n->hold.total, n->hold.nr);
}

static double get_hold_max(const struct lock_numbers *n, double window)
{
	return n->hold.nr > 0 ? n->hold.max : NAN;
}

static double get_acq_bounces(const struct lock_numbers *n, double window)
{
	return quotient(n->acq_bounces, n->hold.nr);
}

static double get_con_bounces(const struct lock_numbers *n, double window)
{
	return quotient(n->con_bounces, n->hold.nr);
}

const struct measure measures[] = {
	{ "acquisitions", "acquisitions", UNIT_COUNT, COUNTS, 0, .get = get_acquisitions },
	{ "contentions", "contentions", UNIT_COUNT, CONTENTIONS, -1, .raw = true,
	  .get = get_contentions },
	{ "contentions_per_acq", "contentions/acq", UNIT_SHARE, CONTENTIONS, -1, .gates = true,
	  .get = get_contentions_share },
	{ "wait_total_ns", "wait total", UNIT_NS, WAITS, -1, .raw = true, .get = get_wait_total },
	{ "wait_per_acq_ns", "wait/acq", UNIT_NS, WAITS, -1, .gates = true,
	  .get = get_wait_per_acq },
	{ "wait_share", "wait share", UNIT_SHARE, WAITS, -1, .gates = true,
	  .get = get_wait_share },
	{ "wait_avg_ns", "wait avg", UNIT_NS, WAITS, -1, .get = get_wait_avg },
	{ "wait_max_ns", "wait max", UNIT_NS, WAITS, -1, .get = get_wait_max },
	{ "hold_avg_ns", "hold avg", UNIT_NS, HOLDS, -1, .get = get_hold_avg },
	{ "hold_max_ns", "hold max", UNIT_NS, HOLDS, -1, .get = get_hold_max },
	{ "con_bounces_per_acq", "con-bounces/acq", UNIT_SHARE, BOUNCES, -1,
	  .get = get_con_bounces },
	{ "acq_bounces_per_acq", "acq-bounces/acq", UNIT_SHARE, COUNTS, -1,
	  .get = get_acq_bounces },
};

const unsigned int nr_measures = ARRAY_LEN(measures);

/**
 * measure_find - look a measure up
 * @key: its name
 *
 * Return: the measure, or NULL.
 */
const struct measure *measure_find(const char *key)
{
	size_t i;

	for (i = 0; i < nr_measures; i++)
		if (!strcmp(measures[i].key, key))
			return &measures[i];
	return NULL;
}

/**
 * measure_label - what a measure is called in a table
 * @cs: the classes
 * @m: the measure
 *
 * Return: its label; a counter has no acquisitions.
 */
const char *measure_label(const struct classes *cs, const struct measure *m)
{
	return cs->side[OLD].dump[0].kind == DUMP_EVENTS && m == measures ? "count" : m->label;
}

/**
 * side_window - time that all tasks of a run had together
 * @side: the kernel
 * @run: the run
 *
 * Return: ns; NAN if neither the user nor the dump says.
 */
double side_window(const struct side *side, size_t run)
{
	const struct dump *d = &side->dump[run];

	return (isnan(side->wall_ns) ? d->wall_ns : side->wall_ns) *
	       (isnan(side->tasks) ? d->tasks : side->tasks);
}

static double *samples(const struct classes *cs, const struct class *c, const struct measure *m,
		       unsigned int side, size_t *n)
{
	const struct side *s = &cs->side[side];
	double *v = xcalloc(s->nr, sizeof(*v));
	size_t i;

	for (i = 0, *n = 0; i < s->nr; i++) {
		v[*n] = m->get(&c->side[side].run[i], side_window(s, i));
		*n += !isnan(v[*n]);
	}
	return v;
}

/**
 * measure_figure - a number of a class over the runs of a side
 * @cs: all classes
 * @c: the class
 * @m: the number
 * @side: the side; NEW is compared with OLD
 *
 * Return: the number.
 */
struct figure measure_figure(const struct classes *cs, const struct class *c,
			     const struct measure *m, unsigned int side)
{
	struct figure f = { .ratio = NAN, .p = NAN };
	double *a, *b, base;
	size_t na, nb;

	b = samples(cs, c, m, side, &nb);
	f.s = stats_summary(b, nb);
	if (side == NEW) {
		a = samples(cs, c, m, OLD, &na);
		base = stats_summary(a, na).median;
		if (na && nb && base != 0)
			f.ratio = f.s.median / base;
		f.p = stats_mann_whitney(a, na, b, nb, NULL);
		f.distinct = f.p < STATS_ALPHA;
		free(a);
	}
	free(b);
	return f;
}

/**
 * measure_median - the number without its statistics
 * @cs: all classes
 * @c: the class
 * @m: the number
 * @side: the side
 *
 * Return: its median over the runs; NAN if it is not known.
 */
double measure_median(const struct classes *cs, const struct class *c, const struct measure *m,
		      unsigned int side)
{
	double *v, median;
	size_t n;

	if (!class_has(c, side))
		return NAN;
	v = samples(cs, c, m, side, &n);
	median = n == 1 ? v[0] : stats_summary(v, n).median;
	free(v);
	return median;
}

/**
 * measure_shown - does the number say something in a table?
 * @cs: all classes
 * @c: the class
 * @m: the number
 *
 * Return: false if it is unknown or 0 on all sides, or can be had per acquisition.
 */
bool measure_shown(const struct classes *cs, const struct class *c, const struct measure *m)
{
	unsigned int s;

	if (m->raw)
		for (s = 0; s < cs->nr_sides; s++)
			if (measure_median(cs, c, &measures[0], s) > 0)
				return false;
	for (s = 0; s < cs->nr_sides; s++)
		if (measure_median(cs, c, m, s) > 0)
			return true;
	return false;
}
