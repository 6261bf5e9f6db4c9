/* SPDX-License-Identifier: GPL-2.0-only */
/* The lock classes of several dumps, brought together. */
#ifndef _MMSIM_LOCKSTAT_CLASSES_H
#define _MMSIM_LOCKSTAT_CLASSES_H

#include "dump.h"
#include "identity.h"

enum {
	OLD,
	NEW,
	SIDES,
};

/**
 * enum scope - numbers that stand or fall together
 * @COUNTS: acquisitions and their bounces
 * @BOUNCES: bounces of contentions, which no clock decides about
 * @CONTENTIONS: contentions
 * @WAITS: times of waits
 * @HOLDS: times of holds
 * @NR_SCOPES: how many
 */
enum scope {
	COUNTS,
	BOUNCES,
	CONTENTIONS,
	WAITS,
	HOLDS,
	NR_SCOPES,
};

/**
 * struct reason - why numbers are not comparable
 * @brief: in a table's cell
 * @text: below the table, a sentence
 */
struct reason {
	const char *brief;
	const char *text;
};

/**
 * struct side - the dumps of one kernel, each a run of the workload
 * @dump: the dumps
 * @nr: how many
 * @label: what to call it
 * @kernel: what the dumps or the user say it is, or NULL
 * @wall_ns: duration of the workload as given by the user, or NAN
 * @tasks: its tasks, likewise
 */
struct side {
	struct dump *dump;
	size_t nr;
	char *label;
	const char *kernel;
	double wall_ns;
	double tasks;
};

/**
 * struct class_side - a class in the runs of one side
 * @run: its numbers by run; all NAN in a run without it
 * @printed: the names it had, with #n, without mode
 * @versions: bit n is set for each #n, bit 0 for none
 * @renamed: the line of the rename list that was used, or NULL
 * @cut: a name may have lost its end
 * @repaired: a total was computed from an average
 * @merged: most rows of one dump that were alike
 */
struct class_side {
	struct lock_numbers *run;
	struct strv printed;
	unsigned int versions;
	const struct rename *renamed;
	bool cut;
	bool repaired;
	unsigned int merged;
};

/**
 * struct class - a lock class in one mode
 * @key: see identity.h
 * @mode: the mode
 * @side: in each kernel
 * @why: by scope, why it does not compare; NULL if it does
 */
struct class {
	char *key;
	enum lock_mode mode;
	struct class_side side[SIDES];
	const struct reason *why[NR_SCOPES];
};

/**
 * struct classes - all of them
 * @v: the classes, in the order of the first dump that has them
 * @nr: how many
 * @index: by key and mode; private to classes.c
 * @room: its size
 * @nr_sides: 1 or 2
 * @side: where they come from
 */
struct classes {
	struct class *v;
	size_t nr;
	uint32_t *index;
	size_t room;
	unsigned int nr_sides;
	struct side side[SIDES];
};

void classes_build(struct classes *cs, const struct strv *renames);
void classes_free(struct classes *cs);
bool class_has(const struct class *c, unsigned int side);
bool class_matched(const struct class *c);
char *class_title(const struct classes *cs, const struct class *c, unsigned int side);
const struct class *classes_find(const struct classes *cs, const char *key, enum lock_mode mode);

#endif /* _MMSIM_LOCKSTAT_CLASSES_H */
