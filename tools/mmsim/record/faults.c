// SPDX-License-Identifier: GPL-2.0-only
/*
 * Collect page faults: the software event page-faults of the traced program and
 * all its descendants, one ring buffer per CPU, emptied by a thread of its own
 * since the tracer has no time to spare. If tracepoints can be opened too, they go to
 * the same buffers: those of page faults tell each fault's access, that of mmap_lock
 * tells when faults and system calls got it, and so their true order.
 */
#include <errno.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "faults.h"

#define RING_MAX	(4UL << 20)	/* data bytes per CPU; less if not allowed */
#define RING_MIN	(64UL << 10)

static int open_event(struct perf_event_attr *attr, pid_t pid, int cpu)
{
	return syscall(SYS_perf_event_open, attr, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC);
}

static void init_attr(struct perf_event_attr *attr)
{
	memset(attr, 0, sizeof(*attr));
	attr->size = sizeof(*attr);
	attr->sample_period = 1;
	attr->sample_type = PERF_SAMPLE_IDENTIFIER | PERF_SAMPLE_IP | PERF_SAMPLE_TID |
			    PERF_SAMPLE_TIME | PERF_SAMPLE_ADDR;
	attr->disabled = 1;
	attr->enable_on_exec = 1;
	attr->inherit = 1;
	attr->exclude_hv = 1;
	attr->use_clockid = 1;
	attr->clockid = CLOCK_MONOTONIC;
}

static void explain_open_failure(int err)
{
	char level[16] = "unknown";
	FILE *f;

	f = fopen("/proc/sys/kernel/perf_event_paranoid", "re");
	if (f) {
		if (!fgets(level, sizeof(level), f))
			level[0] = '\0';
		level[strcspn(level, "\n")] = '\0';
		fclose(f);
	}
	if (err != EACCES && err != EPERM) {
		rec_say("page faults cannot be observed: perf_event_open: %s", strerror(err));
		return;
	}
	rec_say("page faults may not be observed: kernel.perf_event_paranoid is %s", level);
	rec_say("set it to 2 (1 to see faults in kernel mode too), or run as root");
}

static void close_ring(struct rec_ring *ring, size_t size)
{
	int i;

	if (ring->page)
		munmap(ring->page, MMSIM_PAGE_SIZE + size);
	for (i = 0; i < NR_EVENTS; i++)
		if (ring->fd[i] >= 0)
			close(ring->fd[i]);
}

/* Open the tracepoint on a CPU where the fault event is open; false if refused. */
static bool open_tracepoint(struct rec_faults *f, struct rec_ring *ring, int event,
			    pid_t pid, int cpu)
{
	struct perf_event_attr attr;

	init_attr(&attr);
	attr.type = PERF_TYPE_TRACEPOINT;
	attr.config = f->tp[event].id;
	attr.sample_type |= PERF_SAMPLE_RAW;
	ring->fd[event] = open_event(&attr, pid, cpu);
	return ring->fd[event] >= 0 &&
	       !ioctl(ring->fd[event], PERF_EVENT_IOC_SET_OUTPUT, ring->fd[EVENT_FAULT]) &&
	       !ioctl(ring->fd[event], PERF_EVENT_IOC_ID, &ring->id[event]);
}

/* Returns 1 if opened, 0 if the CPU is not there, -1 with errno otherwise. */
static int open_ring(struct rec_faults *f, struct rec_ring *ring, pid_t pid, int cpu)
{
	struct perf_event_attr attr;
	int i;

	memset(ring, 0, sizeof(*ring));
	for (i = 0; i < NR_EVENTS; i++)
		ring->fd[i] = -1;

	init_attr(&attr);
	attr.type = PERF_TYPE_SOFTWARE;
	attr.config = PERF_COUNT_SW_PAGE_FAULTS;
	attr.watermark = 1;
	attr.wakeup_watermark = f->size / 4;
	attr.exclude_kernel = !f->r->kernel_faults;
	ring->fd[EVENT_FAULT] = open_event(&attr, pid, cpu);
	if (ring->fd[EVENT_FAULT] < 0)
		return errno == ENODEV ? 0 : -1;
	if (ioctl(ring->fd[EVENT_FAULT], PERF_EVENT_IOC_ID, &ring->id[EVENT_FAULT]))
		return -1;

	ring->page = mmap(NULL, MMSIM_PAGE_SIZE + f->size, PROT_READ | PROT_WRITE,
			  MAP_SHARED, ring->fd[EVENT_FAULT], 0);
	if (ring->page == MAP_FAILED) {
		ring->page = NULL;
		return -1;
	}
	ring->data = (unsigned char *)ring->page + MMSIM_PAGE_SIZE;

	if (f->r->tracepoint &&
	    (!open_tracepoint(f, ring, EVENT_TP_USER, pid, cpu) ||
	     !open_tracepoint(f, ring, EVENT_TP_KERNEL, pid, cpu)))
		return -1;
	if (f->r->lock_times && !open_tracepoint(f, ring, EVENT_LOCK, pid, cpu))
		return -1;
	return 1;
}

static int open_rings(struct rec_faults *f, pid_t pid)
{
	long cpus = sysconf(_SC_NPROCESSORS_CONF);
	struct rec_ring ring;
	int ret, err;
	long cpu;

	f->nr_rings = 0;
	for (cpu = 0; cpu < cpus; cpu++) {
		ret = open_ring(f, &ring, pid, cpu);
		if (ret <= 0) {
			err = errno;
			close_ring(&ring, f->size);
			if (!ret)
				continue;
			while (f->nr_rings)
				close_ring(&f->ring[--f->nr_rings], f->size);
			return err;
		}
		f->ring[f->nr_rings++] = ring;
	}
	return f->nr_rings ? 0 : ENODEV;
}

