// SPDX-License-Identifier: GPL-2.0-only
/* Results that differ by run and seed only: the samples of one cell. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "group.h"
#include "names.h"
#include "util.h"

static char *dump(const json_t *j)
{
	char *text = json_dumps(j, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);

	return text ? text : xstrdup("null");
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key)) ?: "-";
}

static struct group *group_new(const json_t *result)
{
	static const char *const apart[] = { "tasks", "seed", "runs" };
	struct group *g = xcalloc(1, sizeof(*g));
	const json_t *trace = json_object_get(result, "trace");
	size_t i;

	g->params = json_deep_copy(json_object_get(result, "params")) ?: json_object();
	for (i = 0; i < ARRAY_LEN(apart); i++)
		json_object_del(g->params, apart[i]);
	if (json_is_object(trace))
		g->key[KEY_WORKLOAD] = xasprintf("%s %s", text_of(result, "workload"),
						 text_of(trace, "name"));
	else
		g->key[KEY_WORKLOAD] = xstrdup(text_of(result, "workload"));
	g->key[KEY_TASKS] = dump(json_object_get(result, "tasks"));
	g->key[KEY_PARAMS] = dump(g->params);
	g->key[KEY_POLICY] = dump(json_object_get(result, "policy"));
	return g;
}

static void group_free(struct group *g)
{
	size_t i;

	for (i = 0; i < NR_KEYS; i++)
		free(g->key[i]);
	json_decref(g->params);
	free(g->results);
	free(g);
}

/**
 * group_alike - do two groups agree in some respects?
 * @a: one group
 * @b: the other
 * @keys: the respects, a bit for each enum group_key
 *
 * Return: true if so.
 */
bool group_alike(const struct group *a, const struct group *b, unsigned int keys)
{
	unsigned int i;

	for (i = 0; i < NR_KEYS; i++)
		if ((keys & (1U << i)) && strcmp(a->key[i], b->key[i]))
			return false;
	return true;
}

/**
 * groups_build - sort results into cells; runs that failed are left out
 * @gs: filled in
 * @results: the "results" array, which must outlive @gs
 */
void groups_build(struct groups *gs, const json_t *results)
{
	struct group *g, *have;
	size_t i, k;
	json_t *r;

	*gs = (struct groups){ 0 };
	json_array_foreach(results, i, r) {
		if (json_object_get(r, "error"))
			continue;
		g = group_new(r);
		have = NULL;
		for (k = 0; k < gs->nr && !have; k++)
			if (group_alike(gs->v[k], g, ~0U))
				have = gs->v[k];
		if (have) {
			group_free(g);
		} else {
			have = g;
			gs->v = xgrow(gs->v, gs->nr, sizeof(*gs->v));
			gs->v[gs->nr++] = g;
		}
		have->results = xgrow(have->results, have->nr, sizeof(*have->results));
		have->results[have->nr++] = r;
	}
}

/**
 * groups_free - release the cells, not their results
 * @gs: the cells
 */
void groups_free(struct groups *gs)
{
	size_t i;

	for (i = 0; i < gs->nr; i++)
		group_free(gs->v[i]);
	free(gs->v);
	*gs = (struct groups){ 0 };
}

/**
 * group_op - main operation of the cell's workload
 * @g: the cell
 *
 * Return: its name, or "" if this mmsim does not know the workload.
 */
const char *group_op(const struct group *g)
{
	int i = workload_find(text_of(g->results[0], "workload"));

	return i < 0 ? "" : workloads[i].op;
}

/**
 * group_samples - one number from every run of a cell
 * @g: the cell
 * @m: the number
 * @v: room for g->nr values
 *
 * Return: how many runs knew it.
 */
size_t group_samples(const struct group *g, const struct metric *m, double *v)
{
	const char *op = m->op ? m->op : group_op(g);
	size_t i, n = 0;

	for (i = 0; i < g->nr; i++) {
		v[n] = m->get(g->results[i], op);
		n += !isnan(v[n]);
	}
	return n;
}

/**
 * group_policy - the designs a cell bound
 * @g: the cell
 *
 * Return: object of families, borrowed.
 */
json_t *group_policy(const struct group *g)
{
	return json_object_get(g->results[0], "policy");
}

/* Does @key have one value in all of the objects that @get finds? */
static bool same_everywhere(const struct groups *gs, const char *key,
			    json_t *(*get)(const struct group *g))
{
	const json_t *first = json_object_get(get(gs->v[0]), key);
	size_t i;

	for (i = 1; i < gs->nr; i++) {
		const json_t *v = json_object_get(get(gs->v[i]), key);

		if (!first != !v || (v && !json_equal(first, v)))
			return false;
	}
	return true;
}

static json_t *group_params(const struct group *g)
{
	return g->params;
}

static char *value_text(const json_t *v)
{
	if (json_is_string(v))
		return xstrdup(json_string_value(v));
	return json_is_null(v) ? xstrdup("-") : dump(v);
}

/* Append "name=value", or the value alone, after @between. */
static char *add(char *list, const char *between, const char *name, const json_t *v)
{
	char *value = value_text(v);
	char *more = xasprintf("%s%s%s%s%s", list, *list ? between : "", name ? name : "",
			       name ? "=" : "", value);

	free(value);
	free(list);
	return more;
}

/**
 * group_varying - parameters of a cell that are not the same in all cells
 * @gs: all cells
 * @g: the cell
 *
 * Return: "name=value name=value", to be freed.
 */
char *group_varying(const struct groups *gs, const struct group *g)
{
	char *list = xstrdup("");
	const char *key;
	json_t *v;

	json_object_foreach(g->params, key, v)
		if (!same_everywhere(gs, key, group_params))
			list = add(list, " ", key, v);
	return list;
}

/**
 * group_common - parameters and designs that all cells share
 * @gs: all cells
 *
 * Return: "name=value name=value", to be freed.
 */
char *group_common(const struct groups *gs)
{
	char *list = xstrdup("");
	const char *key;
	json_t *v;

	if (!gs->nr)
		return list;
	json_object_foreach(group_policy(gs->v[0]), key, v)
		if (same_everywhere(gs, key, group_policy))
			list = add(list, " ", key, v);
	json_object_foreach(gs->v[0]->params, key, v)
		if (same_everywhere(gs, key, group_params))
			list = add(list, " ", key, v);
	return list;
}

/**
 * group_policy_label - what tells a cell's designs from the others'
 * @gs: all cells
 * @g: the cell
 *
 * Return: the variants of the families that vary, joined by "/"; of fault_lock if none
 * does; to be freed.
 */
char *group_policy_label(const struct groups *gs, const struct group *g)
{
	char *list = xstrdup("");
	const char *key;
	json_t *v;

	json_object_foreach(group_policy(g), key, v)
		if (!same_everywhere(gs, key, group_policy))
			list = add(list, "/", NULL, v);
	if (!*list)
		list = add(list, "", NULL, json_object_get(group_policy(g), "fault_lock"));
	return list;
}
