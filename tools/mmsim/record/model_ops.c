// SPDX-License-Identifier: GPL-2.0-only
/*
 * What system calls do to the model of an address space.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "model.h"

/* The ranges a call works on: one, or for mremap the old and the new one. */
struct touched {
	u64 start[2];
	u64 end[2];
	int nr;
};

static void add_range(struct touched *t, u64 start, u64 len)
{
	start &= MMSIM_PAGE_MASK;
	if (!len || start + rec_page_up(len) <= start)
		return;
	t->start[t->nr] = start;
	t->end[t->nr] = start + rec_page_up(len);
	t->nr++;
}

static void touched_by(const struct rec_model *m, const struct rec_op *op,
		       struct touched *t)
{
	u64 old_brk = rec_page_up(m->brk), new_brk;
	const struct rec_range *area;

	memset(t, 0, sizeof(*t));
	switch (op->kind) {
	case REC_MMAP:
		add_range(t, op->err ? op->arg[0] : op->result, op->arg[1]);
		break;
	case REC_MPROTECT:
	case REC_PKEY_MPROTECT:
		area = rec_ranges_at(&m->area, op->arg[0]);
		if (area && (op->arg[2] & MMSIM_PROT_GROWSDOWN))
			add_range(t, area->start,
				  op->arg[0] + op->arg[1] - area->start);
		else
			add_range(t, op->arg[0], op->arg[1]);
		break;
	case REC_MUNMAP:
	case REC_MADVISE:
	case REC_MLOCK:
	case REC_MUNLOCK:
		add_range(t, op->arg[0], op->arg[1]);
		break;
	case REC_MLOCKALL:
	case REC_MUNLOCKALL:
		add_range(t, 0, MMSIM_TASK_SIZE);
		break;
	case REC_MREMAP:
		add_range(t, op->arg[0], op->arg[1]);
		if (!op->err)
			add_range(t, op->result, op->arg[2]);
		break;
	case REC_BRK:
		new_brk = rec_page_up(op->result);
		if (new_brk < old_brk)
			add_range(t, new_brk, old_brk - new_brk);
		else
			add_range(t, old_brk, new_brk - old_brk);
		break;
	default:
		break;
	}
}

/* Does @op work on part of the range? */
bool rec_model_op_touches(const struct rec_model *m, const struct rec_op *op, u64 start,
			  u64 end)
{
	struct touched t;
	int i;

	touched_by(m, op, &t);
	for (i = 0; i < t.nr; i++)
		if (t.start[i] < end && start < t.end[i])
			return true;
	return false;
}

/* The range from the first to the last address that @op works on. */
void rec_model_op_range(const struct rec_model *m, const struct rec_op *op, u64 *start,
			u64 *end)
{
	struct touched t;

	touched_by(m, op, &t);
	*start = t.start[0];
	*end = t.end[0];
	if (t.nr == 2) {
		*start = t.start[1] < *start ? t.start[1] : *start;
		*end = t.end[1] > *end ? t.end[1] : *end;
	}
}

/* Could the call have succeeded, with this result, now? */
bool rec_model_op_fits(const struct rec_model *m, const struct rec_op *op)
{
	struct touched t;

	touched_by(m, op, &t);
	if (op->err || !t.nr)
		return true;
	switch (op->kind) {
	case REC_MMAP:
		return (op->arg[3] & MMSIM_MAP_FIXED) ||
		       rec_ranges_free(&m->area, t.start[0], t.end[0]);
	case REC_MPROTECT:
	case REC_PKEY_MPROTECT:
	case REC_MADVISE:
		return rec_ranges_full(&m->area, t.start[0], t.end[0]);
	case REC_MREMAP:
		return rec_ranges_at(&m->area, op->arg[0]) &&
		       (op->result == op->arg[0] || (op->arg[3] & MMSIM_MREMAP_FIXED) ||
			rec_ranges_free(&m->area, t.start[t.nr - 1], t.end[t.nr - 1]));
	case REC_BRK:
		return op->result <= m->brk ||
		       rec_ranges_free(&m->area, t.start[0], t.end[0]);
	default:
		return true;
	}
}

/* The hole stays a piece, so that who maps something there waits for @self. */
static void unmap(struct rec_model *m, struct rec_ref self, u64 start, u64 end)
{
	struct rec_range hole = { .start = start, .end = end, .by = self };

	hole.file = REC_NONE;
	rec_pages_replace(m->pages, start, end, (struct rec_ref){ 0 });
	rec_ranges_remove(&m->area, start, end);
	rec_ranges_remove(&m->piece, start, end);
	rec_ranges_insert(&m->piece, &hole);
	rec_model_settle(m, start, end, self);
}

