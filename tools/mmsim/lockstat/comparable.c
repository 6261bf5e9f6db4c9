// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which numbers of two kernels must not be compared, and why. A reason that is found
 * once hides those after it: the order is from the whole dump to the class.
 */
#include <fnmatch.h>
#include <math.h>
#include <string.h>

#include "comparable.h"

enum {
	ALL = (1 << NR_SCOPES) - 1,
	CLOCKED = 1 << CONTENTIONS | 1 << WAITS | 1 << HOLDS,
	WAITED = 1 << BOUNCES | 1 << CONTENTIONS | 1 << WAITS,
};

static const struct reason disabled = {
	"debugging was off",
	"lock debugging was disabled while the kernel ran: the numbers stopped early",
};

static const struct reason other_work = {
	"other workload",
	"the workloads differ: another mix of operations has other locks and other waits",
};

static const struct reason coarse = {
	"coarse clock",
	"the clock steps by more than 1 us: shorter waits are not counted, times are multiples of it",
};

static const struct reason guard = {
	"guard's name",
	"_T->lock is what a guard's initialiser calls any lock: the same name is not the same lock",
};

static const struct reason ambiguous = {
	"ambiguous #n",
	"#n counts classes of one name in the order of registration, another at every boot; see --rename",
};

static const struct reason lines = {
	"ambiguous lines",
	"named by file and line: not as many lines of the file on both sides",
};

static const struct reason replaced = {
	"another lock",
	"another lock does the job in the newer kernel; see the list of renames",
};

static const struct reason downgraded = {
	"downgrades",
	"a write lock that is downgraded counts as a read acquisition: -R and -W shifted",
};

static const struct {
	const char *name;
	struct reason reason;
} unhooked[] = {
#define UNHOOKED(_name, _why) { _name, { "no wait hook", _why } },
#define DOWNGRADED(_name)
#include "hook_list.h"
#undef UNHOOKED
#undef DOWNGRADED
};

static const char *const downgrades[] = {
#define UNHOOKED(_name, _why)
#define DOWNGRADED(_name) _name,
#include "hook_list.h"
#undef UNHOOKED
#undef DOWNGRADED
};

static void forbid(struct class *c, unsigned int scopes, const struct reason *why)
{
	unsigned int i;

	for (i = 0; i < NR_SCOPES; i++)
		if (scopes & 1 << i && !c->why[i])
			c->why[i] = why;
}

static bool any_dump(const struct classes *cs, bool (*is)(const struct dump *d))
{
	unsigned int s;
	size_t i;

	for (s = 0; s < cs->nr_sides; s++)
		for (i = 0; i < cs->side[s].nr; i++)
			if (is(&cs->side[s].dump[i]))
				return true;
	return false;
}

static bool is_disabled(const struct dump *d)
{
	return d->disabled;
}

/* Does the pattern fit the name one of the sides printed? */
static bool was_printed_as(const struct class *c, const char *pattern)
{
	struct class_name n;
	char base[64];
	unsigned int s;
	size_t i;

	for (s = 0; s < SIDES; s++) {
		for (i = 0; i < c->side[s].printed.nr; i++) {
			n = name_split(c->side[s].printed.v[i]);
			snprintf(base, sizeof(base), "%.*s", (int)n.base_len,
				 c->side[s].printed.v[i]);
			if (!fnmatch(pattern, base, FNM_NOESCAPE))
				return true;
		}
	}
	return false;
}

static void judge_hooks(struct class *c)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(unhooked); i++)
		if (was_printed_as(c, unhooked[i].name))
			forbid(c, WAITED, &unhooked[i].reason);
}

static void judge_identity(struct class *c)
{
	const struct class_side *old = &c->side[OLD], *new = &c->side[NEW];
	const struct rename *renamed = old->renamed ?: new->renamed;

	if (!strncmp(c->key, "_T->", 4))
		forbid(c, ALL, &guard);
	if (old->versions != new->versions)
		forbid(c, ALL, &ambiguous);
	if (old->printed.nr != new->printed.nr && strstr(c->key, ":*"))
		forbid(c, ALL, &lines);
	if (old->renamed != new->renamed && renamed->kind == REPLACED)
		forbid(c, ALL, &replaced);
}

static void judge_downgrades(const struct classes *cs, struct class *c, double scale,
			     double tolerance)
{
	double mine;
	size_t i;

	for (i = 0; i < ARRAY_LEN(downgrades); i++)
		if (!fnmatch(downgrades[i], c->key, FNM_NOESCAPE) &&
		    acquisitions_off(cs, c, &mine) && fabs(mine / scale - 1) > tolerance)
			forbid(c, CLOCKED | 1 << BOUNCES, &downgraded);
}

/**
 * comparable_judge - find what must not be compared
 * @cs: the classes, of two sides; each matched class's @why is set
 * @w: the verdict on the workloads
 * @tolerance: acquisitions this share apart still match
 * @force: compare different workloads
 *
 * Without a yardstick nothing is said against the workloads, the user is warned instead.
 */
void comparable_judge(struct classes *cs, const struct workload *w, double tolerance, bool force)
{
	bool off = any_dump(cs, is_disabled), clock = any_dump(cs, dump_clock_coarse);
	bool events = cs->side[OLD].dump[0].kind == DUMP_EVENTS;
	struct class *c;

	for (c = cs->v; c < cs->v + cs->nr; c++) {
		if (!class_matched(c))
			continue;
		if (off)
			forbid(c, ALL, &disabled);
		if (events)
			continue;
		judge_identity(c);
		judge_hooks(c);
		if (clock)
			forbid(c, CLOCKED, &coarse);
		if (w->verdict == WORK_DIFFERENT && !force)
			forbid(c, CLOCKED | 1 << BOUNCES, &other_work);
		if (w->nr)
			judge_downgrades(cs, c, w->verdict == WORK_SCALED ? w->scale : 1,
					 tolerance);
	}
}

/**
 * unhooked_judge - find what is not measured, in one kernel
 * @cs: the classes
 */
void unhooked_judge(struct classes *cs)
{
	struct class *c;

	for (c = cs->v; c < cs->v + cs->nr; c++)
		judge_hooks(c);
}
