/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The recorder works in two phases. While the program runs, the tracer (ptrace) and
 * the fault collector (perf events) only write down what happened and when. When it
 * has ended, order.c puts both into one order with the help of a model of the address
 * spaces, computes which event has to wait for which, and write.c writes the trace.
 *
 * Documentation/trace-format.rst describes the result.
 */
#ifndef _MMSIM_RECORDER_H
#define _MMSIM_RECORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>
#include <linux/types.h>

#include <mmsim/uapi.h>

typedef __u64 u64;
typedef __s64 s64;
typedef __u32 u32;
typedef __u16 u16;
typedef __u8 u8;

#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define __printf(a, b)		__attribute__((format(printf, a, b)))
#undef __packed
#define __packed		__attribute__((packed))

#define REC_NONE		(~0U)

/* Access of a fault. The numbers index the letters in write.c. */
enum rec_access { REC_UNKNOWN, REC_READ, REC_WRITE, REC_EXECUTE };

/**
 * struct rec_fault - A sample of the page fault event or of its tracepoint
 * @time: ns, CLOCK_MONOTONIC
 * @addr: faulting address
 * @tid: thread
 * @access: enum rec_access
 * @assumed: the access was not seen, see rec_model_assume()
 * @kernel: raised in kernel mode
 * @hint: from the tracepoint: only tells the access of the sample that follows it
 * @serial: order of arrival, to keep samples of one time in order
 */
struct rec_fault {
	u64 time;
	u64 addr;
	u32 tid;
	u8 access;
	bool assumed;
	bool kernel;
	bool hint;
	u32 serial;
};

/**
 * struct rec_lock - A thread has got an mmap_lock
 * @time: ns, CLOCK_MONOTONIC
 * @tid: thread
 * @write: for writing
 */
struct rec_lock {
	u64 time;
	u32 tid;
	bool write;
};

/**
 * struct rec_file - Something that is mapped
 * @dev: device, as major << 32 | minor
 * @inode: inode number
 * @path: name as in maps, unescaped
 * @stat_dev: device that stat() reports, which may differ from the one in maps
 * @stat_inode: likewise
 * @mapped: @dev and @inode are known from maps
 * @stated: @stat_dev and @stat_inode are known
 */
struct rec_file {
	u64 dev;
	u64 inode;
	char *path;
	u64 stat_dev;
	u64 stat_inode;
	bool mapped;
	bool stated;
};

/* Permission bits of maps: MMSIM_PROT_* and this. */
#define REC_SHARED		0x8

/**
 * struct rec_map - One line of maps
 * @start: first address
 * @end: first address behind
 * @offset: offset into the file, bytes
 * @file: index of the file, REC_NONE if anonymous
 * @perms: MMSIM_PROT_* and REC_SHARED
 * @name: name of an anonymous mapping ("[heap]"), or NULL
 * @vmflags: VmFlags of smaps, comma-separated, or NULL
 */
struct rec_map {
	u64 start;
	u64 end;
	u64 offset;
	u32 file;
	u32 perms;
	char *name;
	char *vmflags;
};

struct rec_maps {
	struct rec_map *map;
	size_t nr;
};

/**
 * struct rec_mm - An address space
 * @parent: the one it was forked from, REC_NONE if exec made it
 * @users: tasks that use it
 * @changes: mutations seen so far
 * @brk: start of the heap; exec only
 * @initial: maps right after exec
 * @final: maps when its last user left
 * @unknown: why @final is not known, or NULL
 */
struct rec_mm {
	u32 parent;
	u32 users;
	u64 changes;
	u64 brk;
	struct rec_maps initial;
	struct rec_maps final;
	const char *unknown;
};

enum rec_op_kind {
	REC_MMAP,
	REC_MUNMAP,
	REC_MPROTECT,
	REC_PKEY_MPROTECT,
	REC_MREMAP,
	REC_MADVISE,
	REC_BRK,
	REC_MLOCK,
	REC_MUNLOCK,
	REC_MLOCKALL,
	REC_MUNLOCKALL,
	REC_CLONE,
	REC_FORK,
	REC_EXEC,
	REC_EXIT,
	REC_WAIT,		/* orders events, is none itself */
	REC_SHMAT,		/* becomes REC_MMAP */
	REC_SHMDT,		/* becomes REC_MUNMAP */
	REC_UNMODELLED,		/* is counted only */
	REC_NR_OPS
};

/**
 * struct rec_op - A system call, or the end of a task
 * @entry: when it was let go, ns
 * @exit: when its end was seen, ns
 * @time: when it took effect, as far as is known: @exit or a little before, ns
 * @arg: arguments
 * @result: return value if it did not fail
 * @task: who
 * @tid: its thread id then
 * @other: mmap: file; clone, fork, wait: the other task; exec: new mm
 * @next: next one of the same task
 * @err: errno, 0 if it succeeded
 * @kind: enum rec_op_kind
 * @vfork: clone: the caller waits until @other has left the address space
 */
struct rec_op {
	u64 entry;
	u64 exit;
	u64 time;
	u64 arg[6];
	u64 result;
	u32 task;
	u32 tid;
	u32 other;
	u32 next;
	u16 err;
	u8 kind;
	bool vfork;
};

