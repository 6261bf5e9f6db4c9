// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines of a dump as the kernel wrote them, made from what a mail left of them: marks
 * of quotation and blanks at the left are dropped, carriage returns and blanks at the
 * right too, and what was wrapped is joined again.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../util.h"
#include "lines.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/**
 * is_number - could this be a number of lock_stat?
 * @s: the text
 * @len: its length
 *
 * Return: true for digits with up to two decimals, and for "-", which is not known.
 */
bool is_number(const char *s, size_t len)
{
	size_t i, digits = 0;

	if (len == 1 && *s == '-')
		return true;
	if (len && *s == '-') {
		s++;
		len--;
	}
	while (digits < len && isdigit((unsigned char)s[digits]))
		digits++;
	if (!digits || digits == len)
		return digits;
	if (s[digits] != '.' || len - digits > 3)
		return false;
	for (i = digits + 1; i < len; i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	return true;
}

/*
 * The next line of the text, without what mail adds. U+00A0, which mail programs put
 * for blanks, is two bytes.
 */
static char *physical(struct lines *l)
{
	char *line = l->at, *end, *s;

	if (l->at == l->end)
		return NULL;
	end = memchr(line, '\n', (size_t)(l->end - line));
	l->open = !end;
	l->at = end ? end + 1 : l->end;
	end = end ?: l->end;
	*end = '\0';
	for (s = line; (s = strstr(s, "\xc2\xa0")); s += 2)
		memset(s, ' ', 2);
	while (is_blank(*line) || *line == '>')
		line++;
	while (end > line && is_blank(end[-1]))
		end--;
	*end = '\0';
	return line;
}

/* The number that ends at *end, after line; *end is moved to its beginning. */
static size_t last_number(const char *line, const char **end)
{
	const char *e = *end, *s;

	while (e > line && is_blank(e[-1]))
		e--;
	for (s = e; s > line && !is_blank(s[-1]) && s[-1] != ':';)
		s--;
	if (!is_number(s, (size_t)(e - s)))
		return 0;
	*end = s;
	return (size_t)(e - s);
}

/* Numbers at the end of a line; *rest is what stands before them. */
static unsigned int count_numbers(const char *line, const char **rest)
{
	const char *end = line + strlen(line);
	unsigned int n = 0;

	while (n <= FIELDS && last_number(line, &end))
		n++;
	while (end > line && is_blank(end[-1]))
		end--;
	*rest = end;
	return n;
}

/* Does a row begun on this line go on with the numbers of the next? */
static bool row_continues(const char *line, const char *next)
{
	const char *rest, *before;
	unsigned int have, more;

	if (!isdigit((unsigned char)*next) && *next != '-')
		return false;
	more = count_numbers(next, &before);
	if (before != next)
		return false;
	have = count_numbers(line, &rest);
	return rest > line && rest[-1] == ':' && have < FIELDS && have + more <= FIELDS;
}

/* "&mm->mmap_lock 317325" / "[<000063d7cd0e>]" / "handle_page_fault+0x127/0x3d4" */
static bool point_continues(const char *line, const char *next)
{
	size_t len = strlen(line), digits;
	const char *rest;

	if (len > 2 && !strcmp(line + len - 2, ">]"))
		return strcspn(next, ":") == strlen(next) && *next != '-' && *next != '.';
	if (strchr(line, ':') && strstr(line, "[<"))
		return false;
	if (!strncmp(next, "[<", 2))
		return count_numbers(line, &rest) == 1 && rest > line;
	digits = strspn(next, "0123456789");
	return digits && !strncmp(next + digits + strspn(next + digits, " \t"), "[<", 2) &&
	       !strstr(line, "[<") && line[strspn(line, "-. ")] && count_numbers(line, &rest) == 0;
}

/**
 * lines_init - begin to read a text
 * @l: the reader
 * @text: the text, with room for a NUL behind it; changed by reading
 * @len: its length in bytes
 */
void lines_init(struct lines *l, char *text, size_t len)
{
	*l = (struct lines){ .at = text, .end = text + len };
	l->next = physical(l);
}

/**
 * lines_next - the next line that is not empty
 * @l: the reader
 * @number: set to the line's number, of its first part if it was wrapped
 *
 * Return: the line, valid until the next call; NULL at the end of the text.
 */
char *lines_next(struct lines *l, unsigned int *number)
{
	char *line, *more;

	free(l->joined);
	l->joined = NULL;
	do {
		line = l->next;
		l->number++;
		if (!line)
			return NULL;
		l->next = physical(l);
	} while (!*line);
	*number = l->number;
	while (l->next && *l->next &&
	       (row_continues(line, l->next) || point_continues(line, l->next))) {
		more = xasprintf("%s %s", line, l->next);
		free(l->joined);
		l->joined = more;
		line = more;
		l->next = physical(l);
		l->number++;
	}
	return line;
}

/**
 * lines_done - end reading
 * @l: the reader
 */
void lines_done(struct lines *l)
{
	free(l->joined);
	l->joined = NULL;
}

/**
 * fields_split - cut a line into a name and the numbers behind it
 * @f: set to the parts, which stay in the line
 * @line: the line; changed
 *
 * Read from the right, for names have blanks and colons too: the name ends with the
 * last colon that only numbers follow.
 */
void fields_split(struct fields *f, char *line)
{
	char *number[FIELDS] = { 0 };
	const char *end = line + strlen(line), *before;
	char *rest;
	size_t len;

	*f = (struct fields){ 0 };
	while (f->nr < FIELDS) {
		before = end;
		len = last_number(line, &before);
		if (!len)
			break;
		number[f->nr] = line + (before - line);
		number[f->nr++][len] = '\0';
		end = before;
		if (before > line && before[-1] == ':')
			break;
	}
	for (len = 0; len < f->nr; len++)
		f->number[len] = number[f->nr - 1 - len];
	rest = line + (end - line);
	while (rest > line && is_blank(rest[-1]))
		rest--;
	if (rest == line || rest[-1] != ':')
		return;
	rest[-1] = '\0';
	f->name = line;
}
