// SPDX-License-Identifier: GPL-2.0-only
/* The machine and the kernel a result was measured on; unknown is null. */
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cli.h"
#include "machine.h"
#include "util.h"

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
	return m;
}

/**
 * struct option - a kernel option that changes what a lock costs
 * @key: its name in results, as the module writes it
 * @name: its name in a configuration file
 */
struct option {
	const char *key;
	const char *name;
};

static const struct option numbers[] = {
	{ "hz", "CONFIG_HZ" },
	{ "nr_cpus", "CONFIG_NR_CPUS" },
};

static const struct option switches[] = {
	{ "smp", "CONFIG_SMP" },
	{ "numa", "CONFIG_NUMA" },
	{ "lockdep", "CONFIG_LOCKDEP" },
	{ "prove_locking", "CONFIG_PROVE_LOCKING" },
	{ "lock_stat", "CONFIG_LOCK_STAT" },
	{ "debug_atomic_sleep", "CONFIG_DEBUG_ATOMIC_SLEEP" },
	{ "kasan", "CONFIG_KASAN" },
	{ "kcsan", "CONFIG_KCSAN" },
};

static const struct option preemption[] = {
	{ "rt", "CONFIG_PREEMPT_RT" },
	{ "full", "CONFIG_PREEMPT" },
	{ "lazy", "CONFIG_PREEMPT_LAZY" },
	{ "voluntary", "CONFIG_PREEMPT_VOLUNTARY" },
	{ "none", "CONFIG_PREEMPT_NONE" },
};

static const struct option *find_option(const struct option *o, size_t nr, const char *name)
{
	for (; nr--; o++)
		if (!strcmp(o->name, name))
			return o;
	return NULL;
}

static void take_option(json_t *config, const char *name, const char *value)
{
	const struct option *o;

	o = find_option(numbers, ARRAY_LEN(numbers), name);
	if (o)
		json_object_set_new(config, o->key, json_integer(atoll(value)));
	o = find_option(switches, ARRAY_LEN(switches), name);
	if (o)
		json_object_set_new(config, o->key, json_boolean(*value == 'y'));
	o = find_option(preemption, ARRAY_LEN(preemption), name);
	if (o && *value == 'y')
		json_object_set_new(config, "preempt", json_string(o->key));
}

/* The options that change what a lock costs, where a file tells; else null. */
static json_t *config_subset(const char *release)
{
	char *path = xasprintf("/boot/config-%s", release), line[256], *eq;
	json_t *config;
	FILE *f = fopen(path, "re");
	size_t i;

	free(path);
	if (!f)
		return json_null();
	config = json_object();
	/* An option that is off is a comment in the file, or not there at all. */
	for (i = 0; i < ARRAY_LEN(switches); i++)
		json_object_set_new(config, switches[i].key, json_false());
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		eq = strchr(line, '=');
		if (!eq)
			continue;
		*eq = '\0';
		take_option(config, line, eq + 1);
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
