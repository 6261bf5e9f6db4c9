// SPDX-License-Identifier: GPL-2.0-only
/* A matrix of runs: from comma lists to cells. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "matrix.h"

static int no_such(const char *what, const char *word, char *valid)
{
	cli_trouble("unknown %s '%s'; there are: %s", what, word, valid);
	free(valid);
	return CLI_TROUBLE;
}

/* Split NAME=VALUES; the name is copied into @name. */
static const char *split(const char *option, const char *text, char *name, size_t size)
{
	size_t n = strcspn(text, "=");

	if (!text[n] || !n || n >= size || !text[n + 1]) {
		cli_trouble("%s takes NAME=VALUE[,VALUE], not '%s'", option, text);
		return NULL;
	}
	memcpy(name, text, n);
	name[n] = '\0';
	return text + n + 1;
}

/*
 * Call @add for each word of a comma list; @arg tells it what the words belong to. An
 * empty word or a repeated one is a slip of the hand.
 */
static int each_word(struct strv *l, const char *what, const char *values,
		     int (*add)(struct strv *l, const void *arg, const char *word), const void *arg)
{
	const char *at = values;
	char *word;
	size_t n;
	int ret;

	for (;; at += n + 1) {
		n = strcspn(at, ",");
		if (!n)
			return cli_trouble("%s: empty value in '%s'", what, values);
		word = xasprintf("%.*s", (int)n, at);
		ret = add(l, arg, word);
		free(word);
		if (ret || !at[n])
			return ret;
	}
}

static int add_once(struct strv *l, const char *what, const char *word)
{
	if (strv_has(l, word))
		return cli_trouble("%s=%s is given twice", what, word);
	strv_add(l, word);
	return CLI_OK;
}

static int add_variant(struct strv *l, const void *arg, const char *word)
{
	const struct family *f = arg;

	if (!family_has(f, word)) {
		char *what = xasprintf("variant of %s", f->name);

		no_such(what, word, names_of_variants(f));
		free(what);
		return CLI_TROUBLE;
	}
	return add_once(l, f->name, word);
}

/**
 * matrix_add_policy - take "FAMILY=VARIANT[,VARIANT]"
 * @m: the matrix
 * @text: what the user gave
 *
 * Return: CLI_OK, or CLI_TROUBLE after a message with the valid words.
 */
int matrix_add_policy(struct matrix *m, const char *text)
{
	char name[64];
	const char *values = split("--policy", text, name, sizeof(name));
	int i;

	if (!values)
		return CLI_TROUBLE;
	i = family_find(name);
	if (i < 0)
		return no_such("policy family", name, names_of_families());
	return each_word(&m->policy[i], name, values, add_variant, &families[i]);
}

static int add_preset(struct strv *l, const void *arg, const char *word)
{
	(void)arg;
	if (preset_find(word) < 0)
		return no_such("preset", word, names_of_presets());
	return add_once(l, "preset", word);
}

/**
 * matrix_add_preset - take "PRESET[,PRESET]"
 * @m: the matrix
 * @text: what the user gave
 *
 * Return: CLI_OK, or CLI_TROUBLE after a message with the valid words.
 */
int matrix_add_preset(struct matrix *m, const char *text)
{
	return each_word(&m->preset, "preset", text, add_preset, NULL);
}

static int add_value(struct strv *l, const void *arg, const char *word)
{
	const struct param *p = arg;
	char canon[256];

	if (!param_check(p, word, canon, sizeof(canon)))
		return cli_trouble("%s", canon);
	return add_once(l, p->name, canon);
}

/**
 * matrix_add_param - take values of a knob
 * @m: the matrix
 * @name: the knob
 * @values: "VALUE[,VALUE]"
 *
 * Return: CLI_OK, or CLI_TROUBLE after a message with the valid words or range.
 */
int matrix_add_param(struct matrix *m, const char *name, const char *values)
{
	int i = param_find(name);

	if (i < 0)
		return no_such("parameter", name, names_of_params());
	return each_word(&m->param[i], name, values, add_value, &params[i]);
}

/**
 * matrix_add_set - take "NAME=VALUE[,VALUE]"
 * @m: the matrix
 * @text: what the user gave
 *
 * Return: CLI_OK, or CLI_TROUBLE after a message with the valid words or range.
 */
int matrix_add_set(struct matrix *m, const char *text)
{
	char name[64];
	const char *values = split("--set", text, name, sizeof(name));

	return values ? matrix_add_param(m, name, values) : CLI_TROUBLE;
}

static size_t multiply(size_t cells, const struct strv *l)
{
	cells *= l->nr ? l->nr : 1;
	return cells > MATRIX_MAX ? MATRIX_MAX + 1 : cells;
}

/**
 * matrix_cells - how many cells the matrix has
 * @m: the matrix
 *
 * Return: their number, at least 1; MATRIX_MAX + 1 stands for any number above.
 */
size_t matrix_cells(const struct matrix *m)
{
	size_t i, cells = 1;

	for (i = 0; i < NR_FAMILIES; i++)
		cells = multiply(cells, &m->policy[i]);
	for (i = 0; i < NR_PARAMS; i++)
		cells = multiply(cells, &m->param[i]);
	return multiply(cells, &m->preset);
}

static const char *turn(const struct strv *l, size_t *nr)
{
	size_t i;

	if (!l->nr)
		return NULL;
	i = *nr % l->nr;
	*nr /= l->nr;
	return l->v[i];
}

/**
 * matrix_cell - one point of the matrix
 * @m: the matrix, which must outlive the cell
 * @nr: which, from 0
 * @c: set to it
 */
void matrix_cell(const struct matrix *m, size_t nr, struct cell *c)
{
	const char *preset;
	size_t i;

	*c = (struct cell){ 0 };
	for (i = NR_FAMILIES; i-- > 0;)
		c->policy[i] = turn(&m->policy[i], &nr);
	preset = turn(&m->preset, &nr);
	for (i = 0; preset && i < nr_preset_binds; i++)
		if (!strcmp(preset_binds[i].preset, preset) && !c->policy[preset_binds[i].family])
			c->policy[preset_binds[i].family] = preset_binds[i].variant;
	for (i = NR_PARAMS; i-- > 0;)
		c->param[i] = turn(&m->param[i], &nr);
}

static void label_add(char **label, const char *name, const char *value)
{
	char *more = xasprintf("%s %s=%s", *label, name, value);

	free(*label);
	*label = more;
}

/**
 * matrix_label - what tells a cell from the others, for progress lines
 * @m: the matrix
 * @c: one of its cells
 *
 * Return: " name=value name=value", to be freed; empty if there is one cell only.
 */
char *matrix_label(const struct matrix *m, const struct cell *c)
{
	char *label = xstrdup("");
	size_t i;

	for (i = 0; i < NR_PARAMS; i++)
		if (m->param[i].nr > 1)
			label_add(&label, params[i].name, c->param[i]);
	for (i = 0; i < NR_FAMILIES; i++)
		if (c->policy[i] && (m->policy[i].nr > 1 || m->preset.nr > 1))
			label_add(&label, families[i].name, c->policy[i]);
	return label;
}

/**
 * matrix_free - release the lists
 * @m: the matrix
 */
void matrix_free(struct matrix *m)
{
	size_t i;

	for (i = 0; i < NR_FAMILIES; i++)
		strv_free(&m->policy[i]);
	for (i = 0; i < NR_PARAMS; i++)
		strv_free(&m->param[i]);
	strv_free(&m->preset);
}
