/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a workload has to supply, and the run it is given.
 */
#ifndef _MMSIM_WORKLOAD_H
#define _MMSIM_WORKLOAD_H

#include <mmsim/config.h>
#include <mmsim/task.h>

struct mmsim_trace;

/**
 * struct mmsim_run - One run of a workload
 * @config: what was asked for
 * @mm: address space all tasks start in
 * @nr_tasks: tasks that run (replay: as many as the trace has)
 * @tasks: their state
 * @trace: trace to replay, or NULL
 * @private: the workload's own
 * @stop: set once: finish soon
 * @wall_ns: length of the measured window, ns
 * @error: what went wrong first, 0 or -errno
 */
struct mmsim_run {
	const struct mmsim_config *config;
	struct mmsim_mm *mm;
	unsigned int nr_tasks;
	struct mmsim_task **tasks;
	const struct mmsim_trace *trace;
	void *private;
	bool stop;
	u64 wall_ns;
	int error;
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
#define MMSIM_WL_FIXED		BIT(1)	/* ends by itself: duration and ops do not apply */

/**
 * struct mmsim_workload_ops - A workload
 */
struct mmsim_workload_ops {
	/**
	 * @nr_tasks: How many tasks the run needs (optional; default: parameter
	 * tasks). Returns the number or -errno.
	 */
	int (*nr_tasks)(const struct mmsim_run *run);

	/**
	 * @prepare: Build what the tasks work on (required).
	 *
	 * Runs once, before any task, as task 0. What it locks is not counted, and
	 * the locks under test get their lockdep class only afterwards. Returns 0 or
	 * -errno.
	 */
	int (*prepare)(struct mmsim_run *run, struct mmsim_task *t);

	/**
	 * @step: Do one round of main operations in task @t (required).
	 *
	 * Called again and again: warming up, in the measured window, and cooling
	 * down. Returns the number of main operations done (they are added to
	 * t->ops while the window is open), 0 if this task has no more to do, or
	 * -errno, which ends the run; -EINTR if it was stopped or killed.
	 */
	int (*step)(struct mmsim_run *run, struct mmsim_task *t);

	/** @cleanup: Undo prepare() (optional). All tasks have ended. */
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

/*
 * MMSIM_MEASURE - evaluate @expr, which is operation @op of task @t, and record
 * its latency if it is one of those that are sampled
 */
#define MMSIM_MEASURE(run, t, op, expr)						\
({										\
	u64 __start = mmsim_measure_begin(run, t);				\
	typeof(expr) __ret = (expr);						\
										\
	mmsim_measure_end(t, op, __start);					\
	__ret;									\
})

u64 mmsim_measure_begin(const struct mmsim_run *run, struct mmsim_task *t);
void mmsim_measure_end(struct mmsim_task *t, enum mmsim_op op, u64 start);

#endif /* _MMSIM_WORKLOAD_H */
