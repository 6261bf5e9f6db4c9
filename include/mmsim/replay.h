/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A recorded trace in memory: what Documentation/trace-format.rst describes, parsed
 * and checked. Nothing in it changes after parsing, so that any number of tasks may
 * read it without a lock.
 */
#ifndef _MMSIM_REPLAY_H
#define _MMSIM_REPLAY_H

#include <mmsim/internal.h>
#include <mmsim/mm.h>

#define MMSIM_TRACE_VERSION	1
#define MMSIM_TRACE_MAX_TASKS	65535
#define MMSIM_TRACE_MAX_MMS	65535
#define MMSIM_TRACE_MAX_FILES	1048576
#define MMSIM_TRACE_NO_FILE	U32_MAX
#define MMSIM_TRACE_ERROR_MAX	192

enum mmsim_trace_op {
	MMSIM_TR_FAULT,		/* addr; access */
	MMSIM_TR_MMAP,		/* addr asked for; call */
	MMSIM_TR_MUNMAP,	/* addr; call: len */
	MMSIM_TR_MPROTECT,	/* addr; call: len, prot, extra: pkey or -1 */
	MMSIM_TR_MREMAP,	/* addr; call */
	MMSIM_TR_MADVISE,	/* addr; call: len, extra: advice */
	MMSIM_TR_BRK,		/* addr asked for; call: result */
	MMSIM_TR_MLOCK,		/* addr; call: len */
	MMSIM_TR_MUNLOCK,	/* addr; call: len */
	MMSIM_TR_MLOCKALL,	/* call: flags */
	MMSIM_TR_MUNLOCKALL,
	MMSIM_TR_CLONE,		/* arg: new task, in the same mm */
	MMSIM_TR_FORK,		/* arg: new task, in a new mm */
	MMSIM_TR_EXEC,		/* arg: new mm */
	MMSIM_TR_EXIT,
	NR_MMSIM_TR_OPS
};

/* struct mmsim_trace_event.access */
#define MMSIM_TR_READ		BIT(0)
#define MMSIM_TR_WRITE		BIT(1)
#define MMSIM_TR_EXECUTE	BIT(2)	/* exactly one of these */
#define MMSIM_TR_ASSUMED	BIT(3)	/* it was not seen which */
#define MMSIM_TR_KERNEL		BIT(4)	/* raised in kernel mode */

/**
 * struct mmsim_trace_event - Something a task did
 * @time_ns: since the start of the recording
 * @addr: fault: the address; others: see enum mmsim_trace_op
 * @arg: index of the call's other arguments, of a task, or of an mm
 * @dep: index of its first dependency
 * @task: who
 * @nr_deps: number of its dependencies
 * @op: enum mmsim_trace_op
 * @access: fault: MMSIM_TR_*
 * @err: errno it failed with, and must fail with again; 0: it succeeded
 */
struct mmsim_trace_event {
	u64 time_ns;
	u64 addr;
	u32 arg;
	u32 dep;
	u16 task;
	u16 nr_deps;
	u8 op;
	u8 access;
	u16 err;
};

/**
 * struct mmsim_trace_call - The arguments of a call that do not fit into an event
 * @len: length, bytes; mremap: old length
 * @result: mmap, mremap, brk: the address returned
 * @offset: mmap: offset into the file, bytes
 * @new_len: mremap: new length, bytes
 * @new_addr: mremap: address asked for with MREMAP_FIXED
 * @prot: MMSIM_PROT_*
 * @flags: MMSIM_MAP_*, MMSIM_MREMAP_*, or those of mlockall
 * @file: mmap: index of the file or MMSIM_TRACE_NO_FILE
 * @extra: madvise: advice; mprotect: protection key, -1 if called without
 */
struct mmsim_trace_call {
	u64 len;
	u64 result;
	union {
		u64 offset;
		u64 new_len;
	};
	u64 new_addr;
	u32 prot;
	u32 flags;
	u32 file;
	s32 extra;
};

/**
 * struct mmsim_trace_dep - What an event waits for
 * @task: until this task
 * @events: has completed that many of its events
 */
struct mmsim_trace_dep {
	u32 task;
	u32 events;
};

/**
 * struct mmsim_trace_task - A thread
 * @mm: address space it starts in
 * @parent: task that creates it; task 0: itself
 * @first: its events are the elements from here of mmsim_trace.order
 * @nr_events: number of its events
 */
struct mmsim_trace_task {
	u32 mm;
	u32 parent;
	u32 first;
	u32 nr_events;
};

