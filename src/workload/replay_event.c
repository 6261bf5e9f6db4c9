// SPDX-License-Identifier: GPL-2.0-only
/*
 * The events of a trace as operations on the shadow.
 *
 * Where the recorded call left the choice of an address to the kernel, the shadow is
 * made to choose the same: it has another layout, and every later event is about
 * these addresses.
 */
#include <mmsim/fault.h>
#include <mmsim/lock.h>

#include "replay.h"

#define PROT_KNOWN	(MMSIM_VM_ACCESS_FLAGS | MMSIM_PROT_GROWSDOWN | \
			 MMSIM_PROT_GROWSUP)
#define MCL_CURRENT	1
#define MCL_FUTURE	2

static const char *const op_words[NR_MMSIM_TR_OPS] = {
	[MMSIM_TR_FAULT] = "fault",
	[MMSIM_TR_MMAP] = "mmap",
	[MMSIM_TR_MUNMAP] = "munmap",
	[MMSIM_TR_MPROTECT] = "mprotect",
	[MMSIM_TR_MREMAP] = "mremap",
	[MMSIM_TR_MADVISE] = "madvise",
	[MMSIM_TR_BRK] = "brk",
	[MMSIM_TR_MLOCK] = "mlock",
	[MMSIM_TR_MUNLOCK] = "munlock",
	[MMSIM_TR_MLOCKALL] = "mlockall",
	[MMSIM_TR_MUNLOCKALL] = "munlockall",
	[MMSIM_TR_CLONE] = "clone",
	[MMSIM_TR_FORK] = "fork",
	[MMSIM_TR_EXEC] = "exec",
	[MMSIM_TR_EXIT] = "exit",
};

/*
 * Compare what came out, an address or a negative errno, with what was recorded.
 * Signals and lack of memory end the run, unless that is what was recorded.
 */
static int judge(struct mmsim_run *run, struct mmsim_task *t,
		 const struct mmsim_trace_event *ev, long is, long recorded)
{
	if (ev->err)
		recorded = -(long)ev->err;
	if (is == recorded)
		return 0;
	if (is == -EINTR || is == -ENOMEM)
		return is;
	mmsim_replay_differs(run, t, "task %u, %s %llx: %s%lx, recorded: %s%lx",
			     ev->task, op_words[ev->op],
			     (unsigned long long)ev->addr,
			     is < 0 ? "-" : "", is < 0 ? -is : is,
			     recorded < 0 ? "-" : "",
			     recorded < 0 ? -recorded : recorded);
	return 0;
}

static int replay_fault(struct mmsim_run *run, struct mmsim_task *t,
			const struct mmsim_trace_event *ev)
{
	unsigned int flags = 0;
	mmsim_vm_fault_t ret;
	long is = 0;

	if (!(ev->access & MMSIM_TR_KERNEL))
		flags |= MMSIM_FAULT_USER;
	if (ev->access & MMSIM_TR_WRITE)
		flags |= MMSIM_FAULT_WRITE;
	if (ev->access & MMSIM_TR_EXECUTE)
		flags |= MMSIM_FAULT_INSTRUCTION;
	ret = mmsim_fault(t, ev->addr, flags);
	if (ret & MMSIM_VM_FAULT_RETRY)
		is = -EINTR;
	else if (ret & MMSIM_VM_FAULT_OOM)
		is = -ENOMEM;
	else if (ret & MMSIM_VM_FAULT_ERROR)
		is = -EFAULT;
	return judge(run, t, ev, is, 0);
}

static int replay_mmap(struct mmsim_run *run, struct mmsim_task *t,
		       const struct mmsim_trace_event *ev,
		       const struct mmsim_trace_call *c)
{
	struct mmsim_replay *replay = run->private;
	unsigned long flags = c->flags & ~MMSIM_MAP_TYPE;
	unsigned long addr = ev->addr;
	struct mmsim_file *file = NULL;

	/* MAP_SHARED_VALIDATE is both bits */
	flags |= c->flags & MMSIM_MAP_SHARED ? MMSIM_MAP_SHARED :
					       MMSIM_MAP_PRIVATE;
	flags |= MMSIM_MAP_ANONYMOUS;
	if (c->file != MMSIM_TRACE_NO_FILE) {
		file = replay->files[c->file];
		flags &= ~MMSIM_MAP_ANONYMOUS;
	}
	/* The address it got is free here too, so as a hint it will be taken. */
	if (!(flags & (MMSIM_MAP_FIXED | MMSIM_MAP_FIXED_NOREPLACE)))
		addr = c->result;
	return judge(run, t, ev,
		     mmsim_mmap(t, addr, c->len, c->prot & PROT_KNOWN, flags,
				file, c->offset >> MMSIM_PAGE_SHIFT),
		     c->result);
}

static int replay_mremap(struct mmsim_run *run, struct mmsim_task *t,
			 const struct mmsim_trace_event *ev,
			 const struct mmsim_trace_call *c)
{
	unsigned long flags = c->flags, new_addr = c->new_addr;

	if (!(flags & MMSIM_MREMAP_FIXED) && !ev->err) {
		if (c->result == ev->addr) {
			flags &= ~MMSIM_MREMAP_MAYMOVE;
		} else {
			flags |= MMSIM_MREMAP_FIXED;
			new_addr = c->result;
		}
	}
	return judge(run, t, ev, mmsim_mremap(t, ev->addr, c->len, c->new_len,
					      flags, new_addr), c->result);
}

