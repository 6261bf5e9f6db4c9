/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parser's state, shared by the files of this directory.
 */
#ifndef _MMSIM_REPLAY_PARSE_H
#define _MMSIM_REPLAY_PARSE_H

#include <mmsim/internal.h>
#include <mmsim/replay.h>

/**
 * struct trace_word - A word of a line; not terminated
 * @s: first character
 * @len: number of characters; 0: there is none
 */
struct trace_word {
	const char *s;
	size_t len;
};

/**
 * struct trace_task_state - What a task has come to
 * @mm: address space it is in
 * @events: events it has so far
 * @created_by: the event of its parent that created it, from 1; 0: not created
 * @exited: it has exited
 */
struct trace_task_state {
	u32 mm;
	u32 events;
	u32 created_by;
	bool exited;
};

/**
 * struct trace_parser - A parse under way
 * @pos: next character of the current line
 * @line_end: end of the current line, without the newline
 * @next_line: first character of the next line
 * @end: end of the text
 * @size: length of the text, bytes
 * @line: number of the current line, from 1
 * @error: where to say what is wrong
 * @tr: what is being built
 * @state: one per task
 * @mm_used: one per address space: a task has entered it
 * @map_lines: lines that stand for VMAs so far
 * @maps: VMAs so far; fewer, since some are left out
 * @events: events so far
 * @calls: calls so far
 * @deps: dependencies so far
 * @time: of the last event, ns
 */
struct trace_parser {
	const char *pos;
	const char *line_end;
	const char *next_line;
	const char *end;
	size_t size;
	u32 line;
	struct mmsim_trace_error *error;
	struct mmsim_trace *tr;
	struct trace_task_state *state;
	bool *mm_used;
	u32 map_lines;
	u32 maps;
	u32 events;
	u32 calls;
	u32 deps;
	u64 time;
};

/* lex.c: all return 0, or -EINVAL with the error set, unless they say otherwise. */
__printf(2, 3) int trace_error(struct trace_parser *p, const char *fmt, ...);
bool trace_next_line(struct trace_parser *p, int *err);
int trace_need_line(struct trace_parser *p);
struct trace_word trace_next_word(struct trace_parser *p);
struct trace_word trace_rest(struct trace_parser *p);
bool trace_word_is(struct trace_word word, const char *s);
bool trace_word_number(struct trace_word word, unsigned int base, u64 *value);
int trace_read_number(struct trace_parser *p, const char *what, unsigned int base,
		      u64 max, u64 *value);
int trace_read_u32(struct trace_parser *p, const char *what, u32 max, u32 *value);
int trace_read_pages(struct trace_parser *p, const char *what, u64 *value);
int trace_read_file(struct trace_parser *p, u32 *file);
int trace_expect_end(struct trace_parser *p);

/* header.c */
int trace_parse_header(struct trace_parser *p);

/* operation.c */
/**
 * struct trace_operation - A word of the format
 * @name: the word
 * @op: what it means
 * @has_call: it has arguments beyond those of an event
 * @err: errno it may carry; 0: it cannot fail
 * @parse: parses the arguments
 */
struct trace_operation {
	const char *name;
	enum mmsim_trace_op op;
	bool has_call;
	u16 err;
	int (*parse)(struct trace_parser *p, struct mmsim_trace_event *ev,
		     struct mmsim_trace_call *call);
};

const struct trace_operation *trace_find_operation(struct trace_word word);

/* event.c */
int trace_parse_event(struct trace_parser *p);

/* map.c */
int trace_parse_map(struct trace_parser *p, u64 *last_end);

#endif /* _MMSIM_REPLAY_PARSE_H */
