// SPDX-License-Identifier: GPL-2.0-only
/*
 * An instance of the simulator: what is to be run, what is running, what came out.
 */
#include <mmsim/replay.h>
#include <mmsim/workload.h>

#include "sim.h"

/**
 * mmsim_sim_create() - A new instance with the default configuration
 * @name: its name, for messages
 *
 * Context: may sleep.
 * Return: the instance or NULL.
 */
struct mmsim_sim *mmsim_sim_create(const char *name)
{
	struct mmsim_sim *sim = kvzalloc(sizeof(*sim), GFP_KERNEL);

	if (!sim)
		return NULL;
	mutex_init(&sim->lock);
	INIT_LIST_HEAD(&sim->results);
	mmsim_out_init(&sim->maps);
	mmsim_config_init(&sim->config);
	return sim;
}
EXPORT_SYMBOL_GPL(mmsim_sim_create);

static void sim_drop_results(struct mmsim_sim *sim)
{
	struct mmsim_result *r, *next;

	list_for_each_entry_safe(r, next, &sim->results, list) {
		list_del(&r->list);
		mmsim_result_destroy(r);
	}
	mmsim_out_free(&sim->maps);
}

/**
 * mmsim_sim_destroy() - Free an instance
 * @sim: instance or NULL; it does not run and nobody uses it
 *
 * Context: may sleep.
 */
void mmsim_sim_destroy(struct mmsim_sim *sim)
{
	if (!sim)
		return;
	WARN_ON_ONCE(sim->state == MMSIM_SIM_RUNNING);
	sim_drop_results(sim);
	mmsim_trace_free(sim->trace);
	mutex_destroy(&sim->lock);
	kvfree(sim);
}
EXPORT_SYMBOL_GPL(mmsim_sim_destroy);

/* Refuse a change while running. Called with the lock held. */
static int sim_busy(struct mmsim_sim *sim)
{
	if (sim->state != MMSIM_SIM_RUNNING)
		return 0;
	scnprintf(sim->error, sizeof(sim->error),
		  "busy: nothing can be changed during a run");
	return -EBUSY;
}

/* Around every change of the configuration. */
static int sim_change_begin(struct mmsim_sim *sim)
{
	int err;

	mutex_lock(&sim->lock);
	err = sim_busy(sim);
	if (err)
		mutex_unlock(&sim->lock);
	return err;
}

static int sim_change_end(struct mmsim_sim *sim, int err)
{
	if (!err)
		sim->error[0] = '\0';
	mutex_unlock(&sim->lock);
	return err;
}

/**
 * mmsim_sim_set_workload() - Choose the workload
 * @sim: instance
 * @name: name of a workload
 *
 * Context: may sleep.
 * Return: 0, -EINVAL or -EBUSY, with the reason in the last error.
 */
int mmsim_sim_set_workload(struct mmsim_sim *sim, const char *name)
{
	int err = sim_change_begin(sim);

	if (err)
		return err;
	err = mmsim_config_set_workload(&sim->config, name,
					sim->error, sizeof(sim->error));
	return sim_change_end(sim, err);
}
EXPORT_SYMBOL_GPL(mmsim_sim_set_workload);

/**
 * mmsim_sim_set_policy() - Choose a variant of a family
 * @sim: instance
 * @family: name of a family
 * @variant: name of one of its variants
 *
 * Context: may sleep.
 * Return: 0, -EINVAL or -EBUSY, with the reason in the last error.
 */
int mmsim_sim_set_policy(struct mmsim_sim *sim, const char *family,
			 const char *variant)
{
	int err = sim_change_begin(sim);

	if (err)
		return err;
	err = mmsim_config_set_policy(&sim->config, family, variant,
				      sim->error, sizeof(sim->error));
	return sim_change_end(sim, err);
}
EXPORT_SYMBOL_GPL(mmsim_sim_set_policy);

/**
 * mmsim_sim_set_param() - Set a parameter
 * @sim: instance
 * @name: name of a parameter
 * @value: its value, as text
 *
 * Context: may sleep.
 * Return: 0, -EINVAL or -EBUSY, with the reason in the last error.
 */
int mmsim_sim_set_param(struct mmsim_sim *sim, const char *name,
			const char *value)
{
	int err = sim_change_begin(sim);

	if (err)
		return err;
	err = mmsim_config_set_param(&sim->config, name, value,
				     sim->error, sizeof(sim->error));
	return sim_change_end(sim, err);
}
EXPORT_SYMBOL_GPL(mmsim_sim_set_param);

