// SPDX-License-Identifier: GPL-2.0-only
/*
 * The header of a trace. It says how much there is of everything, so that memory can be
 * allocated once; that the text is long enough to hold that much is checked here.
 */
#include "parse.h"

/* Fewest characters that a line, or part of one, can have. */
#define LINE_MIN_FILE	10	/* file 0 0 x */
#define LINE_MIN_MM	9	/* mm 0 fork, exec */
#define LINE_MIN_MAP	20	/* map 0-1 rwxp 0 - - - */
#define LINE_MIN_EVENT	9	/* 0 0 exit */
#define LINE_MIN_TASK	9	/* created by an event */
#define LINE_MIN_DEP	4	/* ,0:1 */

enum trace_count {
	COUNT_FILES,
	COUNT_MMS,
	COUNT_TASKS,
	COUNT_MAPS,
	COUNT_EVENTS,
	COUNT_CALLS,
	COUNT_DEPS,
	NR_COUNTS
};

static const struct {
	const char *name;
	u32 max;
	u32 line_min;
} counts[NR_COUNTS] = {
	[COUNT_FILES] = { "files", MMSIM_TRACE_MAX_FILES, LINE_MIN_FILE },
	[COUNT_MMS] = { "mms", MMSIM_TRACE_MAX_MMS, LINE_MIN_MM },
	[COUNT_TASKS] = { "tasks", MMSIM_TRACE_MAX_TASKS, LINE_MIN_TASK },
	[COUNT_MAPS] = { "maps", U32_MAX - 1, LINE_MIN_MAP },
	[COUNT_EVENTS] = { "events", U32_MAX - 1, LINE_MIN_EVENT },
	[COUNT_CALLS] = { "calls", U32_MAX - 1, LINE_MIN_EVENT },
	[COUNT_DEPS] = { "dependencies", U32_MAX - 1, LINE_MIN_DEP },
};

/* Keys that tell a person something. */
static const char *const remarks[] = {
	"command", "date", "kernel", "recorder", "note", "faults", "access", "order", "over-limit",
	"skipped", "unmodelled", "interrupted", "check",
};

static int parse_version(struct trace_parser *p)
{
	u64 version;
	int err;

	if (!trace_next_line(p, &err) || !trace_word_is(trace_next_word(p), "mmsim-trace")) {
		if (err == -EINTR)
			return err;
		p->line = 1;
		p->error->line = 0;
		return trace_error(p, "not a trace: it does not begin with 'mmsim-trace %u'",
				   MMSIM_TRACE_VERSION);
	}
	err = trace_read_number(p, "version", 10, U64_MAX, &version);
	if (!err && version != MMSIM_TRACE_VERSION)
		err = trace_error(p, "version %llu of the format; this reads version %u",
				  version, MMSIM_TRACE_VERSION);
	return err ?: trace_expect_end(p);
}

static bool is_remark(struct trace_word key)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(remarks); i++)
		if (trace_word_is(key, remarks[i]))
			return true;
	return false;
}

/* Parse the value of @key if it is a count. Returns 1 if it is, 0 if not. */
static int parse_count(struct trace_parser *p, struct trace_word key, u32 *value,
		       unsigned int *seen)
{
	unsigned int i;
	int err;

	for (i = 0; i < NR_COUNTS; i++) {
		if (!trace_word_is(key, counts[i].name))
			continue;
		if (*seen & BIT(i))
			return trace_error(p, "%s stands there twice", counts[i].name);
		*seen |= BIT(i);
		err = trace_read_u32(p, "number", counts[i].max, &value[i]);
		if (!err)
			err = trace_expect_end(p);
		if (!err && value[i] > div_u64(p->size, counts[i].line_min))
			err = trace_error(p, "%u %s do not fit into a text of %zu bytes",
					  value[i], counts[i].name, p->size);
		return err ?: 1;
	}
	return 0;
}

static int parse_header_line(struct trace_parser *p, struct trace_word key, u32 *value,
			     unsigned int *seen)
{
	u64 number;
	int ret;

	if (is_remark(key))
		return 0;
	if (trace_word_is(key, "page-size")) {
		ret = trace_read_number(p, "page size", 10, U64_MAX, &number);
		if (!ret && number != MMSIM_PAGE_SIZE)
			ret = trace_error(p, "the page size is %llu; only %lu can be replayed",
					  number, MMSIM_PAGE_SIZE);
		return ret ?: trace_expect_end(p);
	}
	if (trace_word_is(key, "lost")) {
		ret = trace_read_number(p, "number", 10, U64_MAX, &number);
		p->tr->lost = number;
		return ret ?: trace_expect_end(p);
	}
	ret = parse_count(p, key, value, seen);
	if (ret)
		return min(ret, 0);
	return trace_error(p, "unknown word '%.*s' in the header",
			   (int)min_t(size_t, key.len, 40), key.s);
}

static int check_counts(struct trace_parser *p, const u32 *value, unsigned int seen)
{
	unsigned int i;

	for (i = 0; i < NR_COUNTS; i++)
		if (!(seen & BIT(i)))
			return trace_error(p, "the header does not say how many %s there are",
					   counts[i].name);
	if (!value[COUNT_MMS] || !value[COUNT_TASKS])
		return trace_error(p, "a trace has at least one task and one address space");
	return 0;
}

/**
 * trace_parse_header() - Parse the version and the header
 * @p: parser; left at the beginning of the first line behind the header
 *
 * Return: 0, -EINVAL or -EINTR.
 */
int trace_parse_header(struct trace_parser *p)
{
	struct mmsim_trace *tr = p->tr;
	u32 value[NR_COUNTS] = {};
	struct trace_word key;
	unsigned int seen = 0;
	int err;

	err = parse_version(p);
	if (err)
		return err;
	for (;;) {
		err = trace_need_line(p);
		if (err)
			return err;
		key = trace_next_word(p);
		if (trace_word_is(key, "file") || trace_word_is(key, "mm"))
			break;
		err = parse_header_line(p, key, value, &seen);
		if (err)
			return err;
	}
	err = check_counts(p, value, seen);
	if (err)
		return err;
	tr->nr_files = value[COUNT_FILES];
	tr->nr_mms = value[COUNT_MMS];
	tr->nr_tasks = value[COUNT_TASKS];
	tr->nr_maps = value[COUNT_MAPS];
	tr->nr_events = value[COUNT_EVENTS];
	tr->nr_calls = value[COUNT_CALLS];
	tr->nr_deps = value[COUNT_DEPS];
	p->pos = key.s;
	return 0;
}
