// SPDX-License-Identifier: GPL-2.0-only
/*
 * The root of the tree: what this build is and can do, and instances by name.
 */
#include <linux/debugfs.h>

#include <mmsim/debugfs.h>
#include <mmsim/uapi.h>

#include "instance.h"

static struct dentry *root;

static int version_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	mmsim_out_printf(out, "%s\n", mmsim_build_id);
	return 0;
}

MMSIM_DEBUGFS_FILE(version, version_show, NULL);

/* A line per item: kind, name, then what is known about it. For grep and for people. */
static const char features_text[] =
	"schema " MMSIM_SCHEMA "\n"
#define MMSIM_FAMILY(name, dflt, desc) "family " #name " " #dflt " " desc "\n"
#define MMSIM_INDEX(name, desc) "policy index " #name " " desc "\n"
#define MMSIM_FAULT_LOCK(name, desc) "policy fault_lock " #name " " desc "\n"
#include <mmsim/policy_list.h>
#define MMSIM_WORKLOAD(name, op, desc) "workload " #name " " #op " " desc "\n"
#include <mmsim/workload_list.h>
#define MMSIM_PARAM_WORD(name, words, desc) "param_word " #name " " words " " desc "\n"
#include <mmsim/param_list.h>
#define MMSIM_OP(name, desc) "op " #name " " desc "\n"
#include <mmsim/op_list.h>
#define MMSIM_LOCK(name, desc) "lock " #name " " desc "\n"
#include <mmsim/lock_list.h>
#define MMSIM_EVENT(name, desc) "event " #name " " desc "\n"
#define MMSIM_FALLBACK(name, desc) "fallback " #name " " desc "\n"
#define MMSIM_VIOLATION(name, desc) "violation " #name " " desc "\n"
#include <mmsim/event_list.h>
	;

static const struct {
	const char *name;
	s64 dflt, min, max;
	const char *desc;
} features_params[] = {
#define MMSIM_PARAM(name, dflt, lo, hi, desc) { #name, dflt, lo, hi, desc },
#include <mmsim/param_list.h>
};

static int features_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	unsigned int i;

	mmsim_out_printf(out, "%s", features_text);
	for (i = 0; i < ARRAY_SIZE(features_params); i++)
		mmsim_out_printf(out, "param %s %lld %lld %lld %s\n",
				 features_params[i].name, features_params[i].dflt,
				 features_params[i].min, features_params[i].max,
				 features_params[i].desc);
	return 0;
}

MMSIM_DEBUGFS_FILE(features, features_show, NULL);

static int new_store(struct mmsim_attr *attr, char *word)
{
	return mmsim_instance_create(root, word);
}

MMSIM_DEBUGFS_FILE(new, NULL, new_store);

static int delete_store(struct mmsim_attr *attr, char *word)
{
	return mmsim_instance_delete(word);
}

MMSIM_DEBUGFS_FILE(delete, NULL, delete_store);

/**
 * mmsim_debugfs_init() - Make the tree
 *
 * As is the custom, errors of debugfs are not looked at: without it the module is
 * of no use but does no harm.
 *
 * Context: may sleep.
 */
void mmsim_debugfs_init(void)
{
	root = debugfs_create_dir(MMSIM_DEBUGFS_DIR, NULL);
	debugfs_create_file("version", 0444, root, NULL, &version_fops);
	debugfs_create_file("features", 0444, root, NULL, &features_fops);
	debugfs_create_file("new", 0200, root, NULL, &new_fops);
	debugfs_create_file("delete", 0200, root, NULL, &delete_fops);
}

/**
 * mmsim_debugfs_exit() - Remove the tree and all instances
 *
 * No file of it is open, else the module could not be unloaded; hence nothing runs.
 *
 * Context: may sleep.
 */
void mmsim_debugfs_exit(void)
{
	debugfs_remove(root);
	mmsim_instance_delete_all();
}
