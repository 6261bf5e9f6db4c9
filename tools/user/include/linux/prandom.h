/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent in interface and in kind (four combined Tausworthe generators); the
 * numbers are those of the kernel for the same seed
 */
#ifndef _USER_LINUX_PRANDOM_H
#define _USER_LINUX_PRANDOM_H

#include <linux/random.h>
#include <linux/types.h>

struct rnd_state {
	u32 s1, s2, s3, s4;
};

u32 prandom_u32_state(struct rnd_state *st);
void prandom_bytes_state(struct rnd_state *st, void *buf, size_t bytes);
void prandom_seed_state(struct rnd_state *st, u64 seed);

#endif /* _USER_LINUX_PRANDOM_H */
