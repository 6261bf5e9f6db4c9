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

/* Values of errno in traces; only these are found there, see the format. */
#define TRACE_ENOMEM	12
#define TRACE_EFAULT	14
#define TRACE_EEXIST	17

static int read_range(struct trace_parser *p, struct mmsim_trace_event *ev,
		      struct mmsim_trace_call *call)
{
	int err;

	err = trace_read_pages(p, "address", &ev->addr);
	if (!err)
		err = trace_read_number(p, "length", 16, MMSIM_TASK_SIZE, &call->len);
	if (!err && !call->len)
		err = trace_error(p, "the length is 0");
	if (!err && (ev->addr > MMSIM_TASK_SIZE || MMSIM_TASK_SIZE - ev->addr < call->len))
		err = trace_error(p, "the range ends above the address space");
	return err;
}

static int read_result(struct trace_parser *p, u64 len, u64 *result)
{
	int err;

	err = trace_read_pages(p, "result", result);
	if (!err && (*result > MMSIM_TASK_SIZE || MMSIM_TASK_SIZE - *result < len))
		err = trace_error(p, "the range ends above the address space");
	return err;
}

static int read_hex32(struct trace_parser *p, const char *what, u32 *value)
{
	u64 v;
	int err;

	err = trace_read_number(p, what, 16, U32_MAX, &v);
	*value = v;
	return err;
}

static int parse_fault(struct trace_parser *p, struct mmsim_trace_event *ev,
		       struct mmsim_trace_call *call)
{
	struct trace_word word;
	size_t i;
	int err;

	err = trace_read_number(p, "address", 16, MMSIM_TASK_SIZE - 1, &ev->addr);
	if (err)
		return err;
	word = trace_next_word(p);
	switch (word.len ? word.s[0] : '\0') {
	case 'r':
		ev->access = MMSIM_TR_READ;
		break;
	case 'w':
		ev->access = MMSIM_TR_WRITE;
		break;
	case 'x':
		ev->access = MMSIM_TR_EXECUTE;
		break;
	default:
		goto bad;
	}
	for (i = 1; i < word.len; i++) {
		if (word.s[i] == '?' && i == 1)
			ev->access |= MMSIM_TR_ASSUMED;
		else if (word.s[i] == 'k' && i == word.len - 1)
			ev->access |= MMSIM_TR_KERNEL;
		else
			goto bad;
	}
	p->tr->nr_faults++;
	return 0;
bad:
	return trace_error(p, "the access is none of r, w, x, with ? or k behind it");
}

static int parse_mmap(struct trace_parser *p, struct mmsim_trace_event *ev,
		      struct mmsim_trace_call *call)
{
	int err;

	err = trace_read_number(p, "address", 16, U64_MAX, &ev->addr);
	if (!err)
		err = trace_read_number(p, "length", 16, MMSIM_TASK_SIZE, &call->len);
	if (!err && !call->len)
		err = trace_error(p, "the length is 0");
	if (!err)
		err = read_hex32(p, "protection", &call->prot);
	if (!err)
		err = read_hex32(p, "flags", &call->flags);
	if (!err && !(call->flags & (MMSIM_MAP_SHARED | MMSIM_MAP_PRIVATE)))
		err = trace_error(p, "the flags say neither shared nor private");
	if (!err)
		err = trace_read_file(p, &call->file);
	if (!err)
		err = trace_read_pages(p, "offset", &call->offset);
	if (!err)
		err = read_result(p, call->len, &call->result);
	return err;
}

static int parse_munmap(struct trace_parser *p, struct mmsim_trace_event *ev,
			struct mmsim_trace_call *call)
{
	return read_range(p, ev, call);
}

static int parse_mprotect(struct trace_parser *p, struct mmsim_trace_event *ev,
			  struct mmsim_trace_call *call)
{
	int err;

	call->extra = -1;
	err = read_range(p, ev, call);
	return err ?: read_hex32(p, "protection", &call->prot);
}

