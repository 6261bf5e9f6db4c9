// SPDX-License-Identifier: GPL-2.0-only
/*
 * The document around the results: where they were measured, and what a reader must
 * know before believing them.
 */
#include <mmsim/platform.h>
#include <mmsim/policy.h>
#include <mmsim/result.h>

#define CLOCK_READS	4096	/* to find the clock's resolution */
#define CLOCK_COARSE_NS	1000	/* a clock that steps by more is coarse */
#define WINDOW_SHORT_NS	(100 * NSEC_PER_MSEC)

/**
 * struct clock - What measuring the clock found
 * @step_ns: smallest step seen, ns; 0: it never moved
 * @read_ns: mean time from one reading to the next, ns
 */
struct clock {
	u64 step_ns;
	u64 read_ns;
};

static void measure_clock(struct clock *clock)
{
	u64 start = ktime_get_ns(), last = start, now, step = U64_MAX;
	int i;

	for (i = 0; i < CLOCK_READS; i++) {
		now = ktime_get_ns();
		if (now > last)
			step = min(step, now - last);
		last = now;
	}
	clock->step_ns = step == U64_MAX ? 0 : step;
	clock->read_ns = div_u64(last - start, CLOCK_READS);
}

enum warning {
	WARN_ONE_CPU,
	WARN_CROWDED,
	WARN_VERIFY,
	WARN_LOCK_STAT,
	WARN_BUSTED,
	WARN_SHORT,
	WARN_INCONSISTENT,
	WARN_VIOLATIONS,
};

/* Each kind of warning once, however many runs deserve it. */
static __printf(5, 6) void warn(struct mmsim_emit *e, u32 *said,
				enum warning kind, bool deserved,
				const char *fmt, ...)
{
	char buf[160];
	va_list args;

	if (!deserved || (*said & BIT(kind)))
		return;
	*said |= BIT(kind);
	va_start(args, fmt);
	vsnprintf(buf, sizeof(buf), fmt, args);
	va_end(args);
	mmsim_emit_string(e, NULL, buf);
}

static void warn_result(struct mmsim_emit *e, const struct mmsim_result *r,
			u32 *said)
{
	const struct mmsim_config *c = &r->config;
	const struct mmsim_fault_lock_ops *fl =
		mmsim_fault_lock_table[c->policy[MMSIM_FAMILY_fault_lock]];
	unsigned int cpus = min(cpumask_weight(&c->cpus) ?: r->cpus_online,
				r->cpus_online);
	u64 window_ns = c->param[MMSIM_PARAM_duration_ms] * NSEC_PER_MSEC;

	warn(e, said, WARN_ONE_CPU, r->cpus_online == 1,
	     "one CPU: no two tasks ever ran at the same time");
	warn(e, said, WARN_CROWDED, r->nr_tasks > cpus,
	     "more tasks (%u) than CPUs (%u): waiting times include waiting for a CPU",
	     r->nr_tasks, cpus);
	warn(e, said, WARN_VERIFY, c->param[MMSIM_PARAM_verify],
	     "verify is on: faults do more than they would");
	warn(e, said, WARN_LOCK_STAT, c->param[MMSIM_PARAM_lock_stat],
	     "lock_stat is on: two clock readings are in every locked section");
	warn(e, said, WARN_BUSTED, fl->flags & MMSIM_FL_BUSTED,
	     "%s is wrong on purpose: its speed means nothing", fl->name);
	/* A workload that ends by itself ends before the time is up. */
	warn(e, said, WARN_SHORT, r->wall_ns < WINDOW_SHORT_NS &&
	     r->wall_ns >= window_ns,
	     "a measured window of less than 100 ms");
	warn(e, said, WARN_INCONSISTENT, !mmsim_result_consistent(r),
	     "fault counters do not add up: attempts are not fast + fallbacks");
	warn(e, said, WARN_VIOLATIONS, mmsim_result_violations(r),
	     "violations were counted: see there");
}

static void warn_all(struct mmsim_emit *e, const struct list_head *results,
		     const struct clock *clock)
{
	const struct mmsim_result *r;
	char buf[96];
	u32 said = 0;

	mmsim_platform_warnings(e);
	if (!clock->step_ns || clock->step_ns > CLOCK_COARSE_NS) {
		snprintf(buf, sizeof(buf),
			 "coarse clock: it steps by %llu ns, so short times are not resolved",
			 (unsigned long long)clock->step_ns);
		mmsim_emit_string(e, NULL,
				  clock->step_ns ? buf : "the clock stood still");
	}
	list_for_each_entry(r, results, list)
		warn_result(e, r, &said);
}

static unsigned int count_nodes(void)
{
	unsigned int nodes = 0;
	int cpu, other;

	for_each_online_cpu(cpu) {
		for_each_online_cpu(other)
			if (cpu_to_node(other) == cpu_to_node(cpu))
				break;
		nodes += other == cpu;
	}
	return nodes;
}

/**
 * mmsim_report_document() - Emit everything about some runs
 * @e: emitter, at depth 0
 * @results: list of struct mmsim_result; nobody changes it meanwhile
 *
 * Context: may sleep.
 */
void mmsim_report_document(struct mmsim_emit *e, const struct list_head *results)
{
	const struct mmsim_result *r;
	struct clock clock;

	measure_clock(&clock);

	mmsim_emit_object(e, NULL);
	mmsim_emit_string(e, "schema", MMSIM_SCHEMA);
	mmsim_emit_string(e, "version", MMSIM_VERSION);

	mmsim_emit_object(e, "kernel");
	mmsim_platform_kernel(e);
	mmsim_emit_object_end(e);

	mmsim_emit_object(e, "machine");
	mmsim_emit_u64(e, "cpus_online", num_online_cpus());
	mmsim_emit_u64(e, "nodes", count_nodes());
	mmsim_emit_known(e, "clock_resolution_ns", clock.step_ns, clock.step_ns);
	mmsim_emit_known(e, "clock_read_ns", clock.step_ns, clock.read_ns);
	mmsim_platform_machine(e);
	mmsim_emit_object_end(e);

	mmsim_emit_string(e, "backend", mmsim_platform_backend());

	mmsim_emit_array(e, "warnings");
	warn_all(e, results, &clock);
	mmsim_emit_array_end(e);

	mmsim_emit_array(e, "results");
	list_for_each_entry(r, results, list)
		mmsim_report_result(e, r);
	mmsim_emit_array_end(e);
	mmsim_emit_object_end(e);
}
