// SPDX-License-Identifier: GPL-2.0-only
/* The same for programs: csv, one line per number and side, and JSON. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "view.h"

static const char *const side_names[] = { "old", "new" };
static const char *const mode_names[] = { "write", "read" };

static void csv_number(FILE *f, double v)
{
	if (isnan(v))
		fputs(",-", f);
	else
		fprintf(f, ",%.15g", v);
}

/* Names have commas, blanks and the like: always quoted. */
static void csv_text(FILE *f, const char *s)
{
	fputc('"', f);
	for (; *s; s++)
		fprintf(f, "%s%c", *s == '"' ? "\"" : "", *s);
	fputc('"', f);
}

static void csv_row(const struct view *v, const struct class *c, const struct measure *m,
		    unsigned int side, FILE *f)
{
	struct figure fig = measure_figure(&v->cs, c, m, side);
	const struct reason *why = c->why[m->scope];
	char *name = class_has(c, side) ? class_title(&v->cs, c, side) : xstrdup("-");

	csv_text(f, c->key);
	fprintf(f, ",%s,", mode_names[c->mode]);
	csv_text(f, name);
	fprintf(f, ",%s,%s,%s,%zu", m->key, unit_name(m->unit), side_names[side], fig.s.n);
	csv_number(f, fig.s.median);
	csv_number(f, fig.s.lo);
	csv_number(f, fig.s.hi);
	csv_number(f, why ? NAN : fig.ratio);
	csv_number(f, why ? NAN : fig.p);
	fprintf(f, ",%s,", side == OLD || why ? "-" : fig.distinct ? "yes" : "no");
	csv_text(f, why ? why->brief : "");
	fputc('\n', f);
	free(name);
}

/**
 * view_print_csv - print a line per number and side
 * @v: the view
 * @f: where
 */
void view_print_csv(const struct view *v, FILE *f)
{
	const struct measure *m;
	unsigned int s;
	size_t i;

	fputs("class,mode,name,number,unit,side,n,median,lo,hi,ratio,p,distinguishable,not_comparable\n",
	      f);
	for (i = 0; i < v->nr_shown; i++)
		for (m = measures; m < measures + nr_measures; m++)
			for (s = 0; s < v->cs.nr_sides; s++)
				csv_row(v, v->shown[i], m, s, f);
}

static json_t *json_number(double v)
{
	return isfinite(v) ? json_real(v) : json_null();
}

/* A dump may hold bytes that are not UTF-8, JSON may not. */
static json_t *json_text(const char *s)
{
	json_t *j = s ? json_string(s) : json_null();
	char *plain, *p;

	if (j)
		return j;
	plain = xstrdup(s);
	for (p = plain; *p; p++)
		if (*p & 0x80)
			*p = '?';
	j = json_string(plain);
	free(plain);
	return j;
}

static json_t *json_texts(const struct strv *l)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < l->nr; i++)
		json_array_append_new(a, json_text(l->v[i]));
	return a;
}

static json_t *json_figure(const struct view *v, const struct class *c, const struct measure *m,
			   unsigned int side)
{
	struct figure fig = measure_figure(&v->cs, c, m, side);

	return json_pack("{s:I, s:o, s:o, s:o}", "n", (json_int_t)fig.s.n, "median",
			 json_number(fig.s.median), "lo", json_number(fig.s.lo), "hi",
			 json_number(fig.s.hi));
}

static json_t *json_measure(const struct view *v, const struct class *c, const struct measure *m)
{
	const struct reason *why = c->why[m->scope];
	json_t *j = json_object();
	struct figure fig;
	unsigned int s;

	json_object_set_new(j, "unit", json_string(unit_name(m->unit)));
	for (s = 0; s < v->cs.nr_sides; s++)
		json_object_set_new(j, side_names[s], json_figure(v, c, m, s));
	if (why)
		json_object_set_new(j, "not_comparable", json_string(why->text));
	if (v->cs.nr_sides < SIDES || why)
		return j;
	fig = measure_figure(&v->cs, c, m, NEW);
	json_object_set_new(j, "ratio", json_number(fig.ratio));
	json_object_set_new(j, "p", json_number(fig.p));
	json_object_set_new(j, "distinguishable", json_boolean(fig.distinct));
	return j;
}

