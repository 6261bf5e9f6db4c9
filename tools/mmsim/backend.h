/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a workload runs. A backend is opened once per command, and then, run after
 * run, given settings, run and asked for its results. All calls come from one thread
 * but run(), which has one of its own, and stop(), which may come beside it.
 */
#ifndef _MMSIM_CLI_BACKEND_H
#define _MMSIM_CLI_BACKEND_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#define BACKEND_WHY_MAX	1024	/* bytes of an explanation */

struct backend_ops;

/**
 * struct backend - an opened backend; each embeds it in its own type
 * @ops: what it does
 * @why: reason of the last call that failed, one line
 */
struct backend {
	const struct backend_ops *ops;
	char why[BACKEND_WHY_MAX];
};

/**
 * struct backend_ops - what a backend does
 * @name: the word after --on
 * @summary: one line for "mmsim list backends"
 * @probe: could it be opened? If not, the reason goes into @why
 * @open: opens it; NULL with the reason in @why
 * @set_policy: bind a variant of a family
 * @set_param: set a knob, or "workload" or "cpus"
 * @load_trace: give the trace that the workload replay runs
 * @run: run the workload once; returns when it is over or was stopped
 * @stop: end a run within a second; harmless if there is none
 * @document: a result document of what the last run measured, without "tool"; a new
 *	reference, NULL on failure
 * @close: gives everything back
 *
 * Calls that return int return 0 or a negative errno with @backend.why set.
 */
struct backend_ops {
	const char *name;
	const char *summary;
	bool (*probe)(char *why, size_t size);
	struct backend *(*open)(char *why, size_t size);
	int (*set_policy)(struct backend *b, const char *family, const char *variant);
	int (*set_param)(struct backend *b, const char *name, const char *value);
	int (*load_trace)(struct backend *b, const char *text, size_t len);
	int (*run)(struct backend *b);
	void (*stop)(struct backend *b);
	json_t *(*document)(struct backend *b);
	void (*close)(struct backend *b);
};

extern const struct backend_ops *const backends[];
extern const struct backend_ops backend_native;
extern const struct backend_ops backend_kernel;

const struct backend_ops *backend_find(const char *name);

#endif /* _MMSIM_CLI_BACKEND_H */