/**
 * mmsim_sim_set_cpus() - Choose the CPUs
 * @sim: instance
 * @list: as "0-3,8"; empty: all online CPUs
 *
 * Context: may sleep.
 * Return: 0, -EINVAL, -ENOMEM or -EBUSY, with the reason in the last error.
 */
int mmsim_sim_set_cpus(struct mmsim_sim *sim, const char *list)
{
	int err = sim_change_begin(sim);

	if (err)
		return err;
	err = mmsim_config_set_cpus(&sim->config, list,
				    sim->error, sizeof(sim->error));
	return sim_change_end(sim, err);
}
EXPORT_SYMBOL_GPL(mmsim_sim_set_cpus);

/**
 * mmsim_sim_load_trace() - Give the trace that the workload replay runs
 * @sim: instance
 * @text: the trace, see Documentation/trace-format.rst
 * @len: its length, bytes
 *
 * A bad trace leaves the instance without one.
 *
 * Context: may sleep.
 * Return: 0, -EINVAL, -ENOMEM or -EBUSY, with the reason and the line number in the
 * last error.
 */
int mmsim_sim_load_trace(struct mmsim_sim *sim, const char *text, size_t len)
{
	struct mmsim_trace_error why = {};
	int err;

	mutex_lock(&sim->lock);
	err = sim_busy(sim);
	if (err)
		goto out;
	mmsim_trace_free(sim->trace);
	sim->trace = NULL;
	sim->error[0] = '\0';
	err = mmsim_trace_parse(text, len, &sim->trace, &why);
	if (err) {
		sim->trace = NULL;
		scnprintf(sim->error, sizeof(sim->error), "trace: line %u: %s",
			  why.line, why.message);
	}
out:
	mutex_unlock(&sim->lock);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_sim_load_trace);

/**
 * mmsim_sim_set_fail_alloc_nth() - Make an allocation fail
 * @sim: instance; may be running
 * @nth: how many allocations of its address spaces from now; 0: none fails
 *
 * Context: any.
 * Return: 0, or -EINVAL if @nth is too large.
 */
int mmsim_sim_set_fail_alloc_nth(struct mmsim_sim *sim, u64 nth)
{
	if (nth > S64_MAX)
		return -EINVAL;
	atomic64_set(&sim->inject.fail_alloc_nth, nth);
	return 0;
}
EXPORT_SYMBOL_GPL(mmsim_sim_set_fail_alloc_nth);

/**
 * mmsim_sim_reset() - As if new: no results, no trace, the default configuration
 * @sim: instance
 *
 * Context: may sleep.
 * Return: 0 or -EBUSY.
 */
int mmsim_sim_reset(struct mmsim_sim *sim)
{
	int err;

	mutex_lock(&sim->lock);
	err = sim_busy(sim);
	if (!err) {
		sim_drop_results(sim);
		mmsim_trace_free(sim->trace);
		sim->trace = NULL;
		mmsim_config_init(&sim->config);
		atomic64_set(&sim->inject.fail_alloc_nth, 0);
		sim->error[0] = '\0';
		sim->state = MMSIM_SIM_IDLE;
	}
	mutex_unlock(&sim->lock);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_sim_reset);

/* May the run begin? Called with the lock held. */
static int sim_begin(struct mmsim_sim *sim)
{
	const struct mmsim_workload_ops *ops =
		mmsim_workload_table[sim->config.workload];
	int err = sim_busy(sim);

	if (err)
		return err;
	if ((ops->flags & MMSIM_WL_TRACE) && !sim->trace) {
		scnprintf(sim->error, sizeof(sim->error),
			  "%s needs a trace: load one first", ops->name);
		return -EINVAL;
	}
	err = mmsim_config_validate(&sim->config, sim->error,
				    sizeof(sim->error));
	if (err)
		return err;
	sim_drop_results(sim);
	sim->error[0] = '\0';
	sim->stop = false;
	sim->state = MMSIM_SIM_RUNNING;
	return 0;
}

/* One run. Only this and stop() look at sim->run. */
static int sim_run_once(struct mmsim_sim *sim, struct mmsim_run *run,
			unsigned int number)
{
	struct mmsim_result *result;
	int err = 0;

	mmsim_run_init(run, &sim->config, number);
	run->trace = sim->trace;
	run->inject = &sim->inject;

	mutex_lock(&sim->lock);
	if (sim->stop)
		mmsim_run_stop(run);
	sim->run = run;
	mutex_unlock(&sim->lock);

	result = mmsim_run_execute(run);

	mutex_lock(&sim->lock);
	sim->run = NULL;
	if (IS_ERR(result)) {
		err = PTR_ERR(result);
		strscpy(sim->error, run->error_text, sizeof(sim->error));
	} else {
		list_add_tail(&result->list, &sim->results);
		swap(sim->maps, run->maps);
	}
	mutex_unlock(&sim->lock);
	mmsim_run_destroy(run);
	return err;
}

