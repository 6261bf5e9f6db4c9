/* SPDX-License-Identifier: GPL-2.0-only */
/* What is computed of a class's numbers, and compared. */
#ifndef _MMSIM_LOCKSTAT_MEASURE_H
#define _MMSIM_LOCKSTAT_MEASURE_H

#include "../format.h"
#include "../sheet.h"
#include "classes.h"

/**
 * struct measure - one number of a class
 * @key: its name in csv and json
 * @label: its name in a table
 * @unit: what it counts
 * @scope: what it stands or falls with
 * @better: -1 if less is better, 0 if it is neither
 * @gates: diff --fail-on looks at it
 * @raw: in tables only where nothing can be divided by acquisitions
 * @get: the number of a run, NAN if not known; @window is wall time times tasks in ns
 */
struct measure {
	const char *key;
	const char *label;
	enum unit unit;
	enum scope scope;
	int better;
	bool gates;
	bool raw;
	double (*get)(const struct lock_numbers *n, double window);
};

extern const struct measure measures[];
extern const unsigned int nr_measures;

const struct measure *measure_find(const char *key);
const char *measure_label(const struct classes *cs, const struct measure *m);
double side_window(const struct side *side, size_t run);
struct figure measure_figure(const struct classes *cs, const struct class *c,
			     const struct measure *m, unsigned int side);
double measure_median(const struct classes *cs, const struct class *c, const struct measure *m,
		      unsigned int side);
bool measure_shown(const struct classes *cs, const struct class *c, const struct measure *m);

#endif /* _MMSIM_LOCKSTAT_MEASURE_H */
