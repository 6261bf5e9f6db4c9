/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Benchmarks of the core in userspace: figures that are ratios measured in one run,
 * or sizes.
 */
#ifndef _MMSIM_BENCH_H
#define _MMSIM_BENCH_H

#define BENCH_ROUNDS	9
#define BENCH_MAX	32

/**
 * struct bench_figure - One measured figure
 * @name: key in the result file
 * @text: what it is, for people
 * @unit: unit, "x" for a ratio
 * @value: median of the rounds
 * @low: smallest of the rounds
 * @high: largest of the rounds
 * @rounds: how many there were
 * @goal: what it should be; 0: no goal
 * @more: more is better
 */
struct bench_figure {
	const char *name;
	const char *text;
	const char *unit;
	double value;
	double low;
	double high;
	int rounds;
	double goal;
	int more;
};

/**
 * struct bench_report - All figures of a run
 * @figure: the figures
 * @nr: how many there are
 * @seconds: length of one measurement
 */
struct bench_report {
	struct bench_figure figure[BENCH_MAX];
	int nr;
	double seconds;
};

void bench_add(struct bench_report *r, const struct bench_figure *f,
	       const double *samples, int nr);

/* Each adds its figures; 0, or -1 after a message. */
int bench_lock(struct bench_report *r);
int bench_scaling(struct bench_report *r);
int bench_fault(struct bench_report *r);
int bench_memory(struct bench_report *r);
int bench_replay(struct bench_report *r, const char *path);

/* Runs the simulator once and returns main operations per second, negative on error. */
struct bench_setting {
	const char *name;
	const char *value;
};

double bench_sim_rate(const char *workload, const char *fault_lock,
		      const struct bench_setting *settings, int nr,
		      const char *trace, unsigned long trace_len);

#endif /* _MMSIM_BENCH_H */
