// SPDX-License-Identifier: GPL-2.0-only
/* A dump as text again: lock_stat 0.4, or a list of counters. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "dump.h"

#define RULE	(40 + 1 + 12 * (14 + 1))

static void rule(FILE *f, char c, int indent, int len)
{
	fprintf(f, "%*s", indent, "");
	while (len-- > 0)
		fputc(c, f);
	fputc('\n', f);
}

static void column(FILE *f, const char *text)
{
	fprintf(f, " %14s", text);
}

static void count_text(char *buf, size_t size, double n)
{
	if (isnan(n))
		snprintf(buf, size, "-");
	else
		snprintf(buf, size, "%.0f", n);
}

static void column_count(FILE *f, double n)
{
	char buf[32];

	count_text(buf, sizeof(buf), n);
	column(f, buf);
}

/* Microseconds with two decimals, rounded as the kernel does. */
static void column_time(FILE *f, double ns)
{
	uint64_t hundredths;
	char buf[32];

	if (!(ns >= 0 && ns < 0x1p63)) {
		column(f, "-");
		return;
	}
	hundredths = ((uint64_t)ns + 5) / 10;
	snprintf(buf, sizeof(buf), "%" PRIu64 ".%02u", hundredths / 100,
		 (unsigned int)(hundredths % 100));
	column(f, buf);
}

static void columns_times(FILE *f, const struct times *t)
{
	column_count(f, t->nr);
	column_time(f, t->min);
	column_time(f, t->max);
	column_time(f, t->total);
	column_time(f, t->nr > 0 ? t->total / t->nr : t->total);
}

static void write_header(const struct dump *d, FILE *f)
{
	static const char *const columns[] = {
		"con-bounces", "contentions", "waittime-min", "waittime-max", "waittime-total",
		"waittime-avg", "acq-bounces", "acquisitions", "holdtime-min", "holdtime-max",
		"holdtime-total", "holdtime-avg",
	};
	size_t i;

	fputs("lock_stat version 0.4\n", f);
	if (d->disabled)
		fputs("*WARNING* lock debugging disabled!! - possibly due to a lockdep warning\n",
		      f);
	rule(f, '-', 0, RULE);
	fprintf(f, "%40s", "class name");
	for (i = 0; i < ARRAY_LEN(columns); i++)
		column(f, columns[i]);
	fputc('\n', f);
	rule(f, '-', 0, RULE);
	fputc('\n', f);
}

/* Whether the class has a row of the other mode decides how its name is written. */
static bool has_mode(const struct dump *d, const struct row *r, enum lock_mode mode)
{
	const struct row *o;

	for (o = r > d->row ? r - 1 : r; o < d->row + d->nr_rows && o <= r + 1; o++)
		if (o->mode == mode && !strcmp(o->name, r->name))
			return true;
	return false;
}

static void write_points(const struct dump *d, const char *name, bool holder, FILE *f)
{
	const struct point *p;
	bool first = true;
	int len = (int)strlen(name);
	size_t i;

	for (i = 0; i < d->nr_points; i++) {
		p = &d->point[i];
		if (p->holder != holder || strcmp(p->name, name))
			continue;
		if (first)
			rule(f, '-', len < 40 ? 40 - len : 0, len);
		first = false;
		fprintf(f, "%40s %14.0f %29s %s\n", name, p->count, "[<0>]", p->symbol);
	}
}

static void write_row(const struct dump *d, const struct row *r, FILE *f)
{
	char bounces[32];
	const char *mode = r->mode == MODE_READ ? "-R" : has_mode(d, r, MODE_READ) ? "-W" : "";

	fprintf(f, "%*s%s:", (int)(40 - strlen(mode)), r->name, mode);
	count_text(bounces, sizeof(bounces), r->n.con_bounces);
	fprintf(f, "%14s", bounces);
	columns_times(f, &r->n.wait);
	column_count(f, r->n.acq_bounces);
	columns_times(f, &r->n.hold);
	fputc('\n', f);
	if (r->mode == MODE_WRITE && has_mode(d, r, MODE_READ))
		return;
	if (!(r->n.wait.nr > 0) && !has_mode(d, r, MODE_WRITE))
		return;
	write_points(d, r->name, false, f);
	write_points(d, r->name, true, f);
}

/**
 * dump_write - write a dump so that it can be read again
 * @d: the dump; rows of one name stand together
 * @f: where to
 *
 * What is not known is "-". Addresses of contention points are gone.
 */
void dump_write(const struct dump *d, FILE *f)
{
	const struct row *r;

	if (d->kernel)
		fprintf(f, "# kernel: %s\n", d->kernel);
	if (d->config)
		fprintf(f, "# config: %s\n", d->config);
	if (!isnan(d->wall_ns))
		fprintf(f, "# wall_ns: %.0f\n", d->wall_ns);
	if (!isnan(d->tasks))
		fprintf(f, "# tasks: %.0f\n", d->tasks);
	if (d->kind == DUMP_EVENTS) {
		for (r = d->row; r < d->row + d->nr_rows; r++)
			fprintf(f, "%s %.0f\n", r->name, r->n.hold.nr);
		return;
	}
	write_header(d, f);
	for (r = d->row; r < d->row + d->nr_rows; r++)
		write_row(d, r, f);
}