static void drain_ring(struct rec_faults *f, struct rec_ring *ring)
{
	u64 head = __atomic_load_n(&ring->page->data_head, __ATOMIC_ACQUIRE);
	u64 tail = ring->page->data_tail;
	const struct perf_event_header *header;
	size_t at, first;

	while (tail < head) {
		at = tail & (f->size - 1);
		header = (const void *)(ring->data + at);
		if (at + header->size > f->size) {
			first = f->size - at;
			memcpy(f->record, ring->data + at, first);
			memcpy(f->record + first, ring->data, header->size - first);
			header = (const void *)f->record;
		}
		rec_parse_record(f, ring, header);
		tail += header->size;
		/* Give room back as it is read: the ring may be filling up. */
		__atomic_store_n(&ring->page->data_tail, tail, __ATOMIC_RELEASE);
	}
}

static void drain_all(struct rec_faults *f)
{
	size_t i;

	for (i = 0; i < f->nr_rings; i++)
		drain_ring(f, &f->ring[i]);
}

static void *drain_thread(void *arg)
{
	struct rec_faults *f = arg;
	struct pollfd *fds = rec_realloc(NULL, f->nr_rings + 1, sizeof(*fds));
	size_t i;

	fds[f->nr_rings].fd = f->wake;
	fds[f->nr_rings].events = POLLIN;
	for (i = 0; i < f->nr_rings; i++) {
		fds[i].fd = f->ring[i].fd[EVENT_FAULT];
		fds[i].events = POLLIN;
	}
	while (!__atomic_load_n(&f->stop, __ATOMIC_ACQUIRE)) {
		poll(fds, f->nr_rings + 1, 50);
		/* An event whose last task is gone hangs up at once, every time. */
		for (i = 0; i < f->nr_rings; i++)
			if (fds[i].revents & (POLLHUP | POLLERR))
				fds[i].fd = -1;
		drain_all(f);
	}
	free(fds);
	return NULL;
}

/* All signals are the tracer's business. */
static int start_thread(struct rec_faults *f)
{
	sigset_t all, old;
	int err;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	err = pthread_create(&f->thread, NULL, drain_thread, f);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	f->started = !err;
	return err;
}

static bool find_tracepoint(struct rec_faults *f, int event)
{
	return rec_tracepoint_find(rec_tps[event].name, &f->tp[event],
				   rec_tps[event].fields);
}

/**
 * rec_faults_open() - Begin to collect page faults
 * @r: recording
 * @pid: process that will exec the program; collecting starts at its exec
 *
 * Return: the collector, or NULL after a message.
 */
struct rec_faults *rec_faults_open(struct rec *r, pid_t pid)
{
	struct rec_faults *f = rec_realloc(NULL, 1, sizeof(*f));
	int err;

	memset(f, 0, sizeof(*f));
	f->r = r;
	f->wake = -1;
	f->ring = rec_realloc(NULL, sysconf(_SC_NPROCESSORS_CONF), sizeof(*f->ring));
	f->record = rec_realloc(NULL, 1, 65536);
	f->size = RING_MAX;
	r->kernel_faults = true;
	r->tracepoint = find_tracepoint(f, EVENT_TP_USER) &&
			find_tracepoint(f, EVENT_TP_KERNEL);
	r->lock_times = find_tracepoint(f, EVENT_LOCK);

	/* Ask for everything, then do without one thing after the other. */
	while ((err = open_rings(f, pid))) {
		if (err == ENOMEM || (err == EPERM && f->size > RING_MIN)) {
			if (f->size == RING_MIN)
				break;
			f->size /= 2;
		} else if (r->tracepoint || r->lock_times) {
			r->tracepoint = false;
			r->lock_times = false;
			f->size = RING_MAX;
		} else if ((err == EACCES || err == EPERM) && r->kernel_faults) {
			r->kernel_faults = false;
			f->size = RING_MAX;
		} else {
			break;
		}
	}
	if (err) {
		explain_open_failure(err);
		goto fail;
	}
	f->wake = eventfd(0, EFD_CLOEXEC);
	err = f->wake < 0 ? errno : start_thread(f);
	if (err) {
		rec_say("cannot start a thread: %s", strerror(err));
		goto fail;
	}
	return f;
fail:
	rec_faults_close(f);
	return NULL;
}

u64 rec_faults_seen(struct rec_faults *f)
{
	return __atomic_load_n(&f->seen, __ATOMIC_RELAXED);
}

/* Collect what is left, put it in order, and let go of the buffers. */
void rec_faults_close(struct rec_faults *f)
{
	struct rec *r = f->r;
	size_t i;

	if (f->started) {
		__atomic_store_n(&f->stop, true, __ATOMIC_RELEASE);
		eventfd_write(f->wake, 1);
		pthread_join(f->thread, NULL);
		drain_all(f);
	}
	for (i = 0; i < f->nr_rings; i++)
		close_ring(&f->ring[i], f->size);
	rec_sort_samples(r);
	if (f->wake >= 0)
		close(f->wake);
	free(f->record);
	free(f->ring);
	free(f);
}
