// SPDX-License-Identifier: GPL-2.0-only
/*
 * Single aspects of some runs as plain text, for a look or a script: sums over the
 * runs.
 */
#include <mmsim/result.h>

static void event_line(struct mmsim_out *out, const struct list_head *results,
		       const char *prefix, const char *name, size_t offset)
{
	const struct mmsim_result *r;
	u64 sum = 0;

	list_for_each_entry(r, results, list)
		sum += *(const u64 *)((const char *)r + offset);
	mmsim_out_printf(out, "%s%s %llu\n", prefix, name,
			 (unsigned long long)sum);
}

/**
 * mmsim_report_events() - Every counter, one per line: name, value
 * @out: where to
 * @results: list of struct mmsim_result; nobody changes it meanwhile
 *
 * Context: may sleep.
 */
void mmsim_report_events(struct mmsim_out *out, const struct list_head *results)
{
#define MMSIM_EVENT(name, desc) \
	event_line(out, results, "", #name, \
		   offsetof(struct mmsim_result, events[MMSIM_EV_##name]));
#define MMSIM_FALLBACK(name, desc) \
	event_line(out, results, "fault_fallback_", #name, \
		   offsetof(struct mmsim_result, fallbacks[MMSIM_FB_##name]));
#define MMSIM_VIOLATION(name, desc) \
	event_line(out, results, "violation_", #name, \
		   offsetof(struct mmsim_result, violations[MMSIM_VIO_##name]));
#include <mmsim/event_list.h>
}

/**
 * mmsim_report_hist() - Latency histogram of an operation, one bucket per line
 * @out: where to
 * @results: list of struct mmsim_result; nobody changes it meanwhile
 * @op: which operation
 *
 * Each line: largest value of the bucket in ns, number of values.
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int mmsim_report_hist(struct mmsim_out *out, const struct list_head *results,
		      enum mmsim_op op)
{
	struct mmsim_hist *sum = kvzalloc(sizeof(*sum), GFP_KERNEL);
	const struct mmsim_result *r;
	unsigned int i;

	if (!sum)
		return -ENOMEM;
	list_for_each_entry(r, results, list)
		if (r->latency[op])
			mmsim_hist_merge(sum, r->latency[op]);
	for (i = 0; i < MMSIM_HIST_BUCKETS; i++)
		if (sum->bucket[i])
			mmsim_out_printf(out, "%llu %u\n",
					 (unsigned long long)mmsim_hist_upper(i),
					 sum->bucket[i]);
	kvfree(sum);
	return 0;
}

#define COL	15	/* width of a column of /proc/lock_stat */

static void column(struct mmsim_out *out, const char *value)
{
	mmsim_out_printf(out, " %*s", COL - 1, value);
}

static void column_count(struct mmsim_out *out, u64 n)
{
	char buf[24];

	snprintf(buf, sizeof(buf), "%llu", (unsigned long long)n);
	column(out, buf);
}

/* Microseconds with two decimals, as lock_stat writes times. */
static void column_time(struct mmsim_out *out, u64 ns)
{
	char buf[32];
	u32 rest;
	u64 us = div_u64_rem(ns + 5, 1000, &rest);

	snprintf(buf, sizeof(buf), "%llu.%02u", (unsigned long long)us, rest / 10);
	column(out, buf);
}

static void columns_times(struct mmsim_out *out, const struct mmsim_hist *h)
{
	if (!h->count) {
		column(out, "-");
		column(out, "-");
		column(out, "-");
		column(out, "-");
		return;
	}
	column_time(out, h->min);
	column_time(out, h->max);
	column_time(out, h->sum);
	column_time(out, div64_u64(h->sum, h->count));
}

static void lock_stat_row(struct mmsim_out *out, enum mmsim_lock_class class,
			  enum mmsim_lock_mode mode, u64 acquisitions,
			  u64 contentions, const struct mmsim_hist *wait,
			  const struct mmsim_hist *hold)
{
	char name[40];

	snprintf(name, sizeof(name), "mmsim:%s-%c", mmsim_lock_class_name(class),
		 mode == MMSIM_READ ? 'R' : 'W');
	mmsim_out_printf(out, "%40s:", name);
	column(out, "-");
	column_count(out, contentions);
	columns_times(out, wait);
	column(out, "-");
	column_count(out, acquisitions);
	columns_times(out, hold);
	mmsim_out_puts(out, "\n");
}

static const char *const lock_stat_columns[] = {
	"con-bounces", "contentions", "waittime-min", "waittime-max",
	"waittime-total", "waittime-avg", "acq-bounces", "acquisitions",
	"holdtime-min", "holdtime-max", "holdtime-total", "holdtime-avg",
};

static void lock_stat_header(struct mmsim_out *out)
{
	unsigned int i, width = 41 + COL * ARRAY_SIZE(lock_stat_columns);

	mmsim_out_puts(out, "lock_stat version 0.4\n");
	for (i = 0; i < width; i++)
		mmsim_out_puts(out, "-");
	mmsim_out_printf(out, "\n%40s ", "class name");
	for (i = 0; i < ARRAY_SIZE(lock_stat_columns); i++)
		column(out, lock_stat_columns[i]);
	mmsim_out_puts(out, "\n");
	for (i = 0; i < width; i++)
		mmsim_out_puts(out, "-");
	mmsim_out_puts(out, "\n\n");
}

/**
 * mmsim_report_lock_stat() - Lock statistics laid out as /proc/lock_stat
 * @out: where to
 * @results: list of struct mmsim_result; nobody changes it meanwhile
 *
 * Times in microseconds. The bounce columns are "-": which CPU had a lock last is
 * not recorded.
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int mmsim_report_lock_stat(struct mmsim_out *out,
			   const struct list_head *results)
{
	struct mmsim_hist *sums = kvcalloc(2, sizeof(*sums), GFP_KERNEL);
	const struct mmsim_lock_result *lr;
	const struct mmsim_result *r;
	u64 acquisitions, contentions;
	int class, mode;

	if (!sums)
		return -ENOMEM;
	lock_stat_header(out);
	for (class = 0; class < NR_MMSIM_LOCKS; class++) {
		for (mode = NR_MMSIM_LOCK_MODES - 1; mode >= 0; mode--) {
			acquisitions = 0;
			contentions = 0;
			mmsim_hist_reset(&sums[0]);
			mmsim_hist_reset(&sums[1]);
			list_for_each_entry(r, results, list) {
				lr = &r->locks[class][mode];
				acquisitions += lr->acquisitions;
				contentions += lr->contentions;
				if (lr->wait)
					mmsim_hist_merge(&sums[0], lr->wait);
				if (lr->hold)
					mmsim_hist_merge(&sums[1], lr->hold);
			}
			if (acquisitions)
				lock_stat_row(out, class, mode, acquisitions,
					      contentions, &sums[0], &sums[1]);
		}
	}
	kvfree(sums);
	return 0;
}
