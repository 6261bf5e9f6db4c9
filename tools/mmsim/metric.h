/* SPDX-License-Identifier: GPL-2.0-only */
/* The numbers taken from each result and compared. */
#ifndef _MMSIM_CLI_METRIC_H
#define _MMSIM_CLI_METRIC_H

#include <stdbool.h>

#include <jansson.h>

#include "format.h"

/**
 * struct metric - one number of a result
 * @key: its name in csv and json
 * @label: its name in a table; "%s" stands for the operation
 * @unit: what it counts
 * @better: 1 if more is better, -1 if less is, 0 if neither
 * @op: operation whose latency it is, NULL for the workload's main one
 * @side: shown only where @op is not the workload's main operation
 * @gates: compare --fail-on looks at it
 * @joined: printed in one cell with the metric before it, as a/b/c
 * @get: the number, or NAN if the result does not say
 */
struct metric {
	const char *key;
	const char *label;
	enum unit unit;
	int better;
	const char *op;
	bool side;
	bool gates;
	bool joined;
	double (*get)(const json_t *result, const char *op);
};

extern const struct metric metrics[];
extern const unsigned int nr_metrics;

double json_double(const json_t *j);

#endif /* _MMSIM_CLI_METRIC_H */
