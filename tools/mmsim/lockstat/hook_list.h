/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lock classes whose numbers are not what the column says. No include guard: define
 * both macros and include it. Names are fnmatch() patterns, without #n and /n.
 *
 * UNHOOKED(name, why): lockdep is told of acquisition and release, never of waiting, so
 *	contentions and waits are 0 whatever happens.
 * DOWNGRADED(name): write locks of this class become read locks while held. lockdep then
 *	counts an acquisition for reading, and the hold from there on.
 */
UNHOOKED("vm_lock",
	 "7.2 books no waits for VMA locks: include/linux/mmap_lock.h has no lock_contended()")
UNHOOKED("*seqcount", "readers of a seqcount retry, they do not wait: include/linux/seqlock.h")
UNHOOKED("rcu_read_lock*", "an RCU reader never waits")
UNHOOKED("rcu_callback", "marks a context, it is no lock: kernel/rcu/update.c")
UNHOOKED("fs_reclaim", "marks a context, it is no lock: mm/page_alloc.c")
UNHOOKED("*-wait-type-overrid*", "marks a context, it is no lock: include/linux/lockdep.h")
UNHOOKED("(wq_completion)*", "marks a dependency, it is no lock: kernel/workqueue.c")
UNHOOKED("(work_completion)*", "marks a dependency, it is no lock: kernel/workqueue.c")
UNHOOKED("sb_writers", "a percpu_rw_semaphore books no waits: include/linux/percpu-rwsem.h")
UNHOOKED("sb_pagefaults", "a percpu_rw_semaphore books no waits: include/linux/percpu-rwsem.h")
UNHOOKED("sb_internal", "a percpu_rw_semaphore books no waits: include/linux/percpu-rwsem.h")
UNHOOKED("cgroup_threadgroup_rwsem",
	 "a percpu_rw_semaphore books no waits: include/linux/percpu-rwsem.h")
DOWNGRADED("&mm->mmap_lock")
