/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a workload has to supply, and the run it is given.
 */
#ifndef _MMSIM_WORKLOAD_H
#define _MMSIM_WORKLOAD_H

#include <mmsim/config.h>
#include <mmsim/result.h>
#include <mmsim/task.h>

struct mmsim_inject;
struct mmsim_trace;

/**
 * enum mmsim_phase - How far a run is
 * @MMSIM_PHASE_WARM: tasks run, nothing is counted; or they wait, if warmup_ms is 0
 * @MMSIM_PHASE_MEASURE: the window is open
 * @MMSIM_PHASE_COOL: the window is closed, but tasks go on until the last of them has
 *	noticed
 * @MMSIM_PHASE_END: tasks return
 */
enum mmsim_phase {
	MMSIM_PHASE_WARM,
	MMSIM_PHASE_MEASURE,
	MMSIM_PHASE_COOL,
	MMSIM_PHASE_END,
};

/**
 * struct mmsim_worker - The thread of a task; the runner's own
 * @run: the run
 * @task: what it runs as
 * @thread: kernel thread
 * @helper: does not do the main operation
 * @warm: has done a first step
 * @opened: its window has been opened
 * @closed: its window has been closed
 * @sample: operations until one is measured
 * @start_ns: when its window was opened, ktime
 * @end_ns: when its window was closed, ktime
 * @ops: operations in the window so far; others read it
 */
struct mmsim_worker {
	struct mmsim_run *run;
	struct mmsim_task *task;
	struct task_struct *thread;
	bool helper;
	bool warm;
	bool opened;
	bool closed;
	unsigned int sample;
	u64 start_ns;
	u64 end_ns;
	u64 ops;
} ____cacheline_aligned_in_smp;

/**
 * struct mmsim_run - One run of a workload
 * @config: what was asked for
 * @ops: the workload
 * @mm: address space all tasks start in
 * @number: number of the run, from 1
 * @seed: seed of this run
 * @nr_tasks: tasks that run (replay: as many as the trace has)
 * @tasks: their state
 * @trace: trace to replay, or NULL
 * @inject: allocation failures
 * @private: the workload's own
 * @stop: set once: finish soon
 * @error: what went wrong first, 0 or -errno
 * @error_text: the same in words; valid once all tasks have ended
 * @difference: replay: first difference between the maps and the recorded ones
 * @maps: the address space at the end, as text
 * @summary: the same in numbers
 * @summarised: @maps and @summary are filled in
 * @workers: the runner's: threads, by task
 * @phase: the runner's
 * @wait: the runner's: where tasks wait for the gate, and it for them
 * @nr_main: the runner's: tasks that do the main operation
 * @nr_warm: the runner's: tasks that are warm
 * @nr_closed: the runner's: tasks whose window has been closed
 * @main_closed: the runner's: of them those that do the main operation
 * @gate_ns: the runner's: when the window was opened, ktime
 * @window_ns: the runner's: how long it was open, ns
 * @nr_series: the runner's: points in @series
 * @max_series: the runner's: room in @series
 * @series: the runner's: progress by the second
 */
struct mmsim_run {
	const struct mmsim_config *config;
	const struct mmsim_workload_ops *ops;
	struct mmsim_mm *mm;
	unsigned int number;
	u64 seed;
	unsigned int nr_tasks;
	struct mmsim_task **tasks;
	const struct mmsim_trace *trace;
	struct mmsim_inject *inject;
	void *private;
	bool stop;
	int error;
	char error_text[MMSIM_ERROR_MAX];
	char difference[MMSIM_ERROR_MAX];
	struct mmsim_out maps;
	struct mmsim_mm_summary summary;
	bool summarised;

	struct mmsim_worker *workers;
	enum mmsim_phase phase;
	wait_queue_head_t wait;
	unsigned int nr_main;
	atomic_t nr_warm;
	atomic_t nr_closed;
	atomic_t main_closed;
	u64 gate_ns;
	u64 window_ns;
	unsigned int nr_series;
	unsigned int max_series;
	struct mmsim_series_point *series;
};

static inline bool mmsim_run_should_stop(const struct mmsim_run *run)
{
	return READ_ONCE(run->stop);
}

static inline s64 mmsim_run_param(const struct mmsim_run *run,
				  enum mmsim_param param)
{
	return run->config->param[param];
}

/* struct mmsim_workload_ops.flags */
#define MMSIM_WL_TRACE		BIT(0)	/* needs a trace */
#define MMSIM_WL_FIXED		BIT(1)	/* ends by itself: duration, ops and warm-up do not apply */

/**
 * struct mmsim_workload_ops - A workload
 */
struct mmsim_workload_ops {
	/**
	 * @validate: Do the parameters make sense together (optional)? Called before
	 * every run and may sleep. Returns 0, or -EINVAL with the reason in @error.
	 */
	int (*validate)(const struct mmsim_config *config, char *error,
			size_t size);

