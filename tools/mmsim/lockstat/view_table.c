// SPDX-License-Identifier: GPL-2.0-only
/* The locks of one kernel, a line each, as text of at most 100 columns. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"

static const struct {
	const char *key;
	const char *title;
	int width;
} columns[] = {
	{ "acquisitions", "acquired", 8 },
	{ "contentions", "contended", 9 },
	{ "contentions_per_acq", "con/acq", 7 },
	{ "wait_total_ns", "wait tot", 8 },
	{ "wait_avg_ns", "wait avg", 8 },
	{ "wait_share", "w.share", 7 },
	{ "hold_avg_ns", "hold avg", 8 },
	{ "acq_bounces_per_acq", "bounces", 7 },
};

#define NAME_WIDTH	(CLI_COLUMNS - 8 - 62)	/* what columns and blanks leave */

static void print_points(const struct view *v, const struct class *c, bool holder, FILE *f)
{
	struct strv symbols = { 0 };
	char value[32];
	size_t i;

	class_symbols(v, c, holder, &symbols);
	for (i = 0; i < symbols.nr; i++) {
		format_value(value, sizeof(value), class_points(v, c, OLD, symbols.v[i], holder),
			     UNIT_COUNT);
		fprintf(f, "    %-9s %8s  %.70s\n", holder ? "held by" : "waited in", value,
			symbols.v[i]);
	}
	strv_free(&symbols);
}

static void print_name(const struct view *v, const struct class *c, FILE *f)
{
	char *name = view_name(v, c);
	size_t len = strlen(name);

	/* The end of a name tells more than its middle: it has the mode. */
	if (len > NAME_WIDTH)
		fprintf(f, "%.*s...%s", NAME_WIDTH - 11, name, name + len - 8);
	else
		fprintf(f, "%-*s", NAME_WIDTH, name);
	free(name);
}

static void print_row(const struct view *v, const struct class *c, FILE *f)
{
	const struct measure *m;
	char value[32];
	size_t i;

	print_name(v, c, f);
	for (i = 0; i < ARRAY_LEN(columns); i++) {
		m = measure_find(columns[i].key);
		format_value(value, sizeof(value),
			     c->why[m->scope] ? NAN : measure_median(&v->cs, c, m, OLD), m->unit);
		fprintf(f, " %*s", columns[i].width, value);
	}
	fputc('\n', f);
	if (v->points && c->mode == MODE_WRITE) {
		print_points(v, c, false, f);
		print_points(v, c, true, f);
	}
}

static void print_counters(const struct view *v, FILE *f)
{
	char *name;
	size_t i;

	for (i = 0; i < v->nr_shown; i++) {
		name = view_name(v, v->shown[i]);
		fprintf(f, "%-60s %20.0f\n", name,
			measure_median(&v->cs, v->shown[i], &measures[0], OLD));
		free(name);
	}
}

/**
 * view_print_table - print the locks of one kernel
 * @v: the view
 * @f: where
 */
void view_print_table(const struct view *v, FILE *f)
{
	size_t i;

	if (v->cs.side[OLD].dump[0].kind == DUMP_EVENTS) {
		print_counters(v, f);
		return;
	}
	fprintf(f, "%-*s", NAME_WIDTH, "class");
	for (i = 0; i < ARRAY_LEN(columns); i++)
		fprintf(f, " %*s", columns[i].width, columns[i].title);
	fputc('\n', f);
	for (i = 0; i < v->nr_shown; i++)
		print_row(v, v->shown[i], f);
	if (v->nr_shown < v->nr_passed)
		fprintf(f, "\n%zu of %zu classes by %s; --top 0 shows all.\n", v->nr_shown,
			v->nr_passed, v->sort);
	if (v->cs.side[OLD].nr > 1)
		fprintf(f, "\nMedians of %zu runs.\n", v->cs.side[OLD].nr);
}
