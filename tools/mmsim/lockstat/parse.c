// SPDX-License-Identifier: GPL-2.0-only
/* Which format is a file in, and is it a dump at all? */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "parse.h"

static const char no_lock_stat[] =
	"this kernel has no lock_stat (CONFIG_LOCK_STAT); use 'perf lock contention -x,'";

/**
 * dump_kind_name - what a format is called
 * @kind: the format
 *
 * Return: a static string.
 */
const char *dump_kind_name(enum dump_kind kind)
{
	static const char *const names[] = {
		[DUMP_LOCK_STAT] = "lock_stat",
		[DUMP_PERF] = "perf lock contention",
		[DUMP_EVENTS] = "counters",
	};

	return names[kind];
}

static void set_number(double *number, const char *text)
{
	char *end;
	double v = strtod(text, &end);

	if (end != text && isfinite(v) && v > 0)
		*number = v;
}

/**
 * parse_setting - take note of a "# key: value" line
 * @d: the dump; its kernel, config, wall_ns or tasks is set
 * @line: the line
 *
 * Return: false if the line is anything else; unknown keys are passed over.
 */
bool parse_setting(struct dump *d, const char *line)
{
	const char *key, *value;
	size_t len;

	if (*line != '#')
		return false;
	key = line + 1 + strspn(line + 1, " ");
	len = strcspn(key, ":");
	if (!key[len])
		return true;
	value = key + len + 1 + strspn(key + len + 1, " ");
	if (len == 6 && !strncmp(key, "kernel", len) && !d->kernel)
		d->kernel = xstrdup(value);
	else if (len == 6 && !strncmp(key, "config", len) && !d->config)
		d->config = xstrdup(value);
	else if (len == 7 && !strncmp(key, "wall_ns", len))
		set_number(&d->wall_ns, value);
	else if (len == 5 && !strncmp(key, "tasks", len))
		set_number(&d->tasks, value);
	return true;
}

static bool is_binary(const char *text, size_t len)
{
	size_t i, control = 0;

	if (memchr(text, '\0', len))
		return true;
	for (i = 0; i < len; i++)
		control += iscntrl((unsigned char)text[i]) && !isspace((unsigned char)text[i]) &&
			   text[i] != '\033';
	return control > len / 20;
}

/* A dump may be quoted without its first line: is there a whole row? */
static bool has_row(const char *text, size_t len)
{
	char *copy = xcalloc(len + 1, 1), *line;
	unsigned int number;
	struct fields f;
	struct lines l;
	bool found = false;

	memcpy(copy, text, len);
	lines_init(&l, copy, len);
	while (!found && (line = lines_next(&l, &number))) {
		fields_split(&f, line);
		found = f.name && f.nr == FIELDS;
	}
	lines_done(&l);
	free(copy);
	return found;
}

static int parse_any(struct dump *d, char *text, size_t len)
{
	if (strstr(text, VERSION_LINE))
		return parse_lock_stat(d, text, len);
	if (strstr(text, PERF_LINE))
		return parse_perf(d, text, len);
	if (strstr(text, "lock_stat: No such file"))
		return cli_trouble("%s: %s", d->path, no_lock_stat);
	if (has_row(text, len)) {
		d->headless = true;
		return parse_lock_stat(d, text, len);
	}
	return parse_events(d, text, len);
}

/**
 * dump_parse - read a dump of any known format
 * @d: an empty dump, with its path set
 * @text: the text
 * @len: its length in bytes
 *
 * What is wrong is reported, with its line.
 *
 * Return: CLI_OK or CLI_TROUBLE.
 */
int dump_parse(struct dump *d, const char *text, size_t len)
{
	char *copy;
	size_t i;
	int ret;

	for (i = 0; i < len && isspace((unsigned char)text[i]); i++)
		;
	if (i == len)
		return cli_trouble("%s: is empty", d->path);
	if (is_binary(text, len))
		return cli_trouble("%s: is binary, not text", d->path);
	copy = xcalloc(len + 1, 1);
	memcpy(copy, text, len);
	ret = parse_any(d, copy, len);
	free(copy);
	return ret;
}

/**
 * dump_load - read a dump from a file
 * @d: set to the dump; to be freed even after trouble
 * @path: the file; "-" is standard input
 *
 * Return: CLI_OK or CLI_TROUBLE.
 */
int dump_load(struct dump *d, const char *path)
{
	bool input = !strcmp(path, "-");
	char *text;
	size_t len;
	int ret;

	dump_init(d, input ? "standard input" : path);
	text = read_text(input ? "/dev/stdin" : path, &len);
	if (!text && errno == ENOENT && !strcmp(path, "/proc/lock_stat"))
		return cli_trouble("%s: %s", path, no_lock_stat);
	if (!text)
		return cli_trouble("%s: %s", d->path, strerror(errno));
	ret = dump_parse(d, text, len);
	free(text);
	return ret;
}
