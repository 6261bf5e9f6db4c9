// SPDX-License-Identifier: GPL-2.0-only
/*
 * lock_stat 0.4, as kernel/locking/lockdep_proc.c of 6.1, 6.12 and 7.2 writes it, and
 * as mmsim's own instances do.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "name.h"
#include "parse.h"

#define OLD_ROOM	14	/* characters of a time before 7.2: more are lost */

enum column {
	CON_BOUNCES,
	CONTENTIONS,
	WAIT_MIN,
	WAIT_MAX,
	WAIT_TOTAL,
	WAIT_AVG,
	ACQ_BOUNCES,
	ACQUISITIONS,
	HOLD_MIN,
	HOLD_MAX,
	HOLD_TOTAL,
	HOLD_AVG,
};

static bool is_time(enum column c)
{
	return (c >= WAIT_MIN && c <= WAIT_AVG) || c >= HOLD_MIN;
}

/*
 * A count, or a time in ns; NAN if not known. A time below 0, from a clock that went
 * back, is not known. Return false if it is no number after all.
 */
static bool read_number(const char *text, bool time, double *v)
{
	unsigned long long whole;
	unsigned int ns;
	char *end;

	*v = NAN;
	if (*text == '-')
		return true;
	errno = 0;
	whole = strtoull(text, &end, 10);
	if (errno || (!time && *end) || (time && whole > UINT64_MAX / 1000 - 1))
		return false;
	*v = (double)whole;
	if (!time)
		return true;
	ns = 0;
	if (*end == '.' && end[1])
		ns = (unsigned int)(end[1] - '0') * 100 +
		     (end[2] ? (unsigned int)(end[2] - '0') * 10 : 0);
	*v = *v * 1000 + ns;
	return true;
}

/* A total that filled its field before 7.2 may lack digits; nr times avg does not. */
static bool repair(const char *text, struct times *t, double avg)
{
	if (strlen(text) < OLD_ROOM || strchr(text, '.') || isnan(avg))
		return false;
	t->total = t->nr * avg;
	return true;
}

static bool numbers_read(struct dump *d, const struct fields *f, struct row *r)
{
	double v[FIELDS];
	size_t i;

	for (i = 0; i < FIELDS; i++)
		if (!read_number(f->number[i], is_time((enum column)i), &v[i]))
			return false;
	r->n.con_bounces = v[CON_BOUNCES];
	r->n.acq_bounces = v[ACQ_BOUNCES];
	r->n.wait = (struct times){ v[CONTENTIONS], v[WAIT_MIN], v[WAIT_MAX], v[WAIT_TOTAL] };
	r->n.hold = (struct times){ v[ACQUISITIONS], v[HOLD_MIN], v[HOLD_MAX], v[HOLD_TOTAL] };
	r->repaired = repair(f->number[WAIT_TOTAL], &r->n.wait, v[WAIT_AVG]);
	r->repaired |= repair(f->number[HOLD_TOTAL], &r->n.hold, v[HOLD_AVG]);
	for (i = 0; i < FIELDS; i++)
		if (is_time((enum column)i) && i != WAIT_AVG && i != HOLD_AVG && !r->repaired)
			dump_saw_time(d, v[i]);
	return true;
}

/* "name count [<address>] symbol"; the address is hashed anew at every boot. */
static bool read_point(struct dump *d, char *line, bool holder)
{
	char *address = strstr(line, "[<"), *symbol = address ? strstr(address, ">]") : NULL;
	struct point p = { .name = line, .holder = holder };
	char *s;

	if (!symbol)
		return false;
	symbol += 2 + strspn(symbol + 2, " \t");
	for (s = address; s > line && (s[-1] == ' ' || s[-1] == '\t');)
		*--s = '\0';
	s = strrchr(line, ' ') ?: strrchr(line, '\t');
	if (!s || !*symbol || s[1] == '-' || !read_number(s + 1, false, &p.count))
		return false;
	while (s >= line && (*s == ' ' || *s == '\t'))
		*s-- = '\0';
	symbol_normalise(symbol);
	p.symbol = symbol;
	if (!*p.name || !*symbol)
		return false;
	dump_add_point(d, &p);
	return true;
}

static bool is_rule(const char *line)
{
	return (*line == '-' || *line == '.') && !line[strspn(line, "-.")] && line[1];
}

