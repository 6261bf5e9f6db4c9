// SPDX-License-Identifier: GPL-2.0-only
/*
 * Put faults and system calls into one order.
 *
 * Where the acquisitions of mmap_lock are not known, a fault has one time, but a call
 * has two and took effect somewhere in between. It is placed where its end was seen,
 * unless something in between can only have happened after it: a fault in what it
 * mapped, a mapping where it unmapped. Then it is placed right before that. Whether an
 * event can happen is what the model answers.
 */
#include <stdlib.h>
#include <string.h>

#include "order.h"

static void link_calls(struct rec_order *o)
{
	struct rec *r = o->r;
	struct rec_task_state *task;
	size_t i;

	for (i = 0; i < r->nr_tasks; i++) {
		o->task[i].next = REC_NONE;
		o->task[i].last = REC_NONE;
		o->task[i].mm = r->task[i].first_mm;
	}
	for (i = 0; i < r->nr_ops; i++) {
		task = &o->task[r->op[i].task];
		r->op[i].next = REC_NONE;
		if (task->last == REC_NONE)
			task->next = i;
		else
			r->op[task->last].next = i;
		task->last = i;
	}
}

static const struct rec_op *sorted_ops;

static int by_time(const void *a, const void *b)
{
	u32 i = *(const u32 *)a, k = *(const u32 *)b;

	if (sorted_ops[i].time != sorted_ops[k].time)
		return sorted_ops[i].time < sorted_ops[k].time ? -1 : 1;
	return i < k ? -1 : i > k;
}

static void sort_calls(struct rec_order *o)
{
	size_t i;

	o->by_time = rec_realloc(NULL, o->r->nr_ops, sizeof(*o->by_time));
	for (i = 0; i < o->r->nr_ops; i++)
		o->by_time[i] = i;
	sorted_ops = o->r->op;
	qsort(o->by_time, o->r->nr_ops, sizeof(*o->by_time), by_time);
}

static int by_tid(const void *a, const void *b)
{
	const struct rec_span *x = *(const struct rec_span *const *)a;
	const struct rec_span *y = *(const struct rec_span *const *)b;

	if (x->tid != y->tid)
		return x->tid < y->tid ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

/* The task that thread @tid was at @time, or REC_NONE. */
static u32 find_task(const struct rec_order *o, u32 tid, u64 time)
{
	size_t lo = 0, hi = o->r->nr_spans, mid;
	const struct rec_span *s;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		s = o->span[mid];
		if (s->tid < tid || (s->tid == tid && s->from <= time))
			lo = mid + 1;
		else
			hi = mid;
	}
	s = lo ? o->span[lo - 1] : NULL;
	return s && s->tid == tid && time <= s->to ? s->task : REC_NONE;
}

static bool is_open(const struct rec_order *o, u32 task, u32 mm, u64 time)
{
	u32 next = o->task[task].next;

	return o->task[task].mm == mm && next != REC_NONE && o->r->op[next].entry <= time;
}

/* Place calls that are under way and work on the range, up to when @fits says so. */
static void pull(struct rec_order *o, u32 mm, u64 time, u64 start, u64 end, u32 but,
		 bool (*fits)(const struct rec_model *m, const void *what),
		 const void *what)
{
	const struct rec_op *op;
	u32 i, next;

	for (i = 0; i < o->r->nr_tasks; i++) {
		if (i == but || !is_open(o, i, mm, time))
			continue;
		next = o->task[i].next;
		op = &o->r->op[next];
		if (op->kind >= REC_CLONE ||
		    !rec_model_op_touches(o->model[mm], op, start, end))
			continue;
		rec_emit_op(o, next);
		if (fits(o->model[mm], what))
			return;
	}
}

static bool fault_fits(const struct rec_model *m, const void *fault)
{
	return rec_model_fault_fits(m, fault);
}

static bool op_fits(const struct rec_model *m, const void *op)
{
	return rec_model_op_fits(m, op);
}

