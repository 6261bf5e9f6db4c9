/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the suites about instances of the simulator share.
 */
#ifndef _MMSIM_KUNIT_SIM_FIXTURE_H
#define _MMSIM_KUNIT_SIM_FIXTURE_H

#include <mmsim/sim.h>
#include <mmsim/workload.h>

#include "fixture.h"

#define SIM_OPS		24

/**
 * struct sim_fixture - Two instances and a thread that runs one of them
 * @sim: instances; most cases need one
 * @thread: thread, or NULL
 * @ret: what the thread's run returned
 * @done: the thread's run has returned
 * @out: a report
 * @error: a last error
 */
struct sim_fixture {
	struct mmsim_sim *sim[2];
	struct task_struct *thread;
	int ret;
	struct completion done;
	struct mmsim_out out;
	char error[MMSIM_ERROR_MAX];
};

int sim_fixture_init(struct kunit *test);
void sim_fixture_exit(struct kunit *test);
const char *sim_last_error(struct sim_fixture *sf);
void sim_set(struct kunit *test, struct mmsim_sim *sim, const char *name,
	     const char *value);
void sim_make_small(struct kunit *test, struct mmsim_sim *sim);
s64 sim_json_number(struct sim_fixture *sf, const char *after, const char *key);
u64 sim_events(struct sim_fixture *sf, const char *name);
void sim_check_report(struct kunit *test, struct mmsim_sim *sim, bool busted);
int sim_load_example(struct mmsim_sim *sim);

#endif /* _MMSIM_KUNIT_SIM_FIXTURE_H */
