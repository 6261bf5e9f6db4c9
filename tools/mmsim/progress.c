// SPDX-License-Identifier: GPL-2.0-only
/*
 * Telling the user how far a matrix of runs is: on a terminal one line that is
 * replaced, elsewhere a line per finished run. Nothing with -q.
 */
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "progress.h"

static double seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/**
 * progress_begin - before the first run
 * @p: filled in
 * @total: runs altogether
 */
void progress_begin(struct progress *p, size_t total)
{
	*p = (struct progress){
		.total = total,
		.terminal = cli_fancy(stderr),
		.begin = seconds(),
	};
}

/* "83s", "12m05s" */
static void duration(char *buf, size_t size, double s)
{
	if (s < 100)
		snprintf(buf, size, "%.0fs", s);
	else
		snprintf(buf, size, "%dm%02ds", (int)(s / 60), (int)s % 60);
}

/* A line longer than the terminal would wrap and could not be replaced. */
static size_t terminal_width(void)
{
	struct winsize w;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &w) || !w.ws_col)
		return 80;
	return w.ws_col;
}

/**
 * progress_tick - show the time that passed
 * @p: how far it is
 */
void progress_tick(const struct progress *p)
{
	double elapsed = seconds() - p->begin;
	char line[512], spent[32], left[32] = "-";
	size_t width;

	if (!p->terminal || cli_verbosity < 0)
		return;
	duration(spent, sizeof(spent), elapsed);
	if (p->done) {
		double eta = elapsed / (double)p->done * (double)p->total - elapsed;

		duration(left, sizeof(left), eta > 0 ? eta : 0);
	}
	snprintf(line, sizeof(line), "[%zu/%zu] %s elapsed, ETA %s: %s", p->done + 1, p->total,
		 spent, left, p->now);
	width = terminal_width();
	if (strlen(line) >= width && width < sizeof(line))
		line[width - 1] = '\0';
	cli_status_line(line);
}

/**
 * progress_start_run - a run begins
 * @p: how far it is
 * @now: what runs
 */
void progress_start_run(struct progress *p, const char *now)
{
	snprintf(p->now, sizeof(p->now), "%s", now);
	progress_tick(p);
}

/**
 * progress_end_run - a run is over
 * @p: how far it is
 * @outcome: what came of it, in a few words
 */
void progress_end_run(struct progress *p, const char *outcome)
{
	p->done++;
	if (!p->terminal && cli_verbosity >= 0)
		fprintf(stderr, "mmsim: [%zu/%zu] %s: %s\n", p->done, p->total, p->now, outcome);
}

/**
 * progress_end - after the last run
 * @p: how far it is
 */
void progress_end(const struct progress *p)
{
	if (p->terminal)
		cli_status_line(NULL);
}
