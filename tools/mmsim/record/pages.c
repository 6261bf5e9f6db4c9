// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who touched a page last: a hash of blocks of 512 pages, each page with a short
 * list of events.
 */
#include <stdlib.h>
#include <string.h>

#include "spans.h"

#define BLOCK_SHIFT	(MMSIM_PAGE_SHIFT + 9)
#define BLOCK_PAGES	512

struct node {
	struct rec_ref ref;
	u32 next;		/* index + 1; 0: last */
	bool mutation;
};

struct block {
	u64 number;		/* address >> BLOCK_SHIFT */
	struct block *next;
	u32 head[BLOCK_PAGES];	/* index + 1; 0: untouched */
};

struct rec_pages {
	struct node *node;
	size_t nr_nodes;
	u32 free;		/* list of free nodes */
	struct block **bucket;
	size_t nr_buckets;	/* a power of two */
	size_t nr_blocks;
};

struct rec_pages *rec_pages_new(void)
{
	struct rec_pages *p = rec_realloc(NULL, 1, sizeof(*p));

	memset(p, 0, sizeof(*p));
	p->nr_buckets = 64;
	p->bucket = rec_realloc(NULL, p->nr_buckets, sizeof(*p->bucket));
	memset(p->bucket, 0, p->nr_buckets * sizeof(*p->bucket));
	return p;
}

void rec_pages_free(struct rec_pages *p)
{
	struct block *b, *next;
	size_t i;

	for (i = 0; i < p->nr_buckets; i++) {
		for (b = p->bucket[i]; b; b = next) {
			next = b->next;
			free(b);
		}
	}
	free(p->bucket);
	free(p->node);
	free(p);
}

static struct block **slot(struct rec_pages *p, u64 number)
{
	u64 hash = number * 0x9e3779b97f4a7c15ULL;

	return &p->bucket[(hash >> 32) & (p->nr_buckets - 1)];
}

static struct block *find_block(struct rec_pages *p, u64 number)
{
	struct block *b = *slot(p, number);

	while (b && b->number != number)
		b = b->next;
	return b;
}

static void grow(struct rec_pages *p)
{
	struct block **old = p->bucket, *b, *next, **to;
	size_t i, n = p->nr_buckets;

	p->nr_buckets = 2 * n;
	p->bucket = rec_realloc(NULL, p->nr_buckets, sizeof(*p->bucket));
	memset(p->bucket, 0, p->nr_buckets * sizeof(*p->bucket));
	for (i = 0; i < n; i++) {
		for (b = old[i]; b; b = next) {
			next = b->next;
			to = slot(p, b->number);
			b->next = *to;
			*to = b;
		}
	}
	free(old);
}

static struct block *get_block(struct rec_pages *p, u64 number)
{
	struct block *b = find_block(p, number), **to;

	if (b)
		return b;
	if (p->nr_blocks++ > p->nr_buckets)
		grow(p);
	b = rec_realloc(NULL, 1, sizeof(*b));
	memset(b, 0, sizeof(*b));
	b->number = number;
	to = slot(p, number);
	b->next = *to;
	*to = b;
	return b;
}

static u32 new_node(struct rec_pages *p, struct rec_ref ref, bool mutation)
{
	u32 n = p->free;

	if (n) {
		p->free = p->node[n - 1].next;
	} else {
		p->node = rec_append(p->node, &p->nr_nodes, sizeof(*p->node));
		n = p->nr_nodes;
	}
	p->node[n - 1] = (struct node){ .ref = ref, .mutation = mutation };
	return n;
}

static void free_list(struct rec_pages *p, u32 *head)
{
	u32 n, next;

	for (n = *head; n; n = next) {
		next = p->node[n - 1].next;
		p->node[n - 1].next = p->free;
		p->free = n;
	}
	*head = 0;
}

