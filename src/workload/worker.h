/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Between the run and its threads.
 */
#ifndef _WORKLOAD_WORKER_H
#define _WORKLOAD_WORKER_H

#include <mmsim/workload.h>

/* Main operations of one step: the longest a task does not look at the phase. */
#define MMSIM_STEP_MAX		64

/**
 * mmsim_run_gated() - Do all tasks wait for the gate instead of warming up?
 * @run: run
 *
 * Return: true if nobody starts before the window opens.
 */
static inline bool mmsim_run_gated(const struct mmsim_run *run)
{
	return (run->ops->flags & MMSIM_WL_FIXED) ||
	       !mmsim_run_param(run, MMSIM_PARAM_warmup_ms);
}

/**
 * mmsim_run_ops() - How many operations each task does; 0: as many as it can
 * @run: run
 *
 * Return: operations of a task that is no helper.
 */
static inline u64 mmsim_run_ops(const struct mmsim_run *run)
{
	if (run->ops->flags & MMSIM_WL_FIXED)
		return 0;
	return mmsim_run_param(run, MMSIM_PARAM_ops);
}

/* worker.c */
int mmsim_worker_fn(void *arg);

/* gate.c */
int mmsim_run_window(struct mmsim_run *run);

#endif /* _WORKLOAD_WORKER_H */
