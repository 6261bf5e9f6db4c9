// SPDX-License-Identifier: GPL-2.0-only
/* The checks every result must pass, whatever it measured. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "document.h"
#include "util.h"

/* "fault_storm fault_lock=busted tasks=2 run 3" */
static char *describe(const json_t *r)
{
	json_t *policy = json_object_get(r, "policy"), *tasks = json_object_get(r, "tasks");
	char *text = xstrdup(json_string_value(json_object_get(r, "workload")) ?: "?"), *more;
	const char *key;
	json_t *v;

	json_object_foreach(policy, key, v) {
		more = xasprintf("%s %s=%s", text, key, json_string_value(v) ?: "-");
		free(text);
		text = more;
	}
	if (json_is_integer(tasks)) {
		more = xasprintf("%s tasks=%lld", text, (long long)json_integer_value(tasks));
		free(text);
		text = more;
	}
	more = xasprintf("%s run %lld", text,
			 (long long)json_integer_value(json_object_get(r, "run")));
	free(text);
	return more;
}

static int check_violations(const json_t *r, const char *where)
{
	const char *maps = json_string_value(json_object_get(r, "maps_difference"));
	json_t *v, *all = json_object_get(r, "violations");
	int ret = CLI_OK;
	const char *key;

	json_object_foreach(all, key, v) {
		if (!json_is_integer(v) || !json_integer_value(v))
			continue;
		cli_fail("%s: %lld of %s", where, (long long)json_integer_value(v), key);
		ret = CLI_DIFFERENCE;
	}
	if (maps)
		cli_fail("%s: %s", where, maps);
	return maps ? CLI_DIFFERENCE : ret;
}

/* Every fault was either fast or fell back for one named reason. */
static int check_faults(const json_t *r, const char *where)
{
	json_t *counters = json_object_get(r, "counters"), *v;
	json_t *attempts = json_object_get(counters, "fault_attempts");
	json_t *fast = json_object_get(counters, "fault_fast");
	long long tried, quick, fallbacks = 0;
	const char *key;

	if (!json_is_integer(attempts) || !json_is_integer(fast))
		return CLI_OK;
	tried = json_integer_value(attempts);
	quick = json_integer_value(fast);
	json_object_foreach(json_object_get(counters, "fault_fallback"), key, v)
		fallbacks += json_integer_value(v);
	if (tried == quick + fallbacks)
		return CLI_OK;
	cli_fail("%s: %lld faults tried, but %lld fast and %lld fallbacks", where, tried, quick,
		 fallbacks);
	return CLI_DIFFERENCE;
}

/**
 * document_check_result - check one result and report what is wrong
 * @result: the result
 * @name: file it comes from, or NULL
 *
 * Return: CLI_OK, or CLI_DIFFERENCE if the run failed or a check did.
 */
int document_check_result(const json_t *result, const char *name)
{
	const json_t *error = json_object_get(result, "error");
	char *what = describe(result);
	char *where = xasprintf("%s%s%s", name ? name : "", name ? ": " : "", what);
	int ret;

	ret = check_violations(result, where);
	ret |= check_faults(result, where);
	if (error) {
		cli_fail("%s: %s", where, json_string_value(error) ?: "the run failed");
		ret = CLI_DIFFERENCE;
	}
	free(where);
	free(what);
	return ret;
}

/**
 * document_check - check every result of a document
 * @doc: the document
 * @name: file it comes from, or NULL
 *
 * Return: CLI_OK or CLI_DIFFERENCE.
 */
int document_check(const json_t *doc, const char *name)
{
	int ret = CLI_OK;
	json_t *r;
	size_t i;

	json_array_foreach(json_object_get(doc, "results"), i, r)
		ret |= document_check_result(r, name);
	return ret;
}
