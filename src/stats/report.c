// SPDX-License-Identifier: GPL-2.0-only
/*
 * The walk over a finished run. Which form it takes, JSON or text, is the emitter's
 * business; names and order are decided here and nowhere else.
 */
#include <mmsim/policy.h>
#include <mmsim/result.h>

static const char *const event_names[NR_MMSIM_EVENTS] = {
#define MMSIM_EVENT(name, desc) [MMSIM_EV_##name] = #name,
#include <mmsim/event_list.h>
};

static const char *const fallback_names[NR_MMSIM_FALLBACKS] = {
#define MMSIM_FALLBACK(name, desc) [MMSIM_FB_##name] = #name,
#include <mmsim/event_list.h>
};

static const char *const violation_names[NR_MMSIM_VIOLATIONS] = {
#define MMSIM_VIOLATION(name, desc) [MMSIM_VIO_##name] = #name,
#include <mmsim/event_list.h>
};

static const char *const op_names[NR_MMSIM_OPS] = {
#define MMSIM_OP(name, desc) [MMSIM_OP_##name] = #name,
#include <mmsim/op_list.h>
};

static const char *const lock_names[NR_MMSIM_LOCKS] = {
#define MMSIM_LOCK(name, desc) [MMSIM_LOCK_##name] = #name,
#include <mmsim/lock_list.h>
};

/**
 * mmsim_op_name() - Name of an operation
 * @op: which one
 *
 * Return: the word in results and on the command line.
 */
const char *mmsim_op_name(enum mmsim_op op)
{
	return op_names[op];
}

/**
 * mmsim_op_find() - Operation by name, or -EINVAL
 * @name: what to find
 *
 * Return: its number, or -EINVAL.
 */
int mmsim_op_find(const char *name)
{
	int i;

	for (i = 0; i < NR_MMSIM_OPS; i++)
		if (!strcmp(op_names[i], name))
			return i;
	return -EINVAL;
}

/**
 * mmsim_lock_class_name() - Name of a lock class
 * @class: which one
 *
 * Return: the word in results.
 */
const char *mmsim_lock_class_name(enum mmsim_lock_class class)
{
	return lock_names[class];
}

static void report_config(struct mmsim_emit *e,
			  const struct mmsim_config *config)
{
	char buf[256];
	int i;

	mmsim_emit_string(e, "workload", mmsim_workload_name(config->workload));
	mmsim_emit_object(e, "policy");
	for (i = 0; i < NR_MMSIM_FAMILIES; i++)
		mmsim_emit_string(e, mmsim_family_name(i),
				  mmsim_variant_name(i, config->policy[i]));
	mmsim_emit_object_end(e);

	mmsim_emit_object(e, "params");
	for (i = 0; i < NR_MMSIM_PARAMS; i++) {
		if (mmsim_param_is_word(i)) {
			mmsim_param_format(config, i, buf, sizeof(buf));
			mmsim_emit_string(e, mmsim_param_name(i), buf);
		} else {
			mmsim_emit_s64(e, mmsim_param_name(i), config->param[i]);
		}
	}
	mmsim_config_format_used_cpus(config, buf, sizeof(buf));
	mmsim_emit_string(e, "cpus", buf);
	mmsim_emit_object_end(e);
}

static void report_counters(struct mmsim_emit *e, const struct mmsim_result *r)
{
	int i;

	mmsim_emit_object(e, "counters");
	for (i = 0; i < NR_MMSIM_EVENTS; i++)
		mmsim_emit_nonzero(e, event_names[i], r->events[i]);
	mmsim_emit_object(e, "fault_fallback");
	for (i = 0; i < NR_MMSIM_FALLBACKS; i++)
		mmsim_emit_nonzero(e, fallback_names[i], r->fallbacks[i]);
	mmsim_emit_object_end(e);
	mmsim_emit_object_end(e);

	mmsim_emit_object(e, "violations");
	for (i = 0; i < NR_MMSIM_VIOLATIONS; i++)
		mmsim_emit_nonzero(e, violation_names[i], r->violations[i]);
	mmsim_emit_object_end(e);
	mmsim_emit_bool(e, "consistent", mmsim_result_consistent(r));
}

/* Total, minimum, maximum of @h under names that begin with @what. */
static void report_times(struct mmsim_emit *e, const char *what,
			 const struct mmsim_hist *h, bool measured)
{
	char key[24];

	snprintf(key, sizeof(key), "%s_total_ns", what);
	mmsim_emit_known(e, key, measured, h ? h->sum : 0);
	snprintf(key, sizeof(key), "%s_min_ns", what);
	mmsim_emit_known(e, key, h, h ? h->min : 0);
	snprintf(key, sizeof(key), "%s_max_ns", what);
	mmsim_emit_known(e, key, h, h ? h->max : 0);
}

static void report_lock(struct mmsim_emit *e, enum mmsim_lock_class class,
			enum mmsim_lock_mode mode,
			const struct mmsim_lock_result *lr, bool hold)
{
	mmsim_emit_object(e, NULL);
	mmsim_emit_string(e, "class", lock_names[class]);
	mmsim_emit_string(e, "mode", mode == MMSIM_READ ? "read" : "write");
	mmsim_emit_u64(e, "acquisitions", lr->acquisitions);
	mmsim_emit_u64(e, "contentions", lr->contentions);
	/* Which CPU had the lock last is known to nobody here. */
	mmsim_emit_null(e, "acq_bounces");
	mmsim_emit_null(e, "con_bounces");
	report_times(e, "wait", lr->wait, true);
	mmsim_emit_known(e, "hold_count", hold, lr->hold ? lr->hold->count : 0);
	report_times(e, "hold", lr->hold, hold);
	mmsim_emit_hist(e, "wait_hist", lr->wait, true);
	mmsim_emit_hist(e, "hold_hist", lr->hold, hold);
	mmsim_emit_object_end(e);
}

