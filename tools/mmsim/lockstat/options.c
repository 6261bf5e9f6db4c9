// SPDX-License-Identifier: GPL-2.0-only
/* The words behind "mmsim lockstat". */
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lockstat.h"
#include "options.h"

#define TOP_SHOW	20
#define TOP_DIFF	10
#define TOLERANCE	0.01	/* acquisitions 1 % apart still match */

const char mmsim_lockstat_usage[] =
	"usage: mmsim lockstat show [OPTIONS] FILE...\n"
	"       mmsim lockstat diff [OPTIONS] OLD NEW\n"
	"       mmsim lockstat diff [OPTIONS] OLD... -- NEW...\n"
	"       mmsim lockstat merge [OPTIONS] FILE... [-o OUT]\n"
	"\n"
	"Read lock statistics: /proc/lock_stat of 6.1 to 7.2, also out of a mail; the output of\n"
	"'perf lock contention -x,'; counters by name. Several files of a side are runs of the\n"
	"same. diff says first whether the workloads were equal, and 'not comparable: why'\n"
	"where a number does not mean the same in both kernels. See lockstat.rst.\n"
	"\n"
	"  --label NAME             what to call a side; twice for old and new\n"
	"  --wall-ns NS[,NS]        duration of the workload, for wait shares\n"
	"  --tasks N[,N]            its tasks, likewise\n"
	"  --rename OLD=NEW         a class of the old side is called NEW; repeatable\n"
	"  --yardstick CLASS        judge the workloads by this class (pattern); repeatable\n"
	"  --match PCT              acquisitions this far apart still match (default 1)\n"
	"  --sort KEY               a number's name in csv, 'name' or 'change'; default\n"
	"                           wait_total_ns\n"
	"  --top N                  classes to print; 0 for all (default 20, of diff 10)\n"
	"  --min-acquisitions N, --min-contentions N, --min-wait-ns N\n"
	"                           leave classes out that are below on both sides\n"
	"  --points                 functions that waited, and that held the lock meanwhile\n"
	"  --fail-on PCT            exit with 1 if contentions or waits of a comparable class\n"
	"                           are distinguishably worse by more than PCT percent\n"
	"  --force                  read dumps that stopped early, compare other workloads\n"
	"  --format text|md|csv|json\n"
	"  -o, --output FILE        where merge writes (default: standard output)\n"
	"  -q, --quiet              no warnings on stderr\n"
	"\n"
	"Exit status: 0 fine, 1 worse than --fail-on, 2 usage or trouble.\n";

enum {
	OPT_LABEL = 256,
	OPT_WALL,
	OPT_TASKS,
	OPT_RENAME,
	OPT_YARDSTICK,
	OPT_MATCH,
	OPT_SORT,
	OPT_TOP,
	OPT_MIN_ACQUISITIONS,
	OPT_MIN_CONTENTIONS,
	OPT_MIN_WAIT,
	OPT_POINTS,
	OPT_FAIL_ON,
	OPT_FORCE,
	OPT_FORMAT,
};

static const struct option long_options[] = {
	{ "label", required_argument, NULL, OPT_LABEL },
	{ "wall-ns", required_argument, NULL, OPT_WALL },
	{ "tasks", required_argument, NULL, OPT_TASKS },
	{ "rename", required_argument, NULL, OPT_RENAME },
	{ "yardstick", required_argument, NULL, OPT_YARDSTICK },
	{ "match", required_argument, NULL, OPT_MATCH },
	{ "sort", required_argument, NULL, OPT_SORT },
	{ "top", required_argument, NULL, OPT_TOP },
	{ "min-acquisitions", required_argument, NULL, OPT_MIN_ACQUISITIONS },
	{ "min-contentions", required_argument, NULL, OPT_MIN_CONTENTIONS },
	{ "min-wait-ns", required_argument, NULL, OPT_MIN_WAIT },
	{ "points", no_argument, NULL, OPT_POINTS },
	{ "fail-on", required_argument, NULL, OPT_FAIL_ON },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ "format", required_argument, NULL, OPT_FORMAT },
	{ "output", required_argument, NULL, 'o' },
	{ "quiet", no_argument, NULL, 'q' },
	{ 0 },
};

/* A number of at least @min; @sep may follow it. */
static bool read_number(const char *text, double min, char sep, double *v, const char **end)
{
	char *stop;

	*v = strtod(text, &stop);
	*end = stop;
	return stop != text && isfinite(*v) && *v >= min && (!*stop || *stop == sep);
}

static int number(const char *option, double min, double *v)
{
	const char *end;

	if (!read_number(optarg, min, '\0', v, &end))
		return cli_trouble("%s takes a number from %g on, not '%s'", option, min, optarg);
	return CLI_OK;
}

/* N for both sides, or N,N. */
static int pair(const char *option, double v[SIDES])
{
	const char *end;
	bool ok = read_number(optarg, 1, ',', &v[OLD], &end);

	v[NEW] = v[OLD];
	if (ok && *end)
		ok = read_number(end + 1, 1, '\0', &v[NEW], &end);
	if (!ok)
		return cli_trouble("%s takes N or N,N, each from 1 on, not '%s'", option, optarg);
	return CLI_OK;
}

static int label(struct request *r)
{
	if (r->label[NEW])
		return cli_trouble("--label: two sides have two labels, '%s' is the third",
				   optarg);
	r->label[r->label[OLD] ? NEW : OLD] = optarg;
	return CLI_OK;
}

