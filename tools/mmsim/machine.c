// SPDX-License-Identifier: GPL-2.0-only
/* The machine and the kernel a result was measured on; unknown is null. */
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "machine.h"
#include "util.h"

#define CLOCK_PROBES	1000
#define CLOCKSOURCE	"/sys/devices/system/clocksource/clocksource0/current_clocksource"

static json_t *line_of(const char *path)
{
	char line[256];

	return read_line(path, line, sizeof(line)) ? json_string(line) : json_null();
}

static json_t *cpu_model(void)
{
	json_t *model = NULL;
	char line[256], *at;
	FILE *f = fopen("/proc/cpuinfo", "re");

	while (f && !model && fgets(line, sizeof(line), f)) {
		at = strchr(line, ':');
		if (strncmp(line, "model name", 10) || !at)
			continue;
		at[strcspn(at, "\n")] = '\0';
		model = json_string(at + 1 + (at[1] == ' '));
	}
	if (f)
		fclose(f);
	return model ? model : json_null();
}

/* "0-1,4" has three. */
static json_t *count_list(const char *path)
{
	char line[4096], *at = line, *end;
	long first, last, n = 0;

	if (!read_line(path, line, sizeof(line)))
		return json_null();
	for (; *at >= '0' && *at <= '9'; at = end + (*end == ',')) {
		first = strtol(at, &end, 10);
		last = *end == '-' ? strtol(end + 1, &end, 10) : first;
		n += last - first + 1;
	}
	return n ? json_integer(n) : json_null();
}

static json_t *cpus_allowed(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set))
		return json_null();
	return json_integer(CPU_COUNT(&set));
}

static int64_t now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

/*
 * The least step the clock was seen to make. What clock_getres() says is the unit it
 * counts in, which is 1 ns even where the clock ticks a hundred times a second.
 */
static json_t *clock_step(void)
{
	int64_t from, to, least = INT64_MAX, begin = now_ns();
	int i;

	for (i = 0; i < CLOCK_PROBES; i++) {
		from = now_ns();
		do {
			to = now_ns();
		} while (to == from);
		if (to - from < least)
			least = to - from;
		if (to - begin > 100000000)
			break;
	}
	return json_integer(least);
}

/**
 * machine_describe - the machine, for a result document
 *
 * Return: a new object.
 */
json_t *machine_describe(void)
{
	const char *accel = machine_accel();
	json_t *m = json_object();

	json_object_set_new(m, "cpus_online", count_list("/sys/devices/system/cpu/online"));
	if (json_is_null(json_object_get(m, "cpus_online")))
		json_object_set_new(m, "cpus_online", json_integer(sysconf(_SC_NPROCESSORS_ONLN)));
	json_object_set_new(m, "cpus_allowed", cpus_allowed());
	json_object_set_new(m, "nodes", count_list("/sys/devices/system/node/online"));
	json_object_set_new(m, "accel", accel ? json_string(accel) : json_null());
	json_object_set_new(m, "cpu_model", cpu_model());
	json_object_set_new(m, "smt", line_of("/sys/devices/system/cpu/smt/active"));
	json_object_set_new(m, "governor",
			    line_of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
	json_object_set_new(m, "clocksource", line_of(CLOCKSOURCE));
	json_object_set_new(m, "clock_step_ns", clock_step());
	return m;
}

/* The options that change what a lock costs. */
static json_t *config_subset(const char *release)
{
	static const char *const wanted[] = {
		"HZ", "NR_CPUS", "SMP", "NUMA", "PREEMPT", "PREEMPT_VOLUNTARY", "PREEMPT_NONE",
		"PREEMPT_DYNAMIC", "PREEMPT_RT", "PER_VMA_LOCK", "LOCKDEP", "PROVE_LOCKING",
		"LOCK_STAT", "DEBUG_ATOMIC_SLEEP", "KASAN", "KCSAN",
	};
	char *path = xasprintf("/boot/config-%s", release), line[256], *eq;
	json_t *config = NULL;
	FILE *f = fopen(path, "re");
	size_t i;

	free(path);
	if (!f)
		return json_null();
	config = json_object();
	for (i = 0; i < ARRAY_LEN(wanted); i++)
		json_object_set_new(config, wanted[i], json_string("n"));
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		eq = strchr(line, '=');
		if (strncmp(line, "CONFIG_", 7) || !eq)
			continue;
		*eq = '\0';
		if (json_object_get(config, line + 7))
			json_object_set_new(config, line + 7, json_string(eq + 1));
	}
	fclose(f);
	return config;
}

/**
 * machine_kernel - the running kernel, for a result document
 *
 * Return: a new object.
 */
json_t *machine_kernel(void)
{
	struct utsname u;

	if (uname(&u))
		return json_object();
	return json_pack("{s:s, s:s, s:s, s:o}", "release", u.release, "version", u.version,
			 "arch", u.machine, "config", config_subset(u.release));
}
