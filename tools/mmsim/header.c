// SPDX-License-Identifier: GPL-2.0-only
/* What stands above a table: the conditions its numbers were measured under. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "header.h"
#include "util.h"

#define NAME_WIDTH	9	/* of the words at the left */

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key)) ?: "-";
}

static char *number_of(const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	if (!json_is_integer(v))
		return xstrdup("-");
	return xasprintf("%lld", (long long)json_integer_value(v));
}

/* A name and words after it, broken at blanks so that lines fit. */
static void print_item(const char *name, const char *text, bool md, FILE *f)
{
	size_t column = NAME_WIDTH, n;

	if (md) {
		fprintf(f, "* %s: %s\n", name, text);
		return;
	}
	fprintf(f, "%-*s", NAME_WIDTH, name);
	while (*text) {
		n = strcspn(text, " ");
		if (column > NAME_WIDTH && column + 1 + n > CLI_COLUMNS) {
			fprintf(f, "\n%*s", NAME_WIDTH, "");
			column = NAME_WIDTH;
		}
		column += fprintf(f, "%s%.*s", column > NAME_WIDTH ? " " : "", (int)n, text);
		text += n + (text[n] == ' ');
	}
	fputc('\n', f);
}

/* "hz=250 preempt=voluntary", numbers and words; switches by name if they are on. */
static void print_config(const json_t *config, bool md, FILE *f)
{
	char *line = xstrdup(""), *value, *more;
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)config, key, v) {
		if (json_is_null(v) || json_is_false(v))
			continue;
		value = json_is_string(v) ? xstrdup(json_string_value(v)) : number_of(config, key);
		more = json_is_true(v) ? xasprintf("%s %s", line, key) :
					 xasprintf("%s %s=%s", line, key, value);
		free(value);
		free(line);
		line = more;
	}
	print_item("config", *line ? line + 1 : "-", md, f);
	free(line);
}

static void print_machine(const json_t *doc, bool md, FILE *f)
{
	const json_t *m = json_object_get(doc, "machine"), *k = json_object_get(doc, "kernel");
	char *cpus = number_of(m, "cpus_online"), *nodes = number_of(m, "nodes");
	char *clock = number_of(m, "clock_resolution_ns"), *line;

	line = xasprintf("%s %s, %s", text_of(k, "release"), text_of(k, "arch"),
			 text_of(k, "version"));
	print_item("kernel", line, md, f);
	free(line);
	print_config(json_object_get(k, "config"), md, f);
	line = xasprintf("%s, CPUs %s, nodes %s, %s, clock steps by %s ns", text_of(m, "accel"),
			 cpus, nodes, text_of(m, "cpu_model"), clock);
	print_item("machine", line, md, f);
	free(line);
	free(clock);
	free(nodes);
	free(cpus);
}

static void print_runs(const struct groups *gs, bool md, FILE *f)
{
	size_t i, min = SIZE_MAX, max = 0;
	char *line;

	for (i = 0; i < gs->nr; i++) {
		min = gs->v[i]->nr < min ? gs->v[i]->nr : min;
		max = gs->v[i]->nr > max ? gs->v[i]->nr : max;
	}
	if (!gs->nr)
		line = xstrdup("none complete");
	else if (min == max)
		line = xasprintf("%zu of each cell", min);
	else
		line = xasprintf("%zu to %zu of each cell", min, max);
	print_item("runs", line, md, f);
	free(line);
}

/**
 * header_print - print parameters, kernel, machine, runs and warnings
 * @doc: the document
 * @gs: its cells
 * @file: where it comes from, or NULL
 * @md: as a Markdown list
 * @f: where
 */
void header_print(const json_t *doc, const struct groups *gs, const char *file, bool md, FILE *f)
{
	const json_t *tool = json_object_get(doc, "tool"), *w;
	char *line = group_common(gs);
	size_t i;

	if (file)
		print_item("file", file, md, f);
	print_item("params", line, md, f);
	free(line);
	line = xasprintf("mmsim %s (git %s), backend %s, started %s", text_of(tool, "version"),
			 text_of(tool, "git"), text_of(doc, "backend"), text_of(doc, "start"));
	print_item("tool", line, md, f);
	free(line);
	print_machine(doc, md, f);
	print_runs(gs, md, f);
	json_array_foreach(json_object_get(doc, "warnings"), i, w)
		print_item("warning", json_string_value(w) ?: "-", md, f);
	fputc('\n', f);
}
