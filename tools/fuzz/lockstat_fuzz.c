// SPDX-License-Identifier: GPL-2.0-only
/* The lock_stat parser, and all that is done with what it reads, on arbitrary text. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lockstat/comparable.h"
#include "lockstat/doubts.h"
#include "lockstat/merge.h"
#include "lockstat/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A diff of a dump with itself passes through everything but the command line. */
static void compare_with_itself(const uint8_t *data, size_t size, FILE *out)
{
	struct view v = { .sort = "wait_total_ns", .points = true };
	unsigned int s;

	v.cs.nr_sides = SIDES;
	for (s = 0; s < SIDES; s++) {
		v.cs.side[s] = (struct side){
			.dump = xcalloc(1, sizeof(struct dump)), .nr = 1,
			.label = xstrdup("fuzz"), .wall_ns = 1e9, .tasks = 2,
		};
		dump_init(v.cs.side[s].dump, "fuzz");
		dump_parse(v.cs.side[s].dump, (const char *)data, size);
	}
	doubts_collect(v.cs.side[OLD].dump, &v.warnings);
	classes_build(&v.cs, NULL);
	workload_judge(&v.workload, &v.cs, &(struct strv){ 0 }, 0.01);
	comparable_judge(&v.cs, &v.workload, 0.01, false);
	view_select(&v);
	view_print_text(&v, out);
	view_print_md(&v, out);
	view_print_csv(&v, out);
	view_print_json(&v, out);
	view_free(&v);
}

/**
 * LLVMFuzzerTestOneInput - parse, and if it is a dump, write it, merge it, compare it
 * @data: the text
 * @size: its length in bytes
 *
 * Return: 0.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct strv renames = { 0 };
	static FILE *null;
	struct dump d, sum;

	if (!null)
		null = fopen("/dev/null", "we");
	dump_init(&d, "fuzz");
	if (!dump_parse(&d, (const char *)data, size)) {
		dump_init(&sum, "sum");
		merge_dumps(&sum, &d, 1, &renames);
		dump_write(&sum, null);
		dump_free(&sum);
		compare_with_itself(data, size, null);
	}
	dump_free(&d);
	return 0;
}
