// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tasks of the simulation.
 */
#include <mmsim/task.h>

/**
 * mmsim_task_create() - A new task
 * @mm: address space it runs in; the caller keeps the reference
 * @id: its number, from 0
 * @seed: of its random numbers, together with @id
 *
 * Context: may sleep.
 *
 * Return: the task, not counting yet, or NULL.
 */
struct mmsim_task *mmsim_task_create(struct mmsim_mm *mm, int id, u64 seed)
{
	struct mmsim_task *t = kvzalloc(sizeof(*t), GFP_KERNEL);

	if (!t)
		return NULL;
	t->mm = mm;
	t->id = id;
	t->cpu = -1;
	/* Any two ids must differ in many bits, or the streams start alike. */
	prandom_seed_state(&t->rnd, seed ^ ((u64)(id + 1) * 0x9e3779b97f4a7c15ULL));
	return t;
}
EXPORT_SYMBOL_GPL(mmsim_task_create);

/**
 * mmsim_task_destroy() - Free a task
 * @t: task or NULL
 */
void mmsim_task_destroy(struct mmsim_task *t)
{
	kvfree(t);
}
EXPORT_SYMBOL_GPL(mmsim_task_destroy);

/**
 * mmsim_task_reset() - Forget what was counted
 * @t: task; its own context, or not running
 *
 * Violations stay: they are wrong whenever they happen.
 */
void mmsim_task_reset(struct mmsim_task *t)
{
	memset(t->events, 0, sizeof(t->events));
	memset(t->fallbacks, 0, sizeof(t->fallbacks));
	memset(t->hold_start, 0, sizeof(t->hold_start));
	memset(t->locks, 0, sizeof(t->locks));
	memset(t->latency, 0, sizeof(t->latency));
	t->ops = 0;
}
EXPORT_SYMBOL_GPL(mmsim_task_reset);

/**
 * mmsim_task_random() - A random number of the task's own
 * @t: task; its own context
 * @ceil: number of possible values, at least 1
 *
 * Return: 0 <= n < @ceil.
 */
u32 mmsim_task_random(struct mmsim_task *t, u32 ceil)
{
	return ((u64)prandom_u32_state(&t->rnd) * ceil) >> 32;
}
EXPORT_SYMBOL_GPL(mmsim_task_random);
