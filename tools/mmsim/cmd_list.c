// SPDX-License-Identifier: GPL-2.0-only
/* mmsim list: what can be run, bound and set, from the core's own lists. */
#include <getopt.h>
#include <string.h>

#include "backend.h"
#include "cli.h"
#include "names.h"

const char cmd_list_usage[] =
	"usage: mmsim list [policies|workloads|presets|backends|params]\n"
	"\n"
	"Print what can be run, bound and set; all of it without an argument. The default\n"
	"variant of a family and the default of a parameter are marked.\n";

static void list_policies(void)
{
	const struct variant *v;
	const struct family *f;

	for (f = families; f < families + NR_FAMILIES; f++) {
		printf("%s: %s\n", f->name, f->help);
		for (v = f->variants; v < f->variants + f->nr; v++)
			printf("  %-12s  %s%s\n", v->name, v->help,
			       strcmp(v->name, f->deflt) ? "" : " (default)");
	}
}

static void list_workloads(void)
{
	const struct workload *w;

	for (w = workloads; w < workloads + NR_WORKLOADS; w++)
		printf("  %-16s  %s (main operation: %s)\n", w->name, w->help, w->op);
}

static void list_presets(void)
{
	const struct preset_bind *b;
	const struct preset *p;

	for (p = presets; p < presets + nr_presets; p++) {
		printf("  %-12s  %s\n  %-12s ", p->name, p->help, "");
		for (b = preset_binds; b < preset_binds + nr_preset_binds; b++)
			if (!strcmp(b->preset, p->name))
				printf(" %s=%s", families[b->family].name, b->variant);
		putchar('\n');
	}
}

static void list_backends(void)
{
	const struct backend_ops *const *ops;
	char why[BACKEND_WHY_MAX];

	for (ops = backends; *ops; ops++)
		printf("  %-8s  %s\n  %-8s  %s\n", (*ops)->name, (*ops)->summary, "",
		       (*ops)->probe(why, sizeof(why)) ? "available" : why);
}

static void list_params(void)
{
	const struct param *p;

	for (p = params; p < params + NR_PARAMS; p++) {
		printf("  %-14s  %s\n  %-14s  ", p->name, p->help, "");
		if (p->words)
			printf("%s, default %.*s\n", p->words, (int)strcspn(p->words, "|"),
			       p->words);
		else
			printf("%lld to %lld, default %lld\n", p->min, p->max,
			       p->deflt);
	}
}

static const struct {
	const char *name;
	void (*print)(void);
} lists[] = {
	{ "policies", list_policies },
	{ "workloads", list_workloads },
	{ "presets", list_presets },
	{ "backends", list_backends },
	{ "params", list_params },
};

int cmd_list(int argc, char **argv)
{
	static const struct option none[] = { { 0 } };
	size_t i;
	int opt;

	opterr = 0;
	opt = getopt_long(argc, argv, ":", none, NULL);
	if (opt != -1)
		return cli_bad_option("list", argc, argv, opt);
	if (argc - optind > 1)
		return cli_trouble("'list' takes one name, not '%s' too", argv[optind + 1]);
	if (argc == optind) {
		for (i = 0; i < ARRAY_LEN(lists); i++) {
			printf("%s%s\n", i ? "\n" : "", lists[i].name);
			lists[i].print();
		}
		return cli_flush();
	}
	for (i = 0; i < ARRAY_LEN(lists); i++) {
		if (!strcmp(lists[i].name, argv[optind])) {
			lists[i].print();
			return cli_flush();
		}
	}
	return cli_trouble("no list '%s'; there are: policies workloads presets backends params",
			   argv[optind]);
}
