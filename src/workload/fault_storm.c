// SPDX-License-Identifier: GPL-2.0-only
/*
 * fault_storm: nothing but page faults, in VMAs of one's own or shared.
 */
#include <mmsim/arena.h>

static int fault_storm_validate(const struct mmsim_config *config, char *error,
				size_t size)
{
	return mmsim_arena_validate(config, 0, error, size);
}

static int fault_storm_prepare(struct mmsim_run *run, struct mmsim_task *t)
{
	run->private = kvcalloc(run->nr_tasks, sizeof(struct mmsim_walk),
				GFP_KERNEL);
	return run->private ? mmsim_arena_map(run, t) : -ENOMEM;
}

static int fault_storm_step(struct mmsim_run *run, struct mmsim_task *t,
			    unsigned int max)
{
	struct mmsim_walk *walks = run->private;

	return mmsim_walk_fault(run, t, &walks[t->id], max);
}

static void fault_storm_cleanup(struct mmsim_run *run, struct mmsim_task *t)
{
	kvfree(run->private);
}

const struct mmsim_workload_ops mmsim_workload_fault_storm = {
	.validate	= fault_storm_validate,
	.prepare	= fault_storm_prepare,
	.step		= fault_storm_step,
	.cleanup	= fault_storm_cleanup,
	.name		= "fault_storm",
};
