/* SPDX-License-Identifier: GPL-2.0-only */
/* The formats that are read, one file each. */
#ifndef _MMSIM_LOCKSTAT_PARSE_H
#define _MMSIM_LOCKSTAT_PARSE_H

#include "dump.h"

#define VERSION_LINE	"lock_stat version"	/* begins the first line of a dump */
#define PERF_LINE	"# output:"		/* likewise, of perf lock contention -x */

int parse_lock_stat(struct dump *d, char *text, size_t len);
int parse_perf(struct dump *d, char *text, size_t len);
int parse_events(struct dump *d, char *text, size_t len);
bool parse_setting(struct dump *d, const char *line);

#endif /* _MMSIM_LOCKSTAT_PARSE_H */
