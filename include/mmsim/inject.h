/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Allocation failure on demand, and the allocation calls the core uses: each of
 * them asks the address space's injector first.
 */
#ifndef _MMSIM_INJECT_H
#define _MMSIM_INJECT_H

#include <mmsim/internal.h>

/**
 * struct mmsim_inject - What fails when
 * @fail_alloc_nth: allocations until one fails; 0: none does. Counts down as
 *	make-it-fail's fail-nth does, and is 0 again after the failure.
 */
struct mmsim_inject {
	atomic64_t fail_alloc_nth;
};

/**
 * mmsim_should_fail() - Is it this allocation's turn to fail?
 * @inject: injector, or NULL
 *
 * Context: any.
 *
 * Return: true exactly once per value written to fail_alloc_nth.
 */
static inline bool mmsim_should_fail(struct mmsim_inject *inject)
{
	if (!inject || likely(atomic64_read(&inject->fail_alloc_nth) <= 0))
		return false;
	return atomic64_dec_return(&inject->fail_alloc_nth) == 0;
}

#endif /* _MMSIM_INJECT_H */
