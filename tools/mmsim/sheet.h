/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A side-by-side table: columns are designs (of one document) or files (of several),
 * sections are workloads and parameters, rows are metrics. The first column is what
 * the others are compared with.
 */
#ifndef _MMSIM_CLI_SHEET_H
#define _MMSIM_CLI_SHEET_H

#include <stdio.h>

#include "group.h"
#include "stats.h"

/**
 * struct section - rows that belong together
 * @title: what they are about
 * @settings: parameters that tell it from other sections
 * @cells: one group per column; NULL where there is none
 */
struct section {
	char *title;
	char *settings;
	const struct group **cells;
};

/**
 * struct sheet - the table
 * @column: titles of columns
 * @nr_columns: how many
 * @section: the sections
 * @nr_sections: how many
 * @differ: columns are files: print changes in percent with p, not ratios
 */
struct sheet {
	char **column;
	size_t nr_columns;
	struct section *section;
	size_t nr_sections;
	bool differ;
};

/**
 * struct figure - one number of the table
 * @s: the number over the runs
 * @ratio: its median by that of the first column; NAN if unknown
 * @p: of the comparison with the first column; NAN in that column
 * @distinct: could the two be told apart?
 */
struct figure {
	struct summary s;
	double ratio;
	double p;
	bool distinct;
};

void sheet_of_designs(struct sheet *sh, const struct groups *gs);
void sheet_free(struct sheet *sh);
struct section *sheet_add_section(struct sheet *sh, char *title, char *settings);
struct figure sheet_figure(const struct section *s, const struct metric *m, size_t column);
bool sheet_shows(const struct sheet *sh, const struct section *s, const struct metric *m);
void sheet_row_label(const struct section *s, const struct metric *m, char *buf, size_t size);
const struct group *section_group(const struct sheet *sh, const struct section *s);

void sheet_print_text(const struct sheet *sh, FILE *f, bool colour);
void sheet_print_md(const struct sheet *sh, FILE *f);
void sheet_print_csv(const struct sheet *sh, FILE *f);
json_t *sheet_to_json(const struct sheet *sh);
void sheet_legend(const struct sheet *sh, FILE *f);

void figure_change(const struct sheet *sh, const struct figure *fig, size_t n_first, char *buf,
		   size_t size);
void figure_spread(const struct figure *fig, char *buf, size_t size);
void figure_joined(const struct section *s, const struct metric *m, size_t column, char *buf,
		   size_t size);

#endif /* _MMSIM_CLI_SHEET_H */