static json_t *json_points(const struct view *v, const struct class *c, bool holder)
{
	struct strv symbols = { 0 };
	json_t *a = json_array(), *p;
	unsigned int s;
	size_t i;

	class_symbols(v, c, holder, &symbols);
	for (i = 0; i < symbols.nr; i++) {
		p = json_pack("{s:o}", "symbol", json_text(symbols.v[i]));
		for (s = 0; s < v->cs.nr_sides; s++)
			json_object_set_new(p, side_names[s],
					    json_number(class_points(v, c, s, symbols.v[i],
								     holder)));
		json_array_append_new(a, p);
	}
	strv_free(&symbols);
	return a;
}

static json_t *json_class(const struct view *v, const struct class *c)
{
	json_t *numbers = json_object(), *names = json_object(), *j;
	const struct rename *renamed = c->side[OLD].renamed ?: c->side[NEW].renamed;
	const struct measure *m;
	unsigned int s;

	for (s = 0; s < v->cs.nr_sides; s++)
		json_object_set_new(names, side_names[s], json_texts(&c->side[s].printed));
	for (m = measures; m < measures + nr_measures; m++)
		json_object_set_new(numbers, m->key, json_measure(v, c, m));
	j = json_pack("{s:o, s:s, s:o, s:o}", "class", json_text(c->key), "mode",
		      mode_names[c->mode], "printed", names, "numbers", numbers);
	if (renamed && c->side[OLD].renamed != c->side[NEW].renamed)
		json_object_set_new(j, "renamed",
				    json_pack("{s:s, s:s, s:s}", "from", renamed->from, "to",
					      renamed->to, "where", renamed->where));
	if (v->points) {
		json_object_set_new(j, "waited_in", json_points(v, c, false));
		json_object_set_new(j, "held_by", json_points(v, c, true));
	}
	return j;
}

static json_t *json_side(const struct side *s)
{
	json_t *files = json_array();
	const struct dump *d;

	for (d = s->dump; d < s->dump + s->nr; d++)
		json_array_append_new(files,
				      json_pack("{s:o, s:I, s:o, s:b, s:o, s:o, s:o}", "path",
						json_text(d->path), "rows",
						(json_int_t)d->nr_rows, "time_step_ns",
						json_number(d->times ? (double)d->step_ns : NAN),
						"debugging_disabled", d->disabled, "config",
						json_text(d->config), "wall_ns",
						json_number(isnan(s->wall_ns) ? d->wall_ns :
							    s->wall_ns), "tasks",
						json_number(isnan(s->tasks) ? d->tasks :
							    s->tasks)));
	return json_pack("{s:o, s:o, s:s, s:o}", "label", json_text(s->label), "kernel",
			 json_text(s->kernel), "format", dump_kind_name(s->dump[0].kind), "files",
			 files);
}

static json_t *json_workload(const struct workload *w)
{
	static const char *const verdicts[] = {
		[WORK_UNKNOWN] = "unknown", [WORK_EQUAL] = "equal", [WORK_SCALED] = "scaled",
		[WORK_DIFFERENT] = "different",
	};

	return json_pack("{s:s, s:o, s:o, s:o}", "verdict", verdicts[w->verdict],
			 "acquisitions_off", json_number(w->nr ? w->off : NAN), "scale",
			 json_number(w->nr ? w->scale : NAN), "text", json_text(w->text));
}

static json_t *json_unmatched(const struct view *v, unsigned int side)
{
	json_t *a = json_array();
	char *name;
	size_t i;

	for (i = 0; i < v->cs.nr; i++) {
		if (class_matched(&v->cs.v[i]) || !class_has(&v->cs.v[i], side))
			continue;
		name = class_title(&v->cs, &v->cs.v[i], side);
		json_array_append_new(a, json_text(name));
		free(name);
	}
	return a;
}

/**
 * view_print_json - print everything as one JSON document
 * @v: the view
 * @f: where
 */
void view_print_json(const struct view *v, FILE *f)
{
	json_t *classes = json_array(), *j;
	unsigned int s;
	size_t i;

	for (i = 0; i < v->nr_shown; i++)
		json_array_append_new(classes, json_class(v, v->shown[i]));
	j = json_pack("{s:s, s:o}", "schema", "mmsim-lockstat/1", "warnings",
		      json_texts(&v->warnings));
	for (s = 0; s < v->cs.nr_sides; s++)
		json_object_set_new(j, side_names[s], json_side(&v->cs.side[s]));
	if (v->cs.nr_sides == SIDES) {
		json_object_set_new(j, "workloads", json_workload(&v->workload));
		json_object_set_new(j, "only_old", json_unmatched(v, OLD));
		json_object_set_new(j, "only_new", json_unmatched(v, NEW));
	}
	json_object_set_new(j, "classes", classes);
	json_dumpf(j, f, JSON_INDENT(1));
	fputc('\n', f);
	json_decref(j);
}
