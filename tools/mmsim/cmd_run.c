// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmsim run, mmsim replay: run a matrix of settings and print it side by side. The
 * cells are run in turn, A B C A B C, so that a machine that slows down or warms up
 * does so under all of them alike.
 */
#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "document.h"
#include "execute.h"
#include "options.h"
#include "report.h"
#include "warn.h"

#define RUN_OPTIONS							\
	"  --on native|kernel       where: this process, or the module (default native)\n" \
	"  --policy FAMILY=V[,V]    locking designs; several make a matrix\n"	\
	"  --preset P[,P]           designs of a Linux release\n"		\
	"  --tasks N[,N]            tasks that run the workload\n"		\
	"  --cpus LIST              CPUs the tasks are bound to, as 0-3,8\n"	\
	"  --runs N                 runs of each cell (default 5)\n"		\
	"  --seconds S              length of a run, or\n"			\
	"  --ops N                  operations of each task\n"			\
	"  --seed N                 seed of every random choice\n"		\
	"  --set KEY=VALUE[,VALUE]  any parameter ('mmsim list params')\n"	\
	"  -o, --output FILE        save the results as JSON\n"			\
	"  --format text|md|csv|json\n"						\
	"  -q, --quiet              no progress, no warnings on stderr\n"	\
	"  -v, --verbose            what is set and run\n"			\
	"\n"									\
	"Comma lists make a matrix, which is printed side by side. Cells are run in turn,\n" \
	"so that drift hits all alike. Exit status: 0 fine, 1 a run or a check failed,\n" \
	"2 usage or trouble, 128+N stopped by signal N.\n"

const char cmd_run_usage[] =
	"usage: mmsim run WORKLOAD [OPTIONS]\n"
	"\n"
	"Run a workload and print what it measured. 'mmsim list' names what there is.\n"
	"\n"
	"  --trace FILE             trace for the workload replay\n"
	RUN_OPTIONS;

const char cmd_replay_usage[] =
	"usage: mmsim replay FILE [OPTIONS]\n"
	"\n"
	"Run a trace made by 'mmsim record'.\n"
	"\n"
	RUN_OPTIONS;

/**
 * struct matrix_run - a command under way
 * @o: what was asked for
 * @b: the backend
 * @s: signals
 * @p: how far it is
 * @doc: results of complete runs
 * @trace: description of the trace, or NULL
 */
struct matrix_run {
	const struct run_options *o;
	struct backend *b;
	struct signals s;
	struct progress p;
	json_t *doc;
	json_t *trace;
};

static int set_one(struct matrix_run *mr, const char *name, const char *value, bool policy)
{
	struct backend *b = mr->b;
	int err;

	cli_verbose("%s: %s=%s", b->ops->name, name, value);
	err = policy ? b->ops->set_policy(b, name, value) : b->ops->set_param(b, name, value);
	return err ? cli_trouble("%s=%s: %s", name, value, b->why) : CLI_OK;
}

static int set_cell(struct matrix_run *mr, const struct cell *c)
{
	size_t i;

	if (set_one(mr, "workload", mr->o->workload->name, false))
		return CLI_TROUBLE;
	if (mr->o->cpus && set_one(mr, "cpus", mr->o->cpus, false))
		return CLI_TROUBLE;
	for (i = 0; i < NR_PARAMS; i++)
		if (c->param[i] && set_one(mr, params[i].name, c->param[i], false))
			return CLI_TROUBLE;
	for (i = 0; i < NR_FAMILIES; i++)
		if (c->policy[i] && set_one(mr, families[i].name, c->policy[i], true))
			return CLI_TROUBLE;
	return CLI_OK;
}

/* A run that failed leaves a result too, which says so; no number is taken from it. */
static json_t *failed_part(const struct matrix_run *mr, const struct cell *c)
{
	json_t *policy = json_object();
	size_t i;

	for (i = 0; i < NR_FAMILIES; i++)
		json_object_set_new(policy, families[i].name,
				    json_string(c->policy[i] ?: families[i].deflt));
	return json_pack("{s:[{s:s, s:o, s:s}]}", "results", "workload", mr->o->workload->name,
			 "policy", policy, "error", mr->b->why);
}

static void outcome(const json_t *part, char *buf, size_t size)
{
	const json_t *r = json_array_get(json_object_get(part, "results"), 0);
	char rate[32];

	if (json_object_get(r, "error")) {
		snprintf(buf, size, "failed: %s", json_string_value(json_object_get(r, "error")));
		return;
	}
	format_value(rate, sizeof(rate), metrics[0].get(r, ""), UNIT_RATE);
	snprintf(buf, size, "%s ops/s", rate);
}

