// SPDX-License-Identifier: GPL-2.0-only
/*
 * The measured window of a run: when it opens, how long it stays open, and what is
 * noted meanwhile.
 */
#include "worker.h"

/*
 * Wait until all of @nr tasks have counted in @counter, or until @deadline, ktime in
 * ns. Returns -EINTR if the run was stopped or we were killed.
 */
static int gate_wait(struct mmsim_run *run, atomic_t *counter, unsigned int nr,
		     u64 deadline)
{
	u64 now = ktime_get_ns();
	long left = MAX_SCHEDULE_TIMEOUT;

	if (deadline != U64_MAX)
		left = now < deadline ? nsecs_to_jiffies(deadline - now) + 1 : 0;
	if (left)
		left = wait_event_killable_timeout(run->wait,
						   atomic_read(counter) >= nr ||
						   mmsim_run_should_stop(run),
						   left);
	if (left < 0)
		mmsim_run_stop(run);
	return mmsim_run_should_stop(run) ? -EINTR : 0;
}

static int gate_warm_up(struct mmsim_run *run)
{
	u64 deadline = ktime_get_ns() +
		       mmsim_run_param(run, MMSIM_PARAM_warmup_ms) * NSEC_PER_MSEC;
	int err = 0;

	/* Nobody counts here: nr_closed stays 0, so this waits for time. */
	while (!err && !mmsim_run_gated(run) && ktime_get_ns() < deadline)
		err = gate_wait(run, &run->nr_closed, run->nr_tasks, deadline);
	if (!err)
		err = gate_wait(run, &run->nr_warm, run->nr_tasks, U64_MAX);
	return err;
}

static void gate_note_progress(struct mmsim_run *run, u64 now)
{
	u64 ops = 0;
	unsigned int i;

	if (run->nr_series >= run->max_series)
		return;
	for (i = 0; i < run->nr_tasks; i++)
		if (!run->workers[i].helper)
			ops += READ_ONCE(run->workers[i].ops);
	run->series[run->nr_series].time_ns = now - run->gate_ns;
	run->series[run->nr_series].ops = ops;
	run->nr_series++;
}

/* Is the window to stay open? */
static bool gate_stays_open(struct mmsim_run *run, u64 now, u64 deadline)
{
	return now < deadline &&
	       atomic_read(&run->main_closed) < run->nr_main;
}

static int gate_measure(struct mmsim_run *run)
{
	bool fixed = run->ops->flags & MMSIM_WL_FIXED;
	u64 now, deadline = U64_MAX, next;
	int err = 0;

	run->gate_ns = ktime_get_ns();
	/* Pairs with the acquire in worker_loop(): gate_ns is seen. */
	smp_store_release(&run->phase, MMSIM_PHASE_MEASURE);
	wake_up_all(&run->wait);

	if (!fixed && !mmsim_run_ops(run))
		deadline = run->gate_ns +
			   mmsim_run_param(run, MMSIM_PARAM_duration_ms) * NSEC_PER_MSEC;
	next = run->gate_ns + NSEC_PER_SEC;
	now = run->gate_ns;
	while (!err && gate_stays_open(run, now, deadline)) {
		err = gate_wait(run, &run->main_closed, run->nr_main,
				min(deadline, next));
		now = ktime_get_ns();
		if (now >= next) {
			gate_note_progress(run, now);
			next += NSEC_PER_SEC;
		}
	}
	run->window_ns = now - run->gate_ns;
	/* Pairs with the acquire in worker_loop(). */
	smp_store_release(&run->phase, MMSIM_PHASE_COOL);
	if (!err)
		err = gate_wait(run, &run->nr_closed, run->nr_tasks, U64_MAX);
	return err;
}

/**
 * mmsim_run_window() - Warm up, measure, cool down
 * @run: run whose tasks have been started
 *
 * Context: may sleep, killable.
 * Return: 0 if every task's window was opened and closed, or -EINTR.
 */
int mmsim_run_window(struct mmsim_run *run)
{
	int err;

	trace_mmsim_track_event('B', "mmsim run", "warm up");
	err = gate_warm_up(run);
	trace_mmsim_track_event('E', "mmsim run", "warm up");
	if (err)
		return err;
	trace_mmsim_track_event('B', "mmsim run", "measure");
	err = gate_measure(run);
	trace_mmsim_track_event('E', "mmsim run", "measure");
	return err;
}