/**
 * struct rec_task - A thread, from its clone to its exit
 * @parent: task that created it, REC_NONE for the first
 * @first_mm: address space it started in
 * @tgid: process it belongs to
 */
struct rec_task {
	u32 parent;
	u32 first_mm;
	pid_t tgid;
};

/* A thread id and the time in which it meant a task. */
struct rec_span {
	u64 from;
	u64 to;
	u32 tid;
	u32 task;
};

/**
 * struct rec_options - What the command line asked for
 * @output: file to write
 * @argv: command to run, NULL-terminated
 * @max_faults: number of faults to keep
 * @note: remarks for the header
 * @nr_notes: number of these
 * @quiet: no progress, no summary
 */
struct rec_options {
	const char *output;
	char **argv;
	u64 max_faults;
	const char **note;
	size_t nr_notes;
	bool quiet;
};

/**
 * struct rec - A recording
 * @opt: options
 * @start: time 0 of the trace, ns of CLOCK_MONOTONIC
 * @file: files
 * @nr_files: number of these
 * @mm: address spaces
 * @nr_mms: number of these
 * @task: tasks
 * @nr_tasks: number of these
 * @op: system calls, in the order of their ends
 * @nr_ops: number of these
 * @fault: samples, by time once the program has ended
 * @nr_faults: number of these
 * @lock: acquisitions of mmap_lock, by time once the program has ended
 * @nr_locks: number of these
 * @span: meaning of thread ids
 * @nr_spans: number of these
 * @lost: samples the kernel had no room for
 * @over_limit: faults beyond max_faults
 * @skipped: faults that belong to no address space (during exec, after exit)
 * @unmodelled: calls of each system call that changes mappings in a way the trace
 *	has no word for
 * @kernel_faults: faults raised in kernel mode are seen too
 * @tracepoint: access kinds come from the tracepoint
 * @lock_times: acquisitions of mmap_lock are seen
 * @interrupted: the recording was ended before the program
 * @wait_status: of the first process
 */
struct rec {
	struct rec_options opt;
	u64 start;

	struct rec_file *file;
	size_t nr_files;
	struct rec_mm *mm;
	size_t nr_mms;
	struct rec_task *task;
	size_t nr_tasks;
	struct rec_op *op;
	size_t nr_ops;
	struct rec_fault *fault;
	size_t nr_faults;
	struct rec_lock *lock;
	size_t nr_locks;
	struct rec_span *span;
	size_t nr_spans;

	u64 lost;
	u64 over_limit;
	u64 skipped;
	u32 *unmodelled;
	bool kernel_faults;
	bool tracepoint;
	bool lock_times;
	bool interrupted;
	int wait_status;
};

/* util.c */
__printf(1, 2) void rec_say(const char *fmt, ...);
void *rec_realloc(void *p, size_t nr, size_t size);
char *rec_strdup(const char *s);
void *rec_append(void *array, size_t *nr, size_t size);
u64 rec_now(void);
u64 rec_page_up(u64 x);

/* arch_x86.c */
extern const u32 rec_arch_audit;
extern const char *const rec_arch_name;
enum rec_access rec_arch_access(u64 error_code);
bool rec_arch_user_address(u64 addr);

/* syscalls.c */
struct rec_syscall {
	const char *name;
	int nr;
	enum rec_op_kind kind;
};

extern const struct rec_syscall rec_syscalls[];
extern const size_t rec_nr_syscalls;
int rec_install_filter(void);
bool rec_failure_matters(enum rec_op_kind kind, int err);

/* maps.c */
void rec_read_maps(struct rec *r, pid_t pid, bool vmflags, struct rec_maps *maps);
void rec_free_maps(struct rec_maps *maps);
const struct rec_map *rec_find_map(const struct rec_maps *maps, u64 addr);
u64 rec_read_brk(pid_t pid);
u32 rec_file_of_fd(struct rec *r, pid_t pid, int fd, bool *regular);

/* faults.c, samples.c */
struct rec_faults;
struct rec_faults *rec_faults_open(struct rec *r, pid_t pid);
u64 rec_faults_seen(struct rec_faults *f);
void rec_faults_close(struct rec_faults *f);

/* tracefs.c */
#define REC_TP_FIELDS	2

/* A field of a tracepoint and its size in bytes. */
struct rec_field {
	const char *name;
	unsigned int size;
};

/* A tracepoint's number and where the fields are in its record. */
struct rec_tracepoint {
	u64 id;
	unsigned int offset[REC_TP_FIELDS];
};

bool rec_tracepoint_find(const char *name, struct rec_tracepoint *tp,
			 const struct rec_field fields[REC_TP_FIELDS]);

/* locktimes.c */
void rec_apply_lock_times(struct rec *r);

/* tracer.c */
int rec_trace(struct rec *r);

/* order.c: see also events.h */
struct rec_events;
void rec_order(struct rec *r, struct rec_events *ev);

/* write.c */
int rec_write(const struct rec *r, const struct rec_events *ev, FILE *out);

#endif /* _MMSIM_RECORDER_H */