	/**
	 * @nr_tasks: How many tasks the run needs (optional; default: parameter
	 * tasks). Returns the number or -errno.
	 */
	int (*nr_tasks)(const struct mmsim_run *run);

	/**
	 * @helper: Does task @id something else than the main operation (optional;
	 * default: no)? Helpers run as long as there are others.
	 */
	bool (*helper)(const struct mmsim_run *run, unsigned int id);

	/**
	 * @prepare: Build what the tasks work on (required).
	 *
	 * Runs once, before any task, as task 0. What it locks is not counted, and
	 * the locks under test get their lockdep class only afterwards. Returns 0 or
	 * -errno; a reason may be given with mmsim_run_fail().
	 */
	int (*prepare)(struct mmsim_run *run, struct mmsim_task *t);

	/**
	 * @step: Do some operations in task @t, at most @max of them (required).
	 *
	 * Called again and again: warming up, in the measured window, and cooling
	 * down; should last well below a second. Returns the number of operations
	 * done, main ones or a helper's own; -ENODATA if this task has no more to
	 * do; or another -errno, which ends the run: -EINTR if it was stopped or
	 * killed.
	 */
	int (*step)(struct mmsim_run *run, struct mmsim_task *t,
		    unsigned int max);

	/**
	 * @finish: Check the outcome (optional). Runs as task 0 when all tasks have
	 * ended well; the address space is still there. Returns 0 or -errno.
	 */
	int (*finish)(struct mmsim_run *run, struct mmsim_task *t);

	/**
	 * @cleanup: Undo prepare() (optional). All tasks have ended; prepare() may
	 * have failed half-way.
	 */
	void (*cleanup)(struct mmsim_run *run, struct mmsim_task *t);

	/** @flags: MMSIM_WL_*. */
	unsigned int flags;

	/** @name: identity. */
	const char *name;
};

#define MMSIM_WORKLOAD(name, op, desc) \
	extern const struct mmsim_workload_ops mmsim_workload_##name;
#include <mmsim/workload_list.h>

extern const struct mmsim_workload_ops *const
	mmsim_workload_table[NR_MMSIM_WORKLOADS];
extern const enum mmsim_op mmsim_workload_main_op[NR_MMSIM_WORKLOADS];

/**
 * mmsim_trace_op() - Begin or end the slice of an operation on the timeline
 * @type: 'B' or 'E'
 * @op: operation
 *
 * Context: any.
 */
static inline void mmsim_trace_op(char type, enum mmsim_op op)
{
	if (trace_mmsim_track_event_enabled())
		trace_mmsim_track_event(type, "mmsim", mmsim_op_name(op));
}

/*
 * MMSIM_MEASURE - evaluate @expr, which is operation @op of task @t, and record
 * its latency if it is one of those that are sampled
 */
#define MMSIM_MEASURE(run, t, op, expr)						\
({										\
	struct mmsim_task *__task = (t);					\
	u64 __start = mmsim_measure_begin(run, __task);				\
	typeof(expr) __ret;							\
										\
	mmsim_trace_op('B', op);						\
	__ret = (expr);								\
	mmsim_measure_end(__task, op, __start);					\
	mmsim_trace_op('E', op);						\
	__ret;									\
})

/**
 * mmsim_measure_begin() - Is this operation's latency to be measured?
 * @run: run
 * @t: task that is about to do it
 *
 * Return: the time, ns, or 0 if not.
 */
static inline u64 mmsim_measure_begin(const struct mmsim_run *run,
				      struct mmsim_task *t)
{
	struct mmsim_worker *w = &run->workers[t->id];
	unsigned int every = mmsim_run_param(run, MMSIM_PARAM_latency_sample);

	if (!t->counting || !every || ++w->sample < every)
		return 0;
	w->sample = 0;
	return ktime_get_ns();
}

/**
 * mmsim_measure_end() - Record a latency
 * @t: task
 * @op: what it has done
 * @start: from mmsim_measure_begin()
 */
static inline void mmsim_measure_end(struct mmsim_task *t, enum mmsim_op op,
				     u64 start)
{
	if (start)
		mmsim_hist_record(&t->latency[op], ktime_get_ns() - start);
}

/* runner.c */
void mmsim_run_init(struct mmsim_run *run, const struct mmsim_config *config,
		    unsigned int number);
struct mmsim_result *mmsim_run_execute(struct mmsim_run *run);
void mmsim_run_stop(struct mmsim_run *run);
void mmsim_run_destroy(struct mmsim_run *run);
struct mmsim_mm *mmsim_run_create_mm(struct mmsim_run *run);
void mmsim_run_snapshot(struct mmsim_run *run, struct mmsim_task *t,
			struct mmsim_mm *mm);
__printf(3, 4) int mmsim_run_fail(struct mmsim_run *run, int error,
				  const char *fmt, ...);

/* maps_text.c */
int mmsim_maps_format(struct mmsim_task *t, struct mmsim_mm *mm,
		      struct mmsim_out *out);

#endif /* _MMSIM_WORKLOAD_H */
