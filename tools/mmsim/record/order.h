/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of the second phase: order.c decides what happens next, emit.c does it.
 */
#ifndef _MMSIM_RECORD_ORDER_H
#define _MMSIM_RECORD_ORDER_H

#include "events.h"

/**
 * struct rec_task_state - A task while its events are put in order
 * @mm: address space it is in
 * @n: events it has so far
 * @next: its next call, REC_NONE at the end
 * @last: its last call so far, while calls are linked
 * @left: the event by which it left the address space it was born in
 * @born: its clone is over
 * @exited: its exit is over
 * @wait: what its next event must come after, besides what the model says
 */
struct rec_task_state {
	u32 mm;
	u32 n;
	u32 next;
	u32 last;
	struct rec_ref left;
	bool born;
	bool exited;
	struct rec_refs wait;
};

/**
 * struct rec_order - All that while events are put in order
 * @r: recording
 * @ev: events so far
 * @clocks: what each task is known to come after
 * @model: address spaces that exist
 * @users: tasks in them
 * @task: tasks
 * @done: calls that are events already
 * @by_time: calls in the order of their times
 * @span: thread ids, sorted by id and time
 */
struct rec_order {
	struct rec *r;
	struct rec_events *ev;
	struct rec_clocks *clocks;
	struct rec_model **model;
	u32 *users;
	struct rec_task_state *task;
	bool *done;
	u32 *by_time;
	const struct rec_span **span;
};

/* emit.c */
void rec_emit_op(struct rec_order *o, u32 index);
void rec_emit_fault(struct rec_order *o, u32 n, u32 index);
void rec_leave_mm(struct rec_order *o, u32 n);

#endif /* _MMSIM_RECORD_ORDER_H */