/**
 * mmsim_sim_run() - Run the workload as often as the parameter runs says
 * @sim: instance
 *
 * Results of earlier calls are dropped.
 *
 * Context: may sleep; ends within a second after a fatal signal or
 * mmsim_sim_stop().
 * Return: 0; -EINVAL if the configuration makes no sense; -EBUSY; -EINTR if killed;
 * -ECANCELED if stopped; or another -errno. The reason is in the last error.
 */
int mmsim_sim_run(struct mmsim_sim *sim)
{
	struct mmsim_run *run = kvzalloc(sizeof(*run), GFP_KERNEL);
	unsigned int i;
	int err;

	if (!run)
		return -ENOMEM;
	mutex_lock(&sim->lock);
	err = sim_begin(sim);
	mutex_unlock(&sim->lock);
	if (err)
		goto out;

	for (i = 1; !err && i <= sim->config.param[MMSIM_PARAM_runs]; i++)
		err = sim_run_once(sim, run, i);

	mutex_lock(&sim->lock);
	sim->state = !err ? MMSIM_SIM_DONE :
		     err == -EINTR ? MMSIM_SIM_STOPPED : MMSIM_SIM_FAILED;
	mutex_unlock(&sim->lock);
	/* Without a signal -EINTR would make the writer of debugfs try again. */
	if (err == -EINTR && !fatal_signal_pending(current))
		err = -ECANCELED;
out:
	kvfree(run);
	return err;
}
EXPORT_SYMBOL_GPL(mmsim_sim_run);

/**
 * mmsim_sim_stop() - End a run soon
 * @sim: instance; nothing happens if it does not run
 *
 * Context: may sleep, but does not wait for the end.
 */
void mmsim_sim_stop(struct mmsim_sim *sim)
{
	mutex_lock(&sim->lock);
	if (sim->state == MMSIM_SIM_RUNNING) {
		sim->stop = true;
		if (sim->run)
			mmsim_run_stop(sim->run);
	}
	mutex_unlock(&sim->lock);
}
EXPORT_SYMBOL_GPL(mmsim_sim_stop);

/**
 * mmsim_sim_get_config() - What the next run does
 * @sim: instance
 * @config: filled in
 *
 * Context: may sleep.
 */
void mmsim_sim_get_config(struct mmsim_sim *sim, struct mmsim_config *config)
{
	mutex_lock(&sim->lock);
	*config = sim->config;
	mutex_unlock(&sim->lock);
}
EXPORT_SYMBOL_GPL(mmsim_sim_get_config);

/**
 * mmsim_sim_state() - What the instance is doing
 * @sim: instance
 *
 * Context: may sleep.
 * Return: its state when asked.
 */
enum mmsim_sim_state mmsim_sim_state(struct mmsim_sim *sim)
{
	enum mmsim_sim_state state;

	mutex_lock(&sim->lock);
	state = sim->state;
	mutex_unlock(&sim->lock);
	return state;
}
EXPORT_SYMBOL_GPL(mmsim_sim_state);

/**
 * mmsim_sim_state_name() - A state in a word
 * @state: which one
 *
 * Return: the word in debugfs.
 */
const char *mmsim_sim_state_name(enum mmsim_sim_state state)
{
	static const char *const names[] = {
		[MMSIM_SIM_IDLE] = "idle",
		[MMSIM_SIM_RUNNING] = "running",
		[MMSIM_SIM_DONE] = "done",
		[MMSIM_SIM_STOPPED] = "stopped",
		[MMSIM_SIM_FAILED] = "failed",
	};

	return names[state];
}
EXPORT_SYMBOL_GPL(mmsim_sim_state_name);

/**
 * mmsim_sim_last_error() - Why the last thing that was refused or failed did so
 * @sim: instance
 * @buf: receives the text; empty if nothing was
 * @size: bytes in @buf
 *
 * Context: may sleep.
 */
void mmsim_sim_last_error(struct mmsim_sim *sim, char *buf, size_t size)
{
	mutex_lock(&sim->lock);
	scnprintf(buf, size, "%s", sim->error);
	mutex_unlock(&sim->lock);
}
EXPORT_SYMBOL_GPL(mmsim_sim_last_error);
