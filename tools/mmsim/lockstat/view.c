// SPDX-License-Identifier: GPL-2.0-only
/* Which classes are printed, in which order, and how the parts of a line are written. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"

#define SPREAD_ROOM	16

static double larger_median(const struct view *v, const struct class *c, const struct measure *m)
{
	double most = NAN;
	unsigned int s;

	for (s = 0; s < v->cs.nr_sides; s++)
		most = fmax(most, measure_median(&v->cs, c, m, s));
	return most;
}

/* How far the sides are apart, as a factor; nothing if they do not compare. */
static double change_of(const struct view *v, const struct class *c)
{
	const struct measure *m = measure_find("wait_per_acq_ns");
	double ratio;

	if (v->cs.nr_sides < SIDES || c->why[WAITS])
		return 0;
	ratio = measure_median(&v->cs, c, m, NEW) / measure_median(&v->cs, c, m, OLD);
	return isnan(ratio) ? 0 : fabs(log(ratio));
}

struct ranked {
	const struct class *c;
	double key;
	double acquisitions;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? 1 : -1;
	if (x->acquisitions != y->acquisitions)
		return x->acquisitions < y->acquisitions ? 1 : -1;
	return strcmp(x->c->key, y->c->key) ?: (int)x->c->mode - (int)y->c->mode;
}

static bool passes(const struct view *v, const struct class *c)
{
	if (v->cs.nr_sides == SIDES && !class_matched(c))
		return false;
	if (v->min_acquisitions > 0 &&
	    !(larger_median(v, c, measure_find("acquisitions")) >= v->min_acquisitions))
		return false;
	if (v->min_contentions > 0 &&
	    !(larger_median(v, c, measure_find("contentions")) >= v->min_contentions))
		return false;
	return !(v->min_wait_ns > 0) ||
	       larger_median(v, c, measure_find("wait_total_ns")) >= v->min_wait_ns;
}

/**
 * view_sort_known - is this a key to sort by?
 * @sort: the key
 *
 * Return: true for "name", "change" and the keys of the measures.
 */
bool view_sort_known(const char *sort)
{
	return !strcmp(sort, "name") || !strcmp(sort, "change") || measure_find(sort);
}

/**
 * view_select - choose and order the classes to print
 * @v: the view; its classes and wishes are set
 */
void view_select(struct view *v)
{
	struct ranked *r = xcalloc(v->cs.nr, sizeof(*r));
	const struct measure *m = measure_find(v->sort);
	size_t i, n = 0;

	for (i = 0; i < v->cs.nr; i++) {
		const struct class *c = &v->cs.v[i];

		if (!passes(v, c))
			continue;
		r[n].c = c;
		if (m)
			r[n].key = larger_median(v, c, m);
		else if (!strcmp(v->sort, "change"))
			r[n].key = change_of(v, c);
		if (strcmp(v->sort, "name"))
			r[n].acquisitions = larger_median(v, c, &measures[0]);
		if (isnan(r[n].key))
			r[n].key = -1;
		if (isnan(r[n].acquisitions))
			r[n].acquisitions = -1;
		n++;
	}
	qsort(r, n, sizeof(*r), compare_ranked);
	v->nr_passed = n;
	v->nr_shown = v->top && v->top < n ? v->top : n;
	v->shown = xcalloc(v->nr_shown, sizeof(*v->shown));
	for (i = 0; i < v->nr_shown; i++)
		v->shown[i] = r[i].c;
	free(r);
}

/**
 * view_free - free what a view holds
 * @v: the view
 */
void view_free(struct view *v)
{
	classes_free(&v->cs);
	strv_free(&v->warnings);
	free(v->workload.text);
	free(v->shown);
}

/**
 * notes_number - the number of a sentence below the table, added if it is new
 * @n: the sentences
 * @text: the sentence
 *
 * Return: its number from 1.
 */
size_t notes_number(struct notes *n, const char *text)
{
	size_t i;

	for (i = 0; i < n->text.nr; i++)
		if (!strcmp(n->text.v[i], text))
			return i + 1;
	strv_add(&n->text, text);
	return n->text.nr;
}

static void mark(struct notes *n, const char *text, char *marks, size_t size)
{
	size_t len = strlen(marks);

	snprintf(marks + len, size - len, " [%zu]", notes_number(n, text));
}

