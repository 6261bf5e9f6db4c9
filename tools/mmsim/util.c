// SPDX-License-Identifier: GPL-2.0-only
/* Small helpers of the command line; out of memory ends the program. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "util.h"

#define TEXT_MAX	0x40000000UL	/* no trace or result file is larger than 1 GiB */

static void *or_die(void *p)
{
	if (!p) {
		cli_trouble("out of memory");
		exit(CLI_TROUBLE);
	}
	return p;
}

/**
 * xcalloc - allocate zeroed memory
 * @n: number of elements
 * @size: bytes of one element
 *
 * Return: the memory, never NULL.
 */
void *xcalloc(size_t n, size_t size)
{
	return or_die(calloc(n ? n : 1, size));
}

/**
 * xgrow - make room for one more element at the end of an array
 * @p: the array, or NULL
 * @nr: elements it holds now
 * @size: bytes of one element
 *
 * Memory is added in powers of two, so a loop of calls costs linear time.
 *
 * Return: the array; the new element is zeroed.
 */
void *xgrow(void *p, size_t nr, size_t size)
{
	if (!(nr & (nr - 1)))
		p = or_die(reallocarray(p, nr ? 2 * nr : 1, size));
	memset((char *)p + nr * size, 0, size);
	return p;
}

/**
 * xstrdup - copy a string
 * @s: the string
 *
 * Return: the copy, never NULL.
 */
char *xstrdup(const char *s)
{
	return or_die(strdup(s));
}

/**
 * xasprintf - print into a new string
 * @fmt: printf format
 *
 * Return: the string, never NULL.
 */
char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	return or_die(n < 0 ? NULL : s);
}

/**
 * strv_add - append a copy of a string
 * @l: the list
 * @s: the string
 */
void strv_add(struct strv *l, const char *s)
{
	l->v = xgrow(l->v, l->nr, sizeof(*l->v));
	l->v[l->nr++] = xstrdup(s);
}

/**
 * strv_has - is the string in the list?
 * @l: the list
 * @s: the string
 *
 * Return: true if so.
 */
bool strv_has(const struct strv *l, const char *s)
{
	size_t i;

	for (i = 0; i < l->nr; i++)
		if (!strcmp(l->v[i], s))
			return true;
	return false;
}

/**
 * strv_free - empty a list
 * @l: the list
 */
void strv_free(struct strv *l)
{
	size_t i;

	for (i = 0; i < l->nr; i++)
		free(l->v[i]);
	free(l->v);
	*l = (struct strv){ 0 };
}

/**
 * read_text - read a whole file
 * @path: the file
 * @len: set to its length in bytes
 *
 * Return: its text with a NUL appended, to be freed; NULL with errno set.
 */
char *read_text(const char *path, size_t *len)
{
	size_t n = 0, room = 64 << 10;
	char *text = or_die(malloc(room + 1));
	struct stat st;
	FILE *f;
	int err;

	f = fopen(path, "re");
	if (!f)
		goto fail;
	if (!fstat(fileno(f), &st) && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		goto fail;
	}
	for (;;) {
		n += fread(text + n, 1, room - n, f);
		if (n < room)
			break;
		if (n > TEXT_MAX) {
			errno = EFBIG;
			goto fail;
		}
		room *= 2;
		text = or_die(realloc(text, room + 1));
	}
	if (ferror(f))
		goto fail;
	fclose(f);
	text[n] = '\0';
	*len = n;
	return text;
fail:
	err = errno;
	if (f)
		fclose(f);
	free(text);
	errno = err;
	return NULL;
}

/**
 * read_line - read the first line of a small file
 * @path: the file
 * @buf: where to put it, without its newline
 * @size: bytes of @buf
 *
 * Return: false if there is no such file or it is empty.
 */
bool read_line(const char *path, char *buf, size_t size)
{
	FILE *f = fopen(path, "re");
	bool ok;

	if (!f)
		return false;
	ok = fgets(buf, (int)size, f);
	fclose(f);
	if (ok)
		buf[strcspn(buf, "\n")] = '\0';
	return ok;
}

/**
 * parse_s64 - read a decimal number that is the whole text
 * @text: the text
 * @value: set to the number
 *
 * Return: false if it is anything else, or does not fit.
 */
bool parse_s64(const char *text, long long *value)
{
	const char *digits = text + (*text == '-');
	char *end;

	if (*digits < '0' || *digits > '9')
		return false;
	errno = 0;
	*value = strtoll(text, &end, 10);
	return !errno && !*end;
}

/**
 * hash_text - tell texts apart (FNV-1a, 64 bits)
 * @text: the text
 * @len: its length in bytes
 *
 * Return: the hash.
 */
unsigned long long hash_text(const char *text, size_t len)
{
	unsigned long long h = 0xcbf29ce484222325ULL;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 0x100000001b3ULL;
	return h;
}

/**
 * text_width - columns a UTF-8 string takes on a terminal
 * @s: the string, of characters one column wide
 *
 * Return: the number of columns.
 */
size_t text_width(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += (*s & 0xc0) != 0x80;
	return n;
}
