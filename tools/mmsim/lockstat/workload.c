// SPDX-License-Identifier: GPL-2.0-only
/*
 * Was the same done on both kernels? How often the locks of the work itself are taken
 * does not depend on contention: for a fixed number of operations it is the same to a
 * few in 100000, so these classes are the yardstick.
 */
#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "workload.h"

#define MIX	1.1	/* classes whose scales are within this factor are one mix */

static const char *const default_yardsticks[] = { "&mm->mmap_lock", "mmsim:*" };

static bool is_yardstick(const struct class *c, const struct strv *yardsticks)
{
	size_t i;

	for (i = 0; i < yardsticks->nr; i++)
		if (!strcmp(yardsticks->v[i], c->key) ||
		    !fnmatch(yardsticks->v[i], c->key, FNM_NOESCAPE))
			return true;
	for (i = 0; !yardsticks->nr && i < ARRAY_LEN(default_yardsticks); i++)
		if (!fnmatch(default_yardsticks[i], c->key, FNM_NOESCAPE))
			return true;
	return false;
}

/**
 * acquisitions_off - how much more often was a class taken?
 * @cs: all classes
 * @c: the class
 * @scale: set to acquisitions of the new side by those of the old, medians
 *
 * Return: false if that is not known.
 */
bool acquisitions_off(const struct classes *cs, const struct class *c, double *scale)
{
	*scale = measure_median(cs, c, &measures[0], NEW) /
		 measure_median(cs, c, &measures[0], OLD);
	return isfinite(*scale);
}

static char *add_name(const struct classes *cs, char *names, const struct class *c)
{
	char *title = class_title(cs, c, NEW);
	char *more = xasprintf("%s%s%s", names, *names ? ", " : "", title);

	free(title);
	free(names);
	return more;
}

static void conclude(struct workload *w, const double *scale, double tolerance)
{
	size_t i;
	double least = INFINITY, most = 0;

	for (i = 0; i < w->nr; i++) {
		least = fmin(least, scale[i]);
		most = fmax(most, scale[i]);
		w->off = fmax(w->off, fabs(scale[i] - 1));
	}
	w->scale = stats_summary(scale, w->nr).median;
	if (!w->nr)
		w->verdict = WORK_UNKNOWN;
	else if (w->off <= tolerance)
		w->verdict = WORK_EQUAL;
	else if (w->nr > 1 && least > 0 && most / least <= MIX)
		w->verdict = WORK_SCALED;
	else
		w->verdict = WORK_DIFFERENT;
}

static char *sentence(const struct workload *w, const struct classes *cs, const char *names)
{
	switch (w->verdict) {
	case WORK_EQUAL:
		return xasprintf("equal: acquisitions matched within %.3g%% (%s)", w->off * 100,
				 names);
	case WORK_SCALED:
		return xasprintf("the same mix, %.3g times as much of it: numbers per acquisition compare, totals do not (%s)",
				 w->scale, names);
	case WORK_DIFFERENT:
		return xasprintf("DIFFERENT: acquisitions are up to %.3g%% apart (%s)",
				 w->off * 100, names);
	case WORK_UNKNOWN:
		break;
	}
	if (cs->side[OLD].dump[0].kind == DUMP_PERF)
		return xstrdup("unknown: perf counts no acquisitions");
	return xstrdup("unknown: no class to judge by is in both; see --yardstick");
}

/**
 * workload_judge - compare the acquisitions of the classes that are the yardstick
 * @w: set to the answer
 * @cs: the classes, of two sides
 * @yardsticks: fnmatch() patterns of keys; if empty, mmap_lock and mmsim's own locks
 * @tolerance: acquisitions this share apart still match
 */
void workload_judge(struct workload *w, const struct classes *cs, const struct strv *yardsticks,
		    double tolerance)
{
	double *scale = xcalloc(cs->nr, sizeof(*scale));
	char *names = xstrdup("");
	const struct class *c;

	*w = (struct workload){ 0 };
	for (c = cs->v; c < cs->v + cs->nr; c++) {
		if (!class_matched(c) || !is_yardstick(c, yardsticks) ||
		    !acquisitions_off(cs, c, &scale[w->nr]))
			continue;
		w->nr++;
		if (w->nr <= 4)
			names = add_name(cs, names, c);
	}
	if (w->nr > 4) {
		free(names);
		names = xasprintf("%zu classes", w->nr);
	}
	conclude(w, scale, tolerance);
	w->text = sentence(w, cs, names);
	free(names);
	free(scale);
}
