// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a second task adds when both fault in VMAs of their own, and the rate of a
 * replay.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"

static double rate(const struct bench_report *r, const char *lock,
		   const char *tasks)
{
	char ms[16];
	struct bench_setting settings[] = {
		{ "tasks", tasks }, { "duration_ms", ms }, { "lock_stat", "0" },
		{ "latency_sample", "0" },
	};

	snprintf(ms, sizeof(ms), "%d", (int)(r->seconds * 1000));
	return bench_sim_rate("fault_storm", lock, settings,
			      sizeof(settings) / sizeof(settings[0]), NULL, 0);
}

static int scaling_one(struct bench_report *r, const char *lock,
		       const struct bench_figure *figure)
{
	double samples[BENCH_ROUNDS], one, two;
	int i;

	for (i = 0; i < BENCH_ROUNDS; i++) {
		one = rate(r, lock, "1");
		two = rate(r, lock, "2");
		if (one <= 0 || two <= 0)
			return -1;
		samples[i] = two / one;
	}
	bench_add(r, figure, samples, BENCH_ROUNDS);
	return 0;
}

int bench_scaling(struct bench_report *r)
{
	static const struct bench_figure refcnt = {
		.name = "vma_refcnt_2_vs_1_tasks", .unit = "x", .goal = 1.9, .more = 1,
		.text = "faults, 2 tasks / 1, disjoint VMAs, vma_refcnt",
	}, rwsem = {
		.name = "vma_rwsem_2_vs_1_tasks", .unit = "x", .more = 1,
		.text = "faults, 2 tasks / 1, disjoint VMAs, vma_rwsem",
	}, mmap_lock = {
		.name = "mmap_lock_2_vs_1_tasks", .unit = "x", .more = 1,
		.text = "faults, 2 tasks / 1, disjoint VMAs, mmap_lock",
	};

	if (scaling_one(r, "vma_refcnt", &refcnt) ||
	    scaling_one(r, "vma_rwsem", &rwsem))
		return -1;
	return scaling_one(r, "mmap_lock", &mmap_lock);
}

static char *read_file(const char *path, unsigned long *len)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	long size;

	if (!f)
		return NULL;
	if (!fseek(f, 0, SEEK_END)) {
		size = ftell(f);
		rewind(f);
		if (size > 0)
			text = malloc(size);
		if (text && fread(text, 1, size, f) != (size_t)size) {
			free(text);
			text = NULL;
		}
		*len = size;
	}
	fclose(f);
	return text;
}

int bench_replay(struct bench_report *r, const char *path)
{
	static const struct bench_figure figure = {
		.name = "replay_events_per_s", .unit = "1/s", .more = 1,
		.text = "events of a trace replayed per second, vma_refcnt",
	};
	static const struct bench_setting settings[] = {
		{ "lock_stat", "0" }, { "latency_sample", "0" },
	};
	double samples[BENCH_ROUNDS];
	unsigned long len = 0;
	char *text = read_file(path, &len);
	int i, ret = 0;

	if (!text) {
		perror(path);
		return -1;
	}
	for (i = 0; i < BENCH_ROUNDS && !ret; i++) {
		samples[i] = bench_sim_rate("replay", "vma_refcnt", settings, 2,
					    text, len);
		if (samples[i] <= 0)
			ret = -1;
	}
	if (!ret)
		bench_add(r, &figure, samples, BENCH_ROUNDS);
	free(text);
	return ret;
}
