// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instances of the simulator for a case, and reading their reports.
 */
#include "sim_fixture.h"

/* Suite init: two instances. */
int sim_fixture_init(struct kunit *test)
{
	struct sim_fixture *sf = kunit_kzalloc(test, sizeof(*sf), GFP_KERNEL);

	if (!sf)
		return -ENOMEM;
	test->priv = sf;
	init_completion(&sf->done);
	mmsim_out_init(&sf->out);
	sf->sim[0] = mmsim_sim_create("kunit0");
	sf->sim[1] = mmsim_sim_create("kunit1");
	return sf->sim[0] && sf->sim[1] ? 0 : -ENOMEM;
}

/* Suite exit; a run that still goes on is stopped. */
void sim_fixture_exit(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;

	if (!sf)
		return;
	if (sf->thread) {
		mmsim_sim_stop(sf->sim[0]);
		kthread_stop(sf->thread);
	}
	mmsim_out_free(&sf->out);
	mmsim_sim_destroy(sf->sim[0]);
	mmsim_sim_destroy(sf->sim[1]);
}

/* Why the first instance refused or failed. */
const char *sim_last_error(struct sim_fixture *sf)
{
	mmsim_sim_last_error(sf->sim[0], sf->error, sizeof(sf->error));
	return sf->error;
}

/* Set a parameter, or the case fails. */
void sim_set(struct kunit *test, struct mmsim_sim *sim, const char *name,
	     const char *value)
{
	KUNIT_EXPECT_EQ_MSG(test, mmsim_sim_set_param(sim, name, value), 0, "%s=%s", name,
			    value);
}

/* A small run that ends by itself. */
void sim_make_small(struct kunit *test, struct mmsim_sim *sim)
{
	sim_set(test, sim, "ops", __stringify(SIM_OPS));
	sim_set(test, sim, "warmup_ms", "0");
	sim_set(test, sim, "pages_per_vma", "16");
	sim_set(test, sim, "range_pages", "4");
	sim_set(test, sim, "big_pages", "64");
	sim_set(test, sim, "protect_pct", "30");
	sim_set(test, sim, "touch_pct", "50");
	sim_set(test, sim, "verify", "1");
}

static s64 number(const char *at)
{
	s64 n = 0;

	if (*at < '0' || *at > '9')
		return -1;
	for (; *at >= '0' && *at <= '9'; at++)
		n = 10 * n + (*at - '0');
	return n;
}

/* The number behind "@key": in the report, from the first @after on; -1 if none. */
s64 sim_json_number(struct sim_fixture *sf, const char *after, const char *key)
{
	char quoted[64];
	const char *at;

	at = sf->out.buf ? strstr(sf->out.buf, after) : NULL;
	snprintf(quoted, sizeof(quoted), "\"%s\":", key);
	at = at ? strstr(at, quoted) : NULL;
	return at ? number(at + strlen(quoted)) : -1;
}

/* Sum of the lines of the events report whose names begin with @name. */
u64 sim_events(struct sim_fixture *sf, const char *name)
{
	const char *at = sf->out.buf;
	u64 sum = 0;

	while (at && *at) {
		const char *end = strchr(at, '\n');
		const char *value = strchr(at, ' ');

		if (!strncmp(at, name, strlen(name)) && value)
			sum += number(value + 1);
		at = end ? end + 1 : NULL;
	}
	return sum;
}

/* What one complete run of an instance has to say. */
void sim_check_report(struct kunit *test, struct mmsim_sim *sim, bool busted)
{
	struct sim_fixture *sf = test->priv;
	s64 tasks;

	mmsim_out_free(&sf->out);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_json(sim, &sf->out), 0);
	tasks = sim_json_number(sf, "\"params\"", "tasks") -
		sim_json_number(sf, "\"results\"", "helper_tasks");
	KUNIT_EXPECT_GT(test, tasks, 0LL);
	KUNIT_EXPECT_EQ(test, sim_json_number(sf, "\"helper_tasks\"", "ops"), tasks * SIM_OPS);
	KUNIT_EXPECT_TRUE(test, strstr(sf->out.buf, "\"schema\":\"" MMSIM_SCHEMA "\""));
	if (!busted)
		KUNIT_EXPECT_TRUE(test, strstr(sf->out.buf, "\"consistent\":true"));

	mmsim_out_free(&sf->out);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_events(sim, &sf->out), 0);
	KUNIT_EXPECT_EQ(test, sim_events(sf, "fault_attempts"),
			sim_events(sf, "fault_fast") + sim_events(sf, "fault_fallback_"));
	if (!busted)
		KUNIT_EXPECT_EQ(test, sim_events(sf, "violation_"), 0ULL);
	mmsim_out_free(&sf->out);
}

/* Load the trace without a fault. */
int sim_load_example(struct mmsim_sim *sim)
{
	return mmsim_sim_load_trace(sim, trace_example, strlen(trace_example));
}
