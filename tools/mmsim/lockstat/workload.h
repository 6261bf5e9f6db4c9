/* SPDX-License-Identifier: GPL-2.0-only */
/* Was the same done on both kernels? */
#ifndef _MMSIM_LOCKSTAT_WORKLOAD_H
#define _MMSIM_LOCKSTAT_WORKLOAD_H

#include "classes.h"

/**
 * enum verdict - are the workloads equal?
 * @WORK_UNKNOWN: nothing to judge by
 * @WORK_EQUAL: acquisitions matched
 * @WORK_SCALED: the same mix, but more of it
 * @WORK_DIFFERENT: something else was done
 */
enum verdict {
	WORK_UNKNOWN,
	WORK_EQUAL,
	WORK_SCALED,
	WORK_DIFFERENT,
};

/**
 * struct workload - what the acquisitions say
 * @verdict: the answer
 * @nr: classes that were looked at
 * @off: how far acquisitions were apart at most, a share of the old
 * @scale: how much more was done: median of new by old
 * @text: a sentence for the user, to be freed
 */
struct workload {
	enum verdict verdict;
	size_t nr;
	double off;
	double scale;
	char *text;
};

void workload_judge(struct workload *w, const struct classes *cs, const struct strv *yardsticks,
		    double tolerance);
bool acquisitions_off(const struct classes *cs, const struct class *c, double *scale);

#endif /* _MMSIM_LOCKSTAT_WORKLOAD_H */
