/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an instance consists of.
 */
#ifndef _WORKLOAD_SIM_H
#define _WORKLOAD_SIM_H

#include <mmsim/inject.h>
#include <mmsim/sim.h>

struct mmsim_run;
struct mmsim_trace;

/**
 * struct mmsim_sim - An instance
 * @lock: protects everything below but the targets of @run and @inject
 * @state: see enum mmsim_sim_state
 * @stop: stop was asked for; no further run begins
 * @config: what the next run does; does not change while running
 * @error: why the last thing that was refused or failed did so, or empty
 * @trace: trace to replay, or NULL; does not change while running
 * @inject: allocation failures; anybody may arm it at any time
 * @run: run under way, or NULL; it exists as long as it stands here
 * @results: struct mmsim_result of every complete run
 * @maps: address space of the last complete run at its end, as text
 */
struct mmsim_sim {
	struct mutex lock;	/* see above */
	enum mmsim_sim_state state;
	bool stop;
	struct mmsim_config config;
	char error[MMSIM_ERROR_MAX];
	struct mmsim_trace *trace;
	struct mmsim_inject inject;
	struct mmsim_run *run;
	struct list_head results;
	struct mmsim_out maps;
};

#endif /* _WORKLOAD_SIM_H */
