// SPDX-License-Identifier: GPL-2.0-only
/*
 * One run: build the address space, start a thread per task, warm up until all are
 * warm, open the window for all at once, close it, let the tasks go on until the last
 * of them has noticed, stop, and sum up.
 *
 * The caller's context is the run's main task. A fatal signal to it, or
 * mmsim_run_stop() from elsewhere, ends the run: the tasks see @stop between two steps,
 * and get a SIGKILL that ends their waits for locks where the kernel's can be ended.
 */
#include <mmsim/mm.h>
#include <mmsim/policy.h>

#include "worker.h"

#define SERIES_MAX	3600	/* points; one per second */

/**
 * mmsim_run_init() - A run that has not begun
 * @run: filled in; the caller may set trace and inject
 * @config: what to run; outlives the run
 * @number: number of the run, from 1
 */
void mmsim_run_init(struct mmsim_run *run, const struct mmsim_config *config,
		    unsigned int number)
{
	memset(run, 0, sizeof(*run));
	run->config = config;
	run->ops = mmsim_workload_table[config->workload];
	run->number = number;
	run->seed = config->param[MMSIM_PARAM_seed] + number - 1;
	init_waitqueue_head(&run->wait);
	mmsim_out_init(&run->maps);
}

/**
 * mmsim_run_destroy() - Free what a run has left
 * @run: run that is over
 */
void mmsim_run_destroy(struct mmsim_run *run)
{
	mmsim_out_free(&run->maps);
}

/**
 * mmsim_run_stop() - End a run early
 * @run: run
 *
 * Context: any task; does not wait.
 */
void mmsim_run_stop(struct mmsim_run *run)
{
	WRITE_ONCE(run->stop, true);
	wake_up_all(&run->wait);
}

/**
 * mmsim_run_fail() - Report what went wrong, which ends the run
 * @run: run
 * @error: -errno
 * @fmt: the same in words
 *
 * The first report is kept.
 *
 * Context: any task of the run.
 * Return: @error.
 */
int mmsim_run_fail(struct mmsim_run *run, int error, const char *fmt, ...)
{
	va_list args;

	if (!cmpxchg(&run->error, 0, error)) {
		va_start(args, fmt);
		vsnprintf(run->error_text, sizeof(run->error_text), fmt, args);
		va_end(args);
	}
	mmsim_run_stop(run);
	return error;
}

/**
 * mmsim_run_create_mm() - An empty address space of the run's designs
 * @run: run
 *
 * Context: may sleep.
 * Return: the address space, with one user, or NULL.
 */
struct mmsim_mm *mmsim_run_create_mm(struct mmsim_run *run)
{
	const struct mmsim_config *c = run->config;
	struct mmsim_mm_config config = {
		.index = c->policy[MMSIM_FAMILY_index],
		.fault_lock = c->policy[MMSIM_FAMILY_fault_lock],
		.max_map_count = c->param[MMSIM_PARAM_max_map_count],
		.inject = run->inject,
	};

	return mmsim_mm_create(&config);
}

static int run_count_tasks(struct mmsim_run *run)
{
	const struct mmsim_fault_lock_ops *fl =
		mmsim_fault_lock_table[run->config->policy[MMSIM_FAMILY_fault_lock]];
	int nr = mmsim_run_param(run, MMSIM_PARAM_tasks);

	if (run->ops->nr_tasks)
		nr = run->ops->nr_tasks(run);
	if (nr < 0)
		return nr;
	if (nr < 1 || nr > MMSIM_MAX_TASKS)
		return mmsim_run_fail(run, -EINVAL, "%d tasks: not from 1 to %d",
				      nr, MMSIM_MAX_TASKS);
	if (nr > 1 && (fl->flags & MMSIM_FL_ONE_TASK))
		return mmsim_run_fail(run, -EINVAL,
				      "fault_lock %s is for one task, this is %d",
				      fl->name, nr);
	run->nr_tasks = nr;
	return 0;
}

