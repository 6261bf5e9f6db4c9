// SPDX-License-Identifier: GPL-2.0-only
/*
 * Per-CPU memory.
 *
 * A chunk has one unit for each possible CPU; a variable lies at the same
 * offset in all of them, so its copies are USER_PCPU_UNIT apart. Offsets are
 * handed out in order and a chunk is emptied as a whole when its last variable
 * is freed: there are few variables, and they go together.
 */
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <stdlib.h>

#include "../sched/sched.h"

/* At the start of a chunk, in the unit of CPU 0. */
struct chunk {
	struct chunk *next;
	size_t used;
	size_t live;
};

#define CHUNK_HEAD	ALIGN(sizeof(struct chunk), (size_t)L1_CACHE_BYTES)

static struct chunk *chunks;
static u32 chunks_lock;

static struct chunk *new_chunk(void)
{
	size_t bytes = USER_PCPU_UNIT * nr_cpu_ids;
	struct chunk *c = aligned_alloc(USER_PCPU_UNIT, bytes);

	if (!c)
		return NULL;
	c->used = CHUNK_HEAD;
	c->live = 0;
	c->next = chunks;
	chunks = c;
	return c;
}

/* Zeroed; NULL if it does not fit into a unit or memory is short. */
void *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp)
{
	struct chunk *c;
	void *p = NULL;
	size_t at = 0;
	unsigned int cpu;

	might_alloc(gfp);
	/* Two variables in one line would be shared by mistake, not by CPU. */
	align = max_t(size_t, align, L1_CACHE_BYTES);
	if (!size || size > USER_PCPU_UNIT - CHUNK_HEAD ||
	    align > USER_PCPU_UNIT / 2)
		return NULL;

	user_raw_lock(&chunks_lock);
	for (c = chunks; c; c = c->next) {
		at = ALIGN(c->used, align);
		if (at + size <= USER_PCPU_UNIT)
			break;
	}
	if (!c) {
		c = new_chunk();
		at = ALIGN(CHUNK_HEAD, align);
		if (c && at + size > USER_PCPU_UNIT)
			c = NULL;
	}
	if (c) {
		c->used = at + size;
		c->live++;
		p = (char *)c + at;
	}
	user_raw_unlock(&chunks_lock);

	for (cpu = 0; p && cpu < nr_cpu_ids; cpu++)
		memset(per_cpu_ptr((char *)p, cpu), 0, size);
	return p;
}

void free_percpu(void *p)
{
	struct chunk *c, **link;

	if (!p)
		return;
	c = (struct chunk *)((unsigned long)p & ~(USER_PCPU_UNIT - 1));
	user_raw_lock(&chunks_lock);
	if (!--c->live) {
		for (link = &chunks; *link != c; link = &(*link)->next)
			;
		*link = c->next;
		free(c);
	}
	user_raw_unlock(&chunks_lock);
}
