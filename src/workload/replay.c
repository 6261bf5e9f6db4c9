// SPDX-License-Identifier: GPL-2.0-only
/*
 * replay: a recorded trace of a real application.
 *
 * Each thread of the trace is a task. It does its events in their order; an event
 * waits for the events of others that the trace says it depends on. What happened at
 * the same time may happen in any order.
 */
#include <mmsim/platform.h>

#include "replay.h"

#define SPIN_NS		(5 * NSEC_PER_USEC)	/* before sleeping for another task */
#define BYTES_PER_FAULT	96			/* a shadow page with its share of tables */

static int replay_nr_tasks(const struct mmsim_run *run)
{
	return run->trace->nr_tasks;
}

static int replay_prepare(struct mmsim_run *run, struct mmsim_task *t)
{
	const struct mmsim_trace *tr = run->trace;
	u64 have = mmsim_platform_memory();
	struct mmsim_replay *replay;
	u32 i;

	if (have && (u64)tr->nr_faults * BYTES_PER_FAULT > have)
		return mmsim_run_fail(run, -ENOMEM,
				      "%u faults of the trace need about %llu MiB",
				      tr->nr_faults,
				      (u64)tr->nr_faults * BYTES_PER_FAULT >> 20);
	replay = kzalloc(sizeof(*replay), GFP_KERNEL);
	if (!replay)
		return -ENOMEM;
	run->private = replay;
	replay->tr = tr;
	replay->tasks = kvcalloc(tr->nr_tasks, sizeof(*replay->tasks),
				 GFP_KERNEL);
	if (!replay->tasks)
		return -ENOMEM;
	for (i = 0; i < tr->nr_tasks; i++) {
		replay->tasks[i].mm = tr->task[i].mm;
		init_waitqueue_head(&replay->tasks[i].wait);
	}
	return mmsim_replay_build(run, t);
}

static void replay_cleanup(struct mmsim_run *run, struct mmsim_task *t)
{
	struct mmsim_replay *replay = run->private;

	if (!replay)
		return;
	mmsim_replay_tear_down(run, t);
	kvfree(replay->tasks);
	kfree(replay);
}

static bool is_done(const struct mmsim_replay_task *rt, u32 events)
{
	/* Pairs with the release in complete_event(). */
	return smp_load_acquire(&rt->done) >= events;
}

static int wait_for(struct mmsim_run *run, struct mmsim_replay_task *rt,
		    u32 events)
{
	u64 give_up;

	if (is_done(rt, events))
		return 0;
	give_up = ktime_get_ns() + SPIN_NS;
	do {
		cpu_relax();
		if (is_done(rt, events))
			return 0;
	} while (ktime_get_ns() < give_up);

	/* If the run is stopped we are killed, too. */
	if (wait_event_killable(rt->wait, is_done(rt, events) ||
				mmsim_run_should_stop(run)))
		return -EINTR;
	return mmsim_run_should_stop(run) ? -EINTR : 0;
}

static int wait_for_others(struct mmsim_run *run,
			   const struct mmsim_trace_event *ev)
{
	struct mmsim_replay *replay = run->private;
	const struct mmsim_trace_dep *dep = &replay->tr->dep[ev->dep];
	unsigned int i;
	int err = 0;

	for (i = 0; !err && i < ev->nr_deps; i++)
		err = wait_for(run, &replay->tasks[dep[i].task], dep[i].events);
	return err;
}

/* pace=recorded: not before the event's time */
static int wait_for_time(struct mmsim_run *run,
			 const struct mmsim_trace_event *ev)
{
	u64 due = run->gate_ns + ev->time_ns - run->trace->event[0].time_ns;
	u64 now, left;
	long jif;

	while ((now = ktime_get_ns()) < due) {
		left = due - now;
		jif = nsecs_to_jiffies(left);
		if (mmsim_run_should_stop(run))
			return -EINTR;
		if (jif < 2) {
			/* Shorter than what a timer of jiffies can tell. */
			usleep_range(div_u64(left, NSEC_PER_USEC) + 1,
				     div_u64(left, NSEC_PER_USEC) + 10);
			continue;
		}
		if (wait_event_killable_timeout(run->wait,
						mmsim_run_should_stop(run),
						jif - 1) < 0)
			return -EINTR;
	}
	return 0;
}

static void complete_event(struct mmsim_replay_task *rt)
{
	/* Pairs with the acquire in is_done(). */
	smp_store_release(&rt->done, rt->next);
	if (wq_has_sleeper(&rt->wait))
		wake_up_all(&rt->wait);
}

static int replay_one(struct mmsim_run *run, struct mmsim_task *t,
		      const struct mmsim_trace_event *ev)
{
	enum mmsim_op op = MMSIM_OP_replay;
	u64 start, ns;
	int err;

	start = mmsim_measure_begin(run, t);
	err = mmsim_replay_event(run, t, ev, &op);
	if (start) {
		ns = ktime_get_ns() - start;
		mmsim_hist_record(&t->latency[MMSIM_OP_replay], ns);
		if (op != MMSIM_OP_replay)
			mmsim_hist_record(&t->latency[op], ns);
	}
	return err;
}

static int replay_step(struct mmsim_run *run, struct mmsim_task *t,
		       unsigned int max)
{
	struct mmsim_replay *replay = run->private;
	const struct mmsim_trace *tr = replay->tr;
	struct mmsim_replay_task *rt = &replay->tasks[t->id];
	bool paced = mmsim_run_param(run, MMSIM_PARAM_pace) == MMSIM_PACE_RECORDED;
	const struct mmsim_trace_event *ev;
	unsigned int n;
	int err = 0;

	for (n = 0; n < max; n++) {
		if (rt->next == tr->task[t->id].nr_events)
			return n ? (int)n : -ENODATA;
		ev = mmsim_trace_event_of(tr, t->id, rt->next);
		if (paced)
			err = wait_for_time(run, ev);
		if (!err)
			err = wait_for_others(run, ev);
		if (err)
			return err;
		/* Whoever created us has made the address space by now. */
		if (!rt->next)
			t->mm = replay->mms[rt->mm].mm;
		err = replay_one(run, t, ev);
		if (err)
			return err;
		rt->next++;
		complete_event(rt);
	}
	return n;
}

/* A trace may end before its processes did. */
static int replay_finish(struct mmsim_run *run, struct mmsim_task *t)
{
	struct mmsim_replay *replay = run->private;
	int err = 0;
	u32 i;

	for (i = 0; !err && i < replay->tr->nr_mms; i++)
		if (replay->mms[i].mm && atomic_read(&replay->mms[i].users))
			err = mmsim_replay_compare(run, t, i);
	return err;
}

const struct mmsim_workload_ops mmsim_workload_replay = {
	.nr_tasks	= replay_nr_tasks,
	.prepare	= replay_prepare,
	.step		= replay_step,
	.finish		= replay_finish,
	.cleanup	= replay_cleanup,
	.flags		= MMSIM_WL_TRACE | MMSIM_WL_FIXED,
	.name		= "replay",
};
