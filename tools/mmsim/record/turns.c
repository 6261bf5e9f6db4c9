// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the acquisitions of mmap_lock cannot be seen, two calls of different threads
 * that overlap in time could have happened in either order. Then calls that change
 * mappings take turns: within an address space the next one is let go when the one
 * before has come back. mmap_lock would have made most of it wait anyway.
 *
 * A call that takes long (MAP_POPULATE, a slow file system) loses its turn, so that
 * it can wait for what another thread is about to do.
 */
#include <sys/ptrace.h>

#include "tracer.h"

#define TURN_NSEC	20000000ULL

static bool needs_turn(const struct rec_tracer *t, const struct rec_live *l)
{
	if (t->r->lock_times || !l->in_call)
		return false;
	return l->op.kind < REC_CLONE || l->op.kind == REC_SHMAT ||
	       l->op.kind == REC_SHMDT || rec_call_is_fork(l);
}

static struct rec_live *whose_turn(const struct rec_tracer *t, u32 mm)
{
	size_t i;

	for (i = 0; i < t->nr_live; i++)
		if (t->live[i]->turn && t->live[i]->mm == mm)
			return t->live[i];
	return NULL;
}

static void go(struct rec_live *l)
{
	l->queued = false;
	l->turn = true;
	l->op.entry = rec_now();
	ptrace(l->request, l->tid, 0, 0);
}

/**
 * rec_turn_take() - May the call be made now?
 * @t: tracer
 * @l: thread about to make it
 * @request: how to resume it
 *
 * Return: true if it may; false if it is resumed later, when its turn has come.
 */
bool rec_turn_take(struct rec_tracer *t, struct rec_live *l, int request)
{
	if (!needs_turn(t, l))
		return true;
	if (!whose_turn(t, l->mm)) {
		l->turn = true;
		return true;
	}
	l->queued = true;
	l->request = request;
	return false;
}

/**
 * rec_turn_end() - A thread is back from its call, or gone
 * @t: tracer
 * @l: the thread
 */
void rec_turn_end(struct rec_tracer *t, struct rec_live *l)
{
	struct rec_live *next = NULL;
	size_t i;

	l->queued = false;
	if (!l->turn)
		return;
	l->turn = false;
	if (t->ending)
		return;
	for (i = 0; i < t->nr_live; i++)
		if (t->live[i]->queued && t->live[i]->mm == l->mm &&
		    (!next || t->live[i]->op.entry < next->op.entry))
			next = t->live[i];
	if (next)
		go(next);
}

/**
 * rec_turns_expire() - Take the turns from calls that take too long
 * @t: tracer
 */
void rec_turns_expire(struct rec_tracer *t)
{
	u64 now = rec_now();
	size_t i;

	for (i = 0; i < t->nr_live; i++)
		if (t->live[i]->turn && now - t->live[i]->op.entry > TURN_NSEC)
			rec_turn_end(t, t->live[i]);
}
