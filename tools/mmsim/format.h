/* SPDX-License-Identifier: GPL-2.0-only */
/* How numbers are written for people. */
#ifndef _MMSIM_CLI_FORMAT_H
#define _MMSIM_CLI_FORMAT_H

#include <stddef.h>

/**
 * enum format - how results are printed
 * @FORMAT_TEXT: a side-by-side table for a terminal or a mail
 * @FORMAT_MD: the same as a Markdown table
 * @FORMAT_CSV: one line per number, for a plot
 * @FORMAT_JSON: the document itself
 */
enum format {
	FORMAT_TEXT,
	FORMAT_MD,
	FORMAT_CSV,
	FORMAT_JSON,
};

/**
 * enum unit - what a number counts
 * @UNIT_RATE: per second
 * @UNIT_NS: nanoseconds
 * @UNIT_SHARE: of one, printed in percent
 * @UNIT_COUNT: things
 */
enum unit {
	UNIT_RATE,
	UNIT_NS,
	UNIT_SHARE,
	UNIT_COUNT,
};

int format_find(const char *name, enum format *format);
void format_value(char *buf, size_t size, double v, enum unit unit);
const char *unit_name(enum unit unit);

#endif /* _MMSIM_CLI_FORMAT_H */
