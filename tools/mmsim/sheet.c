// SPDX-License-Identifier: GPL-2.0-only
/* A side-by-side table: its contents, and how one number of it is written. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "sheet.h"
#include "util.h"

/**
 * sheet_add_section - append a section without cells
 * @sh: the table, whose columns are complete
 * @title: what the section is about; taken over
 * @settings: parameters that tell it from others; taken over
 *
 * Return: the section, valid until the next is added.
 */
struct section *sheet_add_section(struct sheet *sh, char *title, char *settings)
{
	struct section *s;

	sh->section = xgrow(sh->section, sh->nr_sections, sizeof(*sh->section));
	s = &sh->section[sh->nr_sections++];
	s->title = title;
	s->settings = settings;
	s->cells = xcalloc(sh->nr_columns, sizeof(*s->cells));
	return s;
}

static char *section_title(const struct group *g)
{
	const char *tasks = g->key[KEY_TASKS];

	if (!strcmp(tasks, "null"))
		return xstrdup(g->key[KEY_WORKLOAD]);
	return xasprintf("%s, %s %s", g->key[KEY_WORKLOAD], tasks,
			 strcmp(tasks, "1") ? "tasks" : "task");
}

/**
 * sheet_of_designs - the designs of one document side by side
 * @sh: filled in
 * @gs: cells of the document, which must outlive @sh
 */
void sheet_of_designs(struct sheet *sh, const struct groups *gs)
{
	const unsigned int row = 1U << KEY_WORKLOAD | 1U << KEY_TASKS | 1U << KEY_PARAMS;
	const struct group **first;
	size_t *column = xcalloc(gs->nr, sizeof(*column));
	size_t i, k;

	*sh = (struct sheet){ 0 };
	first = xcalloc(gs->nr, sizeof(*first));
	for (i = 0; i < gs->nr; i++) {
		for (k = 0; k < sh->nr_columns; k++)
			if (group_alike(first[k], gs->v[i], 1U << KEY_POLICY))
				break;
		column[i] = k;
		if (k < sh->nr_columns)
			continue;
		first[k] = gs->v[i];
		sh->column = xgrow(sh->column, k, sizeof(*sh->column));
		sh->column[k] = group_policy_label(gs, gs->v[i]);
		sh->nr_columns++;
	}
	for (i = 0; i < gs->nr; i++) {
		struct section *s = NULL;

		for (k = 0; k < sh->nr_sections && !s; k++)
			if (group_alike(section_group(sh, &sh->section[k]), gs->v[i], row))
				s = &sh->section[k];
		if (!s)
			s = sheet_add_section(sh, section_title(gs->v[i]),
					      group_varying(gs, gs->v[i]));
		s->cells[column[i]] = gs->v[i];
	}
	free(first);
	free(column);
}

/**
 * sheet_free - release the table, not the groups in it
 * @sh: the table
 */
void sheet_free(struct sheet *sh)
{
	size_t i;

	for (i = 0; i < sh->nr_sections; i++) {
		free(sh->section[i].title);
		free(sh->section[i].settings);
		free(sh->section[i].cells);
	}
	for (i = 0; i < sh->nr_columns; i++)
		free(sh->column[i]);
	free(sh->section);
	free(sh->column);
	*sh = (struct sheet){ 0 };
}

/**
 * section_group - some cell of a section
 * @sh: the table
 * @s: one of its sections
 *
 * Return: the first there is; a section has at least one.
 */
const struct group *section_group(const struct sheet *sh, const struct section *s)
{
	size_t i;

	for (i = 0; i < sh->nr_columns; i++)
		if (s->cells[i])
			return s->cells[i];
	return NULL;
}

static double *samples(const struct section *s, const struct metric *m, size_t column, size_t *n)
{
	const struct group *g = s->cells[column];
	double *v = xcalloc(g ? g->nr : 0, sizeof(*v));

	*n = g ? group_samples(g, m, v) : 0;
	return v;
}

/**
 * sheet_figure - one number of the table
 * @s: the section
 * @m: the row
 * @column: the column
 *
 * Return: the number, and how it compares with the first column.
 */
struct figure sheet_figure(const struct section *s, const struct metric *m, size_t column)
{
	struct figure f = { .ratio = NAN, .p = NAN };
	struct summary base;
	size_t na, nb;
	double *a, *b;

