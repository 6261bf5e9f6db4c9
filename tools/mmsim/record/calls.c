// SPDX-License-Identifier: GPL-2.0-only
/*
 * A traced thread enters and leaves the system calls that are recorded.
 */
#include <errno.h>
#include <linux/sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "tracer.h"

#define DEFAULT_HUGE_SHIFT 21	/* 2 MiB */
#define WAITID_SI_PID	16	/* offset of si_pid in siginfo_t */

static bool read_memory(pid_t pid, u64 addr, void *buf, size_t len)
{
	struct iovec local = { buf, len };
	struct iovec remote = { (void *)addr, len };

	return process_vm_readv(pid, &local, 1, &remote, 1, 0) == (ssize_t)len;
}

void rec_add_op(struct rec *r, const struct rec_op *op)
{
	r->op = rec_append(r->op, &r->nr_ops, sizeof(*r->op));
	r->op[r->nr_ops - 1] = *op;
}

static const struct rec_syscall *find_syscall(u64 nr)
{
	size_t i;

	for (i = 0; i < rec_nr_syscalls; i++)
		if ((u64)rec_syscalls[i].nr == nr)
			return &rec_syscalls[i];
	return NULL;
}

/* Is it a clone that copies the address space? */
bool rec_call_is_fork(const struct rec_live *l)
{
	return l->op.kind == REC_CLONE && !(l->op.arg[0] & CLONE_VM);
}

/* Leave in arg[0] the flags of whatever kind of clone it is. */
static void enter_clone(struct rec_live *l, u64 nr)
{
	struct rec_op *op = &l->op;

	if (nr == SYS_clone3) {
		if (!read_memory(l->tid, op->arg[0], &op->arg[0], 8))
			op->arg[0] = 0;
#ifdef SYS_fork
	} else if (nr == SYS_fork) {
		op->arg[0] = 0;
	} else if (nr == SYS_vfork) {
		op->arg[0] = CLONE_VM | CLONE_VFORK;
#endif
	}
}

/* Is it not the file of the descriptor that will be mapped, or is there none? */
static bool maps_something_else(const struct rec_op *op, bool regular)
{
	u64 flags = op->arg[3];

	if (flags & MMSIM_MAP_ANONYMOUS)
		return (flags & MMSIM_MAP_SHARED) || (flags & MAP_HUGETLB);
	return !regular;
}

static void enter_mmap(struct rec *r, struct rec_live *l)
{
	struct rec_op *op = &l->op;
	bool regular = false;

	op->other = REC_NONE;
	if (!(op->arg[3] & MMSIM_MAP_ANONYMOUS))
		op->other = rec_file_of_fd(r, l->tid, (int)op->arg[4], &regular);
	/* The descriptor is of no more use: note what has to be looked up. */
	op->arg[4] = maps_something_else(op, regular);
}

/**
 * rec_call_enter() - A thread is about to enter a system call
 * @t: tracer
 * @l: the thread, stopped by the filter
 *
 * Return: whether to stop it again when the call returns.
 */
bool rec_call_enter(struct rec_tracer *t, struct rec_live *l)
{
	struct __ptrace_syscall_info info;
	const struct rec_syscall *call;
	struct rec_op *op = &l->op;
	bool want_exit = true;

	l->in_call = false;
	if (!t->started || !l->known)
		return false;
	if (ptrace(PTRACE_GET_SYSCALL_INFO, l->tid, sizeof(info), &info) <= 0 ||
	    info.op != PTRACE_SYSCALL_INFO_SECCOMP)
		return false;
	call = find_syscall(info.seccomp.nr);
	if (!call)
		return false;

	memset(op, 0, sizeof(*op));
	memcpy(op->arg, info.seccomp.args, sizeof(op->arg));
	op->kind = call->kind;
	op->task = l->task;
	op->tid = l->tid;
	l->in_call = true;

	switch (op->kind) {
	case REC_MMAP:
		enter_mmap(t->r, l);
		break;
	case REC_CLONE:
		enter_clone(l, info.seccomp.nr);
		want_exit = false;
		break;
	case REC_EXEC:
		rec_life_exec_snapshot(t, l);
		want_exit = false;
		break;
	case REC_SHMAT:
	case REC_SHMDT:
		op->other = info.seccomp.nr;
		if (op->kind == REC_SHMDT)
			rec_read_maps(t->r, l->tid, false, &l->maps);
		break;
	case REC_WAIT:
		op->other = info.seccomp.nr;
		break;
	case REC_UNMODELLED:
		t->r->unmodelled[call - rec_syscalls]++;
		want_exit = false;
		break;
	default:
		break;
	}
	op->entry = rec_now();
	return want_exit;
}

/* The file that is mapped at @addr now, and the mapping's size if wanted. */
static bool look_up(struct rec *r, struct rec_live *l, u64 addr, struct rec_map *found)
{
	const struct rec_map *map;
	struct rec_maps maps;

	rec_read_maps(r, l->tid, false, &maps);
	map = rec_find_map(&maps, addr);
	if (map)
		*found = *map;
	rec_free_maps(&maps);
	return map;
}

