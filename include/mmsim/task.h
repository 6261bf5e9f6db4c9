/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The shadow's "current": who performs an operation, on which address space, and
 * what it counted. A task has one user at a time, so that nothing here needs an
 * atomic; whoever sums over tasks reads with READ_ONCE().
 */
#ifndef _MMSIM_TASK_H
#define _MMSIM_TASK_H

#include <mmsim/hist.h>
#include <mmsim/internal.h>

struct mmsim_mm;

enum mmsim_event {
#define MMSIM_EVENT(name, desc) MMSIM_EV_##name,
#include <mmsim/event_list.h>
	NR_MMSIM_EVENTS
};

enum mmsim_fallback {
#define MMSIM_FALLBACK(name, desc) MMSIM_FB_##name,
#include <mmsim/event_list.h>
	NR_MMSIM_FALLBACKS
};

enum mmsim_violation {
#define MMSIM_VIOLATION(name, desc) MMSIM_VIO_##name,
#include <mmsim/event_list.h>
	NR_MMSIM_VIOLATIONS
};

enum mmsim_op {
#define MMSIM_OP(name, desc) MMSIM_OP_##name,
#include <mmsim/op_list.h>
	NR_MMSIM_OPS
};

enum mmsim_lock_class {
#define MMSIM_LOCK(name, desc) MMSIM_LOCK_##name,
#include <mmsim/lock_list.h>
	NR_MMSIM_LOCKS
};

enum mmsim_lock_mode { MMSIM_READ, MMSIM_WRITE, NR_MMSIM_LOCK_MODES };

/**
 * struct mmsim_lock_stat - One side of one lock class, in lock_stat's words
 * @acquisitions: successful acquisitions, tries included
 * @contentions: acquisitions that did not succeed at once
 * @wait: waiting times of the contended ones, ns
 * @hold: holding times, ns; empty unless the run measures them
 *
 * Unlike lock_stat, a lock that is downgraded stays counted as a write
 * acquisition, and its hold as a write lock ends at the downgrade.
 */
struct mmsim_lock_stat {
	u64 acquisitions;
	u64 contentions;
	struct mmsim_hist wait;
	struct mmsim_hist hold;
};

/**
 * struct mmsim_task - A task of the simulation
 * @mm: the address space it runs in; a counted reference of its own user
 * @id: number within its run, from 0
 * @cpu: CPU it is bound to, -1 if none
 * @rnd: its random numbers, from the run's seed and @id
 * @counting: statistics are recorded (the measured window is open)
 * @hold_times: lock hold times are measured
 * @verify: faults check that their VMA stays stable
 * @events: see event_list.h
 * @fallbacks: see event_list.h
 * @violations: see event_list.h; counted even outside the measured window
 * @hold_start: when the lock of a class was acquired, ns
 * @locks: statistics per class and mode
 * @latency: latency per operation
 * @ops: main operations of the workload done in the measured window
 */
struct mmsim_task {
	struct mmsim_mm *mm;
	int id;
	int cpu;
	struct rnd_state rnd;
	bool counting;
	bool hold_times;
	bool verify;
	u64 events[NR_MMSIM_EVENTS];
	u64 fallbacks[NR_MMSIM_FALLBACKS];
	u64 violations[NR_MMSIM_VIOLATIONS];
	u64 hold_start[NR_MMSIM_LOCKS];
	struct mmsim_lock_stat locks[NR_MMSIM_LOCKS][NR_MMSIM_LOCK_MODES];
	struct mmsim_hist latency[NR_MMSIM_OPS];
	u64 ops;
} ____cacheline_aligned_in_smp;

static inline void mmsim_count_many(struct mmsim_task *t, enum mmsim_event ev,
				    u64 n)
{
	if (t->counting)
		WRITE_ONCE(t->events[ev], t->events[ev] + n);
}

static inline void mmsim_count(struct mmsim_task *t, enum mmsim_event ev)
{
	mmsim_count_many(t, ev, 1);
}

static inline void mmsim_count_fallback(struct mmsim_task *t,
					enum mmsim_fallback why)
{
	if (t->counting)
		WRITE_ONCE(t->fallbacks[why], t->fallbacks[why] + 1);
}

static inline void mmsim_count_violation(struct mmsim_task *t,
					 enum mmsim_violation what)
{
	WRITE_ONCE(t->violations[what], t->violations[what] + 1);
}

struct mmsim_task *mmsim_task_create(struct mmsim_mm *mm, int id, u64 seed);
void mmsim_task_destroy(struct mmsim_task *t);
void mmsim_task_reset(struct mmsim_task *t);
u32 mmsim_task_random(struct mmsim_task *t, u32 ceil);

#endif /* _MMSIM_TASK_H */
