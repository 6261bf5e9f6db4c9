/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Backends for tests of the command line: they run nothing and measure made-up
 * numbers. What the environment variable MMSIM_FAKE says goes wrong.
 */
#ifndef _CLI_FAKE_H
#define _CLI_FAKE_H

#include <stdbool.h>

#include <jansson.h>

#include "../mmsim/names.h"

/**
 * struct fake - settings and state of a made-up backend
 * @workload: what was set
 * @policy: what was set
 * @param: what was set
 * @stopped: stop was asked for since the run began
 * @runs: runs so far
 */
struct fake {
	char workload[64];
	char policy[NR_FAMILIES][64];
	char param[NR_PARAMS][64];
	bool stopped;
	unsigned int runs;
};

bool fake_is(const char *word);
void fake_reset(struct fake *f);
int fake_set(struct fake *f, const char *name, const char *value);
int fake_run(struct fake *f);
void fake_stop(struct fake *f);
json_t *fake_document(struct fake *f);

#endif /* _CLI_FAKE_H */