/* @self changed the range without mapping anything new; @plain: nor its flags. */
static void stamp(struct rec_model *m, struct rec_ref self, u64 start, u64 end, bool plain)
{
	size_t i;

	rec_ranges_cut(&m->piece, start);
	rec_ranges_cut(&m->piece, end);
	for (i = rec_ranges_find(&m->piece, start);
	     i < m->piece.nr && m->piece.v[i].start < end; i++) {
		m->piece.v[i].by = self;
		m->piece.v[i].plain &= plain;
		rec_refs_clear(&m->piece.v[i].since);
	}
	rec_model_settle(m, start, end, self);
	rec_anon_spread(m, start, end, self);
}

static void do_mmap(struct rec_model *m, struct rec_ref self, const struct rec_op *op,
		    const struct touched *t)
{
	const u64 not_plain = MMSIM_MAP_SHARED | MMSIM_MAP_LOCKED | MMSIM_MAP_GROWSDOWN |
			      MAP_HUGETLB;
	u64 flags = op->arg[3];
	struct rec_range range = {
		.start = t->start[0],
		.end = t->end[0],
		.perms = op->arg[2] & 7,
		.file = op->other,
		.offset = op->other == REC_NONE ? 0 : op->arg[5],
		.grows = flags & MMSIM_MAP_GROWSDOWN,
	};

	/* MAP_SHARED or MAP_SHARED_VALIDATE */
	if (flags & MMSIM_MAP_SHARED)
		range.perms |= REC_SHARED;
	range.plain = range.file == REC_NONE && !(flags & not_plain) && !m->odd;
	if (flags & MMSIM_MAP_NORESERVE)
		range.kind |= REC_KIND_NORESERVE;
	else if (range.perms & MMSIM_PROT_WRITE)
		range.kind |= REC_KIND_ACCOUNT;
	if (flags & MMSIM_MAP_STACK)
		range.kind |= REC_KIND_STACK;
	rec_model_map(m, self, &range);
}

/* The new permissions of the pieces; whatever is writable now is accounted. */
static void protect_pieces(struct rec_model *m, u64 start, u64 end, u32 prot)
{
	struct rec_range *piece;
	size_t i;

	rec_ranges_cut(&m->piece, start);
	rec_ranges_cut(&m->piece, end);
	for (i = rec_ranges_find(&m->piece, start);
	     i < m->piece.nr && m->piece.v[i].start < end; i++) {
		piece = &m->piece.v[i];
		/* Never written, it may stop being accounted, or not: it may not merge. */
		if ((piece->perms & ~prot & MMSIM_PROT_WRITE) && !piece->touched)
			piece->plain = false;
		piece->perms = (piece->perms & REC_SHARED) | prot;
		if ((prot & MMSIM_PROT_WRITE) && !(piece->kind & REC_KIND_NORESERVE))
			piece->kind |= REC_KIND_ACCOUNT;
	}
}

static void do_mprotect(struct rec_model *m, struct rec_ref self, const struct rec_op *op,
			u64 start, u64 end)
{
	struct rec_range *area;
	u64 at = start;
	size_t i;

	rec_ranges_cut(&m->area, start);
	rec_ranges_cut(&m->area, end);
	for (i = rec_ranges_find(&m->area, start); at < end && i < m->area.nr; i++) {
		area = &m->area.v[i];
		if (area->start != at)
			break;		/* ENOMEM: the rest stays as it is */
		area->perms = (area->perms & REC_SHARED) | (op->arg[2] & 7);
		at = area->end;
	}
	protect_pieces(m, start, at, op->arg[2] & 7);
	stamp(m, self, start, end, op->kind == REC_MPROTECT);
}

static void do_mremap(struct rec_model *m, struct rec_ref self, const struct rec_op *op,
		      const struct touched *t)
{
	const struct rec_range *old = rec_ranges_at(&m->area, op->arg[0]);
	u64 old_end = op->arg[0] + rec_page_up(op->arg[1]);
	u64 new_end = op->result + rec_page_up(op->arg[2]);
	struct rec_range range;

	if (!old)
		return;
	range = *old;
	range.touched = rec_anon_touched(m, op->arg[0], old_end);
	range.first = self;
	range.plain = false;
	if (range.file != REC_NONE)
		range.offset += op->arg[0] - range.start;
	range.start = op->result;
	range.end = new_end;
	if (op->result == op->arg[0] && op->arg[1]) {
		if (new_end < old_end) {
			unmap(m, self, new_end, old_end);
		} else if (new_end > old_end) {
			if (range.file != REC_NONE)
				range.offset += old_end - op->arg[0];
			range.start = old_end;
			rec_model_map(m, self, &range);
		}
		stamp(m, self, op->arg[0], new_end, true);
		return;
	}
	rec_model_map(m, self, &range);
	if (t->nr < 2)
		return;			/* old length 0: a second mapping of it */
	if (op->arg[3] & MMSIM_MREMAP_DONTUNMAP) {
		rec_pages_replace(m->pages, t->start[0], t->end[0], self);
		stamp(m, self, t->start[0], t->end[0], true);
	} else {
		unmap(m, self, t->start[0], t->end[0]);
	}
}

