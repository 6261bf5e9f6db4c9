// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding the cells of several documents that belong together. Cells that agree in
 * everything do. What is left over is matched without its parameters, then without its
 * designs too, where that is unambiguous; the user is told what differs.
 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "match.h"
#include "util.h"

/* From strict to lax. */
static const unsigned int rounds[] = {
	1U << KEY_WORKLOAD | 1U << KEY_TASKS | 1U << KEY_POLICY | 1U << KEY_PARAMS,
	1U << KEY_WORKLOAD | 1U << KEY_TASKS | 1U << KEY_POLICY,
	1U << KEY_WORKLOAD | 1U << KEY_TASKS | 1U << KEY_PARAMS,
	1U << KEY_WORKLOAD | 1U << KEY_TASKS,
};

/* The only unmatched cell of @gs that is like @g, or none: @nr counts them. */
static size_t find_alike(const struct groups *gs, const bool *used, const struct group *g,
			 unsigned int keys, size_t *nr)
{
	size_t i, found = gs->nr;

	*nr = 0;
	for (i = 0; i < gs->nr; i++) {
		if (used[i] || !group_alike(gs->v[i], g, keys))
			continue;
		found = i;
		++*nr;
	}
	return found;
}

/* Name the settings of two objects that differ, as "a=1 against 2". */
static void tell_difference(const struct input *in, const char *what, json_t *a, json_t *b)
{
	const char *key;
	json_t *v, *w;

	json_object_foreach(a, key, v) {
		char *left, *right;

		w = json_object_get(b, key);
		if (w && json_equal(v, w))
			continue;
		left = json_dumps(v, JSON_ENCODE_ANY);
		right = w ? json_dumps(w, JSON_ENCODE_ANY) : NULL;
		cli_warn("%s: another %s is compared: %s is %s there and %s in the first file",
			 in->path, what, key, right ? right : "missing", left ? left : "?");
		free(left);
		free(right);
	}
}

static void match_round(const struct input *base, struct input *in, bool *taken,
			const struct group **match, unsigned int keys)
{
	size_t i, k, nr, rivals;

	for (i = 0; i < base->gs.nr; i++) {
		if (taken[i])
			continue;
		k = find_alike(&in->gs, in->used, base->gs.v[i], keys, &nr);
		find_alike(&base->gs, taken, base->gs.v[i], keys, &rivals);
		if (nr != 1 || rivals != 1)
			continue;
		if (!(keys & 1U << KEY_PARAMS))
			tell_difference(in, "parameter", base->gs.v[i]->params,
					in->gs.v[k]->params);
		if (!(keys & 1U << KEY_POLICY))
			tell_difference(in, "design", group_policy(base->gs.v[i]),
					group_policy(in->gs.v[k]));
		taken[i] = true;
		in->used[k] = true;
		match[i] = in->gs.v[k];
	}
}

static char *cell_title(const struct group *g)
{
	const char *key, *between = "";
	char *title = xasprintf("%s, tasks=%s, ", g->key[KEY_WORKLOAD], g->key[KEY_TASKS]), *more;
	json_t *v;

	json_object_foreach(group_policy(g), key, v) {
		more = xasprintf("%s%s%s=%s", title, between, key, json_string_value(v) ?: "-");
		free(title);
		title = more;
		between = " ";
	}
	return title;
}

/**
 * match_inputs - make the sections of a comparison
 * @sh: with a column for each document; sections are added
 * @in: the documents; the first is what the others are compared with
 * @nr: how many
 *
 * Return: how many cells of the first have a counterpart somewhere.
 */
size_t match_inputs(struct sheet *sh, struct input *in, size_t nr)
{
	const struct groups *base = &in[0].gs;
	const struct group **match = xcalloc(base->nr * nr, sizeof(*match));
	bool *taken = xcalloc(base->nr, sizeof(*taken));
	size_t f, i, k, matched = 0;

	for (f = 1; f < nr; f++) {
		in[f].used = xcalloc(in[f].gs.nr, sizeof(*in[f].used));
		memset(taken, 0, base->nr * sizeof(*taken));
		for (k = 0; k < ARRAY_LEN(rounds); k++)
			match_round(&in[0], &in[f], taken, match + f * base->nr, rounds[k]);
	}
	for (i = 0; i < base->nr; i++) {
		struct section *s;
		bool any = false;

		for (f = 1; f < nr; f++)
			any |= !!match[f * base->nr + i];
		if (!any)
			continue;
		matched++;
		s = sheet_add_section(sh, cell_title(base->v[i]), group_varying(base, base->v[i]));
		s->cells[0] = base->v[i];
		for (f = 1; f < nr; f++)
			s->cells[f] = match[f * base->nr + i];
	}
	free(taken);
	free(match);
	return matched;
}
