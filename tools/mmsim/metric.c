// SPDX-License-Identifier: GPL-2.0-only
/* The numbers taken from each result and compared. What is not there is NAN, not 0. */
#include <math.h>
#include <string.h>

#include "cli.h"
#include "metric.h"

/**
 * json_double - a number of a document
 * @j: the value, or NULL
 *
 * Return: the number; NAN for null, for what is no number and for what is not there.
 */
double json_double(const json_t *j)
{
	return json_is_number(j) ? json_number_value(j) : NAN;
}

static double get_rate(const json_t *result, const char *op)
{
	double ops = json_double(json_object_get(result, "ops"));
	double ns = json_double(json_object_get(result, "wall_ns"));

	(void)op;
	return ns > 0 ? ops * 1e9 / ns : NAN;
}

static double latency(const json_t *result, const char *op, const char *key)
{
	const json_t *l = json_object_get(json_object_get(result, "latency"), op);

	/* Percentiles of nothing are not 0. */
	if (!(json_double(json_object_get(l, "count")) > 0))
		return NAN;
	return json_double(json_object_get(l, key));
}

static double get_p50(const json_t *result, const char *op)
{
	return latency(result, op, "p50_ns");
}

static double get_p99(const json_t *result, const char *op)
{
	return latency(result, op, "p99_ns");
}

static double get_max(const json_t *result, const char *op)
{
	return latency(result, op, "max_ns");
}

static double get_fallback(const json_t *result, const char *op)
{
	json_t *counters = json_object_get(result, "counters"), *count;
	json_t *reasons = json_object_get(counters, "fault_fallback");
	double attempts = json_double(json_object_get(counters, "fault_attempts"));
	double sum = 0;
	const char *reason;

	(void)op;
	if (!json_is_object(reasons) || !(attempts > 0))
		return NAN;
	json_object_foreach(reasons, reason, count)
		sum += json_double(count);
	return sum / attempts;
}

static double lock(const json_t *result, const char *mode, const char *key)
{
	json_t *l;
	size_t i;

	json_array_foreach(json_object_get(result, "locks"), i, l) {
		const char *class = json_string_value(json_object_get(l, "class"));
		const char *m = json_string_value(json_object_get(l, "mode"));

		if (class && m && !strcmp(class, "mmap_lock") && !strcmp(m, mode))
			return json_double(json_object_get(l, key));
	}
	return NAN;
}

static double get_read_contentions(const json_t *result, const char *op)
{
	(void)op;
	return lock(result, "read", "contentions");
}

static double get_read_wait(const json_t *result, const char *op)
{
	(void)op;
	return lock(result, "read", "wait_total_ns");
}

static double get_write_contentions(const json_t *result, const char *op)
{
	(void)op;
	return lock(result, "write", "contentions");
}

static double get_write_wait(const json_t *result, const char *op)
{
	(void)op;
	return lock(result, "write", "wait_total_ns");
}

/* Operations of the tasks; @key is what a result without the list calls the number. */
static double task_ops(const json_t *result, int which, const char *key)
{
	const json_t *all = json_object_get(result, "task_ops");
	size_t i, n = json_array_size(all);
	double v, sum = 0, min = INFINITY, max = -INFINITY;

	for (i = 0; i < n; i++) {
		v = json_double(json_array_get(all, i));
		if (isnan(v))
			return NAN;
		sum += v;
		min = fmin(min, v);
		max = fmax(max, v);
	}
	if (!n)
		return json_double(json_object_get(result, key));
	return which < 0 ? min : which > 0 ? max : sum / (double)n;
}

static double get_task_min(const json_t *result, const char *op)
{
	(void)op;
	return task_ops(result, -1, "task_ops_min");
}

static double get_task_mean(const json_t *result, const char *op)
{
	(void)op;
	return task_ops(result, 0, "task_ops_mean");
}

static double get_task_max(const json_t *result, const char *op)
{
	(void)op;
	return task_ops(result, 1, "task_ops_max");
}

#define RATE(k, l, g) \
	{ .key = k, .label = l, .unit = UNIT_RATE, .better = 1, .gates = true, .get = g }
#define TIME(k, l, g, ...) \
	{ .key = k, .label = l, .unit = UNIT_NS, .better = -1, .get = g, __VA_ARGS__ }
#define COUNT(k, l, b, g, ...) \
	{ .key = k, .label = l, .unit = UNIT_COUNT, .better = b, .get = g, __VA_ARGS__ }
#define SIDE(o)	.op = o, .side = true

const struct metric metrics[] = {
	RATE("ops_per_second", "ops/s", get_rate),
	TIME("p50_ns", "%s p50", get_p50, .gates = true),
	TIME("p99_ns", "%s p99", get_p99, .gates = true),
	TIME("max_ns", "%s max", get_max),
	TIME("fault_p50_ns", "%s p50", get_p50, SIDE("fault"), .gates = true),
	TIME("fault_p99_ns", "%s p99", get_p99, SIDE("fault"), .gates = true),
	TIME("fault_max_ns", "%s max", get_max, SIDE("fault")),
	{ .key = "fault_fallback_share", .label = "fault fallbacks", .unit = UNIT_SHARE,
	  .better = -1, .get = get_fallback },
	COUNT("mmap_lock_read_contentions", "mmap_lock-R contentions", -1, get_read_contentions),
	TIME("mmap_lock_read_wait_total_ns", "mmap_lock-R wait total", get_read_wait),
	COUNT("mmap_lock_write_contentions", "mmap_lock-W contentions", -1, get_write_contentions),
	TIME("mmap_lock_write_wait_total_ns", "mmap_lock-W wait total", get_write_wait),
	COUNT("task_ops_min", "task ops min/mean/max", 0, get_task_min),
	COUNT("task_ops_mean", "", 0, get_task_mean, .joined = true),
	COUNT("task_ops_max", "", 0, get_task_max, .joined = true),
};

const unsigned int nr_metrics = ARRAY_LEN(metrics);
