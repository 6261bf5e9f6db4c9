/* SPDX-License-Identifier: GPL-2.0-only */
/* Results that differ by run and seed only: the samples of one cell. */
#ifndef _MMSIM_CLI_GROUP_H
#define _MMSIM_CLI_GROUP_H

#include <jansson.h>

#include "metric.h"

/**
 * enum group_key - what tells groups apart
 * @KEY_WORKLOAD: workload, and trace if it replays one
 * @KEY_TASKS: number of tasks
 * @KEY_PARAMS: all other parameters but the seed
 * @KEY_POLICY: designs bound
 * @NR_KEYS: how many
 */
enum group_key {
	KEY_WORKLOAD,
	KEY_TASKS,
	KEY_PARAMS,
	KEY_POLICY,
	NR_KEYS,
};

/**
 * struct group - the samples of one cell
 * @key: texts that are equal if and only if the groups are
 * @params: parameters of the cell, without tasks, runs and seed
 * @nr: number of results
 * @results: the results, borrowed from the document
 */
struct group {
	char *key[NR_KEYS];
	json_t *params;
	size_t nr;
	const json_t **results;
};

/**
 * struct groups - cells in the order in which a document first names them
 * @v: the cells
 * @nr: how many
 */
struct groups {
	struct group **v;
	size_t nr;
};

void groups_build(struct groups *gs, const json_t *results);
void groups_free(struct groups *gs);
bool group_alike(const struct group *a, const struct group *b, unsigned int keys);
size_t group_samples(const struct group *g, const struct metric *m, double *v);
const char *group_op(const struct group *g);
json_t *group_policy(const struct group *g);
char *group_varying(const struct groups *gs, const struct group *g);
char *group_common(const struct groups *gs);
char *group_policy_label(const struct groups *gs, const struct group *g);

#endif /* _MMSIM_CLI_GROUP_H */
