/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What one file said: the rows of a /proc/lock_stat, of "perf lock contention -x" or of
 * a list of counters. Numbers that a format does not have are NAN, never 0.
 */
#ifndef _MMSIM_LOCKSTAT_DUMP_H
#define _MMSIM_LOCKSTAT_DUMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../util.h"

/**
 * enum dump_kind - where numbers come from
 * @DUMP_LOCK_STAT: /proc/lock_stat, or lock_stat of an mmsim instance
 * @DUMP_PERF: perf lock contention -x
 * @DUMP_EVENTS: counters by name, as in debugfs lock_event_counts
 */
enum dump_kind {
	DUMP_LOCK_STAT,
	DUMP_PERF,
	DUMP_EVENTS,
};

/**
 * enum lock_mode - how a lock was taken
 * @MODE_WRITE: exclusively; also every lock that has one mode only
 * @MODE_READ: shared
 */
enum lock_mode {
	MODE_WRITE,
	MODE_READ,
};

/**
 * struct times - waits, or holds, of a lock
 * @nr: how many
 * @min: shortest, ns
 * @max: longest, ns
 * @total: of all, ns
 */
struct times {
	double nr;
	double min;
	double max;
	double total;
};

/**
 * struct lock_numbers - the numbers of a row
 * @wait: contentions whose wait the clock could see, and the waits
 * @hold: acquisitions, and the holds
 * @con_bounces: contentions by another CPU than the owner's
 * @acq_bounces: acquisitions by another CPU than the last
 */
struct lock_numbers {
	struct times wait;
	struct times hold;
	double con_bounces;
	double acq_bounces;
};

/**
 * struct row - a lock class in one mode
 * @name: as printed, without -R, -W
 * @mode: the mode
 * @n: its numbers
 * @merged: rows of the file that are summed here
 * @repaired: a total had lost digits and was computed from the average
 * @line: where the first of them stands
 */
struct row {
	char *name;
	enum lock_mode mode;
	struct lock_numbers n;
	unsigned int merged;
	bool repaired;
	unsigned int line;
};

/**
 * struct point - code that waited for a class, or that held it meanwhile
 * @name: of the class, as printed
 * @symbol: the function, without offset; [module] behind it
 * @holder: held it
 * @count: how often
 */
struct point {
	char *name;
	char *symbol;
	bool holder;
	double count;
};

/**
 * struct dump - one file
 * @path: the file
 * @kind: its format
 * @row: its rows
 * @nr_rows: how many
 * @point: its contention points
 * @nr_points: how many
 * @index: rows by name and mode, open addressing, number + 1; private to dump.c
 * @room: entries of @index, a power of two
 * @step_ns: greatest common divisor of all times; 0 if there were too few to tell
 * @times: times that were not 0
 * @disabled: it says that lock debugging was disabled
 * @headless: the line with the version is missing
 * @strange: lines that were not understood
 * @strange_line: the first of them
 * @kernel: from a line "# kernel: ..." before the dump, or NULL
 * @config: likewise
 * @wall_ns: likewise, duration of the workload; NAN
 * @tasks: likewise; NAN
 */
struct dump {
	const char *path;
	enum dump_kind kind;
	struct row *row;
	size_t nr_rows;
	struct point *point;
	size_t nr_points;
	uint32_t *index;
	size_t room;
	uint64_t step_ns;
	size_t times;
	bool disabled;
	bool headless;
	unsigned int strange;
	unsigned int strange_line;
	char *kernel;
	char *config;
	double wall_ns;
	double tasks;
};

/* dump.c */
void dump_init(struct dump *d, const char *path);
void dump_free(struct dump *d);
void dump_add_row(struct dump *d, const struct row *row);
const struct row *dump_find_row(const struct dump *d, const char *name, enum lock_mode mode);
void dump_add_point(struct dump *d, const struct point *point);
void dump_saw_time(struct dump *d, double ns);
bool dump_clock_coarse(const struct dump *d);
void numbers_init(struct lock_numbers *n);
void numbers_add(struct lock_numbers *to, const struct lock_numbers *from);

/* parse.c */
int dump_load(struct dump *d, const char *path);
int dump_parse(struct dump *d, const char *text, size_t len);
const char *dump_kind_name(enum dump_kind kind);

/* write.c */
void dump_write(const struct dump *d, FILE *f);

#endif /* _MMSIM_LOCKSTAT_DUMP_H */