/**
 * view_class_notes - say what is special about the identity of a class
 * @c: the class
 * @sides: 1 or 2
 * @n: the sentences
 * @marks: set to their numbers, " [1] [2]"
 * @size: bytes of @marks
 */
void view_class_notes(const struct class *c, unsigned int sides, struct notes *n, char *marks,
		      size_t size)
{
	static const char *const kinds[] = {
		[SAME] = "the same lock under a new name",
		[WIDER] = "the newer class holds other locks too",
		[SPLIT] = "one lock became several of one class",
		[REPLACED] = "another lock does the job in the newer kernel",
	};
	const struct rename *renamed = c->side[OLD].renamed ?: c->side[NEW].renamed;
	unsigned int versions = c->side[OLD].versions | c->side[NEW].versions;
	char *text;

	*marks = '\0';
	if (sides == SIDES && c->side[OLD].renamed != c->side[NEW].renamed) {
		text = xasprintf("%s (%s)", kinds[renamed->kind], renamed->where);
		mark(n, text, marks, size);
		free(text);
	}
	if (versions & ~1U)
		mark(n, "classes that #n alone tells apart are summed", marks, size);
	if (c->side[OLD].cut || c->side[NEW].cut)
		mark(n, "the kernel cuts names off: this one may have lost its end", marks, size);
}

/**
 * view_name - what a class is called in a table
 * @v: the view
 * @c: the class
 *
 * Return: its name, or both; to be freed.
 */
char *view_name(const struct view *v, const struct class *c)
{
	char *old, *new, *both;

	if (v->cs.side[OLD].dump[0].kind == DUMP_EVENTS)
		return xstrdup(c->key);
	if (v->cs.nr_sides < SIDES || !class_has(c, NEW))
		return class_title(&v->cs, c, OLD);
	if (!class_has(c, OLD))
		return class_title(&v->cs, c, NEW);
	old = class_title(&v->cs, c, OLD);
	new = class_title(&v->cs, c, NEW);
	both = strcmp(old, new) ? xasprintf("%s -> %s", old, new) : xstrdup(old);
	free(old);
	free(new);
	return both;
}

/**
 * view_value - write a number with its spread
 * @fig: the number
 * @unit: what it counts
 * @buf: where to put it
 * @size: bytes of @buf
 */
void view_value(const struct figure *fig, enum unit unit, char *buf, size_t size)
{
	char spread[SPREAD_ROOM];
	size_t len;

	format_value(buf, size, fig->s.median, unit);
	figure_spread(fig, spread, sizeof(spread));
	len = strlen(buf);
	if (*spread)
		snprintf(buf + len, size - len, " %s", spread);
}

/**
 * view_change - write how the new side compares with the old, or why it does not
 * @v: the view, of two sides
 * @c: the class
 * @m: the number
 * @n: sentences below the table
 * @buf: where to put it
 * @size: bytes of @buf
 */
void view_change(const struct view *v, const struct class *c, const struct measure *m,
		 struct notes *n, char *buf, size_t size)
{
	static const struct sheet differ = { .differ = true };
	const struct reason *why = c->why[m->scope];
	struct figure old, new;

	if (why) {
		snprintf(buf, size, "not comparable: %s [%zu]", why->brief,
			 notes_number(n, why->text));
		return;
	}
	old = measure_figure(&v->cs, c, m, OLD);
	new = measure_figure(&v->cs, c, m, NEW);
	figure_change(&differ, &new, old.s.n, buf, size);
}

/**
 * view_print - print in the format asked for
 * @v: the view
 *
 * Return: CLI_OK, or CLI_TROUBLE if stdout could not be written.
 */
int view_print(const struct view *v)
{
	size_t i;

	switch (v->format) {
	case FORMAT_TEXT:
		view_print_header(v, stdout);
		fputc('\n', stdout);
		if (v->cs.nr_sides == SIDES)
			view_print_text(v, stdout);
		else
			view_print_table(v, stdout);
		break;
	case FORMAT_MD:
		view_print_header(v, stdout);
		fputc('\n', stdout);
		view_print_md(v, stdout);
		break;
	case FORMAT_CSV:
		for (i = 0; i < v->warnings.nr; i++)
			cli_warn("%s", v->warnings.v[i]);
		view_print_csv(v, stdout);
		break;
	case FORMAT_JSON:
		view_print_json(v, stdout);
		break;
	}
	return cli_flush();
}
