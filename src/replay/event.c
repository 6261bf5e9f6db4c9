// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines of a trace that stand for events:
 *
 *	TASK TIME OPERATION ARGUMENT... [err=ERRNO] [after=TASK:N,...]
 *
 * A line may refer to earlier lines only. So there are no cycles, and a task that has
 * every dependency of an event fulfilled can always go on.
 */
#include "parse.h"

static int parse_err(struct trace_parser *p, struct mmsim_trace_event *ev,
		     const struct trace_operation *op, struct trace_word value)
{
	u64 err;

	if (!trace_word_number(value, 10, &err) || !err)
		return trace_error(p, "err= is not followed by a number");
	if (err != op->err)
		return trace_error(p, "%s cannot have failed with err=%llu", op->name, err);
	ev->err = err;
	return 0;
}

static int add_dep(struct trace_parser *p, struct mmsim_trace_event *ev,
		   struct trace_word task, struct trace_word events, u64 *last_task)
{
	struct mmsim_trace_dep *dep;
	u64 t, n;

	if (!trace_word_number(task, 10, &t) || !trace_word_number(events, 10, &n) || !n)
		return trace_error(p, "after= is not followed by TASK:N,...");
	if (t >= p->tr->nr_tasks || t == ev->task)
		return trace_error(p, "the event cannot wait for task %llu", t);
	if (n > p->state[t].events)
		return trace_error(p, "it waits for event %llu of task %llu, which has %u so far",
				   n, t, p->state[t].events);
	if (ev->nr_deps && t <= *last_task)
		return trace_error(p, "the tasks after after= are not in ascending order");
	if (p->deps == p->tr->nr_deps)
		return trace_error(p, "there are more dependencies than the %u of the header",
				   p->tr->nr_deps);
	dep = &p->tr->dep[p->deps++];
	dep->task = t;
	dep->events = n;
	ev->nr_deps++;
	*last_task = t;
	return 0;
}

static int parse_after(struct trace_parser *p, struct mmsim_trace_event *ev,
		       struct trace_word list)
{
	struct trace_word task, events;
	const char *comma, *colon;
	u64 last_task = 0;
	int err = 0;

	while (!err) {
		comma = list.len ? memchr(list.s, ',', list.len) : NULL;
		task.s = list.s;
		task.len = comma ? comma - list.s : list.len;
		colon = task.len ? memchr(task.s, ':', task.len) : NULL;
		if (!colon)
			return trace_error(p, "after= is not followed by TASK:N,...");
		events.s = colon + 1;
		events.len = task.s + task.len - events.s;
		task.len = colon - task.s;
		err = add_dep(p, ev, task, events, &last_task);
		if (!comma)
			break;
		list.len -= comma + 1 - list.s;
		list.s = comma + 1;
	}
	return err;
}

static bool take_prefix(struct trace_word *word, const char *prefix)
{
	size_t len = strlen(prefix);

	if (word->len < len || memcmp(word->s, prefix, len))
		return false;
	word->s += len;
	word->len -= len;
	return true;
}

/* A task's first event waits for the one that created the task. */
static int check_birth(struct trace_parser *p, const struct mmsim_trace_event *ev)
{
	const struct mmsim_trace_dep *dep = &p->tr->dep[ev->dep];
	u32 parent = p->tr->task[ev->task].parent;
	unsigned int i;

	for (i = 0; i < ev->nr_deps; i++)
		if (dep[i].task == parent && dep[i].events >= p->state[ev->task].created_by)
			return 0;
	return trace_error(p, "the first event of task %u does not wait for its creation",
			   ev->task);
}

static int parse_tail(struct trace_parser *p, struct mmsim_trace_event *ev,
		      const struct trace_operation *op)
{
	struct trace_word word = trace_next_word(p);
	int err = 0;

	ev->dep = p->deps;
	if (take_prefix(&word, "err=")) {
		err = parse_err(p, ev, op, word);
		word = trace_next_word(p);
	}
	if (!err && take_prefix(&word, "after=")) {
		err = parse_after(p, ev, word);
		word = trace_next_word(p);
	}
	if (!err && word.len)
		err = trace_error(p, "unexpected '%.*s'", (int)min_t(size_t, word.len, 40),
				  word.s);
	return err;
}

static int parse_who_and_when(struct trace_parser *p, struct mmsim_trace_event *ev)
{
	u32 task;
	int err;

	err = trace_read_u32(p, "task", p->tr->nr_tasks - 1, &task);
	if (err)
		return err;
	ev->task = task;
	if (task && !p->state[task].created_by)
		return trace_error(p, "task %u has not been created", task);
	if (p->state[task].exited)
		return trace_error(p, "task %u has exited", task);
	err = trace_read_number(p, "time", 10, S64_MAX, &ev->time_ns);
	if (!err && ev->time_ns < p->time)
		err = trace_error(p, "the time is before that of the last event");
	p->time = ev->time_ns;
	return err;
}

/**
 * trace_parse_event() - Parse a line that stands for an event
 * @p: parser; there is room for the event
 *
 * Return: 0 or -EINVAL.
 */
int trace_parse_event(struct trace_parser *p)
{
	struct mmsim_trace_event *ev = &p->tr->event[p->events];
	struct mmsim_trace_call call = { .file = MMSIM_TRACE_NO_FILE };
	const struct trace_operation *op;
	struct trace_word word;
	int err;

	err = parse_who_and_when(p, ev);
	if (err)
		return err;
	word = trace_next_word(p);
	op = trace_find_operation(word);
	if (!op)
		return trace_error(p, "unknown operation '%.*s'",
				   (int)min_t(size_t, word.len, 40), word.s);
	ev->op = op->op;
	err = op->parse(p, ev, &call);
	if (!err)
		err = parse_tail(p, ev, op);
	if (!err && ev->task && !p->state[ev->task].events)
		err = check_birth(p, ev);
	if (err)
		return err;

	if (op->has_call) {
		if (p->calls == p->tr->nr_calls)
			return trace_error(p, "there are more calls than the %u of the header",
					   p->tr->nr_calls);
		ev->arg = p->calls;
		p->tr->call[p->calls++] = call;
	}
	p->state[ev->task].events++;
	p->events++;
	return 0;
}
