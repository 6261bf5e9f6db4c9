// SPDX-License-Identifier: GPL-2.0-only
/*
 * "perf lock contention -x,": what a kernel without lock_stat can tell. Times are in ns,
 * a line "# output:" names the columns. There is one row per caller (then the function
 * is the class), per lock, task or cgroup; acquisitions are not counted.
 */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "name.h"
#include "parse.h"

#define COLUMNS_MAX	16
#define SEPARATOR_MAX	8

enum perf_column {
	PERF_ACQUIRED,
	PERF_CONTENDED,
	PERF_TOTAL,
	PERF_MAX,
	PERF_MIN,
	PERF_AVG,
	PERF_NR_NUMBERS,
	PERF_TYPE = PERF_NR_NUMBERS,
	PERF_NAME,
	PERF_IGNORED,
};

static const struct {
	const char *header;
	enum perf_column column;
} perf_headers[] = {
	{ "acquired", PERF_ACQUIRED },
	{ "contended", PERF_CONTENDED },
	{ "total wait", PERF_TOTAL },
	{ "max wait", PERF_MAX },
	{ "min wait", PERF_MIN },
	{ "avg wait", PERF_AVG },
	{ "type", PERF_TYPE },
	{ "caller", PERF_NAME },
	{ "symbol", PERF_NAME },
	{ "comm", PERF_NAME },
	{ "owner", PERF_NAME },
	{ "cgroup", PERF_NAME },
	{ "address", PERF_IGNORED },
	{ "pid", PERF_IGNORED },
	{ "stacktrace", PERF_IGNORED },
};

/**
 * struct layout - what the header said
 * @separator: between columns
 * @column: the columns
 * @nr: how many
 */
struct layout {
	char separator[SEPARATOR_MAX];
	enum perf_column column[COLUMNS_MAX];
	unsigned int nr;
};

static bool known_header(const char *s, size_t len, enum perf_column *column)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(perf_headers); i++) {
		if (strlen(perf_headers[i].header) != len ||
		    strncmp(perf_headers[i].header, s, len))
			continue;
		*column = perf_headers[i].column;
		return true;
	}
	return false;
}

/* The separator is what follows the first column, up to a blank. */
static bool find_separator(struct layout *lay, const char *s)
{
	size_t i, len, n;

	for (i = 0; i < ARRAY_LEN(perf_headers); i++) {
		n = strlen(perf_headers[i].header);
		if (strncmp(s, perf_headers[i].header, n))
			continue;
		len = strcspn(s + n, " ");
		if (!len || len >= SEPARATOR_MAX || !s[n + len])
			return false;
		memcpy(lay->separator, s + n, len);
		lay->separator[len] = '\0';
		return true;
	}
	return false;
}

/* The next column of a line, without blanks around it; NULL if there is none. */
static char *take_column(char **line, const char *separator, bool last)
{
	char *s = *line, *end;

	if (!s)
		return NULL;
	end = last ? NULL : strstr(s, separator);
	*line = end ? end + strlen(separator) : NULL;
	if (end)
		*end = '\0';
	while (isspace((unsigned char)*s))
		s++;
	end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return s;
}

static int read_header(const struct dump *d, struct layout *lay, char *line, unsigned int number)
{
	char *s = line + strlen(PERF_LINE), *word;

	*lay = (struct layout){ 0 };
	s += strspn(s, " ");
	if (!find_separator(lay, s))
		return cli_trouble("%s: line %u: no columns or separator in '%.60s'", d->path,
				   number, line);
	while ((word = take_column(&s, lay->separator, false))) {
		if (lay->nr == COLUMNS_MAX ||
		    !known_header(word, strlen(word), &lay->column[lay->nr]))
			return cli_trouble("%s: line %u: unknown column '%.40s'", d->path, number,
					   word);
		lay->nr++;
	}
	return CLI_OK;
}

static bool read_value(const char *s, double *v)
{
	char *end;

	if (!isdigit((unsigned char)*s))
		return false;
	errno = 0;
	*v = (double)strtoull(s, &end, 10);
	return !errno && !*end;
}

/* The name of the class: "rwsem lock_vma_under_rcu"; ":R" behind the type is its mode. */
static void add_row(struct dump *d, const double *v, char *type, char *name, unsigned int number)
{
	struct row r = { .merged = 1, .line = number };
	size_t len = strlen(type);

	symbol_normalise(name);
	if (len > 2 && type[len - 2] == ':' && (type[len - 1] == 'R' || type[len - 1] == 'W')) {
		r.mode = type[len - 1] == 'R' ? MODE_READ : MODE_WRITE;
		type[len - 2] = '\0';
	}
	numbers_init(&r.n);
	r.n.hold.nr = v[PERF_ACQUIRED];
	r.n.wait = (struct times){ v[PERF_CONTENDED], v[PERF_MIN], v[PERF_MAX], v[PERF_TOTAL] };
	if (isnan(r.n.wait.total))
		r.n.wait.total = v[PERF_AVG] * v[PERF_CONTENDED];
	dump_saw_time(d, v[PERF_MAX]);
	dump_saw_time(d, v[PERF_TOTAL]);
	r.name = xasprintf("%s%s%s", type, *type ? " " : "", *name ? name : "(no symbol)");
	dump_add_row(d, &r);
	free(r.name);
}

static int read_row(struct dump *d, const struct layout *lay, char *line, unsigned int number)
{
	double v[PERF_NR_NUMBERS] = { NAN, NAN, NAN, NAN, NAN, NAN };
	char none[1] = "", *type = none, *name = none, *word;
	unsigned int i;

	for (i = 0; i < lay->nr; i++) {
		word = take_column(&line, lay->separator, i + 1 == lay->nr);
		if (!word)
			return cli_trouble("%s: line %u: %u of %u columns: truncated?", d->path,
					   number, i, lay->nr);
		if (lay->column[i] == PERF_TYPE)
			type = word;
		else if (lay->column[i] == PERF_NAME)
			name = word;
		else if (lay->column[i] < PERF_NR_NUMBERS && !read_value(word, &v[lay->column[i]]))
			return cli_trouble("%s: line %u: '%.40s' is not a number", d->path, number,
					   word);
	}
	add_row(d, v, type, name, number);
	return CLI_OK;
}

/**
 * parse_perf - read the output of perf lock contention -x
 * @d: where to add its rows
 * @text: the text; changed
 * @len: its length in bytes
 *
 * Return: CLI_OK or CLI_TROUBLE.
 */
int parse_perf(struct dump *d, char *text, size_t len)
{
	struct layout lay = { 0 };
	unsigned int number;
	int ret = CLI_OK;
	struct lines l;
	char *line;

	d->kind = DUMP_PERF;
	lines_init(&l, text, len);
	while (!ret && (line = lines_next(&l, &number))) {
		if (!strncmp(line, PERF_LINE, strlen(PERF_LINE)))
			ret = read_header(d, &lay, line, number);
		else if (lay.nr && !parse_setting(d, line))
			ret = read_row(d, &lay, line, number);
		else if (!lay.nr)
			parse_setting(d, line);
	}
	lines_done(&l);
	if (!ret && !d->nr_rows)
		return cli_trouble("%s: perf saw no contention", d->path);
	return ret;
}
