// SPDX-License-Identifier: GPL-2.0-only
/* mmsim lockstat: lock statistics of kernels, shown, compared, merged. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparable.h"
#include "doubts.h"
#include "lockstat.h"
#include "merge.h"
#include "options.h"

#define FAILURES_TOLD	20	/* a report of more is not read */

static int refuse_disabled(const struct dump *d)
{
	return cli_trouble("%s: lock debugging was disabled while the kernel ran ('*WARNING*'): the numbers stopped early; --force reads them all the same",
			   d->path);
}

static void name_side(const struct request *r, struct side *s, unsigned int i)
{
	const char *base = strrchr(s->dump[0].path, '/');

	s->wall_ns = r->wall_ns[i];
	s->tasks = r->tasks[i];
	s->kernel = s->dump[0].kernel;
	if (r->label[i])
		s->label = xstrdup(r->label[i]);
	else
		s->label = xstrdup(s->kernel ?: base ? base + 1 : s->dump[0].path);
}

static int load_side(struct request *r, unsigned int i)
{
	struct side *s = &r->view.cs.side[i];
	struct dump *d;
	size_t k;

	s->dump = xcalloc(r->nr_files[i], sizeof(*s->dump));
	for (k = 0; k < r->nr_files[i]; k++) {
		d = &s->dump[s->nr++];
		if (dump_load(d, r->file[i][k]))
			return CLI_TROUBLE;
		if (d->disabled && !r->force)
			return refuse_disabled(d);
		doubts_collect(d, &r->view.warnings);
		if (d->kind != r->view.cs.side[OLD].dump[0].kind)
			return cli_trouble("%s is %s, %s is %s: they do not compare",
					   r->view.cs.side[OLD].dump[0].path,
					   dump_kind_name(r->view.cs.side[OLD].dump[0].kind),
					   d->path, dump_kind_name(d->kind));
	}
	name_side(r, s, i);
	return CLI_OK;
}

/* Files of one name in two directories are called by their paths. */
static void tell_apart(struct request *r)
{
	struct side *s = r->view.cs.side;
	unsigned int i;

	if (strcmp(s[OLD].label, s[NEW].label))
		return;
	for (i = 0; i < SIDES; i++) {
		if (r->label[i])
			continue;
		free(s[i].label);
		s[i].label = xstrdup(s[i].dump[0].path);
	}
}

static int show(struct request *r)
{
	unhooked_judge(&r->view.cs);
	view_select(&r->view);
	return view_print(&r->view);
}

/* How much worse, in percent; 0 if not worse or not distinguishable. */
static double worse(const struct measure *m, const struct figure *old, const struct figure *new)
{
	if (!new->distinct)
		return 0;
	if (old->s.median == 0 && new->s.median > 0)
		return INFINITY;
	return isnan(new->ratio) ? 0 : fmax(0, (1 - new->ratio) * 100 * m->better);
}

/* Report the numbers of a class that are worse; how many, and how many could be judged. */
static size_t gate_class(const struct request *r, const struct class *c, bool tell,
			 size_t *judged)
{
	const struct measure *m;
	struct figure old, new;
	size_t failed = 0;
	char *name;

	for (m = measures; m < measures + nr_measures; m++) {
		if (!m->gates || c->why[m->scope])
			continue;
		old = measure_figure(&r->view.cs, c, m, OLD);
		new = measure_figure(&r->view.cs, c, m, NEW);
		if (!old.s.n || !new.s.n)
			continue;
		++*judged;
		if (!(worse(m, &old, &new) > r->fail_on))
			continue;
		failed++;
		if (!tell)
			continue;
		name = view_name(&r->view, c);
		cli_fail("%s: %s is worse by %.2f%% (p=%.3f)", name, m->label,
			 worse(m, &old, &new), new.p);
		free(name);
	}
	return failed;
}

/* A gate that cannot judge must not let anything pass. */
static int gate(const struct request *r)
{
	const struct classes *cs = &r->view.cs;
	size_t i, judged = 0, failed = 0, na = cs->side[OLD].nr, nb = cs->side[NEW].nr;

	if (!stats_enough(na, nb))
		return cli_trouble("--fail-on: %zu and %zu runs are too few; it needs %zu of each",
				   na, nb, stats_runs_needed());
	for (i = 0; i < cs->nr; i++)
		if (class_matched(&cs->v[i]))
			failed += gate_class(r, &cs->v[i], failed < FAILURES_TOLD, &judged);
	if (!judged)
		return cli_trouble("--fail-on: nothing is comparable");
	if (failed > FAILURES_TOLD)
		cli_fail("%zu numbers in all", failed);
	return failed ? CLI_DIFFERENCE : CLI_OK;
}

static int diff(struct request *r)
{
	struct view *v = &r->view;
	int ret;

	workload_judge(&v->workload, &v->cs, &r->yardsticks, r->tolerance);
	comparable_judge(&v->cs, &v->workload, r->tolerance, r->force);
	view_select(v);
	ret = view_print(v);
	if (!ret && !isnan(r->fail_on))
		ret = gate(r);
	return ret;
}

static int merge(const struct request *r)
{
	const struct side *s = &r->view.cs.side[OLD];
	FILE *f = r->output ? fopen(r->output, "we") : stdout;
	struct dump sum;
	size_t i;
	int err;

	if (!f)
		return cli_trouble("%s: %s", r->output, strerror(errno));
	for (i = 0; i < r->view.warnings.nr; i++)
		cli_warn("%s", r->view.warnings.v[i]);
	dump_init(&sum, "sum");
	merge_dumps(&sum, s->dump, s->nr, &r->renames);
	dump_write(&sum, f);
	dump_free(&sum);
	if (!r->output)
		return cli_flush();
	err = ferror(f);
	if (fclose(f) || err)
		return cli_trouble("%s: cannot be written: %s", r->output, strerror(errno));
	return CLI_OK;
}

static int run(struct request *r)
{
	struct classes *cs = &r->view.cs;
	unsigned int i;

	cs->nr_sides = r->action == ACTION_DIFF ? SIDES : 1;
	for (i = 0; i < cs->nr_sides; i++)
		if (load_side(r, i))
			return CLI_TROUBLE;
	if (cs->nr_sides == SIDES)
		tell_apart(r);
	if (r->action == ACTION_MERGE)
		return merge(r);
	classes_build(cs, &r->renames);
	return r->action == ACTION_DIFF ? diff(r) : show(r);
}

/**
 * mmsim_cmd_lockstat - mmsim lockstat
 * @argc: number of words from "lockstat" on
 * @argv: the words
 *
 * Return: an exit status.
 */
int mmsim_cmd_lockstat(int argc, char **argv)
{
	struct request r;
	int ret = request_parse(&r, argc, argv);

	if (!ret)
		ret = run(&r);
	request_free(&r);
	return ret;
}
