// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads and address spaces come and go.
 */
#include <fcntl.h>
#include <linux/sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tracer.h"

struct rec_live *rec_live_find(struct rec_tracer *t, pid_t tid)
{
	size_t i;

	for (i = 0; i < t->nr_live; i++)
		if (t->live[i]->tid == tid)
			return t->live[i];
	return NULL;
}

struct rec_live *rec_live_add(struct rec_tracer *t, pid_t tid)
{
	struct rec_live *l = rec_realloc(NULL, 1, sizeof(*l));

	memset(l, 0, sizeof(*l));
	l->tid = tid;
	l->tgid = tid;
	t->live = rec_append(t->live, &t->nr_live, sizeof(*t->live));
	t->live[t->nr_live - 1] = l;
	return l;
}

void rec_live_remove(struct rec_tracer *t, struct rec_live *l)
{
	size_t i;

	for (i = 0; t->live[i] != l; i++)
		;
	t->live[i] = t->live[--t->nr_live];
	rec_free_maps(&l->maps);
	free(l);
}

static u32 add_mm(struct rec *r, u32 parent)
{
	r->mm = rec_append(r->mm, &r->nr_mms, sizeof(*r->mm));
	r->mm[r->nr_mms - 1].parent = parent;
	r->mm[r->nr_mms - 1].users = 1;
	r->mm[r->nr_mms - 1].unknown = "running";
	return r->nr_mms - 1;
}

static u32 add_task(struct rec *r, u32 parent, u32 mm, pid_t tgid)
{
	r->task = rec_append(r->task, &r->nr_tasks, sizeof(*r->task));
	r->task[r->nr_tasks - 1].parent = parent;
	r->task[r->nr_tasks - 1].first_mm = mm;
	r->task[r->nr_tasks - 1].tgid = tgid;
	return r->nr_tasks - 1;
}

static void begin_span(struct rec *r, struct rec_live *l, u64 from)
{
	r->span = rec_append(r->span, &r->nr_spans, sizeof(*r->span));
	l->span = r->nr_spans - 1;
	r->span[l->span] = (struct rec_span){ from, ~0ULL, l->tid, l->task };
}

/* One user of l's address space less; @maps is what the last one leaves. */
static void leave_mm(struct rec *r, struct rec_live *l, struct rec_maps *maps,
		     const char *unknown)
{
	struct rec_mm *mm = &r->mm[l->mm];

	if (--mm->users)
		return;
	mm->unknown = unknown;
	if (!unknown) {
		mm->final = *maps;
		memset(maps, 0, sizeof(*maps));
	}
}

/**
 * rec_life_clone() - A thread has created another
 * @t: tracer
 * @l: the thread, in clone, fork or vfork
 * @tid: the new thread
 *
 * Return: the new thread.
 */
struct rec_live *rec_life_clone(struct rec_tracer *t, struct rec_live *l, pid_t tid)
{
	struct rec_live *c = rec_live_find(t, tid);
	struct rec *r = t->r;
	u64 flags = l->op.arg[0];
	bool vm = flags & CLONE_VM;

	if (!c)
		c = rec_live_add(t, tid);
	c->known = true;
	c->tgid = flags & CLONE_THREAD ? l->tgid : tid;
	c->mm = l->mm;
	if (vm)
		r->mm[l->mm].users++;
	else
		c->mm = add_mm(r, l->mm);
	c->task = add_task(r, l->task, c->mm, c->tgid);
	begin_span(r, c, l->op.entry);

	l->op.exit = rec_now();
	l->op.kind = vm ? REC_CLONE : REC_FORK;
	l->op.other = c->task;
	l->op.vfork = flags & CLONE_VFORK;
	rec_add_op(r, &l->op);
	l->in_call = false;
	l->vfork = l->op.vfork;
	return c;
}

/* Remember the old image's mappings, unless others go on using them. */
void rec_life_exec_snapshot(struct rec_tracer *t, struct rec_live *l)
{
	size_t i;

	rec_free_maps(&l->maps);
	for (i = 0; i < t->nr_live; i++)
		if (t->live[i]->known && !t->live[i]->leaving &&
		    t->live[i]->mm == l->mm && t->live[i]->tgid != l->tgid)
			return;
	rec_read_maps(t->r, l->tid, false, &l->maps);
	l->changes = t->r->mm[l->mm].changes;
}

static bool is_32bit(pid_t pid)
{
	unsigned char ident[5] = { 0 };
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/exe", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, ident, sizeof(ident));
	close(fd);
	return n == sizeof(ident) && ident[4] == 1;
}

static void load_image(struct rec *r, struct rec_live *l)
{
	struct rec_mm *mm = &r->mm[l->mm];

	rec_read_maps(r, l->tid, true, &mm->initial);
	mm->brk = rec_read_brk(l->tid);
	if (is_32bit(l->tid))
		rec_say("process %d executes a 32-bit program: its system calls are not recorded",
			l->tid);
}

/**
 * rec_life_exec() - A thread has executed a new image
 * @t: tracer
 * @l: the thread, now the only one of its process; the first: not yet known
 * @former: its thread id before
 */
void rec_life_exec(struct rec_tracer *t, struct rec_live *l, pid_t former)
{
	struct rec *r = t->r;
	struct rec_live *old;
	pid_t tid = l->tid;

	if (!t->started) {
		t->started = true;
		r->start = rec_now();
		l->known = true;
		l->mm = add_mm(r, REC_NONE);
		l->task = add_task(r, REC_NONE, l->mm, tid);
		begin_span(r, l, r->start);
		load_image(r, l);
		return;
	}

	/* A thread that executes takes over the id of its process. */
	old = former == tid ? NULL : rec_live_find(t, former);
	if (old) {
		rec_life_exit(t, l, false);
		rec_live_remove(t, l);
		l = old;
		r->span[l->span].to = rec_now();
		l->tid = tid;
		begin_span(r, l, rec_now());
	}

	if (r->mm[l->mm].changes == l->changes && l->maps.nr)
		leave_mm(r, l, &l->maps, NULL);
	else
		leave_mm(r, l, NULL, "its threads ended by exec");
	rec_free_maps(&l->maps);

	l->mm = add_mm(r, REC_NONE);
	l->op.exit = rec_now();
	l->op.kind = REC_EXEC;
	l->op.other = l->mm;
	l->op.task = l->task;
	rec_add_op(r, &l->op);
	l->in_call = false;
	l->vfork = false;
	load_image(r, l);
}

/**
 * rec_life_exit() - A thread ends
 * @t: tracer
 * @l: the thread
 * @maps: it is stopped at its exit and still has its address space
 */
void rec_life_exit(struct rec_tracer *t, struct rec_live *l, bool maps)
{
	struct rec_maps final = { 0 };
	struct rec *r = t->r;
	struct rec_op op = { 0 };

	if (l->leaving || !l->known)
		return;
	l->leaving = true;
	l->in_call = false;
	if (maps && r->mm[l->mm].users == 1)
		rec_read_maps(r, l->tid, false, &final);

	op.entry = rec_now();
	op.exit = op.entry;
	op.kind = REC_EXIT;
	op.task = l->task;
	rec_add_op(r, &op);
	r->span[l->span].to = op.exit;

	if (final.nr)
		leave_mm(r, l, &final, NULL);
	else
		leave_mm(r, l, NULL, "killed");
	rec_free_maps(&final);
}