static int sort(struct request *r)
{
	size_t i;

	r->view.sort = optarg;
	if (view_sort_known(optarg))
		return CLI_OK;
	cli_trouble("unknown sort key '%s'; there are:", optarg);
	fputs(" name change", stderr);
	for (i = 0; i < nr_measures; i++)
		fprintf(stderr, " %s", measures[i].key);
	fputc('\n', stderr);
	return CLI_TROUBLE;
}

static int take_number(struct request *r, int opt)
{
	double v = 0;
	int ret;

	switch (opt) {
	case OPT_MATCH:
		ret = number("--match", 0, &v);
		r->tolerance = v / 100;
		return ret;
	case OPT_TOP:
		ret = number("--top", 0, &v);
		r->view.top = v < 1e9 ? (size_t)v : 0;
		return ret;
	case OPT_MIN_ACQUISITIONS:
		return number("--min-acquisitions", 0, &r->view.min_acquisitions);
	case OPT_MIN_CONTENTIONS:
		return number("--min-contentions", 0, &r->view.min_contentions);
	case OPT_MIN_WAIT:
		return number("--min-wait-ns", 0, &r->view.min_wait_ns);
	}
	return number("--fail-on", 0, &r->fail_on);
}

static int take_option(struct request *r, int opt, int argc, char **argv)
{
	switch (opt) {
	case OPT_LABEL:
		return label(r);
	case OPT_WALL:
		return pair("--wall-ns", r->wall_ns);
	case OPT_TASKS:
		return pair("--tasks", r->tasks);
	case OPT_RENAME:
		strv_add(&r->renames, optarg);
		return identity_check_rename(optarg);
	case OPT_YARDSTICK:
		strv_add(&r->yardsticks, optarg);
		return CLI_OK;
	case OPT_SORT:
		return sort(r);
	case OPT_POINTS:
		r->view.points = true;
		return CLI_OK;
	case OPT_FORCE:
		r->force = true;
		return CLI_OK;
	case OPT_FORMAT:
		return format_find(optarg, &r->view.format);
	case 'o':
		r->output = optarg;
		return CLI_OK;
	case 'q':
		cli_verbosity = -1;
		return CLI_OK;
	case '?':
	case ':':
		return cli_bad_option("lockstat", argc, argv, opt);
	}
	return take_number(r, opt);
}

/* The files before and behind "--", or the only two. */
static int take_files(struct request *r, int nr, char **v, int nr_behind, char **behind)
{
	r->file[OLD] = v;
	r->nr_files[OLD] = (size_t)nr;
	if (r->action != ACTION_DIFF) {
		if (nr_behind)
			return cli_trouble("only diff takes files behind '--'");
		if (!nr)
			return cli_trouble("which dumps? mmsim lockstat show FILE...");
		return CLI_OK;
	}
	if (!behind && nr == 2) {
		nr = 1;
		nr_behind = 1;
		behind = v + 1;
	}
	if (!nr || !nr_behind)
		return cli_trouble("which dumps? mmsim lockstat diff OLD NEW, or OLD... -- NEW...");
	r->nr_files[OLD] = (size_t)nr;
	r->file[NEW] = behind;
	r->nr_files[NEW] = (size_t)nr_behind;
	return CLI_OK;
}

static int take_action(struct request *r, int argc, char **argv)
{
	static const char *const actions[NR_ACTIONS] = { "show", "diff", "merge" };
	int i;

	for (i = 0; i < NR_ACTIONS && argc > 1; i++) {
		if (strcmp(argv[1], actions[i]))
			continue;
		r->action = (enum action)i;
		return CLI_OK;
	}
	if (argc > 1)
		return cli_trouble("lockstat can show, diff and merge, not '%s'", argv[1]);
	return cli_trouble("lockstat what? show, diff or merge; see 'mmsim lockstat --help'");
}

/**
 * request_parse - check a command line
 * @r: set to what it says; to be freed even after trouble
 * @argc: as of main()
 * @argv: likewise, from "lockstat" on
 *
 * Return: CLI_OK or CLI_TROUBLE.
 */
int request_parse(struct request *r, int argc, char **argv)
{
	int opt, split, ret;
	char **behind;

	*r = (struct request){
		.wall_ns = { NAN, NAN }, .tasks = { NAN, NAN },
		.tolerance = TOLERANCE, .fail_on = NAN,
		.view = { .sort = "wait_total_ns", .top = SIZE_MAX },
	};
	if (take_action(r, argc, argv))
		return CLI_TROUBLE;
	/* getopt_long() would forget where "--" was. */
	for (split = 2; split < argc && strcmp(argv[split], "--"); split++)
		;
	behind = split < argc ? argv + split + 1 : NULL;
	opterr = 0;
	while ((opt = getopt_long(split - 1, argv + 1, ":o:q", long_options, NULL)) != -1) {
		ret = take_option(r, opt, split - 1, argv + 1);
		if (ret)
			return ret;
	}
	if (r->view.top == SIZE_MAX)
		r->view.top = r->action == ACTION_DIFF ? TOP_DIFF : TOP_SHOW;
	if (!isnan(r->fail_on) && r->action != ACTION_DIFF)
		return cli_trouble("--fail-on is for diff");
	if (r->output && r->action != ACTION_MERGE)
		return cli_trouble("-o is for merge");
	return take_files(r, split - 1 - optind, argv + 1 + optind, behind ? argc - split - 1 : 0,
			  behind);
}

/**
 * request_free - free what a request holds, its view too
 * @r: the request
 */
void request_free(struct request *r)
{
	view_free(&r->view);
	strv_free(&r->renames);
	strv_free(&r->yardsticks);
}
