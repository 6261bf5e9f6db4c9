/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Address ranges with something known about each, and the pages somebody touched:
 * what the model of an address space is made of.
 */
#ifndef _MMSIM_RECORD_SPANS_H
#define _MMSIM_RECORD_SPANS_H

#include "events.h"

/* Plain pieces merge if these are equal, besides the permissions. */
#define REC_KIND_ACCOUNT	0x1	/* was writable once (VM_ACCOUNT) */
#define REC_KIND_NORESERVE	0x2
#define REC_KIND_STACK		0x4	/* MAP_STACK */

/**
 * struct rec_range - A range of addresses
 * @start: first address
 * @end: first address behind
 * @by: piece: what last mapped, unmapped or changed it;
 *	area: the last mutation that may have merged or split here
 * @touched: piece: its VMA has an anon_vma
 * @first: piece: since this event, if @touched
 * @plain: piece: private anonymous memory that merges with its like
 * @kind: piece: REC_KIND_*
 * @perms: MMSIM_PROT_* and REC_SHARED; 0 for a piece that is a hole
 * @file: area: index of the file or REC_NONE
 * @offset: area: of the file, bytes
 * @grows: area: a stack
 * @nofork: area: fork leaves it out
 * @since: area: the faults since @by that may have given it an anon_vma;
 *	piece: the advice on its pages since @by
 */
struct rec_range {
	u64 start;
	u64 end;
	struct rec_ref by;
	bool touched;
	struct rec_ref first;
	bool plain;
	u8 kind;
	u32 perms;
	u32 file;
	u64 offset;
	bool grows;
	bool nofork;
	struct rec_refs since;
};

/* Ranges in the order of their addresses, not overlapping. */
struct rec_ranges {
	struct rec_range *v;
	size_t nr;
};

size_t rec_ranges_find(const struct rec_ranges *s, u64 addr);
const struct rec_range *rec_ranges_at(const struct rec_ranges *s, u64 addr);
bool rec_ranges_free(const struct rec_ranges *s, u64 start, u64 end);
bool rec_ranges_full(const struct rec_ranges *s, u64 start, u64 end);
void rec_ranges_cut(struct rec_ranges *s, u64 addr);
void rec_ranges_remove(struct rec_ranges *s, u64 start, u64 end);
void rec_ranges_insert(struct rec_ranges *s, const struct rec_range *range);
void rec_ranges_merge(struct rec_ranges *s, u64 start, u64 end);
void rec_ranges_copy(struct rec_ranges *to, const struct rec_ranges *from);
void rec_ranges_clear(struct rec_ranges *s);

/* One page's last events: its faults, or a mutation that all of them preceded. */
struct rec_pages;

struct rec_pages *rec_pages_new(void);
void rec_pages_free(struct rec_pages *p);
void rec_pages_add(struct rec_pages *p, u64 addr, struct rec_ref ref);
bool rec_pages_touched(struct rec_pages *p, u64 addr);
void rec_pages_mutations(struct rec_pages *p, u64 addr, struct rec_refs *refs);
void rec_pages_collect(struct rec_pages *p, u64 start, u64 end, struct rec_refs *refs);
void rec_pages_replace(struct rec_pages *p, u64 start, u64 end, struct rec_ref by);

#endif /* _MMSIM_RECORD_SPANS_H */
