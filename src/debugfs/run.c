// SPDX-License-Identifier: GPL-2.0-only
/*
 * Starting, stopping and the results of runs.
 */
#include <linux/debugfs.h>
#include <linux/kstrtox.h>
#include <linux/mutex.h>

#include <mmsim/result.h>

#include "instance.h"

static int run_store(struct mmsim_attr *attr, char *word)
{
	struct mmsim_instance *inst = attr->inst;
	int ret;

	ret = mmsim_parse_trigger(word);
	if (ret)
		return ret;

	mutex_lock(&inst->lock);
	if (inst->dead)
		ret = -ENOENT;
	else if (inst->busy || inst->uploading)
		ret = -EBUSY;
	else
		inst->busy = true;
	mutex_unlock(&inst->lock);
	if (ret)
		return ret;

	ret = mmsim_sim_run(inst->sim);

	mutex_lock(&inst->lock);
	inst->busy = false;
	mutex_unlock(&inst->lock);
	return ret;
}

MMSIM_DEBUGFS_FILE(run, NULL, run_store);

static int stop_store(struct mmsim_attr *attr, char *word)
{
	int ret = mmsim_parse_trigger(word);

	if (!ret)
		mmsim_sim_stop(attr->inst->sim);
	return ret;
}

MMSIM_DEBUGFS_FILE(stop, NULL, stop_store);

static int reset_store(struct mmsim_attr *attr, char *word)
{
	int ret = mmsim_parse_trigger(word);

	return ret ? ret : mmsim_sim_reset(attr->inst->sim);
}

MMSIM_DEBUGFS_FILE(reset, NULL, reset_store);

static int state_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	mmsim_out_printf(out, "%s\n",
			 mmsim_sim_state_name(mmsim_sim_state(attr->inst->sim)));
	return 0;
}

MMSIM_DEBUGFS_FILE(state, state_show, NULL);

static int last_error_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	char error[MMSIM_ERROR_MAX];

	mmsim_sim_last_error(attr->inst->sim, error, sizeof(error));
	if (error[0])
		mmsim_out_printf(out, "%s\n", error);
	return 0;
}

MMSIM_DEBUGFS_FILE(last_error, last_error_show, NULL);

/* A report of the simulator, one file each. */
#define MMSIM_REPORT_FILE(_name)						\
static int _name##_show(struct mmsim_attr *attr, struct mmsim_out *out)		\
{										\
	return mmsim_sim_report_##_name(attr->inst->sim, out);			\
}										\
MMSIM_DEBUGFS_FILE(_name, _name##_show, NULL)

MMSIM_REPORT_FILE(text);
MMSIM_REPORT_FILE(json);
MMSIM_REPORT_FILE(events);
MMSIM_REPORT_FILE(lock_stat);
MMSIM_REPORT_FILE(maps);

static int hist_show(struct mmsim_attr *attr, struct mmsim_out *out)
{
	return mmsim_sim_report_hist(attr->inst->sim, attr->id, out);
}

MMSIM_DEBUGFS_FILE(hist, hist_show, NULL);

static int fail_alloc_nth_store(struct mmsim_attr *attr, char *word)
{
	u64 nth;
	int ret = kstrtou64(word, 0, &nth);

	return ret ? -EINVAL : mmsim_sim_set_fail_alloc_nth(attr->inst->sim, nth);
}

MMSIM_DEBUGFS_FILE(fail_alloc_nth, NULL, fail_alloc_nth_store);

/**
 * mmsim_debugfs_add_run() - Make the triggers and results of an instance
 * @inst: instance, with its directory
 *
 * Context: may sleep.
 */
void mmsim_debugfs_add_run(struct mmsim_instance *inst)
{
	struct dentry *dir = inst->dir;
	struct mmsim_attr *self = &inst->self;
	unsigned int i;

	debugfs_create_file("run", 0200, dir, self, &run_fops);
	debugfs_create_file("stop", 0200, dir, self, &stop_fops);
	debugfs_create_file("reset", 0200, dir, self, &reset_fops);
	debugfs_create_file("state", 0444, dir, self, &state_fops);
	debugfs_create_file("last_error", 0444, dir, self, &last_error_fops);
	debugfs_create_file("results.txt", 0444, dir, self, &text_fops);
	debugfs_create_file("results.json", 0444, dir, self, &json_fops);
	debugfs_create_file("events", 0444, dir, self, &events_fops);
	debugfs_create_file("lock_stat", 0444, dir, self, &lock_stat_fops);
	debugfs_create_file("maps", 0444, dir, self, &maps_fops);

	dir = debugfs_create_dir("hist", inst->dir);
	for (i = 0; i < NR_MMSIM_OPS; i++)
		debugfs_create_file(mmsim_op_name(i), 0444, dir, &inst->op[i],
				    &hist_fops);

	dir = debugfs_create_dir("inject", inst->dir);
	debugfs_create_file("fail_alloc_nth", 0200, dir, self,
			    &fail_alloc_nth_fops);
}