static void exit_mmap(struct rec *r, struct rec_live *l)
{
	u64 flags = l->op.arg[3], size;
	unsigned int shift;
	struct rec_map map;

	if (l->op.arg[4] && !l->op.err && look_up(r, l, l->op.result, &map)) {
		l->op.other = map.file;
		l->op.arg[5] = map.offset + (l->op.result - map.start);
	}
	/* Huge pages: the kernel rounds the length up to one of them. */
	if ((flags & MMSIM_MAP_ANONYMOUS) && (flags & MAP_HUGETLB)) {
		shift = (flags >> MAP_HUGE_SHIFT) & MAP_HUGE_MASK;
		size = 1ULL << (shift ? shift : DEFAULT_HUGE_SHIFT);
		l->op.arg[1] = (l->op.arg[1] + size - 1) & ~(size - 1);
	}
	rec_add_op(r, &l->op);
}

/* shmat and io_setup map something; recorded as the mmap that would do it. */
static void exit_shmat(struct rec *r, struct rec_live *l)
{
	struct rec_op *op = &l->op;
	struct rec_map map;

	if (op->other == SYS_io_setup &&
	    !read_memory(l->tid, op->arg[1], &op->result, sizeof(op->result)))
		return;
	if (!look_up(r, l, op->result, &map))
		return;
	op->kind = REC_MMAP;
	op->result = map.start;
	op->other = map.file;
	op->arg[0] = 0;
	op->arg[1] = map.end - map.start;
	op->arg[2] = map.perms & ~REC_SHARED;
	op->arg[3] = MMSIM_MAP_SHARED;
	op->arg[5] = map.offset;
	rec_add_op(r, op);
}

/* shmdt and io_destroy unmap all that is left of one mapping. */
static void exit_shmdt(struct rec *r, struct rec_live *l)
{
	const struct rec_map *first = rec_find_map(&l->maps, l->op.arg[0]);
	const struct rec_map *map;
	size_t i;

	for (i = 0; first && i < l->maps.nr; i++) {
		map = &l->maps.map[i];
		if (map->file == REC_NONE || map->file != first->file ||
		    map->start - l->op.arg[0] != map->offset)
			continue;
		l->op.kind = REC_MUNMAP;
		l->op.arg[0] = map->start;
		l->op.arg[1] = map->end - map->start;
		rec_add_op(r, &l->op);
		l->op.arg[0] = first->start - first->offset;
	}
	rec_free_maps(&l->maps);
}

/* Which task has been waited for? Its id may have been used before: take the last. */
static void exit_wait(struct rec *r, struct rec_live *l)
{
	struct rec_op *op = &l->op;
	u32 tid = op->result;
	size_t i;

	if (op->other == SYS_waitid && op->arg[2] &&
	    !read_memory(l->tid, op->arg[2] + WAITID_SI_PID, &tid, sizeof(tid)))
		return;
	for (i = r->nr_spans; tid && i--; ) {
		if (r->span[i].tid != tid)
			continue;
		op->other = r->span[i].task;
		rec_add_op(r, op);
		return;
	}
}

/* Calls on a range: whole pages, and nothing at all is no event. */
static bool normalize_range(struct rec_op *op)
{
	u64 offset = op->arg[0] & ~MMSIM_PAGE_MASK;

	switch (op->kind) {
	case REC_MLOCK:
	case REC_MUNLOCK:
		op->arg[0] -= offset;
		op->arg[1] = rec_page_up(op->arg[1] + offset);
		return op->arg[1];
	case REC_MPROTECT:
	case REC_PKEY_MPROTECT:
	case REC_MADVISE:
		return op->arg[1];
	default:
		return true;
	}
}

/**
 * rec_call_exit() - A thread has come back from a system call
 * @t: tracer
 * @l: the thread, stopped
 */
void rec_call_exit(struct rec_tracer *t, struct rec_live *l)
{
	struct __ptrace_syscall_info info;
	struct rec_op *op = &l->op;
	struct rec *r = t->r;

	if (!l->in_call)
		return;
	l->in_call = false;
	if (ptrace(PTRACE_GET_SYSCALL_INFO, l->tid, sizeof(info), &info) <= 0 ||
	    info.op != PTRACE_SYSCALL_INFO_EXIT)
		return;

	op->exit = rec_now();
	if (info.exit.is_error) {
		op->err = -info.exit.rval;
		if (!rec_failure_matters(op->kind, op->err))
			return;
	} else {
		op->result = info.exit.rval;
	}
	if (!normalize_range(op))
		return;
	if (op->kind != REC_WAIT)
		r->mm[l->mm].changes++;

	switch (op->kind) {
	case REC_MMAP:
		exit_mmap(r, l);
		break;
	case REC_SHMAT:
		exit_shmat(r, l);
		break;
	case REC_SHMDT:
		exit_shmdt(r, l);
		break;
	case REC_WAIT:
		exit_wait(r, l);
		break;
	default:
		rec_add_op(r, op);
		break;
	}
}
