// SPDX-License-Identifier: GPL-2.0-only
/*
 * What came out of an instance, in every form.
 */
#include <mmsim/emit.h>
#include <mmsim/result.h>

#include "sim.h"

static int sim_report(struct mmsim_sim *sim, struct mmsim_out *out,
		      enum mmsim_emit_form form)
{
	struct mmsim_emit e;

	mmsim_emit_init(&e, out, form);
	mutex_lock(&sim->lock);
	mmsim_report_document(&e, &sim->results);
	mutex_unlock(&sim->lock);
	mmsim_emit_finish(&e);
	return out->error;
}

/**
 * mmsim_sim_report_json() - Everything about all complete runs, as JSON
 * @sim: instance
 * @out: appended to
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int mmsim_sim_report_json(struct mmsim_sim *sim, struct mmsim_out *out)
{
	return sim_report(sim, out, MMSIM_EMIT_JSON);
}
EXPORT_SYMBOL_GPL(mmsim_sim_report_json);

/**
 * mmsim_sim_report_text() - The same for people
 * @sim: instance
 * @out: appended to
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int mmsim_sim_report_text(struct mmsim_sim *sim, struct mmsim_out *out)
{
	return sim_report(sim, out, MMSIM_EMIT_TEXT);
}
EXPORT_SYMBOL_GPL(mmsim_sim_report_text);

/**
 * mmsim_sim_report_events() - Every counter, one per line
 * @sim: instance
 * @out: appended to
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int mmsim_sim_report_events(struct mmsim_sim *sim, struct mmsim_out *out)
{
	mutex_lock(&sim->lock);
	mmsim_report_events(out, &sim->results);
	mutex_unlock(&sim->lock);
	return out->error;
}
EXPORT_SYMBOL_GPL(mmsim_sim_report_events);

/**
 * mmsim_sim_report_lock_stat() - Lock statistics, laid out as /proc/lock_stat
 * @sim: instance
 * @out: appended to
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int mmsim_sim_report_lock_stat(struct mmsim_sim *sim, struct mmsim_out *out)
{
	int err;

	mutex_lock(&sim->lock);
	err = mmsim_report_lock_stat(out, &sim->results);
	mutex_unlock(&sim->lock);
	return err ?: out->error;
}
EXPORT_SYMBOL_GPL(mmsim_sim_report_lock_stat);

/**
 * mmsim_sim_report_hist() - Latency histogram of an operation
 * @sim: instance
 * @op: which operation
 * @out: appended to
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int mmsim_sim_report_hist(struct mmsim_sim *sim, enum mmsim_op op,
			  struct mmsim_out *out)
{
	int err;

	mutex_lock(&sim->lock);
	err = mmsim_report_hist(out, &sim->results, op);
	mutex_unlock(&sim->lock);
	return err ?: out->error;
}
EXPORT_SYMBOL_GPL(mmsim_sim_report_hist);

/**
 * mmsim_sim_report_maps() - The address space as the last complete run left it
 * @sim: instance
 * @out: appended to
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int mmsim_sim_report_maps(struct mmsim_sim *sim, struct mmsim_out *out)
{
	mutex_lock(&sim->lock);
	if (sim->maps.buf)
		mmsim_out_append(out, sim->maps.buf, sim->maps.len);
	mutex_unlock(&sim->lock);
	return out->error ?: sim->maps.error;
}
EXPORT_SYMBOL_GPL(mmsim_sim_report_maps);