/* The header, or what wrapping left of it. */
static bool is_header(const char *line)
{
	static const char *const words[] = {
		"class", "name", "con-bounces", "contentions", "waittime-min", "waittime-max",
		"waittime-total", "waittime-avg", "acq-bounces", "acquisitions", "holdtime-min",
		"holdtime-max", "holdtime-total", "holdtime-avg",
	};
	size_t i, n;

	while (*line) {
		n = strcspn(line, " \t");
		for (i = 0; i < ARRAY_LEN(words); i++)
			if (strlen(words[i]) == n && !strncmp(words[i], line, n))
				break;
		if (i == ARRAY_LEN(words))
			return false;
		line += n + strspn(line + n, " \t");
	}
	return true;
}

/**
 * struct state - where in a dump the parser is
 * @l: the lines
 * @begun: the version line was seen, or is known to be missing
 * @rules: rules seen since the last row: behind the second are holders
 */
struct state {
	struct lines l;
	bool begun;
	unsigned int rules;
};

static int read_version(struct dump *d, struct state *s, const char *line, unsigned int number)
{
	const char *version = strstr(line, VERSION_LINE) + strlen(VERSION_LINE);

	version += strspn(version, " \t");
	if (s->begun && !d->headless)
		return cli_trouble("%s: line %u: a second dump begins; give each a file of its own",
				   d->path, number);
	s->begun = true;
	if (strcmp(version, "0.4"))
		return cli_trouble("%s: line %u: lock_stat version '%.20s'; only 0.4 is known",
				   d->path, number, version);
	return CLI_OK;
}

static void strange(struct dump *d, unsigned int number)
{
	if (!d->strange++)
		d->strange_line = number;
}

static int truncated(const struct dump *d, const struct fields *f, unsigned int number)
{
	return cli_trouble("%s: line %u: the row of '%.60s' has %u of %u numbers: truncated?",
			   d->path, number, f->name, f->nr, FIELDS);
}

/* Was the file cut in the midst of its last number, which has two decimals? */
static bool cut_short(const struct state *s, const char *last)
{
	const char *point = strchr(last, '.');

	return s->l.open && !s->l.next && strcmp(last, "-") && strlen(last) < OLD_ROOM &&
	       (!point || strlen(point) != 3);
}

static int read_row(struct dump *d, struct state *s, char *line, unsigned int number)
{
	struct row r = { .merged = 1, .line = number };
	struct fields f;

	fields_split(&f, line);
	if (f.name && f.nr > 1 && f.nr < FIELDS && s->begun)
		return truncated(d, &f, number);
	if (!f.name || !*f.name || f.nr < FIELDS || !numbers_read(d, &f, &r)) {
		if (s->begun && s->l.open && !s->l.next)
			return cli_trouble("%s: line %u: truncated: the last line is not whole",
					   d->path, number);
		if (s->begun)
			strange(d, number);
		return CLI_OK;
	}
	if (cut_short(s, f.number[FIELDS - 1]))
		return truncated(d, &f, number);
	s->rules = 0;
	r.name = f.name;
	r.mode = name_take_mode(f.name);
	dump_add_row(d, &r);
	return CLI_OK;
}

static int read_line_of(struct dump *d, struct state *s, char *line, unsigned int number)
{
	if (strstr(line, VERSION_LINE))
		return read_version(d, s, line, number);
	if (parse_setting(d, line) || is_header(line))
		return CLI_OK;
	if (strstr(line, "*WARNING* lock debugging disabled")) {
		d->disabled = true;
		return CLI_OK;
	}
	if (is_rule(line)) {
		s->rules++;
		return CLI_OK;
	}
	if (strstr(line, "[<") && read_point(d, line, s->rules > 1))
		return CLI_OK;
	return read_row(d, s, line, number);
}

/**
 * parse_lock_stat - read a lock_stat dump
 * @d: where to add its rows
 * @text: the text; changed
 * @len: its length in bytes
 *
 * Return: CLI_OK or CLI_TROUBLE.
 */
int parse_lock_stat(struct dump *d, char *text, size_t len)
{
	struct state s = { .begun = d->headless };
	unsigned int number;
	int ret = CLI_OK;
	char *line;

	d->kind = DUMP_LOCK_STAT;
	lines_init(&s.l, text, len);
	while (!ret && (line = lines_next(&s.l, &number)))
		ret = read_line_of(d, &s, line, number);
	lines_done(&s.l);
	if (ret)
		return ret;
	if (!d->nr_rows)
		return cli_trouble("%s: holds no locks: truncated, or was lock_stat not on (echo 1 >/proc/sys/kernel/lock_stat)?",
				   d->path);
	return CLI_OK;
}