/* @ref touched the page at @addr: it replaces an older touch of the same task. */
void rec_pages_add(struct rec_pages *p, u64 addr, struct rec_ref ref)
{
	struct block *b = get_block(p, addr >> BLOCK_SHIFT);
	u32 *head = &b->head[(addr >> MMSIM_PAGE_SHIFT) % BLOCK_PAGES];
	struct node *node;
	u32 n;

	for (n = *head; n; n = node->next) {
		node = &p->node[n - 1];
		if (node->ref.task == ref.task && !node->mutation) {
			node->ref = ref;
			return;
		}
	}
	n = new_node(p, ref, false);
	p->node[n - 1].next = *head;
	*head = n;
}

/* Has there been a fault at @addr since it was mapped or zapped? */
bool rec_pages_touched(struct rec_pages *p, u64 addr)
{
	struct block *b = find_block(p, addr >> BLOCK_SHIFT);
	u32 n;

	if (!b)
		return false;
	n = b->head[(addr >> MMSIM_PAGE_SHIFT) % BLOCK_PAGES];
	while (n && p->node[n - 1].mutation)
		n = p->node[n - 1].next;
	return n;
}

/* Add to @refs the mutations among the events of the page at @addr. */
void rec_pages_mutations(struct rec_pages *p, u64 addr, struct rec_refs *refs)
{
	struct block *b = find_block(p, addr >> BLOCK_SHIFT);
	u32 n;

	if (!b)
		return;
	n = b->head[(addr >> MMSIM_PAGE_SHIFT) % BLOCK_PAGES];
	for (; n; n = p->node[n - 1].next)
		if (p->node[n - 1].mutation)
			rec_refs_add(refs, p->node[n - 1].ref);
}

struct visit {
	struct rec_refs *refs;	/* collect into this, or */
	struct rec_ref by;	/* replace by this; n == 0: by nothing */
};

static void visit_block(struct rec_pages *p, struct block *b, u64 start, u64 end,
			const struct visit *visit)
{
	u64 first = b->number << BLOCK_SHIFT;
	size_t i, from = 0, to = BLOCK_PAGES;
	u32 n;

	if (start > first)
		from = (start - first) >> MMSIM_PAGE_SHIFT;
	if (end < first + (1ULL << BLOCK_SHIFT))
		to = rec_page_up(end - first) >> MMSIM_PAGE_SHIFT;
	for (i = from; i < to; i++) {
		if (!b->head[i])
			continue;
		if (visit->refs) {
			for (n = b->head[i]; n; n = p->node[n - 1].next)
				rec_refs_add(visit->refs, p->node[n - 1].ref);
			continue;
		}
		free_list(p, &b->head[i]);
		if (visit->by.n)
			b->head[i] = new_node(p, visit->by, true);
	}
}

/* A range may be much larger than what was touched, or the other way round. */
static void visit_range(struct rec_pages *p, u64 start, u64 end, const struct visit *visit)
{
	u64 first = start >> BLOCK_SHIFT, last = (end - 1) >> BLOCK_SHIFT, number;
	struct block *b;
	size_t i;

	if (start >= end)
		return;
	if (last - first < p->nr_blocks) {
		for (number = first; number <= last; number++) {
			b = find_block(p, number);
			if (b)
				visit_block(p, b, start, end, visit);
		}
		return;
	}
	for (i = 0; i < p->nr_buckets; i++)
		for (b = p->bucket[i]; b; b = b->next)
			if (b->number >= first && b->number <= last)
				visit_block(p, b, start, end, visit);
}

void rec_pages_collect(struct rec_pages *p, u64 start, u64 end, struct rec_refs *refs)
{
	const struct visit visit = { .refs = refs };

	visit_range(p, start, end, &visit);
}

/* Forget the events of the range's touched pages, or put one mutation in their place. */
void rec_pages_replace(struct rec_pages *p, u64 start, u64 end, struct rec_ref by)
{
	const struct visit visit = { .by = by };

	visit_range(p, start, end, &visit);
}
