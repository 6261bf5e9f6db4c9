// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table as text of at most 100 columns. Each column of the table is a value, its
 * spread and the change against the first column; those that do not fit beside each
 * other follow below, each time with the first column.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "sheet.h"
#include "util.h"

enum part {
	PART_VALUE,
	PART_SPREAD,
	PART_CHANGE,
	NR_PARTS,
};

/* One cell: three parts, or one text over all of them. */
struct text_cell {
	char part[NR_PARTS][40];
	char whole[64];
	int colour;
};

struct widths {
	size_t part[NR_PARTS];
	size_t all;
};

static const char *const colours[] = { "\033[31m", "", "\033[32m" };

static size_t max_size(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void pad(FILE *f, const char *text, size_t width, bool right)
{
	size_t have = text_width(text);
	int fill = width > have ? (int)(width - have) : 0;

	fprintf(f, "%*s%s%*s", right ? fill : 0, "", text, right ? 0 : fill, "");
}

static void fill_cell(const struct sheet *sh, const struct section *s, const struct metric *m,
		      size_t column, struct text_cell *c)
{
	struct figure fig = sheet_figure(s, m, column);

	memset(c, 0, sizeof(*c));
	figure_joined(s, m, column, c->whole, sizeof(c->whole));
	if (*c->whole)
		return;
	format_value(c->part[PART_VALUE], sizeof(c->part[0]), fig.s.median, m->unit);
	figure_spread(&fig, c->part[PART_SPREAD], sizeof(c->part[0]));
	if (!column)
		return;
	figure_change(sh, &fig, sheet_figure(s, m, 0).s.n, c->part[PART_CHANGE],
		      sizeof(c->part[0]));
	if (fig.distinct && !isnan(fig.ratio) && fig.ratio != 1)
		c->colour = fig.ratio > 1 ? m->better : -m->better;
}

static void widen(struct widths *w, const struct text_cell *c)
{
	size_t i, sum = 0;

	for (i = 0; i < NR_PARTS; i++) {
		w->part[i] = max_size(w->part[i], text_width(c->part[i]));
		sum += w->part[i] + (sum && w->part[i]);
	}
	w->all = max_size(w->all, max_size(sum, text_width(c->whole)));
}

static struct widths *measure(const struct sheet *sh, size_t *label)
{
	struct widths *w = xcalloc(sh->nr_columns, sizeof(*w));
	struct text_cell cell;
	size_t i, k, c;
	char text[64];

	*label = 0;
	for (i = 0; i < sh->nr_sections; i++) {
		for (k = 0; k < nr_metrics; k++) {
			if (!sheet_shows(sh, &sh->section[i], &metrics[k]))
				continue;
			sheet_row_label(&sh->section[i], &metrics[k], text, sizeof(text));
			*label = max_size(*label, text_width(text) + 2);
			for (c = 0; c < sh->nr_columns; c++) {
				fill_cell(sh, &sh->section[i], &metrics[k], c, &cell);
				widen(&w[c], &cell);
			}
		}
	}
	for (c = 0; c < sh->nr_columns; c++)
		w[c].all = max_size(w[c].all, text_width(sh->column[c]));
	return w;
}

static void print_cell(FILE *f, const struct text_cell *c, const struct widths *w, bool colour)
{
	bool painted = colour && c->colour;
	size_t i, sum = 0;

	fputs("  ", f);
	if (*c->whole) {
		pad(f, c->whole, w->all, true);
		return;
	}
	for (i = 0; i < NR_PARTS; i++)
		sum += w->part[i] + (sum && w->part[i]);
	fprintf(f, "%*s", (int)(w->all - sum), "");
	for (i = 0, sum = 0; i < NR_PARTS; i++) {
		if (!w->part[i])
			continue;
		if (sum)
			fputc(' ', f);
		sum += w->part[i];
		if (painted && i == PART_CHANGE)
			fputs(colours[c->colour + 1], f);
		pad(f, c->part[i], w->part[i], true);
		if (painted && i == PART_CHANGE)
			fputs("\033[0m", f);
	}
}

static void print_line(char *line, FILE *f)
{
	size_t n = strlen(line);

	while (n && line[n - 1] == ' ')
		n--;
	line[n] = '\0';
	fprintf(f, "%s\n", line);
}

static void print_row(const struct sheet *sh, const struct section *s, const struct metric *m,
		      const struct widths *w, size_t label, size_t from, size_t to, FILE *out,
		      bool colour)
{
	struct text_cell cell;
	char text[64], *line;
	size_t c, len;
	FILE *f = open_memstream(&line, &len);

	sheet_row_label(s, m, text, sizeof(text));
	fputs("  ", f);
	pad(f, text, label - 2, false);
	for (c = 0; c < to; c++) {
		if (c && c < from)
			continue;
		fill_cell(sh, s, m, c, &cell);
		print_cell(f, &cell, &w[c], colour);
	}
	fclose(f);
	print_line(line, out);
	free(line);
}

static void print_block(const struct sheet *sh, const struct widths *w, size_t label, size_t from,
			size_t to, FILE *f, bool colour)
{
	const struct section *s;
	size_t c, k;

	fprintf(f, "%*s", (int)label, "");
	for (c = 0; c < to; c++) {
		if (c && c < from)
			continue;
		fputs("  ", f);
		pad(f, sh->column[c], w[c].all, true);
	}
	fputc('\n', f);
	for (s = sh->section; s < sh->section + sh->nr_sections; s++) {
		fprintf(f, "%s%s%s\n", s->title, *s->settings ? ", " : "", s->settings);
		for (k = 0; k < nr_metrics; k++)
			if (sheet_shows(sh, s, &metrics[k]))
				print_row(sh, s, &metrics[k], w, label, from, to, f, colour);
	}
}

/**
 * sheet_print_text - print the table for people
 * @sh: the table
 * @f: where
 * @colour: paint significant changes
 */
void sheet_print_text(const struct sheet *sh, FILE *f, bool colour)
{
	size_t label, used, from = 1, to;
	struct widths *w;

	if (!sh->nr_sections)
		return;
	w = measure(sh, &label);
	do {
		used = label + 2 + w[0].all;
		for (to = from; to < sh->nr_columns; to++) {
			used += 2 + w[to].all;
			if (used > CLI_COLUMNS && to > from)
				break;
		}
		if (from > 1)
			fputc('\n', f);
		print_block(sh, w, label, from, to, f, colour);
		from = to;
	} while (from < sh->nr_columns);
	free(w);
}
