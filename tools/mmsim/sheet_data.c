// SPDX-License-Identifier: GPL-2.0-only
/* The table as Markdown, CSV and JSON. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "sheet.h"
#include "util.h"

static void md_text(FILE *f, const char *text)
{
	for (; *text; text++)
		fprintf(f, *text == '|' ? "\\|" : "%c", *text);
}

static void md_cell(const struct sheet *sh, const struct section *s, const struct metric *m,
		    size_t column, FILE *f)
{
	struct figure fig = sheet_figure(s, m, column);
	char text[64], spread[32], change[64];

	figure_joined(s, m, column, text, sizeof(text));
	if (*text) {
		fprintf(f, " %s |", text);
		return;
	}
	format_value(text, sizeof(text), fig.s.median, m->unit);
	figure_spread(&fig, spread, sizeof(spread));
	fprintf(f, " %s%s%s", text, *spread ? " " : "", spread);
	if (column) {
		figure_change(sh, &fig, sheet_figure(s, m, 0).s.n, change, sizeof(change));
		/* The blank in place of "~" is for columns of text. */
		fprintf(f, " %.*s", (int)(strlen(change) - (change[strlen(change) - 1] == ' ')),
			change);
	}
	fputs(" |", f);
}

/**
 * sheet_print_md - print the table as Markdown, one table per section
 * @sh: the table
 * @f: where
 */
void sheet_print_md(const struct sheet *sh, FILE *f)
{
	const struct section *s;
	size_t c, k;
	char text[64];

	for (s = sh->section; s < sh->section + sh->nr_sections; s++) {
		fputs("\n### ", f);
		md_text(f, s->title);
		fprintf(f, "%s%s\n\n| |", *s->settings ? ", " : "", s->settings);
		for (c = 0; c < sh->nr_columns; c++) {
			fputc(' ', f);
			md_text(f, sh->column[c]);
			fputs(" |", f);
		}
		fputs("\n|---|", f);
		for (c = 0; c < sh->nr_columns; c++)
			fputs("---:|", f);
		fputc('\n', f);
		for (k = 0; k < nr_metrics; k++) {
			if (!sheet_shows(sh, s, &metrics[k]))
				continue;
			sheet_row_label(s, &metrics[k], text, sizeof(text));
			fprintf(f, "| %s |", text);
			for (c = 0; c < sh->nr_columns; c++)
				md_cell(sh, s, &metrics[k], c, f);
			fputc('\n', f);
		}
	}
	fputc('\n', f);
}

static void csv_text(FILE *f, const char *text)
{
	if (!text[strcspn(text, ",\"\n")]) {
		fputs(text, f);
		return;
	}
	fputc('"', f);
	for (; *text; text++)
		fprintf(f, *text == '"' ? "\"\"" : "%c", *text);
	fputc('"', f);
}

static void csv_number(FILE *f, double v)
{
	if (isnan(v))
		fputs(",-", f);
	else
		fprintf(f, ",%.10g", v);
}

/* "index=maple fault_lock=spf" */
static void csv_policy(FILE *f, const struct group *g)
{
	const char *key, *between = "";
	json_t *v;

	json_object_foreach(group_policy(g), key, v) {
		fprintf(f, "%s%s=%s", between, key, json_string_value(v) ?: "-");
		between = " ";
	}
}

static void csv_line(const struct sheet *sh, const struct section *s, const struct metric *m,
		     size_t column, FILE *f)
{
	const struct group *g = s->cells[column];
	struct figure fig = sheet_figure(s, m, column);

	csv_text(f, g->key[KEY_WORKLOAD]);
	fprintf(f, ",%s,", strcmp(g->key[KEY_TASKS], "null") ? g->key[KEY_TASKS] : "-");
	csv_policy(f, g);
	fputc(',', f);
	csv_text(f, s->settings);
	fputc(',', f);
	csv_text(f, sh->column[column]);
	fprintf(f, ",%s,%s,%zu", m->key, unit_name(m->unit), fig.s.n);
	csv_number(f, fig.s.median);
	csv_number(f, fig.s.lo);
	csv_number(f, fig.s.hi);
	csv_number(f, fig.s.n ? fig.s.coverage : NAN);
	csv_number(f, fig.ratio);
	csv_number(f, fig.p);
	fprintf(f, ",%s\n", isnan(fig.p) ? "-" : fig.distinct ? "1" : "0");
}

