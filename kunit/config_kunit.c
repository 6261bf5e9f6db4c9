// SPDX-License-Identifier: GPL-2.0-only
/*
 * Configurations: defaults, what is refused and what is said then, and that a value
 * printed is a value that can be set.
 */
#include <mmsim/config.h>
#include <mmsim/workload.h>

#include "fixture.h"

/**
 * struct config_fixture - What a case works on
 * @config: a configuration
 * @before: a copy to compare it with
 * @error: the last error
 */
struct config_fixture {
	struct mmsim_config config;
	struct mmsim_config before;
	char error[MMSIM_ERROR_MAX];
};

static int config_init(struct kunit *test)
{
	struct config_fixture *cf = kunit_kzalloc(test, sizeof(*cf), GFP_KERNEL);

	if (!cf)
		return -ENOMEM;
	mmsim_config_init(&cf->config);
	cf->before = cf->config;
	test->priv = cf;
	return 0;
}

/* Refused, with this in the message, and nothing has changed. */
static void expect_refused(struct kunit *test, int ret, const char *words)
{
	struct config_fixture *cf = test->priv;

	KUNIT_EXPECT_EQ(test, ret, -EINVAL);
	KUNIT_EXPECT_TRUE_MSG(test, strstr(cf->error, words), "'%s' is not in '%s'", words,
			      cf->error);
	KUNIT_EXPECT_EQ(test, memcmp(&cf->config, &cf->before, sizeof(cf->config)), 0);
	cf->error[0] = '\0';
}

static int set(struct config_fixture *cf, const char *name, const char *value)
{
	return mmsim_config_set_param(&cf->config, name, value, cf->error,
				      sizeof(cf->error));
}

static void config_defaults(struct kunit *test)
{
	struct config_fixture *cf = test->priv;
	int i;

	KUNIT_EXPECT_EQ(test, cf->config.param[MMSIM_PARAM_tasks], 2LL);
	KUNIT_EXPECT_EQ(test, cf->config.param[MMSIM_PARAM_runs], 1LL);
	KUNIT_EXPECT_EQ(test, cf->config.param[MMSIM_PARAM_max_map_count],
			(s64)MMSIM_MAX_MAP_COUNT);
	KUNIT_EXPECT_TRUE(test, cpumask_empty(&cf->config.cpus));
	for (i = 0; i < NR_MMSIM_FAMILIES; i++)
		KUNIT_EXPECT_EQ(test, cf->config.policy[i], mmsim_variant_default(i));
	KUNIT_EXPECT_EQ(test, mmsim_config_validate(&cf->config, cf->error,
						    sizeof(cf->error)), 0);
}

/* Each default lies in its own range, and what is printed can be set. */
static void config_round_trip(struct kunit *test)
{
	struct config_fixture *cf = test->priv;
	char value[64];
	int i;

	for (i = 0; i < NR_MMSIM_PARAMS; i++) {
		const char *name = mmsim_param_name(i);

		KUNIT_EXPECT_EQ(test, mmsim_param_find(name), i);
		KUNIT_EXPECT_GT(test, strlen(mmsim_param_desc(i)), 8UL);
		KUNIT_EXPECT_GT(test, mmsim_param_format(&cf->config, i, value,
							 sizeof(value)), 0);
		KUNIT_EXPECT_EQ_MSG(test, set(cf, name, value), 0, "%s=%s: %s", name, value,
				    cf->error);
	}
	KUNIT_EXPECT_EQ(test, memcmp(&cf->config, &cf->before, sizeof(cf->config)), 0);

	for (i = 0; i < NR_MMSIM_WORKLOADS; i++)
		KUNIT_EXPECT_EQ(test, mmsim_workload_find(mmsim_workload_name(i)), i);
	KUNIT_EXPECT_EQ(test, mmsim_workload_find("nonsense"), -EINVAL);

	KUNIT_EXPECT_EQ(test, set(cf, "pace", "recorded"), 0);
	KUNIT_EXPECT_EQ(test, cf->config.param[MMSIM_PARAM_pace],
			(s64)MMSIM_PACE_RECORDED);
	KUNIT_EXPECT_TRUE(test, mmsim_param_is_word(MMSIM_PARAM_pace));
	mmsim_param_format(&cf->config, MMSIM_PARAM_pace, value, sizeof(value));
	KUNIT_EXPECT_STREQ(test, value, "recorded");
	KUNIT_EXPECT_EQ(test, set(cf, "tasks", "17"), 0);
	mmsim_param_format(&cf->config, MMSIM_PARAM_tasks, value, sizeof(value));
	KUNIT_EXPECT_STREQ(test, value, "17");
}

/* The limits themselves are allowed, one beyond is not. */
static void config_ranges(struct kunit *test)
{
	static const struct {
		const char *name;
		s64 min;
		s64 max;
	} range[] = {
#define MMSIM_PARAM(name, dflt, lo, hi, desc) { #name, lo, hi },
#include <mmsim/param_list.h>
	};
	struct config_fixture *cf = test->priv;
	char value[32];
	int i;

	for (i = 0; i < ARRAY_SIZE(range); i++) {
		snprintf(value, sizeof(value), "%lld", (long long)range[i].min);
		KUNIT_EXPECT_EQ(test, set(cf, range[i].name, value), 0);
		snprintf(value, sizeof(value), "%lld", (long long)range[i].max);
		KUNIT_EXPECT_EQ(test, set(cf, range[i].name, value), 0);
		cf->before = cf->config;
		if (range[i].max < S64_MAX) {
			snprintf(value, sizeof(value), "%lld", (long long)range[i].max + 1);
			expect_refused(test, set(cf, range[i].name, value),
				       range[i].name);
		}
		snprintf(value, sizeof(value), "%lld", (long long)range[i].min - 1);
		expect_refused(test, set(cf, range[i].name, value), " is not from ");
	}
}

