/* SPDX-License-Identifier: GPL-2.0-only */
/* The words behind "mmsim lockstat". */
#ifndef _MMSIM_LOCKSTAT_OPTIONS_H
#define _MMSIM_LOCKSTAT_OPTIONS_H

#include "view.h"

/**
 * enum action - what to do with the dumps
 * @ACTION_SHOW: print one kernel's
 * @ACTION_DIFF: compare two kernels
 * @ACTION_MERGE: write their sum
 * @NR_ACTIONS: how many
 */
enum action {
	ACTION_SHOW,
	ACTION_DIFF,
	ACTION_MERGE,
	NR_ACTIONS,
};

/**
 * struct request - a command line, checked
 * @action: what to do
 * @view: how to print
 * @file: files of each side, borrowed
 * @nr_files: how many
 * @label: --label, by side, or NULL
 * @wall_ns: --wall-ns, by side, or NAN
 * @tasks: --tasks, by side, or NAN
 * @renames: --rename
 * @yardsticks: --yardstick
 * @tolerance: --match, a share
 * @fail_on: --fail-on, percent, or NAN
 * @force: --force
 * @output: -o, or NULL
 */
struct request {
	enum action action;
	struct view view;
	char **file[SIDES];
	size_t nr_files[SIDES];
	const char *label[SIDES];
	double wall_ns[SIDES];
	double tasks[SIDES];
	struct strv renames;
	struct strv yardsticks;
	double tolerance;
	double fail_on;
	bool force;
	const char *output;
};

int request_parse(struct request *r, int argc, char **argv);
void request_free(struct request *r);

#endif /* _MMSIM_LOCKSTAT_OPTIONS_H */
