// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instances of the simulator: every workload under every design, exact numbers of
 * operations, stopping and killing, and what is refused meanwhile.
 */
#include "sim_fixture.h"

/* Every other report has something to say about it. */
static void check_views(struct kunit *test, struct mmsim_sim *sim, enum mmsim_op op)
{
	struct sim_fixture *sf = test->priv;

	mmsim_out_free(&sf->out);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_text(sim, &sf->out), 0);
	KUNIT_EXPECT_TRUE(test, sf->out.buf && strstr(sf->out.buf, "fault_attempts"));
	mmsim_out_free(&sf->out);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_lock_stat(sim, &sf->out), 0);
	KUNIT_EXPECT_TRUE(test, sf->out.buf && strstr(sf->out.buf, "mmap_lock"));
	mmsim_out_free(&sf->out);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_hist(sim, op, &sf->out), 0);
	KUNIT_EXPECT_TRUE(test, sf->out.len);
	mmsim_out_free(&sf->out);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_maps(sim, &sf->out), 0);
	KUNIT_EXPECT_TRUE(test, sf->out.buf && strstr(sf->out.buf, "rw-p"));
	mmsim_out_free(&sf->out);
}

static void sim_workloads(struct kunit *test)
{
	const struct fixture_policy *policy = test->param_value;
	unsigned int flags = mmsim_fault_lock_table[policy->id]->flags;
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];
	int i;

	for (i = 0; i < NR_MMSIM_WORKLOADS; i++) {
		if (i == MMSIM_WORKLOAD_replay)
			continue;
		KUNIT_EXPECT_EQ(test, mmsim_sim_reset(sim), 0);
		sim_make_small(test, sim);
		sim_set(test, sim, "tasks", flags & MMSIM_FL_ONE_TASK ? "1" : "3");
		KUNIT_EXPECT_EQ(test, mmsim_sim_set_workload(sim, mmsim_workload_name(i)), 0);
		KUNIT_EXPECT_EQ(test, mmsim_sim_set_policy(sim, "fault_lock", policy->name),
				0);
		KUNIT_EXPECT_EQ_MSG(test, mmsim_sim_run(sim), 0, "%s: %s",
				    mmsim_workload_name(i), sim_last_error(sf));
		KUNIT_EXPECT_EQ(test, mmsim_sim_state(sim), MMSIM_SIM_DONE);
		sim_check_report(test, sim, flags & MMSIM_FL_BUSTED);
		check_views(test, sim, mmsim_workload_main_op[i]);
	}
}

static void sim_replay(struct kunit *test)
{
	const struct fixture_policy *policy = test->param_value;
	unsigned int flags = mmsim_fault_lock_table[policy->id]->flags;
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];

	KUNIT_EXPECT_EQ(test, mmsim_sim_set_workload(sim, "replay"), 0);
	KUNIT_EXPECT_EQ(test, mmsim_sim_set_policy(sim, "fault_lock", policy->name), 0);
	sim_set(test, sim, "verify", "1");
	KUNIT_EXPECT_EQ(test, mmsim_sim_run(sim), -EINVAL);
	KUNIT_EXPECT_TRUE(test, strstr(sim_last_error(sf), "trace"));
	KUNIT_EXPECT_EQ_MSG(test, sim_load_example(sim), 0, "%s", sim_last_error(sf));
	if (flags & MMSIM_FL_ONE_TASK) {
		KUNIT_EXPECT_EQ(test, mmsim_sim_run(sim), -EINVAL);
		KUNIT_EXPECT_TRUE(test, strstr(sim_last_error(sf), "one task"));
		return;
	}
	KUNIT_EXPECT_EQ_MSG(test, mmsim_sim_run(sim), 0, "%s", sim_last_error(sf));
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_json(sim, &sf->out), 0);
	KUNIT_EXPECT_EQ(test, sim_json_number(sf, "\"helper_tasks\"", "ops"), 13LL);
	mmsim_out_free(&sf->out);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_events(sim, &sf->out), 0);
	KUNIT_EXPECT_EQ(test, sim_events(sf, "violation_bad_maps"), 0ULL);
	if (!(flags & MMSIM_FL_BUSTED))
		KUNIT_EXPECT_EQ(test, sim_events(sf, "violation_"), 0ULL);
	KUNIT_EXPECT_EQ(test, sim_events(sf, "fault_attempts"), 4ULL);
}

