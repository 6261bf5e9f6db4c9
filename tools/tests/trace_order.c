// SPDX-License-Identifier: GPL-2.0-only
/*
 * Are a trace's dependencies enough? Replays traces by one thread: once in the order of
 * the file, then in random orders that keep each task's order and the dependencies, and
 * nothing else. Every order must give the recorded results and final VMAs.
 *
 * Usage: trace-order [-n ORDERS] [FILE]... (default: 10, the bundled traces)
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include <mmsim/init.h>
#include <mmsim/mm.h>
#include <mmsim/replay.h>
#include <mmsim/workload.h>

/* Tasks go on for up to so many events before another one is chosen. */
#define BURST_MAX	200

static const struct mmsim_workload_ops *const replay = &mmsim_workload_replay;

static bool runnable(const struct mmsim_trace *tr, const u32 *done, u32 task)
{
	const struct mmsim_trace_event *ev;
	const struct mmsim_trace_dep *dep;
	unsigned int i;

	if (done[task] == tr->task[task].nr_events)
		return false;
	ev = mmsim_trace_event_of(tr, task, done[task]);
	dep = &tr->dep[ev->dep];
	for (i = 0; i < ev->nr_deps; i++)
		if (done[dep[i].task] < dep[i].events)
			return false;
	return true;
}

/* Any task that can go on, or nr_tasks if none can. */
static u32 choose(const struct mmsim_trace *tr, const u32 *done, struct rnd_state *rnd)
{
	u32 start = prandom_u32_state(rnd) % tr->nr_tasks, i, task;

	for (i = 0; i < tr->nr_tasks; i++) {
		task = (start + i) % tr->nr_tasks;
		if (runnable(tr, done, task))
			return task;
	}
	return tr->nr_tasks;
}

static int step(struct mmsim_run *run, u32 *done, u32 task)
{
	int ret = replay->step(run, run->tasks[task], 1);

	if (ret != 1)
		return ret < 0 ? ret : -EIO;
	done[task]++;
	return 0;
}

static int in_order(struct mmsim_run *run, u32 *done)
{
	const struct mmsim_trace *tr = run->trace;
	u32 i;
	int err = 0;

	for (i = 0; !err && i < tr->nr_events; i++)
		err = step(run, done, tr->event[i].task);
	return err;
}

static int in_random_order(struct mmsim_run *run, u32 *done, u64 seed)
{
	const struct mmsim_trace *tr = run->trace;
	u32 left = tr->nr_events, burst, task;
	struct rnd_state rnd;
	int err = 0;

	prandom_seed_state(&rnd, seed);
	while (!err && left) {
		task = choose(tr, done, &rnd);
		if (task == tr->nr_tasks)
			return -EDEADLK;
		burst = 1 + prandom_u32_state(&rnd) % BURST_MAX;
		while (!err && burst-- && runnable(tr, done, task)) {
			err = step(run, done, task);
			left--;
		}
	}
	return err;
}

static int do_events(struct mmsim_run *run, u64 seed)
{
	u32 *done = kvcalloc(run->nr_tasks, sizeof(*done), GFP_KERNEL);
	int err;

	if (!done)
		return -ENOMEM;
	err = seed ? in_random_order(run, done, seed) : in_order(run, done);
	kvfree(done);
	return err;
}

static u64 violations(const struct mmsim_run *run)
{
	unsigned int i, v;
	u64 sum = 0;

	for (i = 0; i < run->nr_tasks; i++)
		for (v = 0; v < NR_MMSIM_VIOLATIONS; v++)
			sum += run->tasks[i]->violations[v];
	return sum;
}

/* Replay once, with @seed 0 in the order of the file. Returns true if all was well. */
static bool replay_once(const struct mmsim_trace *tr, u64 seed)
{
	struct mmsim_config config;
	struct mmsim_run run;
	u64 bad = 0;
	u32 i;
	int err;

	mmsim_config_init(&config);
	config.workload = MMSIM_WORKLOAD_replay;
	mmsim_run_init(&run, &config, 1);
	run.trace = tr;
	run.nr_tasks = tr->nr_tasks;
	run.tasks = kvcalloc(tr->nr_tasks, sizeof(*run.tasks), GFP_KERNEL);
	run.mm = mmsim_run_create_mm(&run);
	if (!run.tasks || !run.mm)
		exit(2);
	for (i = 0; i < tr->nr_tasks; i++) {
		run.tasks[i] = mmsim_task_create(run.mm, i, 1);
		if (!run.tasks[i])
			exit(2);
	}

	err = replay->prepare(&run, run.tasks[0]);
	if (!err)
		err = do_events(&run, seed);
	if (!err)
		err = replay->finish(&run, run.tasks[0]);
	replay->cleanup(&run, run.tasks[0]);
	mmsim_mmput(run.tasks[0], run.mm);
	bad = violations(&run);
	if (err || bad)
		printf("# seed %llu: error %d, %llu violations: %s\n",
		       (unsigned long long)seed, err, (unsigned long long)bad,
		       run.difference);
	for (i = 0; i < tr->nr_tasks; i++)
		mmsim_task_destroy(run.tasks[i]);
	kvfree(run.tasks);
	mmsim_run_destroy(&run);
	return !err && !bad;
}

static char *read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "r");
	char *buf = NULL;
	long size;

	if (!f)
		return NULL;
	size = fseek(f, 0, SEEK_END) ? -1 : ftell(f);
	if (size >= 0 && !fseek(f, 0, SEEK_SET)) {
		buf = kvmalloc(size + 1, GFP_KERNEL);
		*len = buf ? fread(buf, 1, size, f) : 0;
	}
	fclose(f);
	return buf;
}

static bool test_trace(const char *path, unsigned int orders)
{
	struct mmsim_trace_error error;
	struct mmsim_trace *tr;
	bool ok = true;
	size_t len;
	char *buf;
	u64 seed;
	int err;

	buf = read_file(path, &len);
	if (!buf) {
		printf("# %s: cannot be read\n", path);
		return false;
	}
	err = mmsim_trace_parse(buf, len, &tr, &error);
	kvfree(buf);
	if (err) {
		printf("# %s:%u: %s\n", path, error.line, error.message);
		return false;
	}
	/* With one task there is one order. */
	if (tr->nr_tasks == 1)
		orders = 0;
	for (seed = 0; ok && seed <= orders; seed++)
		ok = replay_once(tr, seed);
	mmsim_trace_free(tr);
	return ok;
}

int main(int argc, char **argv)
{
	unsigned int orders = 10;
	int i, first = 1, failed = 0;
	glob_t found = {};
	char **path;
	size_t nr;

	if (argc > 2 && !strcmp(argv[1], "-n")) {
		orders = strtoul(argv[2], NULL, 10);
		first = 3;
	}
	path = argv + first;
	nr = argc - first;
	if (!nr && !glob("traces/*.mmtrace", 0, NULL, &found)) {
		path = found.gl_pathv;
		nr = found.gl_pathc;
	}
	if (mmsim_core_init())
		return 2;

	printf("KTAP version 1\n1..%zu\n", nr);
	for (i = 0; i < nr; i++) {
		bool ok = test_trace(path[i], orders);

		failed += !ok;
		printf("%s %d %s\n", ok ? "ok" : "not ok", i + 1, path[i]);
	}
	mmsim_core_exit();
	globfree(&found);
	return failed || !nr;
}
