// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the records in the buffers mean.
 */
#include <stdlib.h>
#include <string.h>

#include "faults.h"

#define FAULT_FIELDS	{ { "address", 8 }, { "error_code", 8 } }

const struct rec_tp rec_tps[NR_EVENTS] = {
	[EVENT_TP_USER] = { "exceptions/page_fault_user", FAULT_FIELDS },
	[EVENT_TP_KERNEL] = { "exceptions/page_fault_kernel", FAULT_FIELDS },
	[EVENT_LOCK] = { "mmap_lock/mmap_lock_acquire_returned",
			 { { "write", 1 }, { "success", 1 } } },
};

/* What the kernel writes for a sample with our sample_type. */
struct sample {
	struct perf_event_header header;
	u64 id;
	u64 ip;
	u32 pid;
	u32 tid;
	u64 time;
	u64 addr;
	u32 raw_size;		/* tracepoints only, as the rest */
	unsigned char raw[];
} __packed;

struct lost {
	struct perf_event_header header;
	u64 id;
	u64 lost;
};

static bool read_field(const struct rec_faults *f, const struct sample *s, int event,
		       int field, void *value)
{
	size_t offset = f->tp[event].offset[field];
	size_t size = rec_tps[event].fields[field].size;

	if (offset + size > s->raw_size)
		return false;
	memcpy(value, s->raw + offset, size);
	return true;
}

static void add_lock(struct rec_faults *f, const struct sample *s)
{
	struct rec *r = f->r;
	bool write, success;

	if (!read_field(f, s, EVENT_LOCK, 0, &write) ||
	    !read_field(f, s, EVENT_LOCK, 1, &success) || !success)
		return;
	r->lock = rec_append(r->lock, &r->nr_locks, sizeof(*r->lock));
	r->lock[r->nr_locks - 1] = (struct rec_lock){ s->time, s->tid, write };
}

/* One more fault; false if there are too many. */
static bool count_fault(struct rec_faults *f)
{
	u64 seen = f->seen + 1;

	__atomic_store_n(&f->seen, seen, __ATOMIC_RELAXED);
	if (seen <= f->r->opt.max_faults)
		return true;
	f->r->over_limit++;
	return false;
}

static void add_fault(struct rec_faults *f, const struct sample *s, int event)
{
	struct rec_fault fault = {
		.time = s->time,
		.addr = s->addr,
		.tid = s->tid,
		.hint = event != EVENT_FAULT,
		.kernel = (s->header.misc & PERF_RECORD_MISC_CPUMODE_MASK) ==
			  PERF_RECORD_MISC_KERNEL,
	};
	struct rec *r = f->r;
	u64 code;

	if (fault.hint) {
		if (!read_field(f, s, event, 0, &fault.addr) ||
		    !read_field(f, s, event, 1, &code))
			return;
		fault.access = rec_arch_access(code);
	} else if (!fault.kernel && fault.addr - s->ip < 16 &&
		   (fault.addr == s->ip || !(fault.addr & ~MMSIM_PAGE_MASK))) {
		/* The instruction itself, or its part on the next page. */
		fault.access = REC_EXECUTE;
	}
	if (!rec_arch_user_address(fault.addr) || (!fault.hint && !count_fault(f)))
		return;

	r->fault = rec_append(r->fault, &r->nr_faults, sizeof(fault));
	fault.serial = r->nr_faults;
	r->fault[r->nr_faults - 1] = fault;
}

/**
 * rec_parse_record() - Take in a record
 * @f: collector
 * @ring: buffer it was in
 * @header: the record, in one piece
 */
void rec_parse_record(struct rec_faults *f, const struct rec_ring *ring,
		      const struct perf_event_header *header)
{
	const struct sample *s = (const void *)header;
	const struct lost *lost = (const void *)header;
	int event;

	if (header->type == PERF_RECORD_LOST)
		f->r->lost += lost->lost;
	if (header->type != PERF_RECORD_SAMPLE)
		return;
	for (event = 0; event < NR_EVENTS; event++)
		if (ring->fd[event] >= 0 && ring->id[event] == s->id)
			break;
	if (event == EVENT_LOCK)
		add_lock(f, s);
	else if (event < EVENT_LOCK)
		add_fault(f, s, event);
}

static int by_time(const void *a, const void *b)
{
	const struct rec_fault *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static int locks_by_time(const void *a, const void *b)
{
	const struct rec_lock *x = a, *y = b;

	return x->time < y->time ? -1 : x->time > y->time;
}

/* A tracepoint's sample precedes that of the fault it is about. */
static void resolve_hints(struct rec *r)
{
	enum { SLOTS = 65536 };
	struct rec_fault *hint = calloc(SLOTS, sizeof(*hint)), *h, *fault;
	size_t i, n = 0;

	if (!hint)
		return;
	for (i = 0; i < r->nr_faults; i++) {
		fault = &r->fault[i];
		h = &hint[fault->tid % SLOTS];
		if (fault->hint) {
			*h = *fault;
			continue;
		}
		if (h->tid == fault->tid && h->addr == fault->addr)
			fault->access = h->access;
		r->fault[n++] = *fault;
	}
	r->nr_faults = n;
	free(hint);
}

/**
 * rec_sort_samples() - Everything has been collected: put it in order
 * @r: recording
 */
void rec_sort_samples(struct rec *r)
{
	if (r->nr_faults)
		qsort(r->fault, r->nr_faults, sizeof(*r->fault), by_time);
	if (r->nr_locks)
		qsort(r->lock, r->nr_locks, sizeof(*r->lock), locks_by_time);
	resolve_hints(r);
}
