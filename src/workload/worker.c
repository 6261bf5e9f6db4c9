// SPDX-License-Identifier: GPL-2.0-only
/*
 * The thread of a task: warm up, measure, cool down, wait for its end.
 *
 * Each task opens and closes its own window, between two steps, when it sees that
 * the phase has moved on. So what it counts belongs to whole operations, and nobody
 * touches its counters but itself.
 */
#include "worker.h"

/* The main task polls for that many closed windows, with the others still loading. */
static void note(struct mmsim_run *run, atomic_t *counter)
{
	atomic_inc(counter);
	wake_up_all(&run->wait);
}

static void worker_open(struct mmsim_worker *w)
{
	mmsim_task_reset(w->task);
	w->opened = true;
	w->start_ns = ktime_get_ns();
	w->task->counting = true;
}

static void worker_close(struct mmsim_worker *w)
{
	struct mmsim_run *run = w->run;

	w->task->counting = false;
	w->end_ns = ktime_get_ns();
	if (!w->opened)
		w->start_ns = w->end_ns;
	w->task->ops = w->ops;
	w->closed = true;
	if (!w->helper)
		atomic_inc(&run->main_closed);
	note(run, &run->nr_closed);
}

/* How many operations the next step may do: never more than the run asked for. */
static unsigned int worker_budget(const struct mmsim_worker *w)
{
	u64 ops = mmsim_run_ops(w->run);

	if (!ops || w->helper || !w->opened || w->closed)
		return MMSIM_STEP_MAX;
	return min_t(u64, MMSIM_STEP_MAX, ops - w->ops);
}

static bool worker_complete(const struct mmsim_worker *w)
{
	u64 ops = mmsim_run_ops(w->run);

	return ops && !w->helper && w->ops >= ops;
}

/* What the phase asks for before the next step. */
static void worker_follow(struct mmsim_worker *w, enum mmsim_phase phase)
{
	if (phase == MMSIM_PHASE_MEASURE && !w->opened)
		worker_open(w);
	if (w->closed || phase < MMSIM_PHASE_MEASURE)
		return;
	if (phase > MMSIM_PHASE_MEASURE || worker_complete(w))
		worker_close(w);
}

static const char *error_words(int err)
{
	switch (err) {
	case -ENOMEM:
		return "out of memory";
	case -EFAULT:
		return "an access that is allowed failed";
	case -EINTR:
		return "killed";
	default:
		return "an operation failed";
	}
}

static int worker_loop(struct mmsim_worker *w)
{
	const struct mmsim_workload_ops *ops = w->run->ops;
	struct mmsim_run *run = w->run;
	enum mmsim_phase phase;
	int n;

	while (!mmsim_run_should_stop(run)) {
		/* Pairs with the releases in gate.c and runner.c. */
		phase = smp_load_acquire(&run->phase);
		if (phase == MMSIM_PHASE_END)
			return 0;
		worker_follow(w, phase);
		n = ops->step(run, w->task, worker_budget(w));
		if (n == -ENODATA)
			return 0;
		if (n < 0)
			return n;
		if (w->task->counting)
			WRITE_ONCE(w->ops, w->ops + n);
		if (!w->warm) {
			w->warm = true;
			note(run, &run->nr_warm);
		}
		cond_resched();
	}
	return -EINTR;
}

/* Without a warm-up nobody starts before the gate. */
static int worker_wait_gate(struct mmsim_worker *w)
{
	struct mmsim_run *run = w->run;

	w->warm = true;
	note(run, &run->nr_warm);
	if (wait_event_killable(run->wait,
				READ_ONCE(run->phase) != MMSIM_PHASE_WARM ||
				mmsim_run_should_stop(run)))
		return -EINTR;
	return 0;
}

/**
 * mmsim_worker_fn() - A task's thread
 * @arg: its struct mmsim_worker
 *
 * Context: kernel thread.
 * Return: 0; a failure is in the run.
 */
int mmsim_worker_fn(void *arg)
{
	struct mmsim_worker *w = arg;
	struct mmsim_run *run = w->run;
	int err = 0;

	/*
	 * Kernel threads ignore signals. allow_signal() would make SIGKILL merely
	 * pending; only with the default action is it fatal, and only a fatal one
	 * ends the killable waits for locks.
	 */
	kernel_sigaction(SIGKILL, SIG_DFL);

	if (mmsim_run_gated(run))
		err = worker_wait_gate(w);
	if (!err)
		err = worker_loop(w);
	if (err && !(err == -EINTR && mmsim_run_should_stop(run)))
		mmsim_run_fail(run, err, "task %d: %s (error %d)", w->task->id,
			       error_words(err), err);
	if (!w->closed)
		worker_close(w);

	flush_signals(current);
	/* kthread_stop() must find us alive. */
	wait_event_idle(run->wait, kthread_should_stop());
	return 0;
}
