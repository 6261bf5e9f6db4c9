// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines, words and numbers of a trace. The text is not terminated and may hold
 * anything; nothing here looks behind its end.
 */
#include "parse.h"

/* How much of an offending word is shown. */
#define SHOWN_MAX	40

/* Say what is wrong with the current line, if nothing was said before. */
int trace_error(struct trace_parser *p, const char *fmt, ...)
{
	va_list args;
	char *c;

	if (p->error->line)
		return -EINVAL;
	p->error->line = p->line;
	va_start(args, fmt);
	vsnprintf(p->error->message, sizeof(p->error->message), fmt, args);
	va_end(args);
	/* The text may be anything; the message goes to a terminal. */
	for (c = p->error->message; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	return -EINVAL;
}

/* Returns false at the end of the text, or with *@err set. */
bool trace_next_line(struct trace_parser *p, int *err)
{
	const char *newline;

	*err = 0;
	if (p->next_line == p->end)
		return false;
	if (!(++p->line % 1024)) {
		cond_resched();
		if (fatal_signal_pending(current)) {
			*err = -EINTR;
			return false;
		}
	}
	newline = memchr(p->next_line, '\n', p->end - p->next_line);
	if (!newline) {
		*err = trace_error(p, "truncated: the line has no end");
		return false;
	}
	p->pos = p->next_line;
	p->line_end = newline;
	p->next_line = newline + 1;
	return true;
}

/* The same where the text must not end. */
int trace_need_line(struct trace_parser *p)
{
	int err;

	if (trace_next_line(p, &err))
		return 0;
	if (!err) {
		p->line++;
		err = trace_error(p, "truncated: the text ends here, not with the line 'end'");
	}
	return err;
}

struct trace_word trace_next_word(struct trace_parser *p)
{
	struct trace_word word;

	while (p->pos < p->line_end && *p->pos == ' ')
		p->pos++;
	word.s = p->pos;
	while (p->pos < p->line_end && *p->pos != ' ')
		p->pos++;
	word.len = p->pos - word.s;
	return word;
}

/* What is left of the line, which may be nothing. */
struct trace_word trace_rest(struct trace_parser *p)
{
	struct trace_word rest;

	while (p->pos < p->line_end && *p->pos == ' ')
		p->pos++;
	rest.s = p->pos;
	rest.len = p->line_end - p->pos;
	p->pos = p->line_end;
	return rest;
}

bool trace_word_is(struct trace_word word, const char *s)
{
	return word.len == strlen(s) && !memcmp(word.s, s, word.len);
}

static unsigned int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return U8_MAX;
}

bool trace_word_number(struct trace_word word, unsigned int base, u64 *value)
{
	unsigned int d;
	u64 v = 0;
	size_t i;

	for (i = 0; i < word.len; i++) {
		d = digit(word.s[i]);
		if (d >= base || v > div_u64(U64_MAX - d, base))
			return false;
		v = v * base + d;
	}
	*value = v;
	return word.len;
}

static int bad_word(struct trace_parser *p, const char *what, struct trace_word word,
		    const char *why)
{
	if (!word.len)
		return trace_error(p, "the %s is missing", what);
	return trace_error(p, "the %s '%.*s' %s", what,
			   (int)min_t(size_t, word.len, SHOWN_MAX), word.s, why);
}

int trace_read_number(struct trace_parser *p, const char *what, unsigned int base,
		      u64 max, u64 *value)
{
	struct trace_word word = trace_next_word(p);

	if (!trace_word_number(word, base, value))
		return bad_word(p, what, word, base == 16 ? "is not a hexadecimal number of 64 bits"
							  : "is not a number of 64 bits");
	if (*value > max)
		return bad_word(p, what, word, "is too large");
	return 0;
}

int trace_read_u32(struct trace_parser *p, const char *what, u32 max, u32 *value)
{
	u64 v = 0;
	int err;

	err = trace_read_number(p, what, 10, max, &v);
	*value = v;
	return err;
}

/* A page-aligned address or offset. */
int trace_read_pages(struct trace_parser *p, const char *what, u64 *value)
{
	int err;

	err = trace_read_number(p, what, 16, U64_MAX, value);
	if (!err && (*value & ~MMSIM_PAGE_MASK))
		err = trace_error(p, "the %s %llx is not page-aligned", what, *value);
	return err;
}

int trace_read_file(struct trace_parser *p, u32 *file)
{
	struct trace_word word = trace_next_word(p);
	u64 value;

	*file = MMSIM_TRACE_NO_FILE;
	if (trace_word_is(word, "-"))
		return 0;
	if (!trace_word_number(word, 10, &value))
		return bad_word(p, "file", word, "is neither a number nor '-'");
	if (value >= p->tr->nr_files)
		return bad_word(p, "file", word, "is not one of those listed");
	*file = value;
	return 0;
}

int trace_expect_end(struct trace_parser *p)
{
	struct trace_word word = trace_next_word(p);

	if (!word.len)
		return 0;
	return trace_error(p, "unexpected '%.*s'", (int)min_t(size_t, word.len, SHOWN_MAX),
			   word.s);
}