	b = samples(s, m, column, &nb);
	f.s = stats_summary(b, nb);
	if (column) {
		a = samples(s, m, 0, &na);
		base = stats_summary(a, na);
		if (na && nb && base.median != 0)
			f.ratio = f.s.median / base.median;
		f.p = stats_mann_whitney(a, na, b, nb, NULL);
		f.distinct = f.p < STATS_ALPHA;
		free(a);
	}
	free(b);
	return f;
}

/**
 * sheet_shows - does the section have this row?
 * @sh: the table
 * @s: the section
 * @m: the row
 *
 * Return: false for a side operation that is the main one or that nothing is known of,
 * and for a metric that is printed as part of another.
 */
bool sheet_shows(const struct sheet *sh, const struct section *s, const struct metric *m)
{
	size_t i, n;

	if (m->joined)
		return false;
	if (!m->side)
		return true;
	if (!strcmp(group_op(section_group(sh, s)), m->op))
		return false;
	for (i = 0; i < sh->nr_columns; i++) {
		free(samples(s, m, i, &n));
		if (n)
			return true;
	}
	return false;
}

/**
 * sheet_row_label - title of a row
 * @s: the section
 * @m: the row
 * @buf: where to put it
 * @size: bytes of @buf
 */
void sheet_row_label(const struct section *s, const struct metric *m, char *buf, size_t size)
{
	const char *op = m->op;
	size_t i;

	for (i = 0; !op; i++)
		if (s->cells[i])
			op = group_op(s->cells[i]);
	if (!strncmp(m->label, "%s", 2))
		snprintf(buf, size, "%s%s", *op ? op : "operation", m->label + 2);
	else
		snprintf(buf, size, "%s", m->label);
}

/**
 * figure_spread - write how far the confidence interval reaches
 * @fig: the number
 * @buf: where to put it; empty if not known
 * @size: bytes of @buf
 */
void figure_spread(const struct figure *fig, char *buf, size_t size)
{
	double spread = stats_spread(&fig->s) * 100;

	if (isnan(spread))
		*buf = '\0';
	else if (spread < 999.5)
		snprintf(buf, size, "±%.0f%%", spread);
	else
		snprintf(buf, size, ">999%%");
}

static void ratio_text(double ratio, char *buf, size_t size)
{
	if (ratio > 0 && ratio < 0.005)
		snprintf(buf, size, "<0.01x");
	else
		snprintf(buf, size, "%.*fx", ratio < 99.995 ? 2 : 0, ratio);
}

/**
 * figure_change - write how a number compares with the first column
 * @sh: the table
 * @fig: the number
 * @n_first: runs of the first column
 * @buf: where to put it
 * @size: bytes of @buf
 *
 * Designs: "1.47x", with "~" behind it if the two cannot be told apart. Files:
 * "+5.69% (p=0.008 n=5+5)", or "~" in place of the change.
 */
void figure_change(const struct sheet *sh, const struct figure *fig, size_t n_first, char *buf,
		   size_t size)
{
	char change[32] = "";

	if (isnan(fig->p)) {
		snprintf(buf, size, "-");
		return;
	}
	if (isnan(fig->ratio))
		snprintf(change, sizeof(change), fig->distinct ? "from 0" : "");
	else if (!sh->differ)
		ratio_text(fig->ratio, change, sizeof(change));
	else if (fig->distinct)
		snprintf(change, sizeof(change), "%+.2f%%", (fig->ratio - 1) * 100);
	if (sh->differ)
		snprintf(buf, size, "%s%s (p=%.3f n=%zu+%zu)", change, fig->distinct ? "" : "~",
			 fig->p, n_first, fig->s.n);
	else
		snprintf(buf, size, "%s%s", change, fig->distinct ? " " : "~");
}

/**
 * figure_joined - write a row of several metrics, as least/mean/most
 * @s: the section
 * @m: the first of them in metrics[]
 * @column: the column
 * @buf: where to put it; empty if the row has one metric only
 * @size: bytes of @buf
 */
void figure_joined(const struct section *s, const struct metric *m, size_t column, char *buf,
		   size_t size)
{
	const struct metric *end = metrics + nr_metrics, *at;
	bool known = false;
	size_t len = 0;
	char one[32];

	*buf = '\0';
	if (m + 1 == end || !m[1].joined)
		return;
	for (at = m; at < end && (at == m || at->joined) && len < size; at++) {
		double v = sheet_figure(s, at, column).s.median;

		known |= !isnan(v);
		format_value(one, sizeof(one), v, at->unit);
		len += snprintf(buf + len, size - len, "%s%s", at == m ? "" : "/", one);
	}
	if (!known)
		snprintf(buf, size, "-");
}
