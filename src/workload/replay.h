/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A replay under way.
 */
#ifndef _WORKLOAD_REPLAY_H
#define _WORKLOAD_REPLAY_H

#include <mmsim/replay.h>
#include <mmsim/workload.h>

/**
 * struct mmsim_replay_mm - An address space of the trace
 * @mm: its shadow; NULL before it is made and after it has ended
 * @users: tasks in it; the last to leave ends it
 */
struct mmsim_replay_mm {
	struct mmsim_mm *mm;
	atomic_t users;
};

/**
 * struct mmsim_replay_task - A thread of the trace
 * @next: the next of its events; its own
 * @mm: number of the address space it is in; its own
 * @done: events it has completed; others wait for it
 * @wait: where they sleep
 */
struct mmsim_replay_task {
	u32 next;
	u32 mm;
	u32 done;
	wait_queue_head_t wait;
} ____cacheline_aligned_in_smp;

/**
 * struct mmsim_replay - What the tasks of a replay share
 * @tr: the trace
 * @files: its files
 * @mms: its address spaces
 * @tasks: its threads
 * @told: a difference has been described
 */
struct mmsim_replay {
	const struct mmsim_trace *tr;
	struct mmsim_file **files;
	struct mmsim_replay_mm *mms;
	struct mmsim_replay_task *tasks;
	bool told;
};

/* replay_mm.c */
int mmsim_replay_build(struct mmsim_run *run, struct mmsim_task *t);
void mmsim_replay_tear_down(struct mmsim_run *run, struct mmsim_task *t);
void mmsim_replay_leave(struct mmsim_run *run, struct mmsim_task *t, u32 mm);
int mmsim_replay_compare(struct mmsim_run *run, struct mmsim_task *t, u32 mm);
__printf(3, 4) void mmsim_replay_differs(struct mmsim_run *run,
					 struct mmsim_task *t,
					 const char *fmt, ...);

/* replay_event.c */
int mmsim_replay_event(struct mmsim_run *run, struct mmsim_task *t,
		       const struct mmsim_trace_event *ev, enum mmsim_op *op);

#endif /* _WORKLOAD_REPLAY_H */
