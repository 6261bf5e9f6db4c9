// SPDX-License-Identifier: GPL-2.0-only
/* What the two made-up backends share: settings, a run that waits, and its results. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli_fake.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

/* Is @word one of the words of MMSIM_FAKE? */
bool fake_is(const char *word)
{
	const char *at = getenv("MMSIM_FAKE");
	size_t len = strlen(word);

	for (; at && *at; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");

		if (n == len && !memcmp(at, word, n))
			return true;
		at += n;
	}
	return false;
}

void fake_reset(struct fake *f)
{
	size_t i;

	*f = (struct fake){ 0 };
	for (i = 0; i < NR_FAMILIES; i++)
		snprintf(f->policy[i], sizeof(f->policy[i]), "%s", families[i].deflt);
	for (i = 0; i < NR_PARAMS; i++) {
		if (params[i].words)
			snprintf(f->param[i], sizeof(f->param[i]), "%.*s",
				 (int)strcspn(params[i].words, "|"), params[i].words);
		else
			snprintf(f->param[i], sizeof(f->param[i]), "%lld", params[i].deflt);
	}
}

int fake_set(struct fake *f, const char *name, const char *value)
{
	int i;

	if (!strcmp(name, "workload") || !strcmp(name, "name")) {
		snprintf(f->workload, sizeof(f->workload), "%s", value);
		return 0;
	}
	if (!strcmp(name, "cpus"))
		return strcmp(value, "4096") ? 0 : -EINVAL;
	i = family_find(name);
	if (i >= 0) {
		snprintf(f->policy[i], sizeof(f->policy[i]), "%s", value);
		return 0;
	}
	i = param_find(name);
	if (i < 0)
		return -ENOENT;
	snprintf(f->param[i], sizeof(f->param[i]), "%s", value);
	return 0;
}

static void wait_ms(struct fake *f, long ms)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	pthread_mutex_lock(&lock);
	while (!f->stopped || fake_is("deaf"))
		if (pthread_cond_timedwait(&changed, &lock, &until))
			break;
	pthread_mutex_unlock(&lock);
}

int fake_run(struct fake *f)
{
	f->runs++;
	if (fake_is("refuse"))
		return -EINVAL;
	if (fake_is("fail") && f->runs == 2)
		return -ENOMEM;
	/* "late" hangs in the second run, so that one is complete. */
	if (fake_is("hang") || (fake_is("late") && f->runs == 2))
		wait_ms(f, 60000);
	else if (fake_is("slow"))
		wait_ms(f, 300);
	return f->stopped ? -EINTR : 0;
}

void fake_stop(struct fake *f)
{
	pthread_mutex_lock(&lock);
	f->stopped = true;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static json_t *fake_lock(const char *class, const char *mode, json_int_t wait)
{
	return json_pack("{s:s, s:s, s:i, s:i, s:I}", "class", class, "mode", mode,
			 "acquisitions", 1000, "contentions", 10, "wait_total_ns", wait);
}

static json_t *fake_result(struct fake *f)
{
	json_t *policy = json_object(), *par = json_object(), *r, *task_ops = json_array();
	json_int_t tasks = atoll(f->param[PARAM_tasks]), ops, i;
	const char *op = workloads[workload_find(f->workload)].op;

	for (i = 0; i < NR_FAMILIES; i++)
		json_object_set_new(policy, families[i].name, json_string(f->policy[i]));
	for (i = 0; i < NR_PARAMS; i++)
		json_object_set_new(par, params[i].name, params[i].words ?
				    json_string(f->param[i]) :
				    json_integer(atoll(f->param[i])));
	/* Longer names are faster, later runs a little more so. */
	ops = 1000 * (json_int_t)strlen(f->policy[FAMILY_fault_lock]) + f->runs;
	for (i = 0; i < tasks; i++)
		json_array_append_new(task_ops, json_integer(ops / tasks));
	r = json_pack("{s:s, s:o, s:o, s:I, s:i, s:i, s:I, s:I}", "workload", f->workload,
		      "policy", policy, "params", par, "tasks", tasks, "seed", 1, "run", 1, "ops",
		      ops, "wall_ns", (json_int_t)1000000000);
	json_object_set_new(r, "counters",
			    json_pack("{s:i, s:i, s:{s:i, s:i}}", "fault_attempts", 100,
				      "fault_fast", fake_is("miscount") ? 96 : 97,
				      "fault_fallback", "not_found", 2, "seq_busy", 1));
	json_object_set_new(r, "violations",
			    json_pack("{s:i}", "bad_maps", fake_is("violation") ? 3 : 0));
	json_object_set_new(r, "latency",
			    json_pack("{s:{s:i, s:i, s:i, s:i}}", op, "count", 100, "p50_ns", 1500,
				      "p99_ns", 25000, "max_ns", 3000000));
	json_object_set_new(r, "locks",
			    json_pack("[o, o]", fake_lock("mmap_lock", "read", 5000),
				      fake_lock("mmap_lock", "write", 70000)));
	json_object_set_new(r, "task_ops", task_ops);
	return r;
}

json_t *fake_document(struct fake *f)
{
	if (fake_is("garbled"))
		return NULL;
	return json_pack("{s:s, s:{}, s:{s:i, s:n}, s:[s], s:[o]}", "schema", "mmsim-result/1",
			 "kernel", "machine", "clock_resolution_ns", 1, "cpu_model", "warnings",
			 "made-up numbers", "results", fake_result(f));
}
