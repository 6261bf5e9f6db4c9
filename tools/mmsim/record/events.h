/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The second phase: events in one order, and what each has to wait for.
 */
#ifndef _MMSIM_RECORD_EVENTS_H
#define _MMSIM_RECORD_EVENTS_H

#include "recorder.h"

/**
 * struct rec_ref - Names an event
 * @task: whose
 * @n: its number among the task's events, from 1; 0: no event
 */
struct rec_ref {
	u32 task;
	u32 n;
};

/**
 * struct rec_refs - A set of events, at most one per task: the last of it
 * @ref: elements
 * @nr: number of elements
 */
struct rec_refs {
	struct rec_ref *ref;
	size_t nr;
};

/**
 * struct rec_event - An event of the trace
 * @time: ns, CLOCK_MONOTONIC
 * @task: who
 * @index: of the fault or the op
 * @dep: first dependency
 * @nr_deps: number of dependencies
 * @err: errno it must fail with, or 0
 * @fault: it is a fault
 */
struct rec_event {
	u64 time;
	u32 task;
	u32 index;
	size_t dep;
	u16 nr_deps;
	u16 err;
	bool fault;
};

/**
 * struct rec_events - The events of the trace
 * @event: events
 * @nr: number of events
 * @dep: dependencies of all events
 * @nr_deps: their number
 * @differ: address spaces whose final maps the events do not explain
 * @difference: the first of these differences in words
 */
struct rec_events {
	struct rec_event *event;
	size_t nr;
	struct rec_ref *dep;
	size_t nr_deps;
	u32 differ;
	char difference[256];
};

/* refs.c */
void rec_refs_add(struct rec_refs *set, struct rec_ref ref);
void rec_refs_add_all(struct rec_refs *set, const struct rec_refs *other);
void rec_refs_clear(struct rec_refs *set);

struct rec_clocks *rec_clocks_new(size_t nr_tasks);
void rec_clocks_reduce(struct rec_clocks *c, struct rec_ref self, struct rec_refs *deps,
		       u32 keep);
void rec_clocks_free(struct rec_clocks *c);

/* model.c */
struct rec_model *rec_model_new(const struct rec_mm *mm);
struct rec_model *rec_model_fork(const struct rec_model *m);
void rec_model_free(struct rec_model *m);
bool rec_model_fault_fits(const struct rec_model *m, const struct rec_fault *fault);
enum rec_access rec_model_assume(const struct rec_model *m, u64 addr);
int rec_model_fault(struct rec_model *m, struct rec_ref self,
		    const struct rec_fault *fault, struct rec_refs *deps);
bool rec_model_op_fits(const struct rec_model *m, const struct rec_op *op);
bool rec_model_op_touches(const struct rec_model *m, const struct rec_op *op, u64 start,
			  u64 end);
void rec_model_op_range(const struct rec_model *m, const struct rec_op *op, u64 *start,
			u64 *end);
void rec_model_op(struct rec_model *m, struct rec_ref self, const struct rec_op *op,
		  struct rec_refs *deps);
void rec_model_forked(struct rec_model *m, struct rec_ref self);
bool rec_model_check(const struct rec_model *m, const struct rec_maps *maps, char *why,
		     size_t size);

#endif /* _MMSIM_RECORD_EVENTS_H */
