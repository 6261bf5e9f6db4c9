// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random numbers: the seeded generator of lib/random32.c (taus113, L'Ecuyer
 * 1999), so that a seed gives the same run here and in the module; and real
 * ones for seeds.
 */
#include <linux/minmax.h>
#include <linux/prandom.h>
#include <linux/random.h>
#include <linux/string.h>

static u32 step(u32 s, unsigned int a, unsigned int b, u32 c, unsigned int d)
{
	return ((s & c) << d) ^ (((s << a) ^ s) >> b);
}

u32 prandom_u32_state(struct rnd_state *st)
{
	st->s1 = step(st->s1, 6, 13, 4294967294U, 18);
	st->s2 = step(st->s2, 2, 27, 4294967288U, 2);
	st->s3 = step(st->s3, 13, 21, 4294967280U, 7);
	st->s4 = step(st->s4, 3, 12, 4294967168U, 13);
	return st->s1 ^ st->s2 ^ st->s3 ^ st->s4;
}

void prandom_bytes_state(struct rnd_state *st, void *buf, size_t bytes)
{
	u8 *p = buf;
	u32 v;

	while (bytes >= sizeof(v)) {
		v = prandom_u32_state(st);
		memcpy(p, &v, sizeof(v));
		p += sizeof(v);
		bytes -= sizeof(v);
	}
	if (bytes) {
		v = prandom_u32_state(st);
		memcpy(p, &v, bytes);
	}
}

/* Each component must exceed a lower bound, or it gets stuck. */
static u32 at_least(u32 x, u32 min)
{
	return x < min ? x + min : x;
}

void prandom_seed_state(struct rnd_state *st, u64 seed)
{
	u32 i = (u32)((seed >> 32) ^ (seed << 10) ^ seed);

	st->s1 = at_least(i, 2U);
	st->s2 = at_least(i, 8U);
	st->s3 = at_least(i, 16U);
	st->s4 = at_least(i, 128U);
}

u64 get_random_u64(void)
{
	return plat_random64();
}

void get_random_bytes(void *buf, size_t len)
{
	u8 *p = buf;
	u64 v;

	for (; len; len -= min(len, sizeof(v)), p += sizeof(v)) {
		v = plat_random64();
		memcpy(p, &v, min(len, sizeof(v)));
	}
}
