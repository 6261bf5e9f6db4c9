// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parse a trace: allocate what the header announces, then read the parts in their order.
 */
#include "parse.h"

static int allocate(struct trace_parser *p)
{
	struct mmsim_trace *tr = p->tr;

	/* One more of each: an array may be empty. */
	tr->file = kvcalloc(tr->nr_files + 1, sizeof(*tr->file), GFP_KERNEL);
	tr->mm = kvcalloc(tr->nr_mms, sizeof(*tr->mm), GFP_KERNEL);
	tr->task = kvcalloc(tr->nr_tasks, sizeof(*tr->task), GFP_KERNEL);
	tr->map = kvcalloc(tr->nr_maps + 1, sizeof(*tr->map), GFP_KERNEL);
	tr->event = kvcalloc(tr->nr_events + 1, sizeof(*tr->event), GFP_KERNEL);
	tr->call = kvcalloc(tr->nr_calls + 1, sizeof(*tr->call), GFP_KERNEL);
	tr->dep = kvcalloc(tr->nr_deps + 1, sizeof(*tr->dep), GFP_KERNEL);
	tr->order = kvcalloc(tr->nr_events + 1, sizeof(*tr->order), GFP_KERNEL);
	p->state = kvcalloc(tr->nr_tasks, sizeof(*p->state), GFP_KERNEL);
	p->mm_used = kvcalloc(tr->nr_mms, sizeof(*p->mm_used), GFP_KERNEL);
	if (!tr->file || !tr->mm || !tr->task || !tr->map || !tr->event || !tr->call ||
	    !tr->dep || !tr->order || !p->state || !p->mm_used)
		return -ENOMEM;
	return 0;
}

static int expect_word(struct trace_parser *p, const char *what)
{
	struct trace_word word = trace_next_word(p);

	if (trace_word_is(word, what))
		return 0;
	return trace_error(p, "expected '%s', not '%.*s'", what,
			   (int)min_t(size_t, word.len, 40), word.s);
}

static int expect_index(struct trace_parser *p, const char *what, u32 index)
{
	u32 value;
	int err;

	err = trace_read_u32(p, what, U32_MAX, &value);
	if (!err && value != index)
		err = trace_error(p, "expected %s %u, not %u", what, index, value);
	return err;
}

/* file INDEX DEVICE INODE PATH */
static int parse_file(struct trace_parser *p, u32 index)
{
	struct mmsim_trace_file *file = &p->tr->file[index];
	struct trace_word device, path;
	size_t len;
	u64 inode;
	int err;

	err = expect_word(p, "file");
	if (!err)
		err = expect_index(p, "file", index);
	if (err)
		return err;
	device = trace_next_word(p);
	err = trace_read_number(p, "inode", 10, U64_MAX, &inode);
	if (err)
		return err;
	path = trace_rest(p);
	if (!device.len || !path.len)
		return trace_error(p, "a file has a device, an inode and a path");

	file->special = !inode && path.s[0] == '[';
	len = min(path.len, sizeof(file->name) - 1);
	memcpy(file->name, path.s + path.len - len, len);
	return 0;
}

static int parse_maps(struct trace_parser *p, u32 nr)
{
	u64 last_end = 0;
	int err;

	while (nr--) {
		err = trace_need_line(p);
		if (!err)
			err = expect_word(p, "map");
		if (!err)
			err = trace_parse_map(p, &last_end);
		if (err)
			return err;
	}
	return 0;
}

/* mm INDEX fork PARENT, or mm INDEX exec BRK NR and NR maps */
static int parse_mm(struct trace_parser *p, u32 index)
{
	struct mmsim_trace_mm *mm = &p->tr->mm[index];
	struct trace_word how;
	u32 nr;
	int err;

	err = expect_word(p, "mm");
	if (!err)
		err = expect_index(p, "address space", index);
	if (err)
		return err;
	how = trace_next_word(p);
	if (trace_word_is(how, "fork")) {
		if (!index)
			return trace_error(p, "address space 0 is not a fork");
		mm->forked = true;
		err = trace_read_u32(p, "parent", index - 1, &mm->parent);
		return err ?: trace_expect_end(p);
	}
	if (!trace_word_is(how, "exec"))
		return trace_error(p, "an address space is made by exec or fork");
	err = trace_read_number(p, "heap", 16, MMSIM_TASK_SIZE, &mm->brk);
	if (!err)
		err = trace_read_u32(p, "number of VMAs", p->tr->nr_maps, &nr);
	if (!err)
		err = trace_expect_end(p);
	mm->first_map = p->maps;
	if (!err)
		err = parse_maps(p, nr);
	mm->nr_maps = p->maps - mm->first_map;
	return err;
}

/* final INDEX NR and NR maps, or final INDEX unknown REASON */
static int parse_final(struct trace_parser *p, u32 index)
{
	struct mmsim_trace_mm *mm = &p->tr->mm[index];
	struct trace_word word;
	u64 nr;
	int err;

	err = expect_word(p, "final");
	if (!err)
		err = expect_index(p, "address space", index);
	if (err)
		return err;
	word = trace_next_word(p);
	if (trace_word_is(word, "unknown"))
		return 0;
	if (!trace_word_number(word, 10, &nr) || nr > p->tr->nr_maps)
		return trace_error(p, "what is final is a number of VMAs or unknown");
	err = trace_expect_end(p);
	mm->final_known = true;
	mm->first_final = p->maps;
	if (!err)
		err = parse_maps(p, nr);
	mm->nr_final = p->maps - mm->first_final;
	return err;
}

