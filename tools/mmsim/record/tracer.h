/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tracer's state: what is true of each traced thread at the moment.
 */
#ifndef _MMSIM_RECORD_TRACER_H
#define _MMSIM_RECORD_TRACER_H

#include "recorder.h"

/**
 * struct rec_live - A traced thread
 * @tid: thread id
 * @tgid: process id
 * @task: its number in the trace; valid once @known
 * @mm: its address space; valid once @known
 * @span: its entry in rec.span
 * @known: the clone that made it has been seen
 * @waiting: it stopped before that and waits to be resumed
 * @in_call: @op is under way
 * @leaving: its exit has been recorded
 * @held: stopped for good, since the recording ends
 * @vfork: in vfork, waiting for its child
 * @turn: has its turn, see turns.c
 * @queued: waits for its turn
 * @request: how to resume it then
 * @op: the system call it is in
 * @maps: shmdt: maps before; exec: the last of the old image
 * @changes: exec: mutations the address space had seen when @maps was read
 */
struct rec_live {
	pid_t tid;
	pid_t tgid;
	u32 task;
	u32 mm;
	size_t span;
	bool known;
	bool waiting;
	bool in_call;
	bool leaving;
	bool held;
	bool vfork;
	bool turn;
	bool queued;
	int request;
	struct rec_op op;
	struct rec_maps maps;
	u64 changes;
};

/**
 * struct rec_tracer - The tracer
 * @r: recording
 * @faults: collector of faults
 * @live: traced threads
 * @nr_live: number of these
 * @root: first process
 * @started: the program runs (its exec was seen)
 * @ending: hold every thread that stops, since the recording ends
 * @deadline: when a program that was told to end is ended, ns; 0: not told
 */
struct rec_tracer {
	struct rec *r;
	struct rec_faults *faults;
	struct rec_live **live;
	size_t nr_live;
	pid_t root;
	bool started;
	bool ending;
	u64 deadline;
};

/* calls.c */
bool rec_call_enter(struct rec_tracer *t, struct rec_live *l);
void rec_call_exit(struct rec_tracer *t, struct rec_live *l);
bool rec_call_is_fork(const struct rec_live *l);
void rec_add_op(struct rec *r, const struct rec_op *op);

/* turns.c */
bool rec_turn_take(struct rec_tracer *t, struct rec_live *l, int request);
void rec_turn_end(struct rec_tracer *t, struct rec_live *l);
void rec_turns_expire(struct rec_tracer *t);

/* life.c */
struct rec_live *rec_live_find(struct rec_tracer *t, pid_t tid);
struct rec_live *rec_live_add(struct rec_tracer *t, pid_t tid);
void rec_live_remove(struct rec_tracer *t, struct rec_live *l);
struct rec_live *rec_life_clone(struct rec_tracer *t, struct rec_live *l, pid_t tid);
void rec_life_exec(struct rec_tracer *t, struct rec_live *l, pid_t former);
void rec_life_exit(struct rec_tracer *t, struct rec_live *l, bool maps);
void rec_life_exec_snapshot(struct rec_tracer *t, struct rec_live *l);

/* launch.c */
struct rec_launch {
	pid_t pid;
	int go;		/* closed: the child may exec */
	int error;	/* the child writes errno if it cannot */
};

int rec_launch(struct rec_launch *launch, char **argv);

#endif /* _MMSIM_RECORD_TRACER_H */
