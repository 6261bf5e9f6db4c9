// SPDX-License-Identifier: GPL-2.0-only
/*
 * The operations of a trace and their arguments.
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
	u64 v = 0;
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

static const struct trace_operation operations[] = {
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

/**
 * trace_find_operation() - Look up an operation
 * @word: its name
 *
 * Return: the operation or NULL.
 */
const struct trace_operation *trace_find_operation(struct trace_word word)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(operations); i++)
		if (trace_word_is(word, operations[i].name))
			return &operations[i];
	return NULL;
}
