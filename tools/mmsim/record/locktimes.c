// SPDX-License-Identifier: GPL-2.0-only
/*
 * When did it really happen? Calls that change mappings do so under mmap_lock held for
 * writing. A fault that gives a VMA its anon_vma, or that cannot use the VMA's lock,
 * takes mmap_lock for reading. So where the acquisitions were seen, these faults and
 * calls get the times of theirs, and with it the order in which the kernel let them
 * through.
 */
#include <stdlib.h>
#include <string.h>

#include "recorder.h"

/* A fault does not wait longer for mmap_lock; what comes later was for something else. */
#define FAULT_MAX_NSEC	10000000ULL

#define SLOTS		65536		/* threads that are told apart */
#define NOTHING		((size_t)-1)

/* What a thread is doing. */
struct doing {
	u32 tid;
	bool locked;		/* the call, or the fault for reading, got the lock */
	size_t op;
	size_t fault;
};

/* The beginning or the end of a call. */
struct mark {
	u64 time;
	size_t op;
	bool end;
};

static int marks_by_time(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->end - y->end;
}

static struct mark *make_marks(const struct rec *r)
{
	struct mark *mark = rec_realloc(NULL, 2 * r->nr_ops, sizeof(*mark));
	size_t i;

	for (i = 0; i < r->nr_ops; i++) {
		mark[2 * i] = (struct mark){ r->op[i].entry, i, false };
		mark[2 * i + 1] = (struct mark){ r->op[i].exit, i, true };
	}
	qsort(mark, 2 * r->nr_ops, sizeof(*mark), marks_by_time);
	return mark;
}

/* The slot of a thread. If two share one, some times stay as they are. */
static struct doing *find_doing(struct doing *doing, u32 tid)
{
	struct doing *d = &doing[tid % SLOTS];

	if (d->tid != tid)
		*d = (struct doing){ tid, false, NOTHING, NOTHING };
	return d;
}

static void see_mark(struct rec *r, struct doing *doing, const struct mark *mark)
{
	struct doing *d = find_doing(doing, r->op[mark->op].tid);

	d->op = mark->end ? NOTHING : mark->op;
	d->fault = NOTHING;
	d->locked = false;
}

static void see_fault(struct rec *r, struct doing *doing, size_t fault)
{
	struct doing *d = find_doing(doing, r->fault[fault].tid);

	d->fault = fault;
	d->locked = false;
}

static bool changes_mappings(const struct rec_op *op)
{
	return op->kind < REC_CLONE || op->kind == REC_FORK;
}

static void see_lock(struct rec *r, struct doing *doing, const struct rec_lock *lock)
{
	struct doing *d = find_doing(doing, lock->tid);
	struct rec_op *op = d->op == NOTHING ? NULL : &r->op[d->op];

	if (op && lock->write) {
		/* Its first: a fork takes the child's next. */
		if (!d->locked && changes_mappings(op))
			op->time = lock->time;
		d->locked = true;
	} else if (!op && d->fault != NOTHING && (lock->write || !d->locked)) {
		/* For writing, after for reading: the stack has to grow. */
		if (lock->time - r->fault[d->fault].time < FAULT_MAX_NSEC)
			r->fault[d->fault].time = lock->time;
		d->locked = true;
		if (lock->write)
			d->fault = NOTHING;
	}
}

static int faults_by_time(const void *a, const void *b)
{
	const struct rec_fault *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

/*
 * The best guess without acquisitions. The end of the call is when the tracer came to
 * see it; what is unmapped or forbidden may have been used until then.
 */
static u64 likely_time(const struct rec_op *op)
{
	if (op->kind == REC_MMAP || op->kind == REC_BRK)
		return op->entry + (op->exit - op->entry) / 2;
	return op->exit;
}

/**
 * rec_apply_lock_times() - Give calls and faults the time at which they got mmap_lock
 * @r: recording; faults and locks in order, calls in the order of their ends
 *
 */
void rec_apply_lock_times(struct rec *r)
{
	struct doing *doing = rec_realloc(NULL, SLOTS, sizeof(*doing));
	struct mark *mark = make_marks(r);
	size_t i, m = 0, f = 0;
	u64 now;

	memset(doing, 0, SLOTS * sizeof(*doing));
	for (i = 0; i < r->nr_ops; i++)
		r->op[i].time = likely_time(&r->op[i]);
	for (i = 0; i < r->nr_locks; i++) {
		now = r->lock[i].time;
		while (m < 2 * r->nr_ops || f < r->nr_faults) {
			if (f < r->nr_faults && r->fault[f].time <= now &&
			    (m == 2 * r->nr_ops || r->fault[f].time <= mark[m].time)) {
				see_fault(r, doing, f++);
			} else if (m < 2 * r->nr_ops && mark[m].time <= now) {
				see_mark(r, doing, &mark[m++]);
			} else {
				break;
			}
		}
		see_lock(r, doing, &r->lock[i]);
	}
	if (r->nr_faults)
		qsort(r->fault, r->nr_faults, sizeof(*r->fault), faults_by_time);
	free(mark);
	free(doing);
}
