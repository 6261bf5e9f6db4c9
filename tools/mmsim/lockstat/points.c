// SPDX-License-Identifier: GPL-2.0-only
/* Contention points of a class, by symbol: addresses and offsets are another build's. */
#include <stdlib.h>
#include <string.h>

#include "view.h"

static bool is_of(const struct class *c, unsigned int side, const char *name)
{
	return strv_has(&c->side[side].printed, name);
}

/**
 * class_points - how often a function waited for a class, or held it meanwhile
 * @v: the view
 * @c: the class
 * @side: the side
 * @symbol: the function
 * @holder: held it
 *
 * Return: the median over the runs; a run without the point counts as 0.
 */
double class_points(const struct view *v, const struct class *c, unsigned int side,
		    const char *symbol, bool holder)
{
	const struct side *s = &v->cs.side[side];
	double *count = xcalloc(s->nr, sizeof(*count)), median;
	const struct point *p;
	size_t i, k;

	for (i = 0; i < s->nr; i++) {
		for (k = 0; k < s->dump[i].nr_points; k++) {
			p = &s->dump[i].point[k];
			if (p->holder == holder && !strcmp(p->symbol, symbol) &&
			    is_of(c, side, p->name))
				count[i] += p->count;
		}
	}
	median = stats_summary(count, s->nr).median;
	free(count);
	return median;
}

/**
 * class_symbols - the functions that waited for a class, or held it meanwhile
 * @v: the view
 * @c: the class
 * @holder: those that held it
 * @symbols: where to add them
 */
void class_symbols(const struct view *v, const struct class *c, bool holder, struct strv *symbols)
{
	const struct dump *d;
	unsigned int s;
	size_t run, i;

	for (s = 0; s < v->cs.nr_sides; s++) {
		for (run = 0; run < v->cs.side[s].nr; run++) {
			d = &v->cs.side[s].dump[run];
			for (i = 0; i < d->nr_points; i++)
				if (d->point[i].holder == holder &&
				    is_of(c, s, d->point[i].name) &&
				    !strv_has(symbols, d->point[i].symbol))
					strv_add(symbols, d->point[i].symbol);
		}
	}
}
