// SPDX-License-Identifier: GPL-2.0-only
/* mmsim compare: are the results of several files the same? */
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "document.h"
#include "header.h"
#include "match.h"
#include "report.h"
#include "util.h"

#define LABEL_MAX	28	/* columns of a file's name above its column */

const char cmd_compare_usage[] =
	"usage: mmsim compare [OPTIONS] A.json [B.json...]\n"
	"\n"
	"Compare result files with the first; print one file as 'mmsim run' did.\n"
	"\n"
	"  --fail-on PCT            exit with 1 if a rate, p50 or p99 is distinguishably worse\n"
	"                           by more than PCT percent\n"
	"  --format text|md|csv|json\n"
	"  -q, --quiet              no warnings on stderr\n"
	"\n"
	"Cells are equal workload, designs, parameters and tasks; runs are their samples.\n"
	"Medians with a 95% confidence interval from order statistics; p of the two-sided\n"
	"Mann-Whitney U test, exact up to 50 runs together; '~' where p >= 0.05. Files from\n"
	"different accelerators or backends are not compared. Exit status: 0 fine, 1 worse\n"
	"than --fail-on or a failed check in a file, 2 usage or trouble.\n";

/**
 * struct comparison - a command line, checked
 * @in: the files
 * @nr: how many
 * @fail_on: percent, or NAN
 * @format: how to print
 */
struct comparison {
	struct input *in;
	size_t nr;
	double fail_on;
	enum format format;
};

static const char *field(const struct input *in, const char *object, const char *key)
{
	return json_string_value(json_object_get(json_object_get(in->doc, object), key));
}

static const char *backend_of(const struct input *in)
{
	return json_string_value(json_object_get(in->doc, "backend")) ?: "unknown";
}

/* Refuse what means nothing side by side, warn of what may not. */
static int check_comparable(const struct comparison *c)
{
	const char *accel = field(&c->in[0], "machine", "accel"), *other;
	const char *release = field(&c->in[0], "kernel", "release");
	size_t i;

	for (i = 1; i < c->nr; i++) {
		const struct input *in = &c->in[i];

		other = field(in, "machine", "accel");
		if (accel && other && strcmp(accel, other))
			return cli_trouble("%s is from %s, %s from %s: accelerators do not compare",
					   c->in[0].path, accel, in->path, other);
		if (!accel || !other)
			cli_warn("%s: the accelerator is not known", (accel ? in : c->in)->path);
		if (strcmp(backend_of(c->in), backend_of(in)))
			return cli_trouble("%s is from %s, %s from %s: backends do not compare",
					   c->in[0].path, backend_of(c->in), in->path,
					   backend_of(in));
		other = field(in, "kernel", "release");
		if (release && other && strcmp(release, other))
			cli_warn("%s: another kernel, %s, than %s in the first file", in->path,
				 other, release);
	}
	return CLI_OK;
}

static char *label(const struct comparison *c, size_t nr)
{
	const char *path = c->in[nr].path, *base = strrchr(path, '/'), *other;
	size_t i, n;

	base = base ? base + 1 : path;
	for (i = 0; i < c->nr; i++) {
		other = strrchr(c->in[i].path, '/');
		other = other ? other + 1 : c->in[i].path;
		if (i != nr && !strcmp(base, other))
			base = path;
	}
	n = strlen(base);
	if (n <= LABEL_MAX)
		return xstrdup(base);
	return xasprintf("...%s", base + n - (LABEL_MAX - 3));
}

static void print_conditions(const struct comparison *c, bool md)
{
	size_t i;

	for (i = 0; i < c->nr; i++)
		header_print(c->in[i].doc, &c->in[i].gs, c->in[i].path, md, stdout);
}

static json_t *to_json(const struct comparison *c, const struct sheet *sh)
{
	json_t *files = json_array();
	size_t i;

	for (i = 0; i < c->nr; i++)
		json_array_append_new(files,
				      json_pack("{s:s, s:O?, s:O?, s:s, s:O?}", "path",
						c->in[i].path, "kernel",
						json_object_get(c->in[i].doc, "kernel"), "machine",
						json_object_get(c->in[i].doc, "machine"),
						"backend", backend_of(&c->in[i]), "warnings",
						json_object_get(c->in[i].doc, "warnings")));
	return json_pack("{s:s, s:o, s:o}", "schema", "mmsim-compare/1", "files", files, "rows",
			 sheet_to_json(sh));
}

static int print(const struct comparison *c, const struct sheet *sh)
{
	json_t *j;

	switch (c->format) {
	case FORMAT_TEXT:
		print_conditions(c, false);
		sheet_print_text(sh, stdout, report_colour());
		fputc('\n', stdout);
		sheet_legend(sh, stdout);
		break;
	case FORMAT_MD:
		print_conditions(c, true);
		sheet_print_md(sh, stdout);
		sheet_legend(sh, stdout);
		break;
	case FORMAT_CSV:
		sheet_print_csv(sh, stdout);
		break;
	case FORMAT_JSON:
		j = to_json(c, sh);
		json_dumpf(j, stdout, JSON_INDENT(1));
		fputc('\n', stdout);
		json_decref(j);
		break;
	}
	return cli_flush();
}

/* How much worse, in percent; 0 if not worse or not distinguishable. */
static double worse(const struct metric *m, const struct figure *fig)
{
	double change = fig->distinct && !isnan(fig->ratio) ? (fig->ratio - 1) * 100 : 0;

	return fmax(0, -change * m->better);
}

