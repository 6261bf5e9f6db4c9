// SPDX-License-Identifier: GPL-2.0-only
/* The result document: made, completed run by run, and read back. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <mmsim/uapi.h>

#include "cli.h"
#include "document.h"
#include "machine.h"
#include "util.h"

static json_t *timestamp(void)
{
	char text[32];
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return json_string(text);
}

static json_t *command_line(int argc, char **argv)
{
	json_t *words = json_array();
	int i;

	/* Bytes that are not UTF-8 have no place in JSON. */
	for (i = 0; i < argc; i++)
		json_array_append_new(words, json_string(argv[i]) ?: json_string("?"));
	return words;
}

/**
 * document_new - begin a document
 * @backend: where its results come from
 * @argc: number of words of the command line
 * @argv: the words
 *
 * Return: a new document without results.
 */
json_t *document_new(const char *backend, int argc, char **argv)
{
	json_t *tool = json_pack("{s:s, s:s, s:s?, s:o}", "name", "mmsim", "version",
				 cli_version(), "git", cli_git(), "command",
				 command_line(argc, argv));

	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:s, s:[], s:[]}", "schema", MMSIM_SCHEMA,
			 "tool", tool, "start", timestamp(), "kernel", machine_kernel(), "machine",
			 machine_describe(), "backend", backend, "warnings", "results");
}

/*
 * What @more knows goes into @into: the backend was nearer to the run. Only what runs
 * the machine is found out by the command itself, in one way for all backends.
 */
static void merge_known(json_t *into, json_t *more)
{
	const char *key;
	json_t *v;

	json_object_foreach(more, key, v) {
		if (!strcmp(key, "accel") && json_is_string(json_object_get(into, key)))
			continue;
		if (!json_is_null(v))
			json_object_set(into, key, v);
	}
}

/**
 * document_warn - add a warning once
 * @doc: the document
 * @text: the warning
 */
void document_warn(json_t *doc, const char *text)
{
	json_t *all = json_object_get(doc, "warnings"), *w;
	size_t i;

	json_array_foreach(all, i, w)
		if (json_is_string(w) && !strcmp(json_string_value(w), text))
			return;
	json_array_append_new(all, json_string(text));
}

/**
 * document_add - add what a backend measured in one run
 * @doc: the document
 * @part: the backend's own document
 * @run: number of the run in its cell, from 1
 * @trace: description of the trace replayed, or NULL
 */
void document_add(json_t *doc, json_t *part, json_int_t run, json_t *trace)
{
	json_t *r, *w;
	size_t i;

	merge_known(json_object_get(doc, "kernel"), json_object_get(part, "kernel"));
	merge_known(json_object_get(doc, "machine"), json_object_get(part, "machine"));
	json_array_foreach(json_object_get(part, "warnings"), i, w)
		if (json_is_string(w))
			document_warn(doc, json_string_value(w));
	json_array_foreach(json_object_get(part, "results"), i, r) {
		json_object_set_new(r, "run", json_integer(run));
		if (trace)
			json_object_set(r, "trace", trace);
		json_array_append(json_object_get(doc, "results"), r);
	}
}

/**
 * document_end - note when the last run was over
 * @doc: the document
 */
void document_end(json_t *doc)
{
	json_object_set_new(doc, "end", timestamp());
}

static int bad_shape(const json_t *doc, const char *path)
{
	const char *schema = json_string_value(json_object_get(doc, "schema"));
	const json_t *results = json_object_get(doc, "results"), *r;
	size_t i;

	if (!schema)
		return cli_trouble("%s: not a result file of mmsim: it names no schema", path);
	if (strcmp(schema, MMSIM_SCHEMA))
		return cli_trouble("%s: its schema is '%s'; this mmsim %s reads '%s' only", path,
				   schema, cli_version(), MMSIM_SCHEMA);
	if (!json_is_array(results))
		return cli_trouble("%s: has no list of results", path);
	json_array_foreach(results, i, r)
		if (!json_is_object(r) ||
		    !json_is_string(json_object_get(r, "workload")))
			return cli_trouble("%s: result %zu names no workload", path, i + 1);
	if (!json_array_size(results))
		return cli_trouble("%s: holds no results", path);
	return CLI_OK;
}

/**
 * document_load - read a result file; what is wrong with it is reported
 * @path: the file
 *
 * Return: the document, or NULL.
 */
json_t *document_load(const char *path)
{
	json_error_t err;
	json_t *doc;
	size_t len;
	char *text = read_text(path, &len);

	if (!text) {
		cli_trouble("%s: %s", path, strerror(errno));
		return NULL;
	}
	doc = json_loadb(text, len, JSON_REJECT_DUPLICATES, &err);
	free(text);
	if (!doc) {
		cli_trouble("%s:%d:%d: no valid JSON: %s", path, err.line, err.column, err.text);
		return NULL;
	}
	if (bad_shape(doc, path)) {
		json_decref(doc);
		return NULL;
	}
	return doc;
}