/**
 * struct mmsim_trace_map - A VMA, from /proc/PID/maps
 * @start: first address
 * @end: first address behind
 * @offset: offset into the file, bytes
 * @flags: MMSIM_VM_*, from the permissions and VmFlags
 * @file: index of the file or MMSIM_TRACE_NO_FILE
 */
struct mmsim_trace_map {
	u64 start;
	u64 end;
	u64 offset;
	unsigned long flags;
	u32 file;
};

/**
 * struct mmsim_trace_mm - An address space
 * @brk: start and, right after exec, end of the heap
 * @first_map: its initial VMAs are the elements from here of mmsim_trace.map
 * @nr_maps: number of these; 0 if it was forked
 * @first_final: likewise the VMAs at its end
 * @nr_final: number of these
 * @parent: address space it was forked from
 * @forked: it was forked
 * @final_known: the VMAs at its end were recorded
 */
struct mmsim_trace_mm {
	u64 brk;
	u32 first_map;
	u32 nr_maps;
	u32 first_final;
	u32 nr_final;
	u32 parent;
	bool forked;
	bool final_known;
};

/**
 * struct mmsim_trace_file - Something that was mapped
 * @special: a mapping of the kernel's own ([vdso], [vvar]): it has no offsets
 * @name: end of its path
 */
struct mmsim_trace_file {
	bool special;
	char name[47];
};

/**
 * struct mmsim_trace - A trace
 * @nr_files: files, by index; shadow file @i has the id mmsim_trace_file_id(i)
 * @nr_mms: address spaces; number 0 is the first program's
 * @nr_tasks: threads; number 0 is the first program's
 * @nr_maps: VMAs of all address spaces, initial and final
 * @nr_events: events
 * @nr_calls: calls
 * @nr_deps: dependencies
 * @nr_faults: events that are faults
 * @lost: the recording lost faults
 * @file: files
 * @mm: address spaces
 * @task: threads
 * @map: VMAs
 * @event: events in one order that respects all dependencies
 * @call: calls
 * @dep: dependencies
 * @order: indices of events: those of task 0 in their order, then of task 1...
 */
struct mmsim_trace {
	u32 nr_files;
	u32 nr_mms;
	u32 nr_tasks;
	u32 nr_maps;
	u32 nr_events;
	u32 nr_calls;
	u32 nr_deps;
	u32 nr_faults;
	bool lost;
	struct mmsim_trace_file *file;
	struct mmsim_trace_mm *mm;
	struct mmsim_trace_task *task;
	struct mmsim_trace_map *map;
	struct mmsim_trace_event *event;
	struct mmsim_trace_call *call;
	struct mmsim_trace_dep *dep;
	u32 *order;
};

/**
 * struct mmsim_trace_error - What is wrong with a trace
 * @line: where, from 1
 * @message: what, without the line number
 */
struct mmsim_trace_error {
	u32 line;
	char message[MMSIM_TRACE_ERROR_MAX];
};

int mmsim_trace_parse(const char *buf, size_t len, struct mmsim_trace **out,
		      struct mmsim_trace_error *err);
void mmsim_trace_free(struct mmsim_trace *tr);
size_t mmsim_trace_bytes(const struct mmsim_trace *tr);

/* The n-th event, from 0, of task @task. */
static inline const struct mmsim_trace_event *
mmsim_trace_event_of(const struct mmsim_trace *tr, u32 task, u32 n)
{
	return &tr->event[tr->order[tr->task[task].first + n]];
}

/* What &struct mmsim_map_entry.file_id says of a mapping of file @file; 0: none. */
static inline u64 mmsim_trace_file_id(u32 file)
{
	return file == MMSIM_TRACE_NO_FILE ? 0 : (u64)file + 1;
}

/**
 * struct mmsim_trace_check - A comparison of VMAs with the recorded final ones
 * @tr: trace
 * @next: next recorded VMA to be seen
 * @left: recorded VMAs not yet seen
 * @why: the first difference in words; empty while there is none
 */
struct mmsim_trace_check {
	const struct mmsim_trace *tr;
	const struct mmsim_trace_map *next;
	u32 left;
	char why[MMSIM_TRACE_ERROR_MAX];
};

int mmsim_trace_check_begin(struct mmsim_trace_check *check,
			    const struct mmsim_trace *tr, u32 mm);
bool mmsim_trace_check_map(struct mmsim_trace_check *check,
			   const struct mmsim_map_entry *entry);
bool mmsim_trace_check_end(struct mmsim_trace_check *check);

#endif /* _MMSIM_REPLAY_H */