static int parse_pkey_mprotect(struct trace_parser *p, struct mmsim_trace_event *ev,
			       struct mmsim_trace_call *call)
{
	struct trace_word word;
	u64 pkey;
	int err;

	err = parse_mprotect(p, ev, call);
	if (err)
		return err;
	word = trace_next_word(p);
	if (trace_word_is(word, "-1"))
		return 0;
	if (!trace_word_number(word, 10, &pkey) || pkey > S32_MAX)
		return trace_error(p, "the protection key is not a number");
	call->extra = pkey;
	return 0;
}

static int parse_mremap(struct trace_parser *p, struct mmsim_trace_event *ev,
			struct mmsim_trace_call *call)
{
	int err;

	err = trace_read_pages(p, "address", &ev->addr);
	if (!err && ev->addr >= MMSIM_TASK_SIZE)
		err = trace_error(p, "the address is above the address space");
	if (!err)
		err = trace_read_number(p, "old length", 16, MMSIM_TASK_SIZE, &call->len);
	if (!err)
		err = trace_read_number(p, "new length", 16, MMSIM_TASK_SIZE, &call->new_len);
	if (!err && !call->new_len)
		err = trace_error(p, "the new length is 0");
	if (!err)
		err = read_hex32(p, "flags", &call->flags);
	if (!err)
		err = trace_read_pages(p, "new address", &call->new_addr);
	return err ?: read_result(p, call->new_len, &call->result);
}

static int parse_madvise(struct trace_parser *p, struct mmsim_trace_event *ev,
			 struct mmsim_trace_call *call)
{
	u32 advice = 0;
	int err;

	err = read_range(p, ev, call);
	if (!err)
		err = trace_read_u32(p, "advice", S32_MAX, &advice);
	call->extra = advice;
	return err;
}

static int parse_brk(struct trace_parser *p, struct mmsim_trace_event *ev,
		     struct mmsim_trace_call *call)
{
	int err;

	err = trace_read_number(p, "address", 16, U64_MAX, &ev->addr);
	return err ?: trace_read_number(p, "result", 16, MMSIM_TASK_SIZE, &call->result);
}

static int parse_mlockall(struct trace_parser *p, struct mmsim_trace_event *ev,
			  struct mmsim_trace_call *call)
{
	return read_hex32(p, "flags", &call->flags);
}

static int parse_munlockall(struct trace_parser *p, struct mmsim_trace_event *ev,
			    struct mmsim_trace_call *call)
{
	return 0;
}

/* The new task of clone and fork; its number must not have been used yet. */
static int read_new_task(struct trace_parser *p, struct mmsim_trace_event *ev, u32 mm)
{
	struct trace_task_state *state = &p->state[ev->arg];

	if (state->created_by || !ev->arg)
		return trace_error(p, "task %u exists already", ev->arg);
	state->created_by = p->state[ev->task].events + 1;
	state->mm = mm;
	p->tr->task[ev->arg].mm = mm;
	p->tr->task[ev->arg].parent = ev->task;
	return 0;
}

static int parse_clone(struct trace_parser *p, struct mmsim_trace_event *ev,
		       struct mmsim_trace_call *call)
{
	int err;

	err = trace_read_u32(p, "new task", p->tr->nr_tasks - 1, &ev->arg);
	return err ?: read_new_task(p, ev, p->state[ev->task].mm);
}

static int enter_mm(struct trace_parser *p, u32 mm)
{
	if (p->mm_used[mm])
		return trace_error(p, "address space %u is in use already", mm);
	p->mm_used[mm] = true;
	return 0;
}

static int parse_fork(struct trace_parser *p, struct mmsim_trace_event *ev,
		      struct mmsim_trace_call *call)
{
	const struct mmsim_trace_mm *mm;
	u32 nr;
	int err;