static int replay_madvise(struct mmsim_run *run, struct mmsim_task *t,
			  const struct mmsim_trace_event *ev,
			  const struct mmsim_trace_call *c)
{
	int err = mmsim_madvise(t, ev->addr, c->len, c->extra);

	/* Advice that the shadow does not know leaves no trace in maps. */
	return err == -EINVAL ? 0 : judge(run, t, ev, err, 0);
}

/* mlockall and munlockall, VMA by VMA */
static int replay_mlockall(struct mmsim_run *run, struct mmsim_task *t,
			   const struct mmsim_trace_event *ev, int flags)
{
	struct mmsim_map_entry entry = {};
	bool lock = ev->op == MMSIM_TR_MLOCKALL;
	int more, err;

	if (mmsim_mmap_write_lock_killable(t, t->mm))
		return -EINTR;
	t->mm->def_flags &= ~MMSIM_VM_LOCKED;
	if (flags & MCL_FUTURE)
		t->mm->def_flags |= MMSIM_VM_LOCKED;
	mmsim_mmap_write_unlock(t, t->mm);
	if (lock && !(flags & MCL_CURRENT))
		return 0;

	while ((more = mmsim_maps_next(t, t->mm, entry.end, &entry)) > 0) {
		err = mmsim_mlock(t, entry.start, entry.end - entry.start, lock);
		if (err == -EINTR)
			return err;
	}
	return more;
}

static int replay_fork(struct mmsim_run *run, struct mmsim_task *t,
		       const struct mmsim_trace_event *ev)
{
	struct mmsim_replay *replay = run->private;
	struct mmsim_replay_mm *rm = &replay->mms[replay->tasks[ev->arg].mm];
	struct mmsim_mm *child = mmsim_fork(t);

	if (IS_ERR(child))
		return PTR_ERR(child);
	rm->mm = child;
	atomic_set(&rm->users, 1);
	return 0;
}

static int replay_clone(struct mmsim_run *run, struct mmsim_task *t)
{
	struct mmsim_replay *replay = run->private;

	atomic_inc(&replay->mms[replay->tasks[t->id].mm].users);
	return 0;
}

static int replay_exec(struct mmsim_run *run, struct mmsim_task *t, u32 mm)
{
	struct mmsim_replay *replay = run->private;
	struct mmsim_replay_task *rt = &replay->tasks[t->id];

	atomic_set(&replay->mms[mm].users, 1);
	mmsim_replay_leave(run, t, rt->mm);
	rt->mm = mm;
	t->mm = replay->mms[mm].mm;
	return 0;
}

static int replay_exit(struct mmsim_run *run, struct mmsim_task *t)
{
	struct mmsim_replay *replay = run->private;

	mmsim_replay_leave(run, t, replay->tasks[t->id].mm);
	t->mm = NULL;
	return 0;
}

/**
 * mmsim_replay_event() - Do what a task did
 * @run: run
 * @t: task
 * @ev: what it did
 * @op: set to the operation, if it is one whose latency is of interest
 *
 * Context: no locks; may sleep, killable.
 * Return: 0, -EINTR or -ENOMEM. What does not come out as recorded is counted as a
 * violation.
 */
int mmsim_replay_event(struct mmsim_run *run, struct mmsim_task *t,
		       const struct mmsim_trace_event *ev, enum mmsim_op *op)
{
	const struct mmsim_trace_call *c = &run->trace->call[ev->arg];

	switch ((enum mmsim_trace_op)ev->op) {
	case MMSIM_TR_FAULT:
		*op = MMSIM_OP_fault;
		return replay_fault(run, t, ev);
	case MMSIM_TR_MMAP:
		*op = MMSIM_OP_mmap;
		return replay_mmap(run, t, ev, c);
	case MMSIM_TR_MUNMAP:
		*op = MMSIM_OP_munmap;
		return judge(run, t, ev, mmsim_munmap(t, ev->addr, c->len), 0);
	case MMSIM_TR_MPROTECT:
		*op = MMSIM_OP_mprotect;
		return judge(run, t, ev, mmsim_mprotect(t, ev->addr, c->len,
							c->prot & PROT_KNOWN),
			     0);
	case MMSIM_TR_MREMAP:
		*op = MMSIM_OP_mremap;
		return replay_mremap(run, t, ev, c);
	case MMSIM_TR_MADVISE:
		*op = MMSIM_OP_madvise;
		return replay_madvise(run, t, ev, c);
	case MMSIM_TR_BRK:
		*op = MMSIM_OP_brk;
		return judge(run, t, ev, mmsim_brk(t, ev->addr), c->result);
	case MMSIM_TR_MLOCK:
	case MMSIM_TR_MUNLOCK:
		*op = MMSIM_OP_mlock;
		return judge(run, t, ev,
			     mmsim_mlock(t, ev->addr, c->len,
					 ev->op == MMSIM_TR_MLOCK), 0);
	case MMSIM_TR_MLOCKALL:
		*op = MMSIM_OP_mlock;
		return replay_mlockall(run, t, ev, c->flags);
	case MMSIM_TR_MUNLOCKALL:
		*op = MMSIM_OP_mlock;
		return replay_mlockall(run, t, ev, 0);
	case MMSIM_TR_CLONE:
		return replay_clone(run, t);
	case MMSIM_TR_FORK:
		*op = MMSIM_OP_fork;
		return replay_fork(run, t, ev);
	case MMSIM_TR_EXEC:
		return replay_exec(run, t, ev->arg);
	case MMSIM_TR_EXIT:
		*op = MMSIM_OP_exit;
		return replay_exit(run, t);
	case NR_MMSIM_TR_OPS:
		break;
	}
	return -EINVAL;
}
