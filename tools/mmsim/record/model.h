/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The model of an address space, shared by model.c and model_ops.c.
 */
#ifndef _MMSIM_RECORD_MODEL_H
#define _MMSIM_RECORD_MODEL_H

#include "spans.h"

/**
 * struct rec_model - What is mapped, and which events that is due to
 * @piece: what mapped, unmapped or changed each range last; never merged, and
 *	holes that were mapped once are pieces too
 * @area: what is mapped now; merged wherever a VMA could be, so that an area is
 *	at least as large as the VMA
 * @pages: who touched each page
 * @brk_start: start of the heap
 * @brk: its end
 * @stack_limit: how large a stack may grow
 * @barrier: last fork: the child must not see what later mutations do
 * @odd: mlockall gave new mappings another flag: nothing is plain any more
 */
struct rec_model {
	struct rec_ranges piece;
	struct rec_ranges area;
	struct rec_pages *pages;
	u64 brk_start;
	u64 brk;
	u64 stack_limit;
	struct rec_ref barrier;
	bool odd;
};

void rec_model_collect(const struct rec_model *m, u64 start, u64 end, bool structural,
		       struct rec_refs *deps);
void rec_model_settle(struct rec_model *m, u64 start, u64 end, struct rec_ref self);
void rec_model_map(struct rec_model *m, struct rec_ref self,
		   const struct rec_range *range);

/* anon.c */
void rec_anon_first_touch(struct rec_model *m, struct rec_ref self, size_t piece,
			  struct rec_refs *deps);
void rec_anon_spread(struct rec_model *m, u64 start, u64 end, struct rec_ref self);
bool rec_anon_touched(const struct rec_model *m, u64 start, u64 end);
const struct rec_range *rec_model_stack_above(const struct rec_model *m, u64 addr);

#endif /* _MMSIM_RECORD_MODEL_H */