static int run_create_tasks(struct mmsim_run *run)
{
	struct mmsim_worker *w;
	struct mmsim_task *t;
	unsigned int i;

	run->tasks = kvcalloc(run->nr_tasks, sizeof(*run->tasks), GFP_KERNEL);
	run->workers = kvcalloc(run->nr_tasks, sizeof(*run->workers), GFP_KERNEL);
	if (!run->tasks || !run->workers)
		return -ENOMEM;
	for (i = 0; i < run->nr_tasks; i++) {
		t = mmsim_task_create(run->mm, i, run->seed);
		if (!t)
			return -ENOMEM;
		t->hold_times = mmsim_run_param(run, MMSIM_PARAM_lock_stat);
		t->verify = mmsim_run_param(run, MMSIM_PARAM_verify);
		run->tasks[i] = t;

		w = &run->workers[i];
		w->run = run;
		w->task = t;
		w->helper = run->ops->helper && run->ops->helper(run, i);
		run->nr_main += !w->helper;
	}
	return 0;
}

static void run_destroy_tasks(struct mmsim_run *run)
{
	unsigned int i;

	for (i = 0; run->tasks && i < run->nr_tasks; i++)
		mmsim_task_destroy(run->tasks[i]);
	kvfree(run->tasks);
	kvfree(run->workers);
	kvfree(run->series);
	run->tasks = NULL;
	run->workers = NULL;
	run->series = NULL;
}

/* Next CPU of the run's, round robin, among those online now. */
static int next_cpu(const struct mmsim_run *run, int cpu)
{
	const struct cpumask *wanted = &run->config->cpus;
	unsigned int round = 0;

	if (cpumask_empty(wanted))
		wanted = cpu_online_mask;
	while (round < 2) {
		cpu = cpumask_next(cpu, wanted);
		if ((unsigned int)cpu >= nr_cpu_ids) {
			cpu = -1;
			round++;
		} else if (cpu_online(cpu)) {
			return cpu;
		}
	}
	return -1;
}

static int run_create_threads(struct mmsim_run *run)
{
	struct task_struct *thread;
	struct mmsim_worker *w;
	unsigned int i;
	int cpu = -1;

	for (i = 0; i < run->nr_tasks; i++) {
		w = &run->workers[i];
		cpu = next_cpu(run, cpu);
		if (cpu < 0)
			return mmsim_run_fail(run, -ENODEV,
					      "none of the chosen CPUs is online");
		w->task->cpu = cpu;
		thread = kthread_create_on_node(mmsim_worker_fn, w,
						cpu_to_node(cpu), "mmsim/%u", i);
		if (IS_ERR(thread))
			return PTR_ERR(thread);
		kthread_bind(thread, cpu);
		set_user_nice(thread, mmsim_run_param(run, MMSIM_PARAM_nice));
		w->thread = thread;
	}
	return 0;
}

static void run_start_threads(struct mmsim_run *run)
{
	unsigned int i;

	for (i = 0; i < run->nr_tasks; i++)
		wake_up_process(run->workers[i].thread);
}

/* Whatever they wait for, if it can be ended it ends now. */
static void run_kill_threads(struct mmsim_run *run)
{
	unsigned int i;

	for (i = 0; i < run->nr_tasks; i++)
		if (run->workers[i].thread)
			send_sig(SIGKILL, run->workers[i].thread, 1);
}

static void run_join_threads(struct mmsim_run *run)
{
	unsigned int i;

	if (mmsim_run_should_stop(run))
		run_kill_threads(run);
	/* Pairs with the acquire in worker_loop(), as do the others. */
	smp_store_release(&run->phase, MMSIM_PHASE_END);
	wake_up_all(&run->wait);
	for (i = 0; i < run->nr_tasks; i++)
		if (run->workers[i].thread)
			kthread_stop(run->workers[i].thread);
}

/* Threads are ready but not running. */
static int run_threads(struct mmsim_run *run)
{
	run_start_threads(run);
	return mmsim_run_window(run);
}

/* With a fixed number of operations the last one ends the run. */
static u64 run_wall_ns(const struct mmsim_run *run)
{
	u64 end = run->gate_ns;
	unsigned int i;

	if (!(run->ops->flags & MMSIM_WL_FIXED) && !mmsim_run_ops(run))
		return run->window_ns;
	for (i = 0; i < run->nr_tasks; i++)
		if (!run->workers[i].helper)
			end = max(end, run->workers[i].end_ns);
	return end - run->gate_ns;
}

/**
 * mmsim_run_snapshot() - Keep what the address space looks like at the end
 * @run: run
 * @t: who looks
 * @mm: the address space; of those a replay has, the first program's
 *
 * Context: no locks; may sleep.
 */