static int parse_events(struct trace_parser *p)
{
	u32 i;
	int err;

	err = trace_need_line(p);
	if (!err)
		err = expect_word(p, "begin");
	if (!err)
		err = trace_expect_end(p);
	p->mm_used[0] = true;
	for (i = 0; !err && i < p->tr->nr_events; i++) {
		err = trace_need_line(p);
		if (!err)
			err = trace_parse_event(p);
	}
	return err;
}

/* Everything that was announced must have come. */
static int check_complete(struct trace_parser *p)
{
	const struct mmsim_trace *tr = p->tr;
	u32 i;

	if (p->map_lines != tr->nr_maps)
		return trace_error(p, "there are %u VMAs, but %u in the header", p->map_lines,
				   tr->nr_maps);
	if (p->calls != tr->nr_calls)
		return trace_error(p, "there are %u calls, but %u in the header", p->calls,
				   tr->nr_calls);
	if (p->deps != tr->nr_deps)
		return trace_error(p, "there are %u dependencies, but %u in the header",
				   p->deps, tr->nr_deps);
	for (i = 1; i < tr->nr_tasks; i++)
		if (!p->state[i].created_by)
			return trace_error(p, "task %u is never created", i);
	for (i = 0; i < tr->nr_mms; i++)
		if (!p->mm_used[i])
			return trace_error(p, "address space %u is never used", i);
	return 0;
}

/* The first line of the body has been begun by the header. */
static int parse_body(struct trace_parser *p)
{
	bool begun = true;
	int err = 0;
	u32 i;

	for (i = 0; i < p->tr->nr_files; i++) {
		if (!begun)
			err = trace_need_line(p);
		begun = false;
		if (!err)
			err = parse_file(p, i);
		if (err)
			return err;
	}
	for (i = 0; i < p->tr->nr_mms; i++) {
		if (!begun)
			err = trace_need_line(p);
		begun = false;
		if (!err)
			err = parse_mm(p, i);
		if (err)
			return err;
	}
	err = parse_events(p);
	for (i = 0; !err && i < p->tr->nr_mms; i++) {
		err = trace_need_line(p);
		if (!err)
			err = parse_final(p, i);
	}
	if (!err)
		err = trace_need_line(p);
	if (!err)
		err = expect_word(p, "end");
	if (!err)
		err = trace_expect_end(p);
	if (!err)
		err = check_complete(p);
	if (err)
		return err;
	if (trace_next_line(p, &err))
		return trace_error(p, "there is something behind the line 'end'");
	return err;
}

/* Sort the events by task, keeping the order of each task's. */
static void sort_by_task(struct trace_parser *p)
{
	struct mmsim_trace *tr = p->tr;
	u32 i, first = 0;

	for (i = 0; i < tr->nr_tasks; i++) {
		tr->task[i].first = first;
		tr->task[i].nr_events = p->state[i].events;
		first += p->state[i].events;
		p->state[i].events = tr->task[i].first;
	}
	for (i = 0; i < tr->nr_events; i++)
		tr->order[p->state[tr->event[i].task].events++] = i;
}

/**
 * mmsim_trace_parse() - Parse and check a trace
 * @buf: text; need not be terminated, may be anything
 * @len: length of the text, bytes
 * @out: the trace, on success; mmsim_trace_free() it later. It does not refer to @buf.
 * @err: on -EINVAL: what is wrong, and in which line
 *
 * Context: may sleep.
 * Return: 0, -EINVAL, -ENOMEM, or -EINTR if killed.
 */
int mmsim_trace_parse(const char *buf, size_t len, struct mmsim_trace **out,
		      struct mmsim_trace_error *err)
{
	struct trace_parser p = {
		.next_line = buf,
		.end = buf + len,
		.size = len,
		.error = err,
	};
	int ret;

	memset(err, 0, sizeof(*err));
	p.tr = kzalloc(sizeof(*p.tr), GFP_KERNEL);
	if (!p.tr)
		return -ENOMEM;
	ret = trace_parse_header(&p);
	if (!ret)
		ret = allocate(&p);
	if (!ret)
		ret = parse_body(&p);
	if (!ret) {
		/* Above, the header's count; now what is there. */
		p.tr->nr_maps = p.maps;
		sort_by_task(&p);
		*out = p.tr;
	} else {
		mmsim_trace_free(p.tr);
	}
	kvfree(p.state);
	kvfree(p.mm_used);
	return ret;
}
EXPORT_SYMBOL_GPL(mmsim_trace_parse);

/**
 * mmsim_trace_free() - Free a trace
 * @tr: trace, or NULL
 */
void mmsim_trace_free(struct mmsim_trace *tr)
{
	if (!tr)
		return;
	kvfree(tr->file);
	kvfree(tr->mm);
	kvfree(tr->task);
	kvfree(tr->map);
	kvfree(tr->event);
	kvfree(tr->call);
	kvfree(tr->dep);
	kvfree(tr->order);
	kfree(tr);
}
EXPORT_SYMBOL_GPL(mmsim_trace_free);

/**
 * mmsim_trace_bytes() - Memory a trace takes
 * @tr: trace
 *
 * Return: bytes of its arrays.
 */
size_t mmsim_trace_bytes(const struct mmsim_trace *tr)
{
	return sizeof(*tr) + tr->nr_files * sizeof(*tr->file) + tr->nr_mms * sizeof(*tr->mm) +
	       tr->nr_tasks * sizeof(*tr->task) + tr->nr_maps * sizeof(*tr->map) +
	       tr->nr_events * (sizeof(*tr->event) + sizeof(*tr->order)) +
	       tr->nr_calls * sizeof(*tr->call) + tr->nr_deps * sizeof(*tr->dep);
}
EXPORT_SYMBOL_GPL(mmsim_trace_bytes);
