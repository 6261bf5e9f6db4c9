// SPDX-License-Identifier: GPL-2.0-only
/* Two kernels side by side, as text of at most 100 columns or as Markdown. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"

#define LABEL_WIDTH	17	/* of the names of numbers, with their indent */
#define VALUE_WIDTH	17
#define CHANGE_WIDTH	34
#define SYMBOL_WIDTH	36
#define KEY_WIDTH	11	/* of the words before the conditions */

/* A word and a text after it, broken at blanks so that lines fit. */
static void print_item(const char *word, const char *text, size_t indent, bool md, FILE *f)
{
	size_t column = indent, n;

	if (md) {
		fprintf(f, "* %s: %s\n", word, text);
		return;
	}
	fprintf(f, "%-*s", (int)indent, word);
	while (*text) {
		n = strcspn(text, " ");
		if (column > indent && column + 1 + n > CLI_COLUMNS) {
			fprintf(f, "\n%*s", (int)indent, "");
			column = indent;
		}
		column += (size_t)fprintf(f, "%s%.*s", column > indent ? " " : "", (int)n, text);
		text += n + (text[n] == ' ');
	}
	fputc('\n', f);
}

static char *clock_of(const struct side *s)
{
	char step[32], *most = xstrdup("clock unknown");
	double worst = 0;
	size_t i;

	for (i = 0; i < s->nr; i++) {
		if (s->dump[i].times < 8 || !((double)s->dump[i].step_ns > worst))
			continue;
		worst = (double)s->dump[i].step_ns;
		format_value(step, sizeof(step), worst, UNIT_NS);
		free(most);
		most = xasprintf("times are multiples of %s", step);
	}
	return most;
}

static void print_side(const struct view *v, unsigned int i, const char *word, bool md, FILE *f)
{
	const struct side *s = &v->cs.side[i];
	char *clock = clock_of(s);
	char *text = xasprintf("%s: kernel %s, %s, %zu run%s, %zu rows, %s%s%s", s->label,
			       s->kernel ?: "unknown", dump_kind_name(s->dump[0].kind), s->nr,
			       s->nr > 1 ? "s" : "", s->dump[0].nr_rows, clock,
			       s->dump[0].config ? ", config " : "", s->dump[0].config ?: "");

	print_item(word, text, KEY_WIDTH, md, f);
	free(text);
	free(clock);
}

static void print_matched(const struct view *v, bool md, FILE *f)
{
	size_t i, matched = 0, only[SIDES] = { 0, 0 };
	char *text;

	for (i = 0; i < v->cs.nr; i++) {
		if (class_matched(&v->cs.v[i]))
			matched++;
		else
			only[class_has(&v->cs.v[i], NEW) ? NEW : OLD]++;
	}
	text = xasprintf("%zu in both, %zu only in old, %zu only in new", matched, only[OLD],
			 only[NEW]);
	print_item("classes", text, KEY_WIDTH, md, f);
	free(text);
}

/**
 * view_print_header - print the conditions, the most important first
 * @v: the view
 * @f: where
 */
void view_print_header(const struct view *v, FILE *f)
{
	bool md = v->format == FORMAT_MD;
	size_t i;

	if (v->cs.nr_sides == SIDES) {
		print_item("workloads", v->workload.text, KEY_WIDTH, md, f);
		print_side(v, OLD, "old", md, f);
		print_side(v, NEW, "new", md, f);
		print_matched(v, md, f);
	} else {
		print_side(v, OLD, "dump", md, f);
	}
	for (i = 0; i < v->warnings.nr; i++)
		print_item("warning", v->warnings.v[i], KEY_WIDTH, md, f);
}

static void pad(FILE *f, const char *text, size_t width)
{
	size_t have = text_width(text);

	fprintf(f, "  %*s%s", width > have ? (int)(width - have) : 0, "", text);
}

static void print_points(const struct view *v, const struct class *c, bool holder, FILE *f)
{
	struct strv symbols = { 0 };
	char value[SIDES][32];
	size_t i, s;

	class_symbols(v, c, holder, &symbols);
	for (i = 0; i < symbols.nr; i++) {
		for (s = 0; s < SIDES; s++)
			format_value(value[s], sizeof(value[s]),
				     class_points(v, c, (unsigned int)s, symbols.v[i], holder),
				     UNIT_COUNT);
		fprintf(f, "  %-*s", LABEL_WIDTH - 2, holder ? "held by" : "waited in");
		pad(f, value[OLD], VALUE_WIDTH);
		pad(f, value[NEW], VALUE_WIDTH);
		fprintf(f, "  %.*s\n", SYMBOL_WIDTH, symbols.v[i]);
	}
	strv_free(&symbols);
}

