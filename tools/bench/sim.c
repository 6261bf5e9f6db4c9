// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running the simulator once for a benchmark.
 */
#include <mmsim/sim.h>

#include <jansson.h>

#include "bench.h"

static double rate_of(const struct mmsim_out *out)
{
	json_t *doc = json_loadb(out->buf, out->len, 0, NULL);
	json_t *result = json_array_get(json_object_get(doc, "results"), 0);
	double ops = json_number_value(json_object_get(result, "ops"));
	double ns = json_number_value(json_object_get(result, "wall_ns"));

	json_decref(doc);
	return ns > 0 ? ops * 1e9 / ns : -1;
}

double bench_sim_rate(const char *workload, const char *fault_lock,
		      const struct bench_setting *settings, int nr,
		      const char *trace, unsigned long trace_len)
{
	struct mmsim_sim *sim = mmsim_sim_create("bench");
	char why[MMSIM_ERROR_MAX] = "out of memory";
	struct mmsim_out out;
	double rate = -1;
	int i, err;

	if (!sim)
		return -1;
	err = mmsim_sim_set_workload(sim, workload) ?:
	      mmsim_sim_set_policy(sim, "fault_lock", fault_lock);
	for (i = 0; i < nr && !err; i++)
		err = mmsim_sim_set_param(sim, settings[i].name,
					  settings[i].value);
	if (!err && trace)
		err = mmsim_sim_load_trace(sim, trace, trace_len);
	if (!err)
		err = mmsim_sim_run(sim);
	mmsim_out_init(&out);
	if (!err)
		err = mmsim_sim_report_json(sim, &out);
	if (!err) {
		rate = rate_of(&out);
	} else {
		mmsim_sim_last_error(sim, why, sizeof(why));
		fprintf(stderr, "mmsim-bench: %s: %s\n", workload, why);
	}
	mmsim_out_free(&out);
	mmsim_sim_destroy(sim);
	return rate;
}
