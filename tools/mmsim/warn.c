// SPDX-License-Identifier: GPL-2.0-only
/* What a reader of results must know before believing them. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "document.h"
#include "options.h"
#include "warn.h"

#define COARSE_NS	1000	/* a clock with greater steps cannot time a lock */

__printf(2, 3) static void warn(json_t *doc, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	document_warn(doc, text);
}

static long long number(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static void warn_accel(json_t *doc, const char *accel)
{
	if (!accel)
		warn(doc, "accelerator unknown: this may be a virtual machine");
	else if (!strcmp(accel, "tcg"))
		warn(doc, "tcg: an emulated CPU; its numbers compare with each other only");
	else if (!strcmp(accel, "uml"))
		warn(doc, "uml: User Mode Linux; its numbers compare with each other only");
	else if (strcmp(accel, "bare-metal"))
		warn(doc, "virtual machine (%s): its CPUs may be preempted while they hold a lock",
		     accel);
}

static void warn_machine(json_t *doc)
{
	const json_t *m = json_object_get(doc, "machine");
	long long cpus = number(m, "cpus_online"), step = number(m, "clock_step_ns");

	warn_accel(doc, json_string_value(json_object_get(m, "accel")));
	if (cpus == 1)
		warn(doc, "one CPU: tasks never run at the same time; locks are hardly contended");
	if (step > COARSE_NS)
		warn(doc, "coarse clock: its step is %lld ns; shorter times mean nothing",
		     step);
}

/* CPUs the tasks of this run may use: what was asked for, or what there is. */
static long long cpus_of(const json_t *doc)
{
	const json_t *m = json_object_get(doc, "machine");
	long long online = number(m, "cpus_online"), allowed = number(m, "cpus_allowed");

	return allowed && allowed < online ? allowed : online;
}

static void warn_result(json_t *doc, const json_t *r)
{
	const json_t *lock_stat = json_object_get(json_object_get(r, "params"), "lock_stat");
	long long tasks = number(r, "tasks"), cpus = cpus_of(doc);

	if (cpus && tasks > cpus)
		warn(doc, "%lld tasks on %lld CPUs: times include waiting for a CPU", tasks, cpus);
	if (json_integer_value(lock_stat) || json_is_true(lock_stat))
		warn(doc, "lock_stat=1: two more clock reads per lock; for rates use lock_stat=0");
}

/**
 * warn_about - add the warnings that machine, settings and results call for
 * @doc: the document
 * @runs: runs of each cell
 */
void warn_about(json_t *doc, unsigned int runs)
{
	const char *backend = json_string_value(json_object_get(doc, "backend"));
	const json_t *r;
	size_t i;

	warn_machine(doc);
	if (backend && !strcmp(backend, "native"))
		warn(doc, "native: userspace locks; claims about the kernel's need --on kernel");
	if (runs < RUNS_DEFAULT)
		warn(doc, "%u %s per cell; at least %d say something about spread", runs,
		     runs == 1 ? "run" : "runs", RUNS_DEFAULT);
	json_array_foreach(json_object_get(doc, "results"), i, r)
		warn_result(doc, r);
}
