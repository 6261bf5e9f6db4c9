/* SPDX-License-Identifier: GPL-2.0-only */
/* What "mmsim run" and "mmsim replay" were asked to do. */
#ifndef _MMSIM_CLI_OPTIONS_H
#define _MMSIM_CLI_OPTIONS_H

#include "backend.h"
#include "format.h"
#include "matrix.h"

#define RUNS_DEFAULT	5	/* the fewest that say something about spread */

/**
 * struct run_options - a command line, checked
 * @workload: what to run
 * @ops: where to run it
 * @matrix: settings, of which each may have several values
 * @runs: how often each cell runs
 * @cpus: CPU list the tasks are bound to, or NULL
 * @trace_path: trace to replay, or NULL
 * @output: file for the result document, or NULL
 * @format: how to print the results
 */
struct run_options {
	const struct workload *workload;
	const struct backend_ops *ops;
	struct matrix matrix;
	unsigned int runs;
	const char *cpus;
	const char *trace_path;
	const char *output;
	enum format format;
};

int run_options_parse(struct run_options *o, int argc, char **argv);

#endif /* _MMSIM_CLI_OPTIONS_H */
