/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is kept of a finished run, and what can be said about it.
 */
#ifndef _MMSIM_RESULT_H
#define _MMSIM_RESULT_H

#include <mmsim/config.h>
#include <mmsim/emit.h>
#include <mmsim/task.h>

/**
 * struct mmsim_lock_result - One side of one lock class, summed over tasks
 * @acquisitions: see &struct mmsim_lock_stat
 * @contentions: see &struct mmsim_lock_stat
 * @wait: waiting times; NULL if nobody waited
 * @hold: holding times; NULL if none was measured
 */
struct mmsim_lock_result {
	u64 acquisitions;
	u64 contentions;
	struct mmsim_hist *wait;
	struct mmsim_hist *hold;
};

/**
 * struct mmsim_task_result - What one task did
 * @ops: operations in the measured window: main ones, or a helper's own
 * @time_ns: how long its window was, ns
 * @helper: it does not do the main operation
 */
struct mmsim_task_result {
	u64 ops;
	u64 time_ns;
	bool helper;
};

/**
 * struct mmsim_series_point - Progress since the window opened
 * @time_ns: when, ns after the window opened
 * @ops: main operations by then, all tasks
 */
struct mmsim_series_point {
	u64 time_ns;
	u64 ops;
};

/**
 * struct mmsim_mm_summary - The address space as the run left it
 * @map_count: VMAs
 * @total_vm: pages mapped
 * @rss_anon: anonymous pages resident
 * @rss_file: file pages resident
 */
struct mmsim_mm_summary {
	u64 map_count;
	u64 total_vm;
	u64 rss_anon;
	u64 rss_file;
};

/**
 * struct mmsim_result - A finished run
 * @list: in its simulator's list of results
 * @config: what was asked for
 * @run: number of the run, from 1
 * @seed: what it ran with
 * @nr_tasks: tasks that ran, helpers included
 * @nr_helpers: of them those that do not do the main operation
 * @cpus_online: CPUs there were
 * @wall_ns: length of the measured window, ns
 * @ops: main operations in it
 * @events: counters, summed
 * @fallbacks: counters, summed
 * @violations: counters, summed
 * @locks: lock statistics, summed
 * @latency: latencies by operation; NULL where none was measured
 * @tasks: per task
 * @nr_series: points of @series
 * @series: progress by the second
 * @mm: see &struct mmsim_mm_summary
 * @difference: replay: first difference between the maps and the recorded ones;
 *	empty if there is none
 */
struct mmsim_result {
	struct list_head list;
	struct mmsim_config config;
	unsigned int run;
	u64 seed;
	unsigned int nr_tasks;
	unsigned int nr_helpers;
	unsigned int cpus_online;
	u64 wall_ns;
	u64 ops;
	u64 events[NR_MMSIM_EVENTS];
	u64 fallbacks[NR_MMSIM_FALLBACKS];
	u64 violations[NR_MMSIM_VIOLATIONS];
	struct mmsim_lock_result locks[NR_MMSIM_LOCKS][NR_MMSIM_LOCK_MODES];
	struct mmsim_hist *latency[NR_MMSIM_OPS];
	struct mmsim_task_result *tasks;
	unsigned int nr_series;
	struct mmsim_series_point *series;
	struct mmsim_mm_summary mm;
	char difference[MMSIM_ERROR_MAX];
};

struct mmsim_result *mmsim_result_create(const struct mmsim_config *config,
					 unsigned int nr_tasks);
void mmsim_result_destroy(struct mmsim_result *result);
int mmsim_result_add_task(struct mmsim_result *result,
			  const struct mmsim_task *t);
bool mmsim_result_consistent(const struct mmsim_result *result);
u64 mmsim_result_violations(const struct mmsim_result *result);

/* What can be said. @results is a list of struct mmsim_result. */
void mmsim_report_result(struct mmsim_emit *e, const struct mmsim_result *result);
void mmsim_report_document(struct mmsim_emit *e, const struct list_head *results);
void mmsim_report_events(struct mmsim_out *out, const struct list_head *results);
int mmsim_report_lock_stat(struct mmsim_out *out,
			   const struct list_head *results);
int mmsim_report_hist(struct mmsim_out *out, const struct list_head *results,
		      enum mmsim_op op);

const char *mmsim_op_name(enum mmsim_op op);
int mmsim_op_find(const char *name);
const char *mmsim_lock_class_name(enum mmsim_lock_class class);

#endif /* _MMSIM_RESULT_H */