/* A child may fault before its parent is seen to come back from fork. */
static bool bear(struct rec_order *o, u32 n)
{
	const struct rec_op *op;
	u32 next;

	if (o->task[n].born)
		return true;
	next = o->task[o->r->task[n].parent].next;
	op = next == REC_NONE ? NULL : &o->r->op[next];
	if (!op || (op->kind != REC_CLONE && op->kind != REC_FORK) || op->other != n ||
	    !o->task[op->task].born)
		return false;
	rec_emit_op(o, next);
	return true;
}

static void place_fault(struct rec_order *o, u32 index)
{
	const struct rec_fault *fault = &o->r->fault[index];
	u32 n = find_task(o, fault->tid, fault->time), mm;

	/* After its exit, or in exec: between two address spaces. */
	if (n != REC_NONE && is_open(o, n, o->task[n].mm, fault->time) &&
	    o->r->op[o->task[n].next].kind == REC_EXEC)
		n = REC_NONE;
	if (n == REC_NONE || o->task[n].exited || !bear(o, n)) {
		o->r->skipped++;
		return;
	}

	mm = o->task[n].mm;
	if (!rec_model_fault_fits(o->model[mm], fault))
		pull(o, mm, fault->time, fault->addr & MMSIM_PAGE_MASK,
		     (fault->addr & MMSIM_PAGE_MASK) + MMSIM_PAGE_SIZE, REC_NONE,
		     fault_fits, fault);
	rec_emit_fault(o, n, index);
}

static void place_op(struct rec_order *o, u32 index)
{
	const struct rec_op *op = &o->r->op[index];
	u32 mm = o->task[op->task].mm;
	u64 start, end;

	if (op->kind < REC_CLONE && !rec_model_op_fits(o->model[mm], op)) {
		rec_model_op_range(o->model[mm], op, &start, &end);
		pull(o, mm, op->time, start, end, op->task, op_fits, op);
	}
	rec_emit_op(o, index);
}

/**
 * rec_order() - Make events of what was recorded
 * @r: recording, complete
 * @ev: filled
 */
void rec_order(struct rec *r, struct rec_events *ev)
{
	struct rec_order o = { .r = r, .ev = ev };
	size_t i, fault = 0, op = 0;

	memset(ev, 0, sizeof(*ev));
	o.clocks = rec_clocks_new(r->nr_tasks);
	o.model = rec_realloc(NULL, r->nr_mms, sizeof(*o.model));
	o.users = rec_realloc(NULL, r->nr_mms, sizeof(*o.users));
	o.task = rec_realloc(NULL, r->nr_tasks, sizeof(*o.task));
	o.done = rec_realloc(NULL, r->nr_ops, sizeof(*o.done));
	o.span = rec_realloc(NULL, r->nr_spans, sizeof(*o.span));
	memset(o.model, 0, r->nr_mms * sizeof(*o.model));
	memset(o.users, 0, r->nr_mms * sizeof(*o.users));
	memset(o.task, 0, r->nr_tasks * sizeof(*o.task));
	memset(o.done, 0, r->nr_ops * sizeof(*o.done));
	for (i = 0; i < r->nr_spans; i++)
		o.span[i] = &r->span[i];
	qsort(o.span, r->nr_spans, sizeof(*o.span), by_tid);
	rec_apply_lock_times(r);
	link_calls(&o);
	sort_calls(&o);
	o.model[0] = rec_model_new(&r->mm[0]);
	o.users[0] = 1;
	o.task[0].born = true;

	while (fault < r->nr_faults || op < r->nr_ops) {
		if (op < r->nr_ops && o.done[o.by_time[op]])
			op++;
		else if (op == r->nr_ops ||
			 (fault < r->nr_faults &&
			  r->fault[fault].time < r->op[o.by_time[op]].time))
			place_fault(&o, fault++);
		else
			place_op(&o, o.by_time[op++]);
	}

	/* Interrupted: who still runs leaves now. */
	for (i = 0; i < r->nr_tasks; i++) {
		if (o.task[i].born && !o.task[i].exited)
			rec_leave_mm(&o, o.task[i].mm);
		rec_refs_clear(&o.task[i].wait);
	}
	for (i = 0; i < r->nr_mms; i++)
		if (o.model[i])
			rec_model_free(o.model[i]);
	rec_clocks_free(o.clocks);
	free(o.span);
	free(o.by_time);
	free(o.done);
	free(o.task);
	free(o.users);
	free(o.model);
}
