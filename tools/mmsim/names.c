// SPDX-License-Identifier: GPL-2.0-only
/* The words a user may type, as tables made from the core's own lists. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "names.h"
#include "util.h"

/* One table of variants per family, named by the family: families[] binds them. */
#define VARIANT(name, help)	{ #name, help },

static const struct variant index_variants[] = {
#define MMSIM_INDEX	VARIANT

#include <mmsim/policy_list.h>
};

static const struct variant fault_lock_variants[] = {
#define MMSIM_FAULT_LOCK	VARIANT

#include <mmsim/policy_list.h>
};

const struct family families[NR_FAMILIES] = {
#define MMSIM_FAMILY(name, deflt, help) \
	{ #name, #deflt, help, name##_variants, ARRAY_LEN(name##_variants) },
#include <mmsim/policy_list.h>
};

const struct param params[NR_PARAMS] = {
#define MMSIM_PARAM(name, deflt, min, max, help) \
	{ #name, NULL, deflt, min, max, help },
#define MMSIM_PARAM_WORD(name, words, help) \
	{ #name, words, 0, 0, 0, help },
#include <mmsim/param_list.h>
};

const struct workload workloads[NR_WORKLOADS] = {
#define MMSIM_WORKLOAD(name, op, help)	{ #name, #op, help },
#include <mmsim/workload_list.h>
};

const struct preset presets[] = {
#define MMSIM_PRESET(name, help)	{ name, help },
#include "preset_list.h"
};

const size_t nr_presets = ARRAY_LEN(presets);

const struct preset_bind preset_binds[] = {
#define MMSIM_PRESET_BIND(name, family, variant)	{ name, FAMILY_##family, #variant },
#include "preset_list.h"
};

const size_t nr_preset_binds = ARRAY_LEN(preset_binds);

/* All tables begin with the name; index of @name, or -1. */
#define FIND(table, nr, word)					\
({								\
	int found = -1;						\
	for (size_t k = 0; k < (nr); k++)			\
		if (!strcmp((table)[k].name, word))		\
			found = (int)k;				\
	found;							\
})

/**
 * family_find - look up a family of policies
 * @name: the word
 *
 * Return: its index, or -1.
 */
int family_find(const char *name)
{
	return FIND(families, NR_FAMILIES, name);
}

/**
 * param_find - look up a knob
 * @name: the word
 *
 * Return: its index, or -1.
 */
int param_find(const char *name)
{
	return FIND(params, NR_PARAMS, name);
}

/**
 * workload_find - look up a workload
 * @name: the word
 *
 * Return: its index, or -1.
 */
int workload_find(const char *name)
{
	return FIND(workloads, NR_WORKLOADS, name);
}

/**
 * preset_find - look up a preset
 * @name: the word
 *
 * Return: its index, or -1.
 */
int preset_find(const char *name)
{
	return FIND(presets, nr_presets, name);
}

/**
 * family_has - does the family have this variant?
 * @f: the family
 * @variant: the word
 *
 * Return: true if so.
 */
bool family_has(const struct family *f, const char *variant)
{
	return FIND(f->variants, f->nr, variant) >= 0;
}

static bool word_check(const char *words, const char *text)
{
	size_t len = strlen(text), n;

	for (; len; words += n + 1) {
		n = strcspn(words, "|");
		if (n == len && !memcmp(words, text, n))
			return true;
		if (!words[n])
			break;
	}
	return false;
}

/**
 * param_check - is this a valid value of the knob?
 * @p: the knob
 * @text: what the user typed
 * @canon: set to the value as results write it
 * @size: bytes of @canon
 *
 * Return: false, with the reason in @canon, if it is not valid.
 */
bool param_check(const struct param *p, const char *text, char *canon, size_t size)
{
	long long value;

	if (p->words) {
		if (word_check(p->words, text)) {
			snprintf(canon, size, "%s", text);
			return true;
		}
		snprintf(canon, size, "%s is one of %s, not '%s'", p->name, p->words, text);
		return false;
	}
	if (parse_s64(text, &value) && value >= p->min && value <= p->max) {
		snprintf(canon, size, "%lld", value);
		return true;
	}
	snprintf(canon, size, "%s is a number from %lld to %lld, not '%s'", p->name,
		 p->min, p->max, text);
	return false;
}

/* The names of a table, separated by blanks; to be freed. */
#define JOIN(table, nr)							\
({									\
	char *all = xstrdup("");					\
	for (size_t k = 0; k < (nr); k++) {				\
		char *more = xasprintf("%s%s%s", all, k ? " " : "",	\
				       (table)[k].name);		\
		free(all);						\
		all = more;						\
	}								\
	all;								\
})

/**
 * names_of_families - every family, for an error message
 *
 * Return: the words, to be freed.
 */
char *names_of_families(void)
{
	return JOIN(families, NR_FAMILIES);
}

/**
 * names_of_variants - every variant of a family, for an error message
 * @f: the family
 *
 * Return: the words, to be freed.
 */
char *names_of_variants(const struct family *f)
{
	return JOIN(f->variants, f->nr);
}

/**
 * names_of_params - every knob, for an error message
 *
 * Return: the words, to be freed.
 */
char *names_of_params(void)
{
	return JOIN(params, NR_PARAMS);
}

/**
 * names_of_workloads - every workload, for an error message
 *
 * Return: the words, to be freed.
 */
char *names_of_workloads(void)
{
	return JOIN(workloads, NR_WORKLOADS);
}

/**
 * names_of_presets - every preset, for an error message
 *
 * Return: the words, to be freed.
 */
char *names_of_presets(void)
{
	return JOIN(presets, nr_presets);
}