/* A replay that ends elsewhere than the recording did says so. */
static void sim_replay_differs(struct kunit *test)
{
	static const char old[] = "final 0 3\nmap 55d0c0000000-55d0c0001000 r-xp";
	static const char new[] = "final 0 3\nmap 55d0c0000000-55d0c0001000 rwxp";
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];
	size_t len = strlen(trace_example);
	char *text = kunit_kzalloc(test, len + 1, GFP_KERNEL);
	char *at;

	KUNIT_ASSERT_NOT_NULL(test, text);
	memcpy(text, trace_example, len);
	at = strstr(text, old);
	KUNIT_ASSERT_NOT_NULL(test, at);
	memcpy(at, new, strlen(new));
	KUNIT_EXPECT_EQ(test, mmsim_sim_set_workload(sim, "replay"), 0);
	KUNIT_EXPECT_EQ_MSG(test, mmsim_sim_load_trace(sim, text, len), 0, "%s",
			    sim_last_error(sf));
	mmsim_sim_run(sim);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_events(sim, &sf->out), 0);
	KUNIT_EXPECT_EQ(test, sim_events(sf, "violation_bad_maps"), 1ULL);
}

static void sim_bad_trace(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];

	KUNIT_EXPECT_EQ(test, mmsim_sim_load_trace(sim, "mmsim-trace 9\n", 14), -EINVAL);
	KUNIT_EXPECT_TRUE_MSG(test, strstr(sim_last_error(sf), "line 1"), "%s", sf->error);
	KUNIT_EXPECT_EQ(test, mmsim_sim_load_trace(sim, "", 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, mmsim_sim_state(sim), MMSIM_SIM_IDLE);
	KUNIT_EXPECT_STREQ(test, mmsim_sim_state_name(mmsim_sim_state(sim)), "idle");
	KUNIT_EXPECT_EQ(test, sim_load_example(sim), 0);
	KUNIT_EXPECT_STREQ(test, sim_last_error(sf), "");
}

static int sim_thread(void *data)
{
	struct sim_fixture *sf = data;

	allow_signal(SIGKILL);
	sf->ret = mmsim_sim_run(sf->sim[0]);
	flush_signals(current);
	complete(&sf->done);
	while (!kthread_should_stop()) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!kthread_should_stop())
			schedule();
		__set_current_state(TASK_RUNNING);
	}
	return 0;
}

/* Start what would run for an hour, and wait until it does. */
static void start_long(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];
	struct task_struct *thread;

	sim_make_small(test, sim);
	sim_set(test, sim, "ops", "0");
	sim_set(test, sim, "duration_ms", "3600000");
	reinit_completion(&sf->done);
	thread = kthread_run(sim_thread, sf, "mmsim_kunit_sim");
	if (!IS_ERR(thread))
		sf->thread = thread;
	KUNIT_ASSERT_FALSE(test, IS_ERR(thread));
	KUNIT_EXPECT_TRUE(test, fixture_wait_for(mmsim_sim_state(sim) ==
						 MMSIM_SIM_RUNNING));
	msleep(20);
}

/* It has ended, and the instance can be used again. */
static void expect_usable(struct kunit *test, int ret)
{
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];

	KUNIT_ASSERT_TRUE(test, fixture_wait_for(completion_done(&sf->done)));
	KUNIT_EXPECT_EQ(test, sf->ret, ret);
	KUNIT_EXPECT_EQ(test, mmsim_sim_state(sim), MMSIM_SIM_STOPPED);
	kthread_stop(sf->thread);
	sf->thread = NULL;
	sim_make_small(test, sim);
	KUNIT_EXPECT_EQ_MSG(test, mmsim_sim_run(sim), 0, "%s", sim_last_error(sf));
	KUNIT_EXPECT_EQ(test, mmsim_sim_state(sim), MMSIM_SIM_DONE);
	sim_check_report(test, sim, false);
}

static void sim_stop(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];
	struct mmsim_config before, after;
	int ret[7], i, n = 0;

	start_long(test);
	mmsim_sim_get_config(sim, &before);
	ret[n++] = mmsim_sim_run(sim);
	ret[n++] = mmsim_sim_set_param(sim, "tasks", "1");
	ret[n++] = mmsim_sim_set_workload(sim, "fork_storm");
	ret[n++] = mmsim_sim_set_policy(sim, "fault_lock", "mmap_lock");
	ret[n++] = mmsim_sim_set_cpus(sim, "0");
	ret[n++] = sim_load_example(sim);
	ret[n++] = mmsim_sim_reset(sim);
	mmsim_sim_get_config(sim, &after);
	mmsim_sim_stop(sim);
	for (i = 0; i < n; i++)
		KUNIT_EXPECT_EQ_MSG(test, ret[i], -EBUSY, "call %d", i);
	KUNIT_EXPECT_EQ(test, memcmp(&before, &after, sizeof(before)), 0);
	expect_usable(test, -ECANCELED);
	/* Stopping what does not run does nothing. */
	mmsim_sim_stop(sim);
	KUNIT_EXPECT_EQ(test, mmsim_sim_state(sim), MMSIM_SIM_DONE);
}

static void sim_killed(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;

	start_long(test);
	send_sig(SIGKILL, sf->thread, 1);
	expect_usable(test, -EINTR);
}

