/* SPDX-License-Identifier: GPL-2.0-only */
/* Telling the user how far a matrix of runs is. */
#ifndef _MMSIM_CLI_PROGRESS_H
#define _MMSIM_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#define PROGRESS_TICK_MS	200

/**
 * struct progress - how far it is
 * @total: runs altogether
 * @done: runs that are over
 * @terminal: one line that is replaced, instead of one line per run
 * @begin: when the first run began, monotonic, seconds
 * @now: what runs, for the user
 */
struct progress {
	size_t total;
	size_t done;
	bool terminal;
	double begin;
	char now[256];
};

void progress_begin(struct progress *p, size_t total);
void progress_start_run(struct progress *p, const char *now);
void progress_tick(const struct progress *p);
void progress_end_run(struct progress *p, const char *outcome);
void progress_end(const struct progress *p);

#endif /* _MMSIM_CLI_PROGRESS_H */