void mmsim_run_snapshot(struct mmsim_run *run, struct mmsim_task *t,
			struct mmsim_mm *mm)
{
	mmsim_maps_format(t, mm, &run->maps);
	run->summary.map_count = READ_ONCE(mm->map_count);
	run->summary.total_vm = READ_ONCE(mm->total_vm);
	run->summary.rss_anon = mmsim_rss_sum(mm, MMSIM_RSS_ANON);
	run->summary.rss_file = mmsim_rss_sum(mm, MMSIM_RSS_FILE);
	run->summarised = true;
}

static int run_sum_up(struct mmsim_run *run, struct mmsim_result *result)
{
	struct mmsim_worker *w;
	unsigned int i;
	int err;

	result->run = run->number;
	result->seed = run->seed;
	result->wall_ns = run_wall_ns(run);
	for (i = 0; i < run->nr_tasks; i++) {
		w = &run->workers[i];
		err = mmsim_result_add_task(result, w->task);
		if (err)
			return err;
		result->tasks[i].ops = w->ops;
		result->tasks[i].time_ns = w->end_ns - w->start_ns;
		result->tasks[i].helper = w->helper;
		if (w->helper)
			result->nr_helpers++;
		else
			result->ops += w->ops;
	}
	result->mm = run->summary;
	result->series = run->series;
	result->nr_series = run->nr_series;
	run->series = NULL;
	strscpy(result->difference, run->difference, sizeof(result->difference));
	return 0;
}

static int run_allocate(struct mmsim_run *run, struct mmsim_result **result)
{
	int err = run_count_tasks(run);

	if (err)
		return err;
	*result = mmsim_result_create(run->config, run->nr_tasks);
	if (!*result)
		return -ENOMEM;
	run->max_series = SERIES_MAX;
	if (!mmsim_run_ops(run) && !(run->ops->flags & MMSIM_WL_FIXED))
		run->max_series = min_t(u64, SERIES_MAX,
					mmsim_run_param(run, MMSIM_PARAM_duration_ms) /
					MSEC_PER_SEC);
	run->series = kvcalloc(run->max_series + 1, sizeof(*run->series),
			       GFP_KERNEL);
	if (!run->series)
		return -ENOMEM;
	run->mm = mmsim_run_create_mm(run);
	return run->mm ? 0 : -ENOMEM;
}

/**
 * mmsim_run_execute() - Do a run from beginning to end
 * @run: run, once initialised
 *
 * Context: may sleep, killable.
 * Return: its result, or an ERR_PTR() with the reason in @run->error_text: -EINTR
 * if it was stopped or killed.
 */
struct mmsim_result *mmsim_run_execute(struct mmsim_run *run)
{
	struct mmsim_result *result = NULL;
	struct mmsim_task *t;
	int err;

	err = run_allocate(run, &result);
	if (err)
		goto out_result;
	err = run_create_tasks(run);
	if (err)
		goto out_mm;
	t = run->tasks[0];

	err = run->ops->prepare(run, t);
	if (err)
		goto out_cleanup;
	mmsim_mm_start_measuring(run->mm);
	err = run_create_threads(run);
	if (!err)
		err = run_threads(run);
	run_join_threads(run);
	err = run->error ?: err;
	if (!err && run->ops->finish)
		err = run->ops->finish(run, t);
	if (!err && !run->summarised)
		mmsim_run_snapshot(run, t, run->mm);

out_cleanup:
	if (run->ops->cleanup)
		run->ops->cleanup(run, t);
out_mm:
	/* Whatever the end of the address space finds wrong counts as well. */
	if (run->tasks && run->tasks[0]) {
		run->tasks[0]->mm = run->mm;
		mmsim_mmput(run->tasks[0], run->mm);
	} else {
		mmsim_mmdrop(run->mm);
	}
	run->mm = NULL;
	if (!err)
		err = run_sum_up(run, result);
	run_destroy_tasks(run);
out_result:
	if (!err)
		return result;
	mmsim_result_destroy(result);
	kvfree(run->series);
	run->series = NULL;
	err = run->error ?: err;
	if (!run->error_text[0])
		snprintf(run->error_text, sizeof(run->error_text), "%s",
			 err == -EINTR ? "stopped" :
			 err == -ENOMEM ? "out of memory" : "failed");
	return ERR_PTR(err);
}
