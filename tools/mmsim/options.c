// SPDX-License-Identifier: GPL-2.0-only
/* The command line of "mmsim run" and "mmsim replay", checked before anything runs. */
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "options.h"

enum {
	OPT_ON = 256,
	OPT_POLICY,
	OPT_PRESET,
	OPT_TASKS,
	OPT_CPUS,
	OPT_RUNS,
	OPT_SECONDS,
	OPT_OPS,
	OPT_SEED,
	OPT_SET,
	OPT_TRACE,
	OPT_FORMAT,
};

static const struct option long_options[] = {
	{ "on", required_argument, NULL, OPT_ON },
	{ "policy", required_argument, NULL, OPT_POLICY },
	{ "preset", required_argument, NULL, OPT_PRESET },
	{ "tasks", required_argument, NULL, OPT_TASKS },
	{ "cpus", required_argument, NULL, OPT_CPUS },
	{ "runs", required_argument, NULL, OPT_RUNS },
	{ "seconds", required_argument, NULL, OPT_SECONDS },
	{ "ops", required_argument, NULL, OPT_OPS },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "set", required_argument, NULL, OPT_SET },
	{ "trace", required_argument, NULL, OPT_TRACE },
	{ "output", required_argument, NULL, 'o' },
	{ "format", required_argument, NULL, OPT_FORMAT },
	{ "quiet", no_argument, NULL, 'q' },
	{ "verbose", no_argument, NULL, 'v' },
	{ 0 },
};

static int set_seconds(struct matrix *m, const char *text)
{
	char *end, ms[32];
	double s = strtod(text, &end);

	if (end == text || *end || !isfinite(s) || s < 0 || s > 1e9)
		return cli_trouble("--seconds takes a number of seconds, not '%s'", text);
	snprintf(ms, sizeof(ms), "%lld", llround(s * 1000));
	return matrix_add_param(m, "duration_ms", ms);
}

/* "0-3,8": numbers and ranges, ascending. The backend knows which CPUs exist. */
static int set_cpus(struct run_options *o, const char *text)
{
	long first, last, previous = -1;
	const char *at = text;
	char *end;

	o->cpus = text;
	for (;; at = end + 1) {
		if (*at < '0' || *at > '9')
			break;
		first = strtol(at, &end, 10);
		last = first;
		if (*end == '-') {
			at = end + 1;
			if (*at < '0' || *at > '9')
				break;
			last = strtol(at, &end, 10);
		}
		if (first <= previous || last < first)
			break;
		previous = last;
		if (!*end)
			return CLI_OK;
		if (*end != ',')
			break;
	}
	return cli_trouble("--cpus takes an ascending list as 0-3,8, not '%s'", text);
}

/* runs is the command's own loop, not a dimension of the matrix. */
static int set_runs(struct run_options *o, const char *text)
{
	char canon[256];

	if (!param_check(&params[PARAM_runs], text, canon, sizeof(canon)))
		return cli_trouble("%s", canon);
	o->runs = (unsigned int)strtoul(canon, NULL, 10);
	return CLI_OK;
}

static int set_any(struct run_options *o, const char *text)
{
	if (!strncmp(text, "runs=", 5))
		return set_runs(o, text + 5);
	if (!strncmp(text, "cpus=", 5))
		return set_cpus(o, text + 5);
	return matrix_add_set(&o->matrix, text);
}

static int take(struct run_options *o, int opt, const char *arg)
{
	switch (opt) {
	case OPT_ON:
		o->ops = backend_find(arg);
		return o->ops ? CLI_OK : CLI_TROUBLE;
	case OPT_POLICY:
		return matrix_add_policy(&o->matrix, arg);
	case OPT_PRESET:
		return matrix_add_preset(&o->matrix, arg);
	case OPT_TASKS:
		return matrix_add_param(&o->matrix, "tasks", arg);
	case OPT_CPUS:
		return set_cpus(o, arg);
	case OPT_RUNS:
		return set_runs(o, arg);
	case OPT_SECONDS:
		return set_seconds(&o->matrix, arg);
	case OPT_OPS:
		return matrix_add_param(&o->matrix, "ops", arg);
	case OPT_SEED:
		return matrix_add_param(&o->matrix, "seed", arg);
	case OPT_SET:
		return set_any(o, arg);
	case OPT_TRACE:
		o->trace_path = arg;
		return CLI_OK;
	case 'o':
		o->output = arg;
		return CLI_OK;
	case OPT_FORMAT:
		return format_find(arg, &o->format);
	case 'q':
		cli_verbosity = -1;
		return CLI_OK;
	case 'v':
		cli_verbosity = 1;
		return CLI_OK;
	}
	return CLI_TROUBLE;
}

static int take_workload(struct run_options *o, const char *name)
{
	int i = name ? workload_find(name) : -1;
	char *valid;

	if (i >= 0) {
		o->workload = &workloads[i];
		return CLI_OK;
	}
	valid = names_of_workloads();
	if (name)
		cli_trouble("unknown workload '%s'; there are: %s", name, valid);
	else
		cli_trouble("which workload? there are: %s", valid);
	free(valid);
	return CLI_TROUBLE;
}

/* Settings that are right one by one may not go together. */
static int check_together(const struct run_options *o)
{
	bool replay = o->workload == &workloads[WORKLOAD_replay];
	const struct strv *ops = &o->matrix.param[PARAM_ops];
	size_t cells = matrix_cells(&o->matrix);

	if (ops->nr && o->matrix.param[PARAM_duration_ms].nr && !strv_has(ops, "0"))
		return cli_trouble("give a duration or a number of operations, not both");
	if (replay && !o->trace_path)
		return cli_trouble("replay needs a trace: mmsim replay FILE");
	if (!replay && o->trace_path)
		return cli_trouble("--trace is for the workload replay, not %s", o->workload->name);
	if (cells > MATRIX_MAX || cells * o->runs > MATRIX_MAX)
		return cli_trouble("that matrix has more than %d runs", MATRIX_MAX);
	return CLI_OK;
}

/**
 * run_options_parse - read and check a command line
 * @o: filled in; a workload set beforehand means that the argument is a trace
 * @argc: number of arguments, the command's word included
 * @argv: the arguments
 *
 * Return: CLI_OK, or CLI_TROUBLE after a message.
 */
int run_options_parse(struct run_options *o, int argc, char **argv)
{
	bool replay = o->workload;
	int opt;

	o->ops = &backend_native;
	o->runs = RUNS_DEFAULT;
	opterr = 0;
	while ((opt = getopt_long(argc, argv, ":o:qv", long_options, NULL)) != -1) {
		if (opt == '?' || opt == ':')
			return cli_bad_option(argv[0], argc, argv, opt);
		if (take(o, opt, optarg))
			return CLI_TROUBLE;
	}
	if (optind == argc && replay && !o->trace_path)
		return cli_trouble("which trace? mmsim replay FILE");
	if (optind == argc && !replay)
		return take_workload(o, NULL);
	for (; optind < argc; optind++) {
		if (replay && !o->trace_path)
			o->trace_path = argv[optind];
		else if (replay || o->workload)
			return cli_trouble("'%s' takes one argument, not '%s' too", argv[0],
					   argv[optind]);
		else if (take_workload(o, argv[optind]))
			return CLI_TROUBLE;
	}
	return check_together(o);
}