/* One run of one cell. Trouble with the results themselves ends the command. */
static int run_cell(struct matrix_run *mr, const struct cell *c, unsigned int run)
{
	char *label = matrix_label(&mr->o->matrix, c), text[BACKEND_WHY_MAX + 16];
	json_t *part;
	int ret;

	snprintf(text, sizeof(text), "%s%s run %u", mr->o->workload->name, label, run);
	free(label);
	progress_start_run(&mr->p, text);
	if (set_cell(mr, c))
		return CLI_TROUBLE;
	ret = execute(mr->b, &mr->s, &mr->p);
	if (mr->s.got)
		return CLI_OK;
	if (ret == -EINVAL)
		return cli_trouble("%s", mr->b->why);
	part = ret ? failed_part(mr, c) : mr->b->ops->document(mr->b);
	if (!part)
		return cli_trouble("no results: %s", mr->b->why);
	document_add(mr->doc, part, run, mr->trace);
	outcome(part, text, sizeof(text));
	json_decref(part);
	progress_end_run(&mr->p, text);
	return CLI_OK;
}

static int run_matrix(struct matrix_run *mr)
{
	size_t i, cells = matrix_cells(&mr->o->matrix);
	struct cell c;
	unsigned int run;
	int ret = CLI_OK;

	progress_begin(&mr->p, cells * mr->o->runs);
	for (run = 1; run <= mr->o->runs && !ret; run++) {
		for (i = 0; i < cells && !ret && !mr->s.got; i++) {
			matrix_cell(&mr->o->matrix, i, &c);
			ret = run_cell(mr, &c, run);
			signals_poll(&mr->s);
		}
	}
	progress_end(&mr->p);
	if (mr->s.got) {
		snprintf(mr->p.now, sizeof(mr->p.now),
			 "stopped by a signal: %zu of %zu runs complete", mr->p.done, mr->p.total);
		document_warn(mr->doc, mr->p.now);
		cli_trouble("%s", mr->p.now);
	}
	document_end(mr->doc);
	return ret;
}

static int load_trace(struct matrix_run *mr)
{
	const char *path = mr->o->trace_path;
	char *text, *copy, hash[20];
	size_t len;
	int err;

	text = read_text(path, &len);
	if (!text)
		return cli_trouble("%s: %s", path, strerror(errno));
	err = mr->b->ops->load_trace(mr->b, text, len);
	if (err)
		cli_trouble("%s: %s", path, mr->b->why);
	snprintf(hash, sizeof(hash), "%016llx", hash_text(text, len));
	copy = xstrdup(path);
	mr->trace = json_pack("{s:s, s:s, s:I}", "name", basename(copy), "fnv1a64", hash, "bytes",
			      (json_int_t)len);
	free(copy);
	free(text);
	return err ? CLI_TROUBLE : CLI_OK;
}

static int finish(struct matrix_run *mr, struct output *out)
{
	int ret;

	if (!json_array_size(json_object_get(mr->doc, "results")))
		return mr->s.got ? CLI_OK : CLI_TROUBLE;
	warn_about(mr->doc, mr->o->runs);
	ret = mr->o->output ? output_write(out, mr->doc) : CLI_OK;
	if (!ret)
		ret = report_document(mr->doc, NULL, mr->o->format);
	return ret ? ret : document_check(mr->doc, NULL);
}

static int run(struct run_options *o, int argc, char **argv)
{
	struct output out = { .fd = -1 };
	struct matrix_run mr = { .o = o };
	char why[BACKEND_WHY_MAX];
	int ret;

	if (signals_begin(&mr.s))
		return CLI_TROUBLE;
	if (o->output && output_open(&out, o->output))
		return CLI_TROUBLE;
	mr.b = o->ops->open(why, sizeof(why));
	if (!mr.b) {
		output_abandon(&out);
		return cli_trouble("--on %s: %s", o->ops->name, why);
	}
	mr.doc = document_new(o->ops->name, argc, argv);
	ret = o->trace_path ? load_trace(&mr) : CLI_OK;
	if (!ret)
		ret = run_matrix(&mr);
	if (!ret)
		ret = finish(&mr, &out);
	output_abandon(&out);
	mr.b->ops->close(mr.b);
	json_decref(mr.trace);
	json_decref(mr.doc);
	return mr.s.got ? CLI_SIGNALLED + mr.s.got : ret;
}

static int parse_and_run(struct run_options *o, int argc, char **argv)
{
	int ret = run_options_parse(o, argc, argv);

	if (!ret)
		ret = run(o, argc, argv);
	matrix_free(&o->matrix);
	return ret;
}

int cmd_run(int argc, char **argv)
{
	struct run_options o = { 0 };

	return parse_and_run(&o, argc, argv);
}

int cmd_replay(int argc, char **argv)
{
	struct run_options o = { .workload = &workloads[WORKLOAD_replay] };

	return parse_and_run(&o, argc, argv);
}
