/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that defines a run, as plain data. debugfs and the command line are
 * skins over this.
 */
#ifndef _MMSIM_CONFIG_H
#define _MMSIM_CONFIG_H

#include <mmsim/internal.h>
#include <mmsim/policy.h>

enum mmsim_param {
#define MMSIM_PARAM(name, dflt, lo, hi, desc) MMSIM_PARAM_##name,
#define MMSIM_PARAM_WORD(name, words, desc) MMSIM_PARAM_##name,
#include <mmsim/param_list.h>
	NR_MMSIM_PARAMS
};

enum mmsim_workload_id {
#define MMSIM_WORKLOAD(name, op, desc) MMSIM_WORKLOAD_##name,
#include <mmsim/workload_list.h>
	NR_MMSIM_WORKLOADS
};

/* Order of the words of MMSIM_PARAM_WORD(pace, ...) */
enum mmsim_pace { MMSIM_PACE_MAX, MMSIM_PACE_RECORDED };

/**
 * struct mmsim_config - What to run
 * @workload: which workload
 * @policy: variant of each family
 * @param: value of each parameter
 * @cpus: CPUs to bind tasks to, round robin; empty: all online ones
 */
struct mmsim_config {
	enum mmsim_workload_id workload;
	unsigned int policy[NR_MMSIM_FAMILIES];
	s64 param[NR_MMSIM_PARAMS];
	struct cpumask cpus;
};

#define MMSIM_ERROR_MAX		512

void mmsim_config_init(struct mmsim_config *config);
int mmsim_config_set_workload(struct mmsim_config *config, const char *name,
			      char *error, size_t size);
int mmsim_config_set_policy(struct mmsim_config *config, const char *family,
			    const char *variant, char *error, size_t size);
int mmsim_config_set_param(struct mmsim_config *config, const char *name,
			   const char *value, char *error, size_t size);
int mmsim_config_set_cpus(struct mmsim_config *config, const char *list,
			  char *error, size_t size);
int mmsim_config_validate(const struct mmsim_config *config, char *error,
			  size_t size);
const char *mmsim_param_name(enum mmsim_param param);
const char *mmsim_param_desc(enum mmsim_param param);
int mmsim_param_find(const char *name);
bool mmsim_param_is_word(enum mmsim_param param);
int mmsim_param_format(const struct mmsim_config *config, enum mmsim_param param,
		       char *buf, size_t size);
int mmsim_config_format_cpus(const struct mmsim_config *config, char *buf,
			     size_t size);
int mmsim_config_format_used_cpus(const struct mmsim_config *config, char *buf,
				  size_t size);
const char *mmsim_workload_name(enum mmsim_workload_id id);
int mmsim_workload_find(const char *name);

#endif /* _MMSIM_CONFIG_H */
