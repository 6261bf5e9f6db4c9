/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The operations whose allocations are made to fail.
 */
#ifndef _MMSIM_KUNIT_ALLOC_OPS_H
#define _MMSIM_KUNIT_ALLOC_OPS_H

#include "fixture.h"

/**
 * struct alloc_op - An operation that allocates
 * @name: its name
 * @setup: make the address space it works on
 * @run: do it; 0 or -errno
 * @half: it may be half done when it fails: a target unmapped, a VMA split
 * @apart: without memory to merge it may succeed without
 * @writes: it writes, and the VMA may have got its anon_vma before it fails
 * @stays: without memory to unmap what was moved it may succeed all the same
 */
struct alloc_op {
	const char *name;
	void (*setup)(struct fixture *fx);
	int (*run)(struct fixture *fx);
	bool half;
	bool apart;
	bool writes;
	bool stays;
};

#define ALLOC_OPS	22

extern const struct alloc_op alloc_ops[ALLOC_OPS];

#endif /* _MMSIM_KUNIT_ALLOC_OPS_H */
