/* SPDX-License-Identifier: GPL-2.0-only */
/* The words a user may type, as tables made from the core's own lists. */
#ifndef _MMSIM_CLI_NAMES_H
#define _MMSIM_CLI_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum {
#define MMSIM_FAMILY(name, ...)		FAMILY_##name,
#include <mmsim/policy_list.h>
	NR_FAMILIES
};

enum {
#define MMSIM_PARAM(name, ...)		PARAM_##name,
#define MMSIM_PARAM_WORD(name, ...)	PARAM_##name,
#include <mmsim/param_list.h>
	NR_PARAMS
};

enum {
#define MMSIM_WORKLOAD(name, ...)	WORKLOAD_##name,
#include <mmsim/workload_list.h>
	NR_WORKLOADS
};

/**
 * struct variant - one locking design of a family
 * @name: the word
 * @help: one line
 */
struct variant {
	const char *name;
	const char *help;
};

/**
 * struct family - designs of which a run binds one
 * @name: the word
 * @deflt: the variant bound if nothing is said
 * @help: one line
 * @variants: its designs
 * @nr: how many
 */
struct family {
	const char *name;
	const char *deflt;
	const char *help;
	const struct variant *variants;
	size_t nr;
};

/**
 * struct workload - something to run
 * @name: the word
 * @op: its main operation, as results name it
 * @help: one line
 */
struct workload {
	const char *name;
	const char *op;
	const char *help;
};

/**
 * struct param - a knob of a run
 * @name: the word, with its unit
 * @words: "word|word|..." the first being the default, or NULL for a number
 * @deflt: default of a number
 * @min: least valid number
 * @max: greatest valid number
 * @help: one line
 */
struct param {
	const char *name;
	const char *words;
	long long deflt;
	long long min;
	long long max;
	const char *help;
};

/**
 * struct preset - a name for a set of designs
 * @name: the word
 * @help: one line
 */
struct preset {
	const char *name;
	const char *help;
};

/* The same for the designs of a preset. */
struct preset_bind {
	const char *preset;
	unsigned int family;
	const char *variant;
};

extern const struct family families[NR_FAMILIES];
extern const struct param params[NR_PARAMS];
extern const struct workload workloads[NR_WORKLOADS];
extern const struct preset presets[];
extern const size_t nr_presets;
extern const struct preset_bind preset_binds[];
extern const size_t nr_preset_binds;

int family_find(const char *name);
int param_find(const char *name);
int workload_find(const char *name);
int preset_find(const char *name);
bool family_has(const struct family *f, const char *variant);
bool param_check(const struct param *p, const char *text, char *canon, size_t size);

char *names_of_families(void);
char *names_of_variants(const struct family *f);
char *names_of_params(void);
char *names_of_workloads(void);
char *names_of_presets(void);

#endif /* _MMSIM_CLI_NAMES_H */
