// SPDX-License-Identifier: GPL-2.0-only
/*
 * What happens next has been decided: make an event of it, with what it must come after.
 */
#include <stdlib.h>

#include "order.h"

static struct rec_event *add_event(struct rec_order *o, u32 task, u64 time, u32 index,
				   bool fault)
{
	struct rec_events *ev = o->ev;
	struct rec_event *e;
	u64 last = ev->nr ? ev->event[ev->nr - 1].time : 0;

	ev->event = rec_append(ev->event, &ev->nr, sizeof(*ev->event));
	e = &ev->event[ev->nr - 1];
	e->time = time > last ? time : last;
	e->task = task;
	e->index = index;
	e->fault = fault;
	return e;
}

static void add_deps(struct rec_order *o, struct rec_event *e, struct rec_ref self,
		     struct rec_refs *deps)
{
	struct rec_task_state *task = &o->task[self.task];
	struct rec_events *ev = o->ev;
	size_t i;

	rec_refs_add_all(deps, &task->wait);
	rec_refs_clear(&task->wait);
	/* A task's first event names its creation, even if that goes without saying. */
	rec_clocks_reduce(o->clocks, self, deps,
			  self.n == 1 ? o->r->task[self.task].parent : REC_NONE);
	e->dep = ev->nr_deps;
	e->nr_deps = deps->nr;
	for (i = 0; i < deps->nr; i++) {
		ev->dep = rec_append(ev->dep, &ev->nr_deps, sizeof(*ev->dep));
		ev->dep[ev->nr_deps - 1] = deps->ref[i];
	}
	rec_refs_clear(deps);
}

/**
 * rec_leave_mm() - A task leaves an address space
 * @o: state
 * @n: number of the address space
 */
void rec_leave_mm(struct rec_order *o, u32 n)
{
	const struct rec_mm *mm = &o->r->mm[n];
	struct rec_events *ev = o->ev;
	char why[sizeof(ev->difference)];

	if (--o->users[n])
		return;
	if (!mm->unknown && !rec_model_check(o->model[n], &mm->final, why, sizeof(why))) {
		if (!ev->differ++)
			snprintf(ev->difference, sizeof(ev->difference), "mm %u: %.200s", n,
				 why);
	}
	rec_model_free(o->model[n]);
	o->model[n] = NULL;
}

static void do_clone(struct rec_order *o, struct rec_ref self, const struct rec_op *op,
		     struct rec_refs *deps)
{
	struct rec_task_state *task = &o->task[self.task], *child = &o->task[op->other];
	struct rec_model *m = o->model[task->mm];
	size_t i;

	rec_refs_add(&child->wait, self);
	child->born = true;
	if (op->kind == REC_CLONE) {
		o->users[child->mm]++;
		return;
	}
	/* The copy must be of all that happened until now. */
	for (i = 0; i < o->r->nr_tasks; i++)
		if (o->task[i].mm == task->mm)
			rec_refs_add(deps, (struct rec_ref){ i, o->task[i].n });
	o->model[child->mm] = rec_model_fork(m);
	o->users[child->mm] = 1;
	rec_model_forked(m, self);
}

static void do_exec(struct rec_order *o, struct rec_ref self, const struct rec_op *op,
		    struct rec_refs *deps)
{
	struct rec_task_state *task = &o->task[self.task];
	const struct rec_task *of = &o->r->task[self.task];
	size_t i;

	/* The other threads of the process have come to their ends. */
	for (i = 0; i < o->r->nr_tasks; i++)
		if (o->task[i].mm == task->mm && o->r->task[i].tgid == of->tgid)
			rec_refs_add(deps, (struct rec_ref){ i, o->task[i].n });
	if (!task->left.n)
		task->left = self;
	rec_leave_mm(o, task->mm);
	task->mm = op->other;
	o->model[task->mm] = rec_model_new(&o->r->mm[task->mm]);
	o->users[task->mm] = 1;
}

/* What a task waited for comes before its next event. */
static void do_wait(struct rec_order *o, const struct rec_op *op)
{
	const struct rec_task_state *child = &o->task[op->other];

	if (child->exited)
		rec_refs_add(&o->task[op->task].wait,
			     (struct rec_ref){ op->other, child->n });
}

/*
 * A parent in vfork waits for an event that comes only now: it is in the parent's set
 * as the child's event ~0.
 */
static void resolve_vfork(struct rec_order *o, u32 task)
{
	struct rec_refs *wait = &o->task[task].wait;
	size_t i;

	for (i = 0; i < wait->nr; i++)
		if (wait->ref[i].n == ~0U)
			wait->ref[i].n = o->task[wait->ref[i].task].left.n;
}

/**
 * rec_emit_op() - A call happens now
 * @o: state
 * @index: of the call
 */
void rec_emit_op(struct rec_order *o, u32 index)
{
	const struct rec_op *op = &o->r->op[index];
	struct rec_task_state *task = &o->task[op->task];
	struct rec_refs deps = { 0 };
	struct rec_event *e;
	struct rec_ref self;

	resolve_vfork(o, op->task);
	o->done[index] = true;
	task->next = op->next;
	if (op->kind == REC_WAIT) {
		do_wait(o, op);
		return;
	}

	self = (struct rec_ref){ op->task, task->n + 1 };
	e = add_event(o, op->task, op->time, index, false);
	e->err = op->err;
	switch (op->kind) {
	case REC_CLONE:
	case REC_FORK:
		do_clone(o, self, op, &deps);
		break;
	case REC_EXEC:
		do_exec(o, self, op, &deps);
		break;
	case REC_EXIT:
		task->exited = true;
		if (!task->left.n)
			task->left = self;
		break;
	default:
		rec_model_op(o->model[task->mm], self, op, &deps);
		break;
	}
	task->n++;
	add_deps(o, e, self, &deps);

	if (op->kind == REC_EXIT)
		rec_leave_mm(o, task->mm);
	/* The parent's next event comes after the child has left its memory. */
	if (op->kind == REC_CLONE && op->vfork)
		rec_refs_add(&task->wait, (struct rec_ref){ op->other, ~0U });
}

/**
 * rec_emit_fault() - A fault happens now
 * @o: state
 * @n: task
 * @index: of the fault
 */
void rec_emit_fault(struct rec_order *o, u32 n, u32 index)
{
	struct rec_task_state *task = &o->task[n];
	struct rec_ref self = { n, task->n + 1 };
	struct rec_fault *fault = &o->r->fault[index];
	struct rec_refs deps = { 0 };
	struct rec_event *e;

	resolve_vfork(o, n);
	if (fault->access == REC_UNKNOWN) {
		fault->access = rec_model_assume(o->model[task->mm], fault->addr);
		fault->assumed = true;
	}
	e = add_event(o, n, fault->time, index, true);
	e->err = rec_model_fault(o->model[task->mm], self, fault, &deps);
	task->n++;
	add_deps(o, e, self, &deps);
}