static void report_locks(struct mmsim_emit *e, const struct mmsim_result *r)
{
	bool hold = r->config.param[MMSIM_PARAM_lock_stat];
	int class, mode;

	mmsim_emit_table(e, "locks", NULL);
	for (class = 0; class < NR_MMSIM_LOCKS; class++) {
		for (mode = 0; mode < NR_MMSIM_LOCK_MODES; mode++) {
			if (e->form == MMSIM_EMIT_TEXT &&
			    !r->locks[class][mode].acquisitions)
				continue;
			report_lock(e, class, mode, &r->locks[class][mode], hold);
		}
	}
	mmsim_emit_table_end(e);
}

static void report_latency(struct mmsim_emit *e, const struct mmsim_result *r)
{
	const struct mmsim_hist *h;
	int i;

	mmsim_emit_table(e, "latency", "operation");
	for (i = 0; i < NR_MMSIM_OPS; i++) {
		h = r->latency[i];
		if (!h)
			continue;
		mmsim_emit_object(e, op_names[i]);
		mmsim_emit_u64(e, "count", h->count);
		mmsim_emit_u64(e, "mean_ns", div64_u64(h->sum, h->count));
		mmsim_emit_u64(e, "min_ns", h->min);
		mmsim_emit_u64(e, "p50_ns", mmsim_hist_percentile(h, 5000));
		mmsim_emit_u64(e, "p90_ns", mmsim_hist_percentile(h, 9000));
		mmsim_emit_u64(e, "p99_ns", mmsim_hist_percentile(h, 9900));
		mmsim_emit_u64(e, "p999_ns", mmsim_hist_percentile(h, 9990));
		mmsim_emit_u64(e, "max_ns", h->max);
		mmsim_emit_hist(e, "hist", h, true);
		mmsim_emit_object_end(e);
	}
	mmsim_emit_table_end(e);
}

static void report_tasks(struct mmsim_emit *e, const struct mmsim_result *r)
{
	u64 min = U64_MAX, max = 0, sum = 0, nr = 0;
	unsigned int i;

	mmsim_emit_array(e, "task_ops");
	for (i = 0; i < r->nr_tasks; i++) {
		if (r->tasks[i].helper)
			continue;
		mmsim_emit_u64(e, NULL, r->tasks[i].ops);
		min = min(min, r->tasks[i].ops);
		max = max(max, r->tasks[i].ops);
		sum += r->tasks[i].ops;
		nr++;
	}
	mmsim_emit_array_end(e);
	mmsim_emit_known(e, "task_ops_min", nr, min);
	mmsim_emit_known(e, "task_ops_mean", nr, nr ? div64_u64(sum, nr) : 0);
	mmsim_emit_known(e, "task_ops_max", nr, max);

	mmsim_emit_array(e, "task_ns");
	for (i = 0; i < r->nr_tasks; i++)
		if (!r->tasks[i].helper)
			mmsim_emit_u64(e, NULL, r->tasks[i].time_ns);
	mmsim_emit_array_end(e);

	mmsim_emit_array(e, "helper_ops");
	for (i = 0; i < r->nr_tasks; i++)
		if (r->tasks[i].helper)
			mmsim_emit_u64(e, NULL, r->tasks[i].ops);
	mmsim_emit_array_end(e);
}

static void report_series(struct mmsim_emit *e, const struct mmsim_result *r)
{
	unsigned int i;

	mmsim_emit_table(e, "series", NULL);
	for (i = 0; i < r->nr_series; i++) {
		mmsim_emit_object(e, NULL);
		mmsim_emit_u64(e, "time_ns", r->series[i].time_ns);
		mmsim_emit_u64(e, "ops", r->series[i].ops);
		mmsim_emit_object_end(e);
	}
	mmsim_emit_table_end(e);
}

/**
 * mmsim_report_result() - Emit one run as an object
 * @e: emitter, inside an array
 * @result: run
 *
 * Context: may sleep.
 */
void mmsim_report_result(struct mmsim_emit *e, const struct mmsim_result *result)
{
	const struct mmsim_result *r = result;

	mmsim_emit_object(e, NULL);
	report_config(e, &r->config);
	mmsim_emit_u64(e, "tasks", r->nr_tasks);
	mmsim_emit_u64(e, "helper_tasks", r->nr_helpers);
	mmsim_emit_u64(e, "seed", r->seed);
	mmsim_emit_u64(e, "run", r->run);
	mmsim_emit_u64(e, "ops", r->ops);
	mmsim_emit_u64(e, "wall_ns", r->wall_ns);
	mmsim_emit_known(e, "ops_per_s", r->wall_ns,
			 r->wall_ns ? mul_u64_u64_div_u64(r->ops, NSEC_PER_SEC,
							  r->wall_ns) : 0);
	report_counters(e, r);
	if (r->difference[0])
		mmsim_emit_string(e, "maps_difference", r->difference);
	report_locks(e, r);
	report_latency(e, r);
	report_tasks(e, r);
	report_series(e, r);

	mmsim_emit_object(e, "memory");
	mmsim_emit_u64(e, "map_count", r->mm.map_count);
	mmsim_emit_u64(e, "total_vm_pages", r->mm.total_vm);
	mmsim_emit_u64(e, "rss_anon_pages", r->mm.rss_anon);
	mmsim_emit_u64(e, "rss_file_pages", r->mm.rss_file);
	mmsim_emit_object_end(e);
	mmsim_emit_object_end(e);
}