static void do_brk(struct rec_model *m, struct rec_ref self, const struct rec_op *op,
		   const struct touched *t)
{
	struct rec_range range = {
		.perms = MMSIM_PROT_READ | MMSIM_PROT_WRITE,
		.file = REC_NONE,
		.plain = !m->odd,
		.kind = REC_KIND_ACCOUNT,
	};

	if (t->nr && op->result < m->brk) {
		unmap(m, self, t->start[0], t->end[0]);
	} else if (t->nr) {
		range.start = t->start[0];
		range.end = t->end[0];
		rec_model_map(m, self, &range);
	}
	m->brk = op->result;
}

/* Advice on pages leaves the VMAs alone; advice on flags splits and merges them. */
static bool advice_on_pages(u64 advice)
{
	switch (advice) {
	case MADV_NORMAL:
	case MADV_RANDOM:
	case MADV_SEQUENTIAL:
	case MADV_DONTFORK:
	case MADV_DOFORK:
	case MADV_MERGEABLE:
	case MADV_UNMERGEABLE:
	case MADV_HUGEPAGE:
	case MADV_NOHUGEPAGE:
	case MADV_DONTDUMP:
	case MADV_DODUMP:
	case MADV_WIPEONFORK:
	case MADV_KEEPONFORK:
		return false;
	default:
		return true;
	}
}

static void do_madvise(struct rec_model *m, struct rec_ref self, const struct rec_op *op,
		       u64 start, u64 end)
{
	u64 advice = op->arg[2];
	size_t i;

	if (advice_on_pages(advice)) {
		rec_pages_replace(m->pages, start, end, self);
		for (i = rec_ranges_find(&m->piece, start);
		     i < m->piece.nr && m->piece.v[i].start < end; i++)
			rec_refs_add(&m->piece.v[i].since, self);
		return;
	}
	if (advice == MADV_DONTFORK || advice == MADV_DOFORK) {
		rec_ranges_cut(&m->area, start);
		rec_ranges_cut(&m->area, end);
		for (i = rec_ranges_find(&m->area, start);
		     i < m->area.nr && m->area.v[i].start < end; i++)
			m->area.v[i].nofork = advice == MADV_DONTFORK;
	}
	stamp(m, self, start, end, false);
}

/**
 * rec_model_op() - A system call happens
 * @m: model
 * @self: the call
 * @op: what it does
 * @deps: what it must come after is added
 */
void rec_model_op(struct rec_model *m, struct rec_ref self, const struct rec_op *op,
		  struct rec_refs *deps)
{
	bool structural = op->kind != REC_MADVISE || !advice_on_pages(op->arg[2]);
	struct touched t;
	int i;

	touched_by(m, op, &t);
	for (i = 0; i < t.nr; i++)
		rec_model_collect(m, t.start[i], t.end[i], structural, deps);
	if (!t.nr)
		return;

	if (op->err && (op->kind == REC_MMAP || op->kind == REC_MREMAP)) {
		stamp(m, self, t.start[0], t.end[0], true);
		return;
	}
	switch (op->kind) {
	case REC_MMAP:
		do_mmap(m, self, op, &t);
		break;
	case REC_MUNMAP:
		unmap(m, self, t.start[0], t.end[0]);
		break;
	case REC_MPROTECT:
	case REC_PKEY_MPROTECT:
		do_mprotect(m, self, op, t.start[0], t.end[0]);
		break;
	case REC_MREMAP:
		do_mremap(m, self, op, &t);
		break;
	case REC_BRK:
		do_brk(m, self, op, &t);
		break;
	case REC_MADVISE:
		do_madvise(m, self, op, t.start[0], t.end[0]);
		break;
	case REC_MLOCKALL:
		m->odd = true;
		stamp(m, self, t.start[0], t.end[0], false);
		break;
	default:
		stamp(m, self, t.start[0], t.end[0], false);
		break;
	}
}

/* A fork in the parent: whatever changes its VMAs from now on comes after it. */
void rec_model_forked(struct rec_model *m, struct rec_ref self)
{
	m->barrier = self;
	rec_model_settle(m, 0, ~0ULL, self);
}
