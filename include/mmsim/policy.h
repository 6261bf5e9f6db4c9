/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a locking design has to supply, family by family.
 */
#ifndef _MMSIM_POLICY_H
#define _MMSIM_POLICY_H

#include <mmsim/fault.h>
#include <mmsim/mm.h>

/* struct mmsim_fault_lock_ops.flags: what the design can and cannot do */
#define MMSIM_FL_VMA_LOCK	BIT(0)	/* has VMA locks: mmap_lock writers bump the sequence */
#define MMSIM_FL_ONE_TASK	BIT(1)	/* safe with a single task only */
#define MMSIM_FL_BUSTED		BIT(2)	/* wrong on purpose */

/**
 * enum mmsim_vma_free - How the design makes VMA memory outlive its readers
 * @MMSIM_VMA_FREE_DIRECT: nobody can look without mmap_lock: freed at once
 * @MMSIM_VMA_FREE_RCU: after a grace period (6.4-6.14)
 * @MMSIM_VMA_FREE_TYPESAFE: at once, to a type-safe cache; readers check (6.15-)
 * @MMSIM_VMA_FREE_DEFERRED: when the address space ends; for broken designs, whose
 *	readers must not crash the machine they are tested on
 */
enum mmsim_vma_free {
	MMSIM_VMA_FREE_DIRECT,
	MMSIM_VMA_FREE_RCU,
	MMSIM_VMA_FREE_TYPESAFE,
	MMSIM_VMA_FREE_DEFERRED,
};

/**
 * struct mmsim_fault_lock_ops - How a fault keeps its VMA stable
 *
 * Checked once by mmsim_policy_init(); afterwards every required callback may be
 * called without a test.
 */
struct mmsim_fault_lock_ops {
	/**
	 * @fault: Handle one page fault from entry to return (required).
	 *
	 * The one indirect call of a fault. Called without locks; may sleep. Counts
	 * the attempt and either the fast finish or one fallback. Returns VM_FAULT
	 * bits; RETRY only if a fatal signal is pending. A design with VMA locks
	 * builds it from mmsim_fault_under_vma_lock().
	 */
	mmsim_vm_fault_t (*fault)(struct mmsim_fault *vmf);

	/**
	 * @start_read: Find and read-lock the VMA at an address without mmap_lock
	 * (optional; required with MMSIM_FL_VMA_LOCK).
	 *
	 * Models lock_vma_under_rcu(). For readers other than faults. Returns NULL
	 * with the reason in @why; the caller then takes mmap_lock.
	 */
	struct mmsim_vma *(*start_read)(struct mmsim_task *t,
					struct mmsim_mm *mm, unsigned long addr,
					enum mmsim_fallback *why);

	/**
	 * @end_read: Undo start_read(), or the lock of a running fault() (optional;
	 * required with MMSIM_FL_VMA_LOCK). The VMA may be freed right afterwards.
	 */
	void (*end_read)(struct mmsim_task *t, struct mmsim_vma *vma);

	/**
	 * @start_write: Exclude readers of a VMA until mmap_lock is released or
	 * downgraded (required).
	 *
	 * mmap_lock is held for writing. Does nothing if already done in this write
	 * section. With @killable a fatal signal ends the wait with -EINTR, where the
	 * modelled kernel's wait can be ended so; else it returns 0.
	 */
	int (*start_write)(struct mmsim_task *t, struct mmsim_vma *vma,
			   bool killable);

	/**
	 * @attach: The VMA is about to be put in the index (required). mmap_lock is
	 * held for writing, the VMA write-locked if it was seen before.
	 */
	void (*attach)(struct mmsim_task *t, struct mmsim_vma *vma);

	/**
	 * @detach: The VMA has left the index (required). mmap_lock is held for
	 * writing and the VMA write-locked; waits for transient readers if the
	 * design has such.
	 */
	void (*detach)(struct mmsim_task *t, struct mmsim_vma *vma);

	/**
	 * @vma_init: Set up the lock of a new VMA, whose other fields are set
	 * (optional). May sleep. Returns 0 or -ENOMEM.
	 */
	int (*vma_init)(struct mmsim_vma *vma);

	/**
	 * @read_section: Read-lock and unlock @vma @loops times (optional).
	 *
	 * The loop is inside so that a benchmark sees the lock and no call. The VMA
	 * is attached and nobody writes.
	 */
	void (*read_section)(struct mmsim_task *t, struct mmsim_vma *vma,
			     unsigned long loops);

	/** @flags: MMSIM_FL_*. */
	unsigned int flags;

	/** @vma_free: when the memory of a VMA is freed. */
	enum mmsim_vma_free vma_free;

	/** @name: identity in debugfs, results and on the command line. */
	const char *name;
};

#define MMSIM_FAULT_LOCK(name, desc) \
	extern const struct mmsim_fault_lock_ops mmsim_fault_lock_##name;
#include <mmsim/policy_list.h>

extern const struct mmsim_fault_lock_ops *const
	mmsim_fault_lock_table[NR_MMSIM_FAULT_LOCK];

/* The families of designs */
enum mmsim_family {
#define MMSIM_FAMILY(name, dflt, desc) MMSIM_FAMILY_##name,
#include <mmsim/policy_list.h>
	NR_MMSIM_FAMILIES
};

int mmsim_policy_init(void);
const char *mmsim_family_name(enum mmsim_family family);
int mmsim_family_find(const char *name);
const char *mmsim_variant_name(enum mmsim_family family, unsigned int variant);
const char *mmsim_variant_desc(enum mmsim_family family, unsigned int variant);
unsigned int mmsim_variant_count(enum mmsim_family family);
unsigned int mmsim_variant_default(enum mmsim_family family);
int mmsim_variant_find(enum mmsim_family family, const char *name);

#endif /* _MMSIM_POLICY_H */
