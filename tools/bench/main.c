// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmsim-bench: speed and memory of the core in userspace.
 *
 * A speed is a ratio of two things measured alternately in this run, with the smallest
 * and the largest of the rounds beside the median. Times in ns are for orientation and
 * not for comparison between machines.
 */
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <mmsim/init.h>
#include <mmsim/uapi.h>

#include "bench.h"

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void bench_add(struct bench_report *r, const struct bench_figure *f,
	       const double *samples, int nr)
{
	struct bench_figure *to = &r->figure[r->nr];
	double sorted[BENCH_ROUNDS];

	if (r->nr == BENCH_MAX || nr > BENCH_ROUNDS)
		abort();
	memcpy(sorted, samples, nr * sizeof(*samples));
	qsort(sorted, nr, sizeof(*sorted), compare);
	*to = *f;
	to->value = nr & 1 ? sorted[nr / 2] :
			     (sorted[nr / 2 - 1] + sorted[nr / 2]) / 2;
	to->low = sorted[0];
	to->high = sorted[nr - 1];
	to->rounds = nr;
	r->nr++;
}

static const char *verdict(const struct bench_figure *f)
{
	if (!f->goal)
		return "";
	if (f->more)
		return f->value >= f->goal ? "met" : "missed";
	return f->value <= f->goal ? "met" : "missed";
}

static void print_number(double value)
{
	printf(value < 10 ? " %10.2f" : " %10.0f", value);
}

static void print_report(const struct bench_report *r)
{
	struct utsname u;
	int i;

	uname(&u);
	printf("native backend on %s, %ld CPUs; median, smallest, largest of the rounds\n\n",
	       u.release, sysconf(_SC_NPROCESSORS_ONLN));
	printf("%-55s %10s %10s %10s %-5s %6s\n", "", "median", "low", "high", "",
	       "goal");
	for (i = 0; i < r->nr; i++) {
		const struct bench_figure *f = &r->figure[i];

		printf("%-55s", f->text);
		print_number(f->value);
		print_number(f->low);
		print_number(f->high);
		printf(" %-5s", f->unit);
		if (f->goal)
			printf(" %6g %s", f->goal, verdict(f));
		printf("\n");
	}
}

static int write_report(const struct bench_report *r, const char *path)
{
	json_t *figures = json_object(), *doc;
	struct utsname u;
	int i, ret;

	uname(&u);
	for (i = 0; i < r->nr; i++) {
		const struct bench_figure *f = &r->figure[i];
		json_t *o = json_pack("{s:s, s:s, s:f, s:f, s:f, s:i}",
				      "text", f->text, "unit", f->unit,
				      "median", f->value, "low", f->low,
				      "high", f->high, "rounds", f->rounds);

		if (f->goal) {
			json_object_set_new(o, "goal", json_real(f->goal));
			json_object_set_new(o, "met",
					    json_boolean(!strcmp(verdict(f), "met")));
		}
		json_object_set_new(figures, f->name, o);
	}
	doc = json_pack("{s:s, s:s, s:s, s:s, s:I, s:o}",
			"schema", "mmsim-bench/1", "version", MMSIM_VERSION,
			"backend", "native", "kernel_release", u.release,
			"cpus_online", (json_int_t)sysconf(_SC_NPROCESSORS_ONLN),
			"figures", figures);
	ret = doc ? json_dump_file(doc, path, JSON_INDENT(1)) : -1;
	json_decref(doc);
	if (ret)
		fprintf(stderr, "mmsim-bench: cannot write %s\n", path);
	return ret;
}

static void usage(FILE *to)
{
	fprintf(to, "usage: mmsim-bench [-o FILE.json] [-s SECONDS] [-t TRACE]\n"
		"  -o  write the figures as JSON too\n"
		"  -s  length of one measured run, seconds (default 0.2)\n"
		"  -t  trace to replay; without one the replay is left out\n");
}

int main(int argc, char **argv)
{
	struct bench_report r = { .seconds = 0.2 };
	const char *out = NULL, *trace = NULL;
	int c;

	while ((c = getopt(argc, argv, "o:s:t:h")) != -1) {
		switch (c) {
		case 'o':
			out = optarg;
			break;
		case 's':
			r.seconds = atof(optarg);
			break;
		case 't':
			trace = optarg;
			break;
		case 'h':
			usage(stdout);
			return 0;
		default:
			usage(stderr);
			return 2;
		}
	}
	if (optind < argc || !(r.seconds >= 0.01 && r.seconds <= 60)) {
		usage(stderr);
		return 2;
	}
	if (mmsim_core_init() || bench_lock(&r) || bench_fault(&r) ||
	    bench_memory(&r) || bench_scaling(&r) ||
	    (trace && bench_replay(&r, trace))) {
		fprintf(stderr, "mmsim-bench: a measurement failed\n");
		return 1;
	}
	if (!trace)
		fprintf(stderr, "mmsim-bench: no -t: replay not measured\n");
	print_report(&r);
	return out && write_report(&r, out) ? 1 : 0;
}
