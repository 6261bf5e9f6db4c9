/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An instance of the simulator: configure, run, read the results. What debugfs and
 * the native command line call; nothing else.
 */
#ifndef _MMSIM_SIM_H
#define _MMSIM_SIM_H

#include <mmsim/config.h>
#include <mmsim/internal.h>
#include <mmsim/out.h>

enum mmsim_sim_state {
	MMSIM_SIM_IDLE,		/* nothing has run */
	MMSIM_SIM_RUNNING,
	MMSIM_SIM_DONE,		/* results are complete */
	MMSIM_SIM_STOPPED,	/* stopped or killed: results of complete runs only */
	MMSIM_SIM_FAILED,	/* see the last error */
};

struct mmsim_sim;

struct mmsim_sim *mmsim_sim_create(const char *name);
void mmsim_sim_destroy(struct mmsim_sim *sim);

/* All of these: 0, -EINVAL with the reason in last_error, or -EBUSY while running. */
int mmsim_sim_set_workload(struct mmsim_sim *sim, const char *name);
int mmsim_sim_set_policy(struct mmsim_sim *sim, const char *family,
			 const char *variant);
int mmsim_sim_set_param(struct mmsim_sim *sim, const char *name,
			const char *value);
int mmsim_sim_set_cpus(struct mmsim_sim *sim, const char *list);
int mmsim_sim_load_trace(struct mmsim_sim *sim, const char *text, size_t len);
int mmsim_sim_set_fail_alloc_nth(struct mmsim_sim *sim, u64 nth);
int mmsim_sim_reset(struct mmsim_sim *sim);

int mmsim_sim_run(struct mmsim_sim *sim);
void mmsim_sim_stop(struct mmsim_sim *sim);

void mmsim_sim_get_config(struct mmsim_sim *sim, struct mmsim_config *config);
enum mmsim_sim_state mmsim_sim_state(struct mmsim_sim *sim);
const char *mmsim_sim_state_name(enum mmsim_sim_state state);
void mmsim_sim_last_error(struct mmsim_sim *sim, char *buf, size_t size);

/* One document or text about all complete runs, appended to @out. */
int mmsim_sim_report_json(struct mmsim_sim *sim, struct mmsim_out *out);
int mmsim_sim_report_text(struct mmsim_sim *sim, struct mmsim_out *out);
int mmsim_sim_report_events(struct mmsim_sim *sim, struct mmsim_out *out);
int mmsim_sim_report_lock_stat(struct mmsim_sim *sim, struct mmsim_out *out);
int mmsim_sim_report_hist(struct mmsim_sim *sim, enum mmsim_op op,
			  struct mmsim_out *out);
int mmsim_sim_report_maps(struct mmsim_sim *sim, struct mmsim_out *out);

#endif /* _MMSIM_SIM_H */
