// SPDX-License-Identifier: GPL-2.0-only
/* The lock classes of several dumps, brought together by their identity. */
#include <stdlib.h>
#include <string.h>

#include "classes.h"

static uint32_t *find_slot(const struct classes *cs, const char *key, enum lock_mode mode)
{
	size_t at = hash_text(key, strlen(key)) + (size_t)mode * 0x9e3779b97f4a7c15ULL;
	const struct class *c;

	for (at ^= at >> 32;; at++) {
		uint32_t *slot = &cs->index[at & (cs->room - 1)];

		if (!*slot)
			return slot;
		c = &cs->v[*slot - 1];
		if (c->mode == mode && !strcmp(c->key, key))
			return slot;
	}
}

static void make_room(struct classes *cs)
{
	size_t i;

	if (2 * (cs->nr + 1) <= cs->room)
		return;
	free(cs->index);
	cs->room = cs->room ? 2 * cs->room : 256;
	cs->index = xcalloc(cs->room, sizeof(*cs->index));
	for (i = 0; i < cs->nr; i++)
		*find_slot(cs, cs->v[i].key, cs->v[i].mode) = (uint32_t)i + 1;
}

/* The class of a key, new if need be; the key is taken over. */
static struct class *get_class(struct classes *cs, char *key, enum lock_mode mode)
{
	struct class *c;
	uint32_t *slot;
	unsigned int s;
	size_t i;

	make_room(cs);
	slot = find_slot(cs, key, mode);
	if (*slot) {
		free(key);
		return &cs->v[*slot - 1];
	}
	cs->v = xgrow(cs->v, cs->nr, sizeof(*cs->v));
	c = &cs->v[cs->nr++];
	*slot = (uint32_t)cs->nr;
	c->key = key;
	c->mode = mode;
	for (s = 0; s < cs->nr_sides; s++) {
		c->side[s].run = xcalloc(cs->side[s].nr, sizeof(*c->side[s].run));
		for (i = 0; i < cs->side[s].nr; i++)
			numbers_init(&c->side[s].run[i]);
	}
	return c;
}

static void add_row(struct classes *cs, unsigned int s, size_t run, const struct row *r,
		    const struct strv *renames)
{
	char *name = renames && s == OLD ? identity_apply(renames, r->name) : xstrdup(r->name);
	struct identity id = identity_of(name);
	struct class_side *cside;

	if (cs->side[s].dump[run].kind == DUMP_EVENTS) {
		free(id.key);
		id = (struct identity){ .key = xstrdup(name) };
	}
	cside = &get_class(cs, id.key, r->mode)->side[s];
	numbers_add(&cside->run[run], &r->n);
	if (!strv_has(&cside->printed, r->name))
		strv_add(&cside->printed, r->name);
	cside->versions |= 1U << id.name.version;
	cside->renamed = id.renamed ?: cside->renamed;
	cside->cut |= id.name.cut;
	cside->repaired |= r->repaired;
	if (r->merged > cside->merged)
		cside->merged = r->merged;
	free(name);
}

/**
 * classes_build - bring the classes of all dumps together
 * @cs: its sides are set, the rest is empty
 * @renames: --rename of the user, for names of the old side; or NULL
 */
void classes_build(struct classes *cs, const struct strv *renames)
{
	const struct dump *d;
	unsigned int s;
	size_t run, i;

	for (s = 0; s < cs->nr_sides; s++) {
		for (run = 0; run < cs->side[s].nr; run++) {
			d = &cs->side[s].dump[run];
			for (i = 0; i < d->nr_rows; i++)
				add_row(cs, s, run, &d->row[i], renames);
		}
	}
}

/**
 * classes_free - free the classes and the sides with their dumps
 * @cs: the classes
 */
void classes_free(struct classes *cs)
{
	unsigned int s;
	size_t i;

	for (i = 0; i < cs->nr; i++) {
		free(cs->v[i].key);
		for (s = 0; s < SIDES; s++) {
			free(cs->v[i].side[s].run);
			strv_free(&cs->v[i].side[s].printed);
		}
	}
	for (s = 0; s < SIDES; s++) {
		for (i = 0; i < cs->side[s].nr; i++)
			dump_free(&cs->side[s].dump[i]);
		free(cs->side[s].dump);
		free(cs->side[s].label);
	}
	free(cs->v);
	free(cs->index);
	*cs = (struct classes){ 0 };
}

/**
 * class_has - is the class in a kernel's dumps?
 * @c: the class
 * @side: the kernel
 *
 * Return: true if in one of them.
 */
bool class_has(const struct class *c, unsigned int side)
{
	return c->side[side].printed.nr;
}

/**
 * class_matched - is the class in both kernels?
 * @c: the class
 *
 * Return: true if so.
 */
bool class_matched(const struct class *c)
{
	return class_has(c, OLD) && class_has(c, NEW);
}

/**
 * classes_find - look a class up
 * @cs: the classes
 * @key: its key
 * @mode: its mode
 *
 * Return: the class, or NULL.
 */
const struct class *classes_find(const struct classes *cs, const char *key, enum lock_mode mode)
{
	uint32_t at = cs->nr ? *find_slot(cs, key, mode) : 0;

	return at ? &cs->v[at - 1] : NULL;
}

/**
 * class_title - what a side calls a class
 * @cs: all classes
 * @c: the class
 * @side: the kernel, which has it
 *
 * Return: the name it printed if there was one, else the key; with -R, and as the kernel
 * does, with -W only if it is read-locked too. To be freed.
 */
char *class_title(const struct classes *cs, const struct class *c, unsigned int side)
{
	const struct strv *printed = &c->side[side].printed;
	const char *mode = "-R";

	if (c->mode == MODE_WRITE)
		mode = classes_find(cs, c->key, MODE_READ) ? "-W" : "";
	return xasprintf("%s%s", printed->nr == 1 ? printed->v[0] : c->key, mode);
}
