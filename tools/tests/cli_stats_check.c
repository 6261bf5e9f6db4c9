// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compares the statistics of the command line with known answers, which come from
 * cli_stats_vectors.py on standard input. Prints one KTAP document.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../mmsim/stats.h"

#define VALUES_MAX	2048
#define LINE_MAX_LEN	32768
#define TOLERANCE	0.000000001	/* relative */

static int nr, failed;

static bool close_to(double a, double b)
{
	return fabs(a - b) <= TOLERANCE * fmax(0.001, fabs(b));
}

static void verdict(bool ok, const char *what, const char *line)
{
	nr++;
	if (!ok) {
		failed++;
		printf("# %.200s\n", line);
	}
	printf("%s %d %s\n", ok ? "ok" : "not ok", nr, what);
}

static size_t parse(char *text, double *v)
{
	size_t n = 0;
	char *save, *word;

	for (word = strtok_r(text, ",", &save); word && n < VALUES_MAX;
	     word = strtok_r(NULL, ",", &save))
		v[n++] = atof(word);
	return n;
}

static void check_mwu(const char *line)
{
	static char first[LINE_MAX_LEN], second[LINE_MAX_LEN];
	static double a[VALUES_MAX], b[VALUES_MAX];
	double u, p, got_u, got_p, back;
	size_t na, nb;
	char what[80];

	if (sscanf(line, "mwu %s %s %lf %lf", first, second, &u, &p) != 4) {
		verdict(false, "mwu", line);
		return;
	}
	na = parse(first, a);
	nb = parse(second, b);
	got_p = stats_mann_whitney(a, na, b, nb, &got_u);
	back = stats_mann_whitney(b, nb, a, na, NULL);
	snprintf(what, sizeof(what), "mann_whitney_%zu_%zu_p_%.6f", na, nb, got_p);
	verdict(close_to(got_u, u) && close_to(got_p, p) && close_to(back, p), what, line);
}

static void check_ci(const char *line)
{
	static char values[LINE_MAX_LEN];
	static double v[VALUES_MAX];
	double median, lo, hi, coverage;
	struct summary s;
	char what[80];
	size_t n;

	if (sscanf(line, "ci %s %lf %lf %lf %lf", values, &median, &lo, &hi, &coverage) != 5) {
		verdict(false, "ci", line);
		return;
	}
	n = parse(values, v);
	s = stats_summary(v, n);
	snprintf(what, sizeof(what), "interval_%zu_coverage_%.4f", n, s.coverage);
	verdict(s.n == n && close_to(s.median, median) && s.lo == lo && s.hi == hi &&
		close_to(s.coverage, coverage), what, line);
}

/* What no file of numbers can hold. */
static void check_edges(void)
{
	struct summary none = stats_summary(NULL, 0), one = stats_summary((double []){ 5 }, 1);
	struct summary zero = stats_summary((double []){ 0, 0, 0 }, 3);
	double v[] = { 1, 2 };

	verdict(!none.n && isnan(none.median) && isnan(stats_spread(&none)), "nothing_is_nan", "");
	verdict(one.median == 5 && isnan(stats_spread(&one)), "one_run_has_no_spread", "");
	verdict(isnan(stats_spread(&zero)), "zero_has_no_relative_spread", "");
	verdict(isnan(stats_mann_whitney(v, 2, NULL, 0, NULL)), "no_sample_no_p", "");
	verdict(stats_runs_needed() == 4, "four_runs_are_needed", "");
	verdict(!stats_enough(3, 3) && stats_enough(4, 4) && stats_enough(2, 8) &&
		!stats_enough(2, 7) && !stats_enough(1, 30) && !stats_enough(0, 9), "enough", "");
}

int main(void)
{
	static char line[LINE_MAX_LEN];

	puts("KTAP version 1");
	while (fgets(line, sizeof(line), stdin)) {
		if (!strncmp(line, "mwu ", 4))
			check_mwu(line);
		else if (!strncmp(line, "ci ", 3))
			check_ci(line);
	}
	check_edges();
	printf("1..%d\n", nr);
	return failed || nr < 20;
}