	err = trace_read_u32(p, "new task", p->tr->nr_tasks - 1, &ev->arg);
	if (!err)
		err = trace_read_u32(p, "new address space", p->tr->nr_mms - 1, &nr);
	if (!err)
		err = enter_mm(p, nr);
	if (err)
		return err;
	mm = &p->tr->mm[nr];
	if (!mm->forked || mm->parent != p->state[ev->task].mm)
		return trace_error(p, "address space %u is not a fork of the task's", nr);
	return read_new_task(p, ev, nr);
}

static int parse_exec(struct trace_parser *p, struct mmsim_trace_event *ev,
		      struct mmsim_trace_call *call)
{
	int err;

	err = trace_read_u32(p, "new address space", p->tr->nr_mms - 1, &ev->arg);
	if (!err)
		err = enter_mm(p, ev->arg);
	if (!err && p->tr->mm[ev->arg].forked)
		err = trace_error(p, "address space %u is a fork, not made by exec", ev->arg);
	if (!err)
		p->state[ev->task].mm = ev->arg;
	return err;
}

static int parse_exit(struct trace_parser *p, struct mmsim_trace_event *ev,
		      struct mmsim_trace_call *call)
{
	p->state[ev->task].exited = true;
	return 0;
}

/**
 * struct operation - A word of the format
 * @name: the word
 * @op: what it means
 * @has_call: it has arguments beyond those of an event
 * @err: errno it may carry; 0: it cannot fail
 * @parse: parses the arguments
 */
struct operation {
	const char *name;
	enum mmsim_trace_op op;
	bool has_call;
	u16 err;
	int (*parse)(struct trace_parser *p, struct mmsim_trace_event *ev,
		     struct mmsim_trace_call *call);
};

static const struct operation operations[] = {
	{ "fault", MMSIM_TR_FAULT, false, TRACE_EFAULT, parse_fault },
	{ "mmap", MMSIM_TR_MMAP, true, TRACE_EEXIST, parse_mmap },
	{ "munmap", MMSIM_TR_MUNMAP, true, 0, parse_munmap },
	{ "mprotect", MMSIM_TR_MPROTECT, true, TRACE_ENOMEM, parse_mprotect },
	{ "madvise", MMSIM_TR_MADVISE, true, TRACE_ENOMEM, parse_madvise },
	{ "brk", MMSIM_TR_BRK, true, 0, parse_brk },
	{ "mremap", MMSIM_TR_MREMAP, true, TRACE_EFAULT, parse_mremap },
	{ "clone", MMSIM_TR_CLONE, false, 0, parse_clone },
	{ "fork", MMSIM_TR_FORK, false, 0, parse_fork },
	{ "exec", MMSIM_TR_EXEC, false, 0, parse_exec },
	{ "exit", MMSIM_TR_EXIT, false, 0, parse_exit },
	{ "pkey_mprotect", MMSIM_TR_MPROTECT, true, TRACE_ENOMEM, parse_pkey_mprotect },
	{ "mlock", MMSIM_TR_MLOCK, true, 0, parse_munmap },
	{ "munlock", MMSIM_TR_MUNLOCK, true, 0, parse_munmap },
	{ "mlockall", MMSIM_TR_MLOCKALL, true, 0, parse_mlockall },
	{ "munlockall", MMSIM_TR_MUNLOCKALL, true, 0, parse_munlockall },
};

static const struct operation *find_operation(struct trace_word word)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(operations); i++)
		if (trace_word_is(word, operations[i].name))
			return &operations[i];
	return NULL;
}

static int parse_err(struct trace_parser *p, struct mmsim_trace_event *ev,
		     const struct operation *op, struct trace_word value)
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
		return trace_error(p, "the event waits for event %llu of task %llu, which has only %u before it",
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
		      const struct operation *op)
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
	const struct operation *op;
	struct trace_word word;
	int err;

	err = parse_who_and_when(p, ev);
	if (err)
		return err;
	word = trace_next_word(p);
	op = find_operation(word);
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
