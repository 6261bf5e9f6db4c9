/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A matrix of runs: what the user gave as comma lists, and the cells that are their
 * product. Parameters turn slowest and policies fastest, so that the designs to be
 * compared stand side by side.
 */
#ifndef _MMSIM_CLI_MATRIX_H
#define _MMSIM_CLI_MATRIX_H

#include <stddef.h>

#include "names.h"
#include "util.h"

#define MATRIX_MAX	100000	/* cells; more is surely a mistake */

/**
 * struct matrix - values given for each dimension
 * @policy: variants per family; an empty list leaves the default
 * @param: values per knob, in the form results use
 * @preset: presets; what @policy says takes precedence
 */
struct matrix {
	struct strv policy[NR_FAMILIES];
	struct strv param[NR_PARAMS];
	struct strv preset;
};

/**
 * struct cell - one point of the matrix
 * @policy: variant per family, or NULL for the default
 * @param: value per knob, or NULL for the default
 */
struct cell {
	const char *policy[NR_FAMILIES];
	const char *param[NR_PARAMS];
};

int matrix_add_policy(struct matrix *m, const char *text);
int matrix_add_preset(struct matrix *m, const char *text);
int matrix_add_param(struct matrix *m, const char *name, const char *values);
int matrix_add_set(struct matrix *m, const char *text);
size_t matrix_cells(const struct matrix *m);
void matrix_cell(const struct matrix *m, size_t nr, struct cell *c);
char *matrix_label(const struct matrix *m, const struct cell *c);
void matrix_free(struct matrix *m);

#endif /* _MMSIM_CLI_MATRIX_H */