static void config_bad_values(struct kunit *test)
{
	static const char *const bad[] = {
		"", " ", "x", "1x", "0x10", "1.5", "--1", "1 2",
	};
	struct config_fixture *cf = test->priv;
	int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		expect_refused(test, set(cf, "tasks", bad[i]), "is not a number");
	expect_refused(test, set(cf, "tasks", "99999999999999999999"), "is not from 1 to");
	expect_refused(test, set(cf, "pace", "fast"), "max|recorded");
	expect_refused(test, set(cf, "pace", "ma"), "max|recorded");
	expect_refused(test, set(cf, "pace", ""), "max|recorded");
	expect_refused(test, set(cf, "pace", "max|recorded"), "max|recorded");
}

/* A message names every valid choice. */
static void config_bad_names(struct kunit *test)
{
	struct config_fixture *cf = test->priv;
	size_t size = sizeof(cf->error);
	int i;

	for (i = 0; i < NR_MMSIM_WORKLOADS; i++)
		expect_refused(test, mmsim_config_set_workload(&cf->config, "nonsense",
							       cf->error, size),
			       mmsim_workload_name(i));
	for (i = 0; i < NR_MMSIM_FAMILIES; i++)
		expect_refused(test, mmsim_config_set_policy(&cf->config, "nonsense", "x",
							     cf->error, size),
			       mmsim_family_name(i));
	for (i = 0; i < NR_MMSIM_FAULT_LOCK; i++)
		expect_refused(test, mmsim_config_set_policy(&cf->config, "fault_lock",
							     "nonsense", cf->error, size),
			       mmsim_variant_name(MMSIM_FAMILY_fault_lock, i));
	for (i = 0; i < NR_MMSIM_PARAMS; i++)
		expect_refused(test, set(cf, "nonsense", "1"), mmsim_param_name(i));
	/* And no room for it is no reason to write elsewhere. */
	expect_refused(test, mmsim_config_set_workload(&cf->config, "nonsense", cf->error,
						       8), "unknown");
}

static void config_policies(struct kunit *test)
{
	struct config_fixture *cf = test->priv;
	int i;

	for (i = 0; i < NR_MMSIM_FAULT_LOCK; i++) {
		const char *name = mmsim_variant_name(MMSIM_FAMILY_fault_lock, i);
		bool alone = mmsim_fault_lock_table[i]->flags & MMSIM_FL_ONE_TASK;

		mmsim_config_init(&cf->config);
		KUNIT_EXPECT_EQ(test, mmsim_config_set_policy(&cf->config, "fault_lock",
							      name, cf->error,
							      sizeof(cf->error)), 0);
		KUNIT_EXPECT_EQ(test, cf->config.policy[MMSIM_FAMILY_fault_lock],
				(unsigned int)i);
		cf->before = cf->config;
		if (alone)
			expect_refused(test, mmsim_config_validate(&cf->config, cf->error,
								   sizeof(cf->error)),
				       "one task");
		KUNIT_EXPECT_EQ(test, set(cf, "tasks", "1"), 0);
		KUNIT_EXPECT_EQ(test, mmsim_config_validate(&cf->config, cf->error,
							    sizeof(cf->error)), 0);
	}
}

static int set_cpus(struct config_fixture *cf, const char *list)
{
	return mmsim_config_set_cpus(&cf->config, list, cf->error, sizeof(cf->error));
}

static void config_cpus(struct kunit *test)
{
	struct config_fixture *cf = test->priv;
	char list[64];

	KUNIT_EXPECT_EQ(test, set_cpus(cf, "0"), 0);
	mmsim_config_format_cpus(&cf->config, list, sizeof(list));
	KUNIT_EXPECT_STREQ(test, list, "0");
	KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(0, &cf->config.cpus));
	if (num_online_cpus() > 1 && cpu_online(1)) {
		KUNIT_EXPECT_EQ(test, set_cpus(cf, "0-1"), 0);
		mmsim_config_format_cpus(&cf->config, list, sizeof(list));
		KUNIT_EXPECT_STREQ(test, list, "0-1");
	}
	cf->before = cf->config;
	expect_refused(test, set_cpus(cf, "x"), "'x'");
	expect_refused(test, set_cpus(cf, "0-"), "list of CPUs");
	expect_refused(test, set_cpus(cf, "99999"), "99999");
	KUNIT_EXPECT_EQ(test, set_cpus(cf, ""), 0);
	KUNIT_EXPECT_TRUE(test, cpumask_empty(&cf->config.cpus));
}

static struct kunit_case config_cases[] = {
	KUNIT_CASE(config_defaults),
	KUNIT_CASE(config_round_trip),
	KUNIT_CASE(config_ranges),
	KUNIT_CASE(config_bad_values),
	KUNIT_CASE(config_bad_names),
	KUNIT_CASE(config_policies),
	KUNIT_CASE(config_cpus),
	{}
};

struct kunit_suite mmsim_config_suite = {
	.name = "mmsim_config",
	.init = config_init,
	.test_cases = config_cases,
};
