/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The collector of page faults: buffers in faults.c, their contents in samples.c.
 */
#ifndef _MMSIM_RECORD_FAULTS_H
#define _MMSIM_RECORD_FAULTS_H

#include <linux/perf_event.h>
#include <pthread.h>

#include "recorder.h"

/* The events that are opened on each CPU. */
enum rec_event_kind {
	EVENT_FAULT,
	EVENT_TP_USER,
	EVENT_TP_KERNEL,
	EVENT_LOCK,
	NR_EVENTS
};

/* The buffer of a CPU and the events that go there. */
struct rec_ring {
	int fd[NR_EVENTS];
	u64 id[NR_EVENTS];
	struct perf_event_mmap_page *page;
	unsigned char *data;
};

struct rec_faults {
	struct rec *r;
	struct rec_tracepoint tp[NR_EVENTS];
	struct rec_ring *ring;
	size_t nr_rings;
	size_t size;		/* of each ring's data */
	unsigned char *record;	/* one record that wraps, put together */
	pthread_t thread;
	int wake;		/* eventfd: the thread shall look at stop */
	bool started;
	bool stop;
	u64 seen;
};

/* A tracepoint and the two fields of it that are read. */
struct rec_tp {
	const char *name;
	struct rec_field fields[REC_TP_FIELDS];
};

/* samples.c */
extern const struct rec_tp rec_tps[NR_EVENTS];
void rec_parse_record(struct rec_faults *f, const struct rec_ring *ring,
		      const struct perf_event_header *header);
void rec_sort_samples(struct rec *r);

#endif /* _MMSIM_RECORD_FAULTS_H */
