/* SPDX-License-Identifier: GPL-2.0-only */
/* One run on a backend that a signal can end. */
#ifndef _MMSIM_CLI_EXECUTE_H
#define _MMSIM_CLI_EXECUTE_H

#include "backend.h"
#include "progress.h"

/**
 * struct signals - SIGINT, SIGTERM and SIGHUP, taken when convenient
 * @fd: where they arrive
 * @got: the first of them, or 0
 */
struct signals {
	int fd;
	int got;
};

int signals_begin(struct signals *s);
int signals_poll(struct signals *s);
int execute(struct backend *b, struct signals *s, const struct progress *p);

#endif /* _MMSIM_CLI_EXECUTE_H */
