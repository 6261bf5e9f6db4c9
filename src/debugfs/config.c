// SPDX-License-Identifier: GPL-2.0-only
/*
 * policy/ and workload/: one value per file, generated from the lists.
 */
#include <linux/cpumask.h>
#include <linux/debugfs.h>
#include <linux/slab.h>

#include <mmsim/policy.h>

#include "instance.h"

/* A copy of the configuration, which is too large for the stack; kfree() it. */
static struct mmsim_config *get_config(struct mmsim_attr *attr)
{
	struct mmsim_config *config = kmalloc(sizeof(*config), GFP_KERNEL);

	if (config)
		mmsim_sim_get_config(attr->inst->sim, config);
	return config;
}

static int policy_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	struct mmsim_config *config = get_config(attr);

	if (!config)
		return -ENOMEM;
	mmsim_out_printf(out, "%s\n",
			 mmsim_variant_name(attr->id, config->policy[attr->id]));
	kfree(config);
	return 0;
}

static int policy_store(struct mmsim_attr *attr, char *word)
{
	return mmsim_sim_set_policy(attr->inst->sim, mmsim_family_name(attr->id),
				    word);
}

MMSIM_DEBUGFS_FILE(policy, policy_show, policy_store);

static int param_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	struct mmsim_config *config = get_config(attr);
	char value[64];

	if (!config)
		return -ENOMEM;
	mmsim_param_format(config, attr->id, value, sizeof(value));
	mmsim_out_printf(out, "%s\n", value);
	kfree(config);
	return 0;
}

static int param_store(struct mmsim_attr *attr, char *word)
{
	return mmsim_sim_set_param(attr->inst->sim, mmsim_param_name(attr->id), word);
}

MMSIM_DEBUGFS_FILE(param, param_show, param_store);

static int name_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	struct mmsim_config *config = get_config(attr);

	if (!config)
		return -ENOMEM;
	mmsim_out_printf(out, "%s\n", mmsim_workload_name(config->workload));
	kfree(config);
	return 0;
}

static int name_store(struct mmsim_attr *attr, char *word)
{
	return mmsim_sim_set_workload(attr->inst->sim, word);
}

MMSIM_DEBUGFS_FILE(name, name_show, name_store);

static int cpus_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	struct mmsim_config *config = get_config(attr);

	if (!config)
		return -ENOMEM;
	mmsim_out_printf(out, "%*pbl\n", cpumask_pr_args(&config->cpus));
	kfree(config);
	return 0;
}

static int cpus_store(struct mmsim_attr *attr, char *word)
{
	return mmsim_sim_set_cpus(attr->inst->sim, word);
}

MMSIM_DEBUGFS_FILE(cpus, cpus_show, cpus_store);

/**
 * mmsim_debugfs_add_config() - Make policy/ and workload/ of an instance
 * @inst: instance, with its directory
 *
 * Context: may sleep.
 */
void mmsim_debugfs_add_config(struct mmsim_instance *inst)
{
	struct dentry *dir;
	unsigned int i;

	dir = debugfs_create_dir("policy", inst->dir);
	for (i = 0; i < NR_MMSIM_FAMILIES; i++)
		debugfs_create_file(mmsim_family_name(i), 0600, dir,
				    &inst->policy[i], &policy_fops);

	dir = debugfs_create_dir("workload", inst->dir);
	debugfs_create_file("name", 0600, dir, &inst->self, &name_fops);
	debugfs_create_file("cpus", 0600, dir, &inst->self, &cpus_fops);
	for (i = 0; i < NR_MMSIM_PARAMS; i++)
		debugfs_create_file(mmsim_param_name(i), 0600, dir,
				    &inst->param[i], &param_fops);
}