static void print_class(const struct view *v, const struct class *c, struct notes *n, FILE *f)
{
	char value[SIDES][48], change[80], marks[64];
	const struct measure *m;
	struct figure fig;
	char *name = view_name(v, c);
	unsigned int s;

	view_class_notes(c, SIDES, n, marks, sizeof(marks));
	fprintf(f, "%.*s%s\n", (int)(CLI_COLUMNS - strlen(marks)), name, marks);
	free(name);
	for (m = measures; m < measures + nr_measures; m++) {
		if (!measure_shown(&v->cs, c, m))
			continue;
		for (s = 0; s < SIDES; s++) {
			fig = measure_figure(&v->cs, c, m, s);
			view_value(&fig, m->unit, value[s], sizeof(value[s]));
		}
		view_change(v, c, m, n, change, sizeof(change));
		fprintf(f, "  %-*s", LABEL_WIDTH - 2, measure_label(&v->cs, m));
		pad(f, value[OLD], VALUE_WIDTH);
		pad(f, value[NEW], VALUE_WIDTH);
		fprintf(f, "  %s\n", change);
	}
	if (v->points) {
		print_points(v, c, false, f);
		print_points(v, c, true, f);
	}
}

static void print_end(const struct view *v, const struct notes *n, FILE *f)
{
	size_t na = v->cs.side[OLD].nr, nb = v->cs.side[NEW].nr, i;
	bool md = v->format == FORMAT_MD;
	char word[32];

	fputc('\n', f);
	for (i = 0; i < n->text.nr; i++) {
		snprintf(word, sizeof(word), "[%zu]", i + 1);
		print_item(word, n->text.v[i], 5, md, f);
	}
	if (v->nr_shown < v->nr_passed)
		fprintf(f, "%zu of %zu classes by %s; --top 0 shows all.\n", v->nr_shown,
			v->nr_passed, v->sort);
	fputs("Medians; ± reaches to the farther end of the median's 95% confidence interval.\n"
	      "~: not distinguishable, Mann-Whitney p >= 0.05.\n", f);
	if (!stats_enough(na, nb))
		fprintf(f, "Too few runs to tell a difference: at least %zu of each are needed.\n",
			stats_runs_needed());
}

static void cut_label(const char *label, char *buf, size_t width)
{
	size_t n = strlen(label);

	if (n <= width)
		snprintf(buf, width + 1, "%s", label);
	else
		snprintf(buf, width + 1, "...%s", label + n - (width - 3));
}

/**
 * view_print_text - print two kernels side by side
 * @v: the view
 * @f: where
 */
void view_print_text(const struct view *v, FILE *f)
{
	struct notes n = { 0 };
	char label[VALUE_WIDTH + 1];
	unsigned int s;
	size_t i;

	fprintf(f, "%*s", LABEL_WIDTH, "");
	for (s = 0; s < SIDES; s++) {
		cut_label(v->cs.side[s].label, label, VALUE_WIDTH);
		pad(f, label, VALUE_WIDTH);
	}
	fputs("  change\n", f);
	for (i = 0; i < v->nr_shown; i++)
		print_class(v, v->shown[i], &n, f);
	print_end(v, &n, f);
	strv_free(&n.text);
}

static void print_md_row(const struct view *v, const struct class *c, const struct measure *m,
			 const char *name, struct notes *n, FILE *f)
{
	char value[48], change[80];
	struct figure fig;
	unsigned int s;

	fprintf(f, "| %s | %s |", name, measure_label(&v->cs, m));
	for (s = 0; s < v->cs.nr_sides; s++) {
		fig = measure_figure(&v->cs, c, m, s);
		view_value(&fig, m->unit, value, sizeof(value));
		fprintf(f, " %s |", value);
	}
	if (v->cs.nr_sides == SIDES) {
		view_change(v, c, m, n, change, sizeof(change));
		fprintf(f, " %s |", change);
	}
	fputc('\n', f);
}

/* A name in a Markdown table: as code, its "|" escaped. */
static char *md_name(const struct view *v, const struct class *c, const char *marks)
{
	char *name = view_name(v, c), *md = xstrdup("`"), *s, *more;

	for (s = name; *s; s++) {
		more = xasprintf("%s%s%c", md, *s == '|' ? "\\" : "", *s == '`' ? '\'' : *s);
		free(md);
		md = more;
	}
	more = xasprintf("%s`%s", md, marks);
	free(md);
	free(name);
	return more;
}

/**
 * view_print_md - print a Markdown table
 * @v: the view, of one or two sides
 * @f: where
 */
void view_print_md(const struct view *v, FILE *f)
{
	const struct measure *m;
	struct notes n = { 0 };
	char marks[64], *name;
	unsigned int s;
	size_t i;

	fputs("| class | number |", f);
	for (s = 0; s < v->cs.nr_sides; s++)
		fprintf(f, " %s |", v->cs.side[s].label);
	fprintf(f, "%s\n|---|---|", v->cs.nr_sides == SIDES ? " change |" : "");
	for (s = 0; s < v->cs.nr_sides; s++)
		fputs("---:|", f);
	fprintf(f, "%s\n", v->cs.nr_sides == SIDES ? "---|" : "");
	for (i = 0; i < v->nr_shown; i++) {
		view_class_notes(v->shown[i], v->cs.nr_sides, &n, marks, sizeof(marks));
		name = md_name(v, v->shown[i], marks);
		for (m = measures; m < measures + nr_measures; m++)
			if (measure_shown(&v->cs, v->shown[i], m))
				print_md_row(v, v->shown[i], m, name, &n, f);
		free(name);
	}
	if (v->cs.nr_sides == SIDES)
		print_end(v, &n, f);
	strv_free(&n.text);
}
