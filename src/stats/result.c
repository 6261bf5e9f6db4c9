// SPDX-License-Identifier: GPL-2.0-only
/*
 * A finished run: the sums over its tasks.
 */
#include <mmsim/result.h>

/**
 * mmsim_result_create() - Room for a run's results
 * @config: what was asked for
 * @nr_tasks: tasks it had
 *
 * Context: may sleep.
 * Return: result, all zero, or NULL.
 */
struct mmsim_result *mmsim_result_create(const struct mmsim_config *config,
					 unsigned int nr_tasks)
{
	struct mmsim_result *r = kvzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return NULL;
	INIT_LIST_HEAD(&r->list);
	r->tasks = kvcalloc(nr_tasks, sizeof(*r->tasks), GFP_KERNEL);
	if (!r->tasks) {
		kvfree(r);
		return NULL;
	}
	r->config = *config;
	r->nr_tasks = nr_tasks;
	r->cpus_online = num_online_cpus();
	return r;
}

/**
 * mmsim_result_destroy() - Free a result
 * @result: result or NULL; not in a list
 */
void mmsim_result_destroy(struct mmsim_result *result)
{
	int class, mode, op;

	if (!result)
		return;
	for (class = 0; class < NR_MMSIM_LOCKS; class++) {
		for (mode = 0; mode < NR_MMSIM_LOCK_MODES; mode++) {
			kvfree(result->locks[class][mode].wait);
			kvfree(result->locks[class][mode].hold);
		}
	}
	for (op = 0; op < NR_MMSIM_OPS; op++)
		kvfree(result->latency[op]);
	kvfree(result->tasks);
	kvfree(result->series);
	kvfree(result);
}

/* Most histograms stay empty; those take no memory. */
static int add_hist(struct mmsim_hist **to, const struct mmsim_hist *from)
{
	if (!READ_ONCE(from->count))
		return 0;
	if (!*to) {
		*to = kvzalloc(sizeof(**to), GFP_KERNEL);
		if (!*to)
			return -ENOMEM;
	}
	mmsim_hist_merge(*to, from);
	return 0;
}

/**
 * mmsim_result_add_task() - Add what a task counted to the sums
 * @result: result
 * @t: task that has ended
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM; the sums are then useless.
 */
int mmsim_result_add_task(struct mmsim_result *result,
			  const struct mmsim_task *t)
{
	int i, mode, err;

	for (i = 0; i < NR_MMSIM_EVENTS; i++)
		result->events[i] += t->events[i];
	for (i = 0; i < NR_MMSIM_FALLBACKS; i++)
		result->fallbacks[i] += t->fallbacks[i];
	for (i = 0; i < NR_MMSIM_VIOLATIONS; i++)
		result->violations[i] += t->violations[i];
	for (i = 0; i < NR_MMSIM_LOCKS; i++) {
		for (mode = 0; mode < NR_MMSIM_LOCK_MODES; mode++) {
			const struct mmsim_lock_stat *ls = &t->locks[i][mode];
			struct mmsim_lock_result *lr = &result->locks[i][mode];

			lr->acquisitions += ls->acquisitions;
			lr->contentions += ls->contentions;
			err = add_hist(&lr->wait, &ls->wait);
			if (!err)
				err = add_hist(&lr->hold, &ls->hold);
			if (err)
				return err;
		}
	}
	for (i = 0; i < NR_MMSIM_OPS; i++) {
		err = add_hist(&result->latency[i], &t->latency[i]);
		if (err)
			return err;
	}
	return 0;
}

/**
 * mmsim_result_consistent() - Do the fault counters add up?
 * @result: result
 *
 * Return: true if every attempt ended either fast or in one fallback.
 */
bool mmsim_result_consistent(const struct mmsim_result *result)
{
	u64 sum = result->events[MMSIM_EV_fault_fast];
	int i;

	for (i = 0; i < NR_MMSIM_FALLBACKS; i++)
		sum += result->fallbacks[i];
	return sum == result->events[MMSIM_EV_fault_attempts];
}

/**
 * mmsim_result_violations() - Number of violations of any kind
 * @result: result
 *
 * Return: their sum; 0 is what a correct design has.
 */
u64 mmsim_result_violations(const struct mmsim_result *result)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < NR_MMSIM_VIOLATIONS; i++)
		sum += result->violations[i];
	return sum;
}
