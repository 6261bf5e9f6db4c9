// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instances: a simulator with a name and a directory.
 */
#include <linux/ctype.h>
#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "instance.h"

/* Protects the list. Handlers of files of an instance must not take it. */
static DEFINE_MUTEX(instances_lock);
static LIST_HEAD(instances);

/* Names in the root directory that an instance cannot have. */
static const char *const reserved[] = { "version", "features", "new", "delete" };

static int check_name(const char *name)
{
	size_t i, len = strlen(name);

	if (!len || len > MMSIM_NAME_MAX)
		return -EINVAL;
	for (i = 0; i < len; i++)
		if (!isascii(name[i]) ||
		    (!isalnum(name[i]) && name[i] != '_' && name[i] != '-'))
			return -EINVAL;
	return match_string(reserved, ARRAY_SIZE(reserved), name) < 0 ? 0 : -EEXIST;
}

static struct mmsim_instance *find_instance(const char *name)
{
	struct mmsim_instance *inst;

	lockdep_assert_held(&instances_lock);
	list_for_each_entry(inst, &instances, node)
		if (!strcmp(inst->name, name))
			return inst;
	return NULL;
}

static struct mmsim_instance *alloc_instance(const char *name)
{
	struct mmsim_instance *inst;
	unsigned int i;

	inst = kzalloc(sizeof(*inst), GFP_KERNEL);
	if (!inst)
		return NULL;
	inst->sim = mmsim_sim_create(name);
	if (!inst->sim) {
		kfree(inst);
		return NULL;
	}
	refcount_set(&inst->refcount, 1);
	mutex_init(&inst->lock);
	strscpy(inst->name, name, sizeof(inst->name));
	inst->self.inst = inst;
	for (i = 0; i < NR_MMSIM_FAMILIES; i++)
		inst->policy[i] = (struct mmsim_attr){ .inst = inst, .id = i };
	for (i = 0; i < NR_MMSIM_PARAMS; i++)
		inst->param[i] = (struct mmsim_attr){ .inst = inst, .id = i };
	for (i = 0; i < NR_MMSIM_OPS; i++)
		inst->op[i] = (struct mmsim_attr){ .inst = inst, .id = i };
	return inst;
}

/**
 * mmsim_instance_put() - Give up a reference
 * @inst: instance; gone with the last one
 *
 * Context: may sleep.
 */
void mmsim_instance_put(struct mmsim_instance *inst)
{
	if (!refcount_dec_and_test(&inst->refcount))
		return;
	mmsim_sim_destroy(inst->sim);
	mutex_destroy(&inst->lock);
	kfree(inst);
}

/**
 * mmsim_instance_create() - Make an instance and its directory
 * @root: where the directory goes
 * @name: its name, 1 to MMSIM_NAME_MAX of [A-Za-z0-9_-]
 *
 * Context: may sleep.
 * Return: 0, -EINVAL for a name that is none, -EEXIST, -ENOMEM,
 * -EINTR if killed while waiting for another creator.
 */
int mmsim_instance_create(struct dentry *root, const char *name)
{
	struct mmsim_instance *inst;
	int ret;

	ret = check_name(name);
	if (ret)
		return ret;
	if (mutex_lock_killable(&instances_lock))
		return -EINTR;
	ret = -EEXIST;
	if (find_instance(name))
		goto unlock;
	ret = -ENOMEM;
	inst = alloc_instance(name);
	if (!inst)
		goto unlock;
	inst->dir = debugfs_create_dir(name, root);
	if (IS_ERR(inst->dir)) {
		ret = PTR_ERR(inst->dir);
		mmsim_instance_put(inst);
		goto unlock;
	}
	mmsim_debugfs_add_config(inst);
	mmsim_debugfs_add_run(inst);
	mmsim_debugfs_add_upload(inst);
	list_add_tail(&inst->node, &instances);
	ret = 0;
unlock:
	mutex_unlock(&instances_lock);
	return ret;
}

/**
 * mmsim_instance_delete() - Remove an instance and its directory
 * @name: its name
 *
 * Files of it may be open: removal waits for the handlers that are inside, and what
 * is done with those files later fails with -EIO.
 *
 * Context: may sleep.
 * Return: 0, -ENOENT, -EBUSY if it runs, -EINTR if killed.
 */
int mmsim_instance_delete(const char *name)
{
	struct mmsim_instance *inst;
	int ret = -ENOENT;

	if (mutex_lock_killable(&instances_lock))
		return -EINTR;
	inst = find_instance(name);
	if (!inst)
		goto unlock;
	mutex_lock(&inst->lock);
	ret = inst->busy ? -EBUSY : 0;
	if (!ret)
		inst->dead = true;
	mutex_unlock(&inst->lock);
	if (ret)
		goto unlock;
	list_del(&inst->node);
	debugfs_remove(inst->dir);
	mmsim_instance_put(inst);
unlock:
	mutex_unlock(&instances_lock);
	return ret;
}

/**
 * mmsim_instance_delete_all() - Drop all instances when the tree is gone
 *
 * Context: module exit, no file is open. May sleep.
 */
void mmsim_instance_delete_all(void)
{
	struct mmsim_instance *inst, *next;

	list_for_each_entry_safe(inst, next, &instances, node) {
		list_del(&inst->node);
		mmsim_instance_put(inst);
	}
}
