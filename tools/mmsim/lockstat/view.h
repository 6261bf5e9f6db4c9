/* SPDX-License-Identifier: GPL-2.0-only */
/* Which classes are printed, in which order, and how. */
#ifndef _MMSIM_LOCKSTAT_VIEW_H
#define _MMSIM_LOCKSTAT_VIEW_H

#include "measure.h"
#include "workload.h"

/**
 * struct view - what was asked for, and what is printed
 * @format: how
 * @sort: key of a measure, or "name" or "change"
 * @top: classes at most; 0 is all
 * @min_acquisitions: classes below on all sides are left out
 * @min_contentions: likewise
 * @min_wait_ns: likewise, of the total
 * @points: print contention points
 * @cs: all classes
 * @workload: of two sides
 * @warnings: sentences
 * @shown: classes to print, in order
 * @nr_shown: how many
 * @nr_passed: how many there were before the top was taken
 */
struct view {
	enum format format;
	const char *sort;
	size_t top;
	double min_acquisitions;
	double min_contentions;
	double min_wait_ns;
	bool points;
	struct classes cs;
	struct workload workload;
	struct strv warnings;
	const struct class **shown;
	size_t nr_shown;
	size_t nr_passed;
};

/**
 * struct notes - sentences below a table, numbered
 * @text: the sentences
 */
struct notes {
	struct strv text;
};

bool view_sort_known(const char *sort);
void view_select(struct view *v);
void view_free(struct view *v);
int view_print(const struct view *v);

size_t notes_number(struct notes *n, const char *text);
void view_class_notes(const struct class *c, unsigned int sides, struct notes *n, char *marks,
		      size_t size);
void view_change(const struct view *v, const struct class *c, const struct measure *m,
		 struct notes *n, char *buf, size_t size);
void view_value(const struct figure *fig, enum unit unit, char *buf, size_t size);
char *view_name(const struct view *v, const struct class *c);
double class_points(const struct view *v, const struct class *c, unsigned int side,
		    const char *symbol, bool holder);
void class_symbols(const struct view *v, const struct class *c, bool holder, struct strv *symbols);

void view_print_header(const struct view *v, FILE *f);
void view_print_text(const struct view *v, FILE *f);
void view_print_table(const struct view *v, FILE *f);
void view_print_md(const struct view *v, FILE *f);
void view_print_csv(const struct view *v, FILE *f);
void view_print_json(const struct view *v, FILE *f);

#endif /* _MMSIM_LOCKSTAT_VIEW_H */
