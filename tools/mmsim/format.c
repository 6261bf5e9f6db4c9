// SPDX-License-Identifier: GPL-2.0-only
/* How numbers are written for people. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "format.h"

/**
 * format_find - look up an output format; an unknown name is reported
 * @name: the word after --format
 * @format: set to it
 *
 * Return: CLI_OK or CLI_TROUBLE.
 */
int format_find(const char *name, enum format *format)
{
	static const char *const names[] = { "text", "md", "csv", "json" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		if (!strcmp(names[i], name)) {
			*format = (enum format)i;
			return CLI_OK;
		}
	}
	return cli_trouble("unknown format '%s'; there are: text md csv json", name);
}

/* Four significant digits and a suffix from the scale's steps. */
static void scaled(char *buf, size_t size, double v, const char *const *suffix, size_t nr)
{
	double limit = 999.95;
	size_t i = 0;

	while (fabs(v) >= limit && i + 1 < nr) {
		v /= 1000;
		i++;
	}
	if (!i)
		snprintf(buf, size, "%.4g%s", v, suffix[i]);
	else
		snprintf(buf, size, "%.*f%s", fabs(v) < 9.9995 ? 3 : fabs(v) < 99.995 ? 2 : 1, v,
			 suffix[i]);
}

/**
 * format_value - write a number with its unit, in four significant digits
 * @buf: where
 * @size: bytes of @buf
 * @v: the number; NAN is unknown and written "-"
 * @unit: what it counts
 */
void format_value(char *buf, size_t size, double v, enum unit unit)
{
	static const char *const si[] = { "", "k", "M", "G", "T" };
	static const char *const time[] = { " ns", " us", " ms", " s" };

	if (isnan(v)) {
		snprintf(buf, size, "-");
		return;
	}
	switch (unit) {
	case UNIT_NS:
		scaled(buf, size, v, time, ARRAY_LEN(time));
		break;
	case UNIT_SHARE:
		snprintf(buf, size, "%.*f%%", v >= 0.1 ? 1 : v >= 0.01 ? 2 : v ? 3 : 0, v * 100);
		break;
	case UNIT_RATE:
	case UNIT_COUNT:
		scaled(buf, size, v, si, ARRAY_LEN(si));
		break;
	}
}

/**
 * unit_name - name of a unit for machine-readable output
 * @unit: the unit
 *
 * Return: a static string.
 */
const char *unit_name(enum unit unit)
{
	static const char *const names[] = {
		[UNIT_RATE] = "per_second",
		[UNIT_NS] = "ns",
		[UNIT_SHARE] = "share",
		[UNIT_COUNT] = "count",
	};

	return names[unit];
}