static void sim_two_at_once(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;

	start_long(test);
	sim_make_small(test, sf->sim[1]);
	KUNIT_EXPECT_EQ(test, mmsim_sim_run(sf->sim[1]), 0);
	sim_check_report(test, sf->sim[1], false);
	KUNIT_EXPECT_EQ(test, mmsim_sim_state(sf->sim[0]), MMSIM_SIM_RUNNING);
	mmsim_sim_stop(sf->sim[0]);
	expect_usable(test, -ECANCELED);
}

static void sim_runs(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];
	const char *at;
	int n = 0;

	sim_make_small(test, sim);
	sim_set(test, sim, "runs", "3");
	KUNIT_EXPECT_EQ(test, mmsim_sim_run(sim), 0);
	KUNIT_EXPECT_EQ(test, mmsim_sim_report_json(sim, &sf->out), 0);
	for (at = sf->out.buf; at && (at = strstr(at, "\"run\":")); at++)
		n++;
	KUNIT_EXPECT_EQ(test, n, 3);
	/* The next run drops what came out of the last ones. */
	sim_set(test, sim, "runs", "1");
	KUNIT_EXPECT_EQ(test, mmsim_sim_run(sim), 0);
	sim_check_report(test, sim, false);
}

static void sim_refused(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];
	int i;

	KUNIT_EXPECT_EQ(test, mmsim_sim_set_workload(sim, "nonsense"), -EINVAL);
	for (i = 0; i < NR_MMSIM_WORKLOADS; i++)
		KUNIT_EXPECT_TRUE(test, strstr(sim_last_error(sf), mmsim_workload_name(i)));
	KUNIT_EXPECT_EQ(test, mmsim_sim_set_param(sim, "tasks", "0"), -EINVAL);
	KUNIT_EXPECT_TRUE(test, strstr(sim_last_error(sf), "4096"));
	KUNIT_EXPECT_EQ(test, mmsim_sim_set_policy(sim, "fault_lock", "none"), 0);
	KUNIT_EXPECT_STREQ(test, sim_last_error(sf), "");
	KUNIT_EXPECT_EQ(test, mmsim_sim_run(sim), -EINVAL);
	KUNIT_EXPECT_TRUE(test, strstr(sim_last_error(sf), "one task"));
	KUNIT_EXPECT_EQ(test, mmsim_sim_state(sim), MMSIM_SIM_IDLE);
	KUNIT_EXPECT_EQ(test, mmsim_sim_set_fail_alloc_nth(sim, U64_MAX), -EINVAL);
}

/* An allocation fails somewhere in a run: an error or none, but always usable. */
static void sim_fail_alloc(struct kunit *test)
{
	struct sim_fixture *sf = test->priv;
	struct mmsim_sim *sim = sf->sim[0];
	int nth, i, ret, failed = 0;

	for (i = 0; i < NR_MMSIM_WORKLOADS; i++) {
		if (i == MMSIM_WORKLOAD_replay)
			continue;
		KUNIT_EXPECT_EQ(test, mmsim_sim_reset(sim), 0);
		sim_make_small(test, sim);
		KUNIT_EXPECT_EQ(test, mmsim_sim_set_workload(sim, mmsim_workload_name(i)), 0);
		for (nth = 1; nth < 100; nth += 1 + nth / 4) {
			mmsim_sim_set_fail_alloc_nth(sim, nth);
			ret = mmsim_sim_run(sim);
			KUNIT_EXPECT_TRUE_MSG(test, ret == 0 || ret == -ENOMEM,
					      "%s, allocation %d: %d", mmsim_workload_name(i),
					      nth, ret);
			KUNIT_EXPECT_EQ(test, mmsim_sim_state(sim),
					ret ? MMSIM_SIM_FAILED : MMSIM_SIM_DONE);
			if (ret)
				KUNIT_EXPECT_GT(test, strlen(sim_last_error(sf)), 0UL);
			failed += !!ret;
		}
		mmsim_sim_set_fail_alloc_nth(sim, 0);
		KUNIT_EXPECT_EQ_MSG(test, mmsim_sim_run(sim), 0, "%s", sim_last_error(sf));
		sim_check_report(test, sim, false);
	}
	KUNIT_EXPECT_GT(test, failed, 0);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case sim_cases[] = {
	KUNIT_CASE_PARAM(sim_workloads, policy_gen_params),
	KUNIT_CASE_PARAM(sim_replay, policy_gen_params),
	KUNIT_CASE(sim_replay_differs),
	KUNIT_CASE(sim_bad_trace),
	KUNIT_CASE(sim_stop),
	KUNIT_CASE(sim_killed),
	KUNIT_CASE(sim_two_at_once),
	KUNIT_CASE(sim_runs),
	KUNIT_CASE(sim_refused),
	KUNIT_CASE(sim_fail_alloc),
	{}
};

struct kunit_suite mmsim_sim_suite = {
	.name = "mmsim_sim",
	.init = sim_fixture_init,
	.exit = sim_fixture_exit,
	.test_cases = sim_cases,
};