static int gate_figure(const struct comparison *c, const struct sheet *sh, const struct section *s,
		       const struct metric *m, size_t column)
{
	struct figure fig = sheet_figure(s, m, column), first = sheet_figure(s, m, 0);
	char name[64];

	if (first.s.n && fig.s.n && !stats_enough(first.s.n, fig.s.n))
		return cli_trouble("--fail-on: %zu and %zu runs are too few; it needs %zu of each",
				   first.s.n, fig.s.n, stats_runs_needed());
	if (!(worse(m, &fig) > c->fail_on))
		return CLI_OK;
	sheet_row_label(s, m, name, sizeof(name));
	cli_fail("%s: %s %s: %s is worse by %.2f%% (p=%.3f)", sh->column[column], s->title,
		 s->settings, name, worse(m, &fig), fig.p);
	return CLI_DIFFERENCE;
}

static int gate(const struct comparison *c, const struct sheet *sh)
{
	const struct section *s;
	size_t column, k;
	int ret = CLI_OK, one;

	for (s = sh->section; s < sh->section + sh->nr_sections; s++) {
		for (k = 0; k < nr_metrics; k++) {
			if (!metrics[k].gates || !sheet_shows(sh, s, &metrics[k]))
				continue;
			for (column = 1; column < sh->nr_columns; column++) {
				one = gate_figure(c, sh, s, &metrics[k], column);
				if (one == CLI_TROUBLE)
					return one;
				ret |= one;
			}
		}
	}
	return ret;
}

static void tell_unmatched(const struct comparison *c, size_t matched)
{
	size_t i, k, n;

	if (matched < c->in[0].gs.nr)
		cli_warn("%s: %zu of %zu cells have no counterpart", c->in[0].path,
			 c->in[0].gs.nr - matched, c->in[0].gs.nr);
	for (i = 1; i < c->nr; i++) {
		for (k = 0, n = 0; k < c->in[i].gs.nr; k++)
			n += !c->in[i].used[k];
		if (n)
			cli_warn("%s: %zu of %zu cells have no counterpart", c->in[i].path, n,
				 c->in[i].gs.nr);
	}
}

static int compare(struct comparison *c)
{
	struct sheet sh = { .differ = true };
	size_t i, matched;
	int ret;

	ret = check_comparable(c);
	if (ret)
		return ret;
	sh.column = xcalloc(c->nr, sizeof(*sh.column));
	sh.nr_columns = c->nr;
	for (i = 0; i < c->nr; i++)
		sh.column[i] = label(c, i);
	matched = match_inputs(&sh, c->in, c->nr);
	if (!matched)
		ret = cli_trouble("no workload has the same number of tasks in all files");
	else
		tell_unmatched(c, matched);
	if (!ret)
		ret = print(c, &sh);
	if (!ret && !isnan(c->fail_on))
		ret = gate(c, &sh);
	sheet_free(&sh);
	return ret;
}

static int load(struct comparison *c, int argc, char **argv)
{
	int i, ret = CLI_OK;

	c->in = xcalloc((size_t)argc, sizeof(*c->in));
	for (i = 0; i < argc; i++) {
		struct input *in = &c->in[c->nr++];

		in->path = argv[i];
		in->doc = document_load(in->path);
		if (!in->doc)
			return CLI_TROUBLE;
		groups_build(&in->gs, json_object_get(in->doc, "results"));
		ret |= document_check(in->doc, in->path);
	}
	return ret;
}

static void unload(struct comparison *c)
{
	size_t i;

	for (i = 0; i < c->nr; i++) {
		groups_free(&c->in[i].gs);
		free(c->in[i].used);
		json_decref(c->in[i].doc);
	}
	free(c->in);
}

static int parse(struct comparison *c, int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "fail-on", required_argument, NULL, 'f' },
		{ "format", required_argument, NULL, 'F' },
		{ "quiet", no_argument, NULL, 'q' },
		{ 0 },
	};
	char *end;
	int opt;

	opterr = 0;
	while ((opt = getopt_long(argc, argv, ":q", long_options, NULL)) != -1) {
		switch (opt) {
		case 'f':
			c->fail_on = strtod(optarg, &end);
			if (end == optarg || *end || !isfinite(c->fail_on) || c->fail_on < 0)
				return cli_trouble("--fail-on takes percent, not '%s'", optarg);
			break;
		case 'F':
			if (format_find(optarg, &c->format))
				return CLI_TROUBLE;
			break;
		case 'q':
			cli_verbosity = -1;
			break;
		default:
			return cli_bad_option("compare", argc, argv, opt);
		}
	}
	if (optind == argc)
		return cli_trouble("which result files? mmsim compare A.json B.json");
	if (!isnan(c->fail_on) && argc - optind < 2)
		return cli_trouble("--fail-on needs a file to compare the first with");
	return CLI_OK;
}

int cmd_compare(int argc, char **argv)
{
	struct comparison c = { .fail_on = NAN };
	int ret, checks;

	if (parse(&c, argc, argv))
		return CLI_TROUBLE;
	checks = load(&c, argc - optind, argv + optind);
	if (checks & CLI_TROUBLE)
		ret = CLI_TROUBLE;
	else if (c.nr == 1)
		ret = report_document(c.in[0].doc, c.in[0].path, c.format);
	else
		ret = compare(&c);
	unload(&c);
	return ret ? ret : checks;
}
