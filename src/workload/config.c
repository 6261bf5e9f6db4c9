// SPDX-License-Identifier: GPL-2.0-only
/*
 * Configurations: defaults, set by name, check. A value is taken whole or not at all,
 * and an error names what would have been right.
 */
#include <mmsim/config.h>
#include <mmsim/workload.h>

struct param_info {
	const char *name;
	const char *desc;
	const char *words;	/* NULL: a number */
	s64 dflt;
	s64 min;
	s64 max;
};

static const struct param_info params[NR_MMSIM_PARAMS] = {
#define MMSIM_PARAM(name, dflt, lo, hi, desc) \
	[MMSIM_PARAM_##name] = { #name, desc, NULL, dflt, lo, hi },
#define MMSIM_PARAM_WORD(name, words, desc) \
	[MMSIM_PARAM_##name] = { #name, desc, words, 0, 0, 0 },
#include <mmsim/param_list.h>
};

const struct mmsim_workload_ops *const
mmsim_workload_table[NR_MMSIM_WORKLOADS] = {
#define MMSIM_WORKLOAD(name, op, desc) \
	[MMSIM_WORKLOAD_##name] = &mmsim_workload_##name,
#include <mmsim/workload_list.h>
};

const enum mmsim_op mmsim_workload_main_op[NR_MMSIM_WORKLOADS] = {
#define MMSIM_WORKLOAD(name, op, desc) [MMSIM_WORKLOAD_##name] = MMSIM_OP_##op,
#include <mmsim/workload_list.h>
};
EXPORT_SYMBOL_GPL(mmsim_workload_main_op);

static const char *const workload_names[NR_MMSIM_WORKLOADS] = {
#define MMSIM_WORKLOAD(name, op, desc) [MMSIM_WORKLOAD_##name] = #name,
#include <mmsim/workload_list.h>
};

/**
 * mmsim_config_init() - The default configuration
 * @config: filled in
 *
 * Context: after mmsim_policy_init().
 */
void mmsim_config_init(struct mmsim_config *config)
{
	int i;

	memset(config, 0, sizeof(*config));
	for (i = 0; i < NR_MMSIM_PARAMS; i++)
		config->param[i] = params[i].dflt;
	for (i = 0; i < NR_MMSIM_FAMILIES; i++)
		config->policy[i] = mmsim_variant_default(i);
}
EXPORT_SYMBOL_GPL(mmsim_config_init);

/* "unknown WHAT 'name': a, b, c", the names from @name_of(@arg, 0 to @nr - 1) */
static int refuse_name(char *error, size_t size, const char *what,
		       const char *name,
		       const char *(*name_of)(unsigned int arg, unsigned int i),
		       unsigned int arg, unsigned int nr)
{
	size_t len;
	unsigned int i;

	len = scnprintf(error, size, "unknown %s '%.64s':", what, name);
	for (i = 0; i < nr; i++)
		len += scnprintf(error + len, size - len, "%s %s", i ? "," : "",
				 name_of(arg, i));
	return -EINVAL;
}

static const char *nth_workload(unsigned int arg, unsigned int i)
{
	return workload_names[i];
}

static const char *nth_family(unsigned int arg, unsigned int i)
{
	return mmsim_family_name(i);
}

static const char *nth_variant(unsigned int family, unsigned int i)
{
	return mmsim_variant_name(family, i);
}

static const char *nth_param(unsigned int arg, unsigned int i)
{
	return params[i].name;
}

/**
 * mmsim_workload_name() - Name of a workload
 * @id: which one
 *
 * Return: the word in results and on the command line.
 */
const char *mmsim_workload_name(enum mmsim_workload_id id)
{
	return workload_names[id];
}
EXPORT_SYMBOL_GPL(mmsim_workload_name);

/**
 * mmsim_workload_find() - Workload by name, or -EINVAL
 * @name: what to find
 *
 * Return: its number, or -EINVAL.
 */
int mmsim_workload_find(const char *name)
{
	int i;

	for (i = 0; i < NR_MMSIM_WORKLOADS; i++)
		if (!strcmp(workload_names[i], name))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL_GPL(mmsim_workload_find);

/**
 * mmsim_config_set_workload() - Choose the workload
 * @config: changed on success only
 * @name: name of a workload
 * @error: receives the reason of a failure
 * @size: bytes in @error
 *
 * Return: 0 or -EINVAL.
 */
int mmsim_config_set_workload(struct mmsim_config *config, const char *name,
			      char *error, size_t size)
{
	int id = mmsim_workload_find(name);

	if (id < 0)
		return refuse_name(error, size, "workload", name, nth_workload,
				   0, NR_MMSIM_WORKLOADS);
	config->workload = id;
	return 0;
}
EXPORT_SYMBOL_GPL(mmsim_config_set_workload);

/**
 * mmsim_config_set_policy() - Choose a variant of a family
 * @config: changed on success only
 * @family: name of a family
 * @variant: name of one of its variants
 * @error: receives the reason of a failure
 * @size: bytes in @error
 *
 * Return: 0 or -EINVAL.
 */
int mmsim_config_set_policy(struct mmsim_config *config, const char *family,
			    const char *variant, char *error, size_t size)
{
	int f = mmsim_family_find(family), v;

	if (f < 0)
		return refuse_name(error, size, "policy family", family,
				   nth_family, 0, NR_MMSIM_FAMILIES);
	v = mmsim_variant_find(f, variant);
	if (v < 0)
		return refuse_name(error, size, family, variant, nth_variant, f,
				   mmsim_variant_count(f));
	config->policy[f] = v;
	return 0;
}
EXPORT_SYMBOL_GPL(mmsim_config_set_policy);

/* Index of @word in "a|b|c", or -EINVAL. */
static int find_word(const char *words, const char *word)
{
	size_t len = strlen(word), n;
	int i;

	for (i = 0;; i++) {
		n = strcspn(words, "|");
		if (n == len && !strncmp(words, word, n))
			return i;
		if (!words[n])
			return -EINVAL;
		words += n + 1;
	}
}

/**
 * mmsim_config_set_param() - Set a parameter
 * @config: changed on success only
 * @name: name of a parameter
 * @value: a number, or one of the parameter's words
 * @error: receives the reason of a failure
 * @size: bytes in @error
 *
 * Return: 0 or -EINVAL.
 */
int mmsim_config_set_param(struct mmsim_config *config, const char *name,
			   const char *value, char *error, size_t size)
{
	int id = mmsim_param_find(name);
	const struct param_info *p;
	int word, err;
	s64 n;

	if (id < 0)
		return refuse_name(error, size, "parameter", name, nth_param, 0,
				   NR_MMSIM_PARAMS);
	p = &params[id];
	if (p->words) {
		word = find_word(p->words, value);
		if (word < 0) {
			scnprintf(error, size, "%s: '%.64s' is not one of %s",
				  name, value, p->words);
			return -EINVAL;
		}
		config->param[id] = word;
		return 0;
	}
	err = kstrtos64(value, 10, &n);
	if (err == -EINVAL) {
		scnprintf(error, size, "%s: '%.64s' is not a number", name, value);
		return -EINVAL;
	}
	if (err || n < p->min || n > p->max) {
		scnprintf(error, size, "%s: %.64s is not from %lld to %lld", name,
			  value, (long long)p->min, (long long)p->max);
		return -EINVAL;
	}
	config->param[id] = n;
	return 0;
}
EXPORT_SYMBOL_GPL(mmsim_config_set_param);

/**
 * mmsim_config_set_cpus() - Choose the CPUs
 * @config: changed on success only
 * @list: as "0-3,8"; empty: all online CPUs
 * @error: receives the reason of a failure
 * @size: bytes in @error
 *
 * Context: may sleep.
 * Return: 0, -EINVAL or -ENOMEM.
 */
int mmsim_config_set_cpus(struct mmsim_config *config, const char *list,
			  char *error, size_t size)
{
	cpumask_var_t cpus;
	int cpu, err = 0;

	if (!zalloc_cpumask_var(&cpus, GFP_KERNEL)) {
		scnprintf(error, size, "cpus: out of memory");
		return -ENOMEM;
	}
	if (*list && cpulist_parse(list, cpus)) {
		scnprintf(error, size,
			  "cpus: '%.64s' is not a list of CPUs below %u, as 0-3,8",
			  list, nr_cpu_ids);
		err = -EINVAL;
		goto out;
	}
	for_each_cpu(cpu, cpus) {
		if (cpu_online(cpu))
			continue;
		scnprintf(error, size, "cpus: CPU %d is not online", cpu);
		err = -EINVAL;
		goto out;
	}
	cpumask_copy(&config->cpus, cpus);
out:
	free_cpumask_var(cpus);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_config_set_cpus);

/* "0-3,8"; snprintf()'s %*pbl is the kernel's alone. */
static int format_cpus(const struct cpumask *cpus, char *buf, size_t size)
{
	int cpu, last = -1, first = -1, len = 0;

	buf[0] = '\0';
	for_each_cpu(cpu, cpus) {
		if (last >= 0 && cpu == last + 1) {
			last = cpu;
			continue;
		}
		if (last > first)
			len += scnprintf(buf + len, size - len, "-%d", last);
		len += scnprintf(buf + len, size - len, "%s%d",
				 first < 0 ? "" : ",", cpu);
		first = cpu;
		last = cpu;
	}
	if (last > first)
		len += scnprintf(buf + len, size - len, "-%d", last);
	return len;
}

/**
 * mmsim_config_format_cpus() - The CPUs as a list
 * @config: configuration
 * @buf: receives the list; empty: all online CPUs
 * @size: bytes in @buf
 *
 * Return: length; a list that does not fit is cut.
 */
int mmsim_config_format_cpus(const struct mmsim_config *config, char *buf,
			     size_t size)
{
	return format_cpus(&config->cpus, buf, size);
}
EXPORT_SYMBOL_GPL(mmsim_config_format_cpus);

/**
 * mmsim_config_format_used_cpus() - The CPUs that tasks run on as a list
 * @config: configuration
 * @buf: receives the list
 * @size: bytes in @buf
 *
 * Return: length; a list that does not fit is cut.
 */
int mmsim_config_format_used_cpus(const struct mmsim_config *config, char *buf,
				  size_t size)
{
	return format_cpus(cpumask_empty(&config->cpus) ? cpu_online_mask :
							  &config->cpus,
			   buf, size);
}

/**
 * mmsim_param_name() - Name of a parameter
 * @param: which one
 *
 * Return: the word in results and on the command line.
 */
const char *mmsim_param_name(enum mmsim_param param)
{
	return params[param].name;
}
EXPORT_SYMBOL_GPL(mmsim_param_name);

/**
 * mmsim_param_desc() - One line about a parameter
 * @param: which one
 *
 * Return: a line without a full stop.
 */
const char *mmsim_param_desc(enum mmsim_param param)
{
	return params[param].desc;
}
EXPORT_SYMBOL_GPL(mmsim_param_desc);

/**
 * mmsim_param_find() - Parameter by name, or -EINVAL
 * @name: what to find
 *
 * Return: its number, or -EINVAL.
 */
int mmsim_param_find(const char *name)
{
	int i;

	for (i = 0; i < NR_MMSIM_PARAMS; i++)
		if (!strcmp(params[i].name, name))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL_GPL(mmsim_param_find);

/**
 * mmsim_param_is_word() - Are the parameter's values words?
 * @param: which one
 *
 * Return: false if they are numbers.
 */
bool mmsim_param_is_word(enum mmsim_param param)
{
	return params[param].words;
}
EXPORT_SYMBOL_GPL(mmsim_param_is_word);

/**
 * mmsim_param_format() - Value of a parameter as it would be set
 * @config: configuration
 * @param: which one
 * @buf: receives the value
 * @size: bytes in @buf
 *
 * Return: length.
 */
int mmsim_param_format(const struct mmsim_config *config, enum mmsim_param param,
		       char *buf, size_t size)
{
	const char *word = params[param].words;
	s64 value = config->param[param];

	if (!word)
		return scnprintf(buf, size, "%lld", (long long)value);
	while (value--)
		word += strcspn(word, "|") + 1;
	return scnprintf(buf, size, "%.*s", (int)strcspn(word, "|"), word);
}
EXPORT_SYMBOL_GPL(mmsim_param_format);

static int refuse_one_task(const struct mmsim_config *config, char *error,
			   size_t size)
{
	const struct mmsim_workload_ops *ops =
		mmsim_workload_table[config->workload];
	const struct mmsim_fault_lock_ops *fl =
		mmsim_fault_lock_table[config->policy[MMSIM_FAMILY_fault_lock]];

	/* A workload that brings its tasks along is checked when they are counted. */
	if (!(fl->flags & MMSIM_FL_ONE_TASK) || ops->nr_tasks ||
	    config->param[MMSIM_PARAM_tasks] == 1)
		return 0;
	scnprintf(error, size, "fault_lock %s is for one task: set tasks to 1",
		  fl->name);
	return -EINVAL;
}

/**
 * mmsim_config_validate() - Can this configuration run?
 * @config: configuration
 * @error: receives the reason if not
 * @size: bytes in @error
 *
 * Each value is in its range already; this checks what they mean together.
 *
 * Context: may sleep.
 * Return: 0 or -EINVAL.
 */
int mmsim_config_validate(const struct mmsim_config *config, char *error,
			  size_t size)
{
	const struct mmsim_workload_ops *ops =
		mmsim_workload_table[config->workload];
	int err;

	err = refuse_one_task(config, error, size);
	if (err)
		return err;
	return ops->validate ? ops->validate(config, error, size) : 0;
}
EXPORT_SYMBOL_GPL(mmsim_config_validate);