/**
 * sheet_print_csv - print the table with one line per number
 * @sh: the table
 * @f: where
 *
 * Unknown is "-", which gnuplot takes for missing data if told so.
 */
void sheet_print_csv(const struct sheet *sh, FILE *f)
{
	const struct section *s;
	size_t c, k;

	fputs("workload,tasks,policy,settings,column,metric,unit,", f);
	fputs("n,median,lo,hi,coverage,ratio,p,distinguishable\n", f);
	for (s = sh->section; s < sh->section + sh->nr_sections; s++)
		for (k = 0; k < nr_metrics; k++)
			for (c = 0; c < sh->nr_columns; c++)
				if (s->cells[c] &&
				    (metrics[k].joined || sheet_shows(sh, s, &metrics[k])))
					csv_line(sh, s, &metrics[k], c, f);
}

static json_t *known(double v)
{
	return isnan(v) ? json_null() : json_real(v);
}

static json_t *json_column(const struct sheet *sh, const struct section *s, const struct metric *m,
			   size_t column)
{
	struct figure fig = sheet_figure(s, m, column);

	return json_pack("{s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "column",
			 sh->column[column], "n", (json_int_t)fig.s.n, "median",
			 known(fig.s.median), "lo", known(fig.s.lo), "hi", known(fig.s.hi),
			 "coverage", known(fig.s.n ? fig.s.coverage : NAN), "ratio",
			 known(fig.ratio), "p", known(fig.p), "distinguishable",
			 isnan(fig.p) ? json_null() : json_boolean(fig.distinct));
}

/**
 * sheet_to_json - the table as rows
 * @sh: the table
 *
 * Return: array of an object per row and section, each with all columns.
 */
json_t *sheet_to_json(const struct sheet *sh)
{
	json_t *rows = json_array(), *row, *columns;
	const struct section *s;
	size_t c, k;

	for (s = sh->section; s < sh->section + sh->nr_sections; s++) {
		const struct group *g = section_group(sh, s);

		for (k = 0; k < nr_metrics; k++) {
			if (!metrics[k].joined && !sheet_shows(sh, s, &metrics[k]))
				continue;
			columns = json_array();
			for (c = 0; c < sh->nr_columns; c++)
				json_array_append_new(columns, json_column(sh, s, &metrics[k], c));
			row = json_pack("{s:s, s:O?, s:O?, s:s, s:s, s:s, s:o}", "workload",
					g->key[KEY_WORKLOAD], "tasks",
					json_object_get(g->results[0], "tasks"), "policy",
					group_policy(g), "settings", s->settings, "metric",
					metrics[k].key, "unit", unit_name(metrics[k].unit),
					"columns", columns);
			json_array_append_new(rows, row);
		}
	}
	return rows;
}

/**
 * sheet_legend - explain the marks of the table
 * @sh: the table
 * @f: where
 */
void sheet_legend(const struct sheet *sh, FILE *f)
{
	bool enough = false, wide = true, any = false;
	const struct section *s;
	size_t c;

	for (s = sh->section; s < sh->section + sh->nr_sections; s++) {
		for (c = 0; c < sh->nr_columns; c++) {
			size_t n = s->cells[c] ? s->cells[c]->nr : 0;

			any |= n > 1;
			wide &= n > 5;
			enough |= c && s->cells[0] && stats_enough(s->cells[0]->nr, n);
		}
	}
	if (any)
		fprintf(f, "Medians; ± reaches to the farther end of %s.\n", wide ?
			"the median's 95% confidence interval (order statistics)" :
			"all runs: a 95% confidence interval needs 6 runs");
	if (sh->nr_columns < 2)
		return;
	if (!sh->differ)
		fputs("x is the ratio to the first column. ", f);
	fprintf(f, "~: not distinguishable, Mann-Whitney p >= %.2f.\n", STATS_ALPHA);
	if (!enough)
		fprintf(f, "Too few runs to tell a difference: at least %zu of each are needed.\n",
			stats_runs_needed());
}
