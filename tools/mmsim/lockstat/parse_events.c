// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counters by name: what "grep . /sys/kernel/debug/lock_event_counts/" followed by a star
 * prints, /proc/vmstat, and lists alike: "name value", "path/name:value", "name=value".
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "parse.h"

static bool is_name(const char *s)
{
	return isalpha((unsigned char)*s) &&
	       !s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")];
}

/* Cut a line into name and value; false if it is anything else. */
static bool split(char *line, char **name, double *value)
{
	size_t len = strlen(line), digits = 0;
	char *s;

	while (digits < len && isdigit((unsigned char)line[len - 1 - digits]))
		digits++;
	s = line + len - digits;
	if (!digits || s == line || !strchr(" \t:=", s[-1]))
		return false;
	errno = 0;
	*value = (double)strtoull(s, NULL, 10);
	if (errno)
		return false;
	while (s > line && strchr(" \t:=", s[-1]))
		*--s = '\0';
	*name = strrchr(line, '/') ? strrchr(line, '/') + 1 : line;
	return is_name(*name);
}

/**
 * parse_events - read counters by name
 * @d: where to add them: a counter is a row whose acquisitions are its value
 * @text: the text; changed
 * @len: its length in bytes
 *
 * Nothing marks this format, so every line has to be of it.
 *
 * Return: CLI_OK or CLI_TROUBLE.
 */
int parse_events(struct dump *d, char *text, size_t len)
{
	struct row r = { .merged = 1 };
	struct lines l;
	int ret = CLI_OK;
	char *line;

	d->kind = DUMP_EVENTS;
	numbers_init(&r.n);
	lines_init(&l, text, len);
	while (!ret && (line = lines_next(&l, &r.line))) {
		if (parse_setting(d, line))
			continue;
		if (split(line, &r.name, &r.n.hold.nr))
			dump_add_row(d, &r);
		else
			ret = cli_trouble("%s: line %u: not lock_stat, perf lock contention -x or counters: '%.60s'",
					  d->path, r.line, line);
	}
	lines_done(&l);
	if (!ret && !d->nr_rows)
		return cli_trouble("%s: holds no counters", d->path);
	return ret;
}
