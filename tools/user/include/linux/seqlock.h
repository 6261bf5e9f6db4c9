/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent; seqcount_LOCKNAME types do not check their lock
 */
#ifndef _USER_LINUX_SEQLOCK_H
#define _USER_LINUX_SEQLOCK_H

#include <linux/atomic.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>

typedef struct seqcount {
	unsigned int sequence;
} seqcount_t;

typedef seqcount_t seqcount_raw_spinlock_t;
typedef seqcount_t seqcount_spinlock_t;
typedef seqcount_t seqcount_rwlock_t;
typedef seqcount_t seqcount_mutex_t;

#define SEQCNT_ZERO(name)		{ .sequence = 0 }
#define seqcount_init(s)		((void)((s)->sequence = 0))
#define seqcount_spinlock_init(s, l)	do { (void)(l); seqcount_init(s); } while (0)
#define seqcount_mutex_init(s, l)	do { (void)(l); seqcount_init(s); } while (0)

static inline unsigned int __read_seqcount_begin(const seqcount_t *s)
{
	unsigned int seq;

	while ((seq = smp_load_acquire(&s->sequence)) & 1)
		cpu_relax();
	return seq;
}

static inline unsigned int raw_read_seqcount_begin(const seqcount_t *s)
{
	return __read_seqcount_begin(s);
}

static inline unsigned int read_seqcount_begin(const seqcount_t *s)
{
	return __read_seqcount_begin(s);
}

static inline unsigned int raw_read_seqcount(const seqcount_t *s)
{
	return smp_load_acquire(&s->sequence);
}

static inline unsigned int raw_seqcount_begin(const seqcount_t *s)
{
	return raw_read_seqcount(s) & ~1u;
}

/* As in 6.15: begin only if no writer is active. */
static inline bool raw_seqcount_try_begin_user(const seqcount_t *s,
					       unsigned int *seq)
{
	*seq = raw_read_seqcount(s);
	return !(*seq & 1);
}
#define raw_seqcount_try_begin(s, start) raw_seqcount_try_begin_user(s, &(start))

static inline int __read_seqcount_retry(const seqcount_t *s, unsigned int start)
{
	return unlikely(READ_ONCE(s->sequence) != start);
}

static inline int read_seqcount_retry(const seqcount_t *s, unsigned int start)
{
	smp_rmb();
	return __read_seqcount_retry(s, start);
}

static inline void raw_write_seqcount_begin(seqcount_t *s)
{
	WRITE_ONCE(s->sequence, s->sequence + 1);
	smp_wmb();
}

static inline void raw_write_seqcount_end(seqcount_t *s)
{
	smp_store_release(&s->sequence, s->sequence + 1);
}

static inline void do_raw_write_seqcount_begin(seqcount_t *s)
{
	raw_write_seqcount_begin(s);
}

static inline void do_raw_write_seqcount_end(seqcount_t *s)
{
	raw_write_seqcount_end(s);
}

static inline void write_seqcount_begin(seqcount_t *s)
{
	preempt_disable();
	raw_write_seqcount_begin(s);
}

static inline void write_seqcount_end(seqcount_t *s)
{
	raw_write_seqcount_end(s);
	preempt_enable();
}

static inline void write_seqcount_invalidate(seqcount_t *s)
{
	smp_wmb();
	WRITE_ONCE(s->sequence, s->sequence + 2);
}

typedef struct {
	seqcount_t seqcount;
	spinlock_t lock;
} seqlock_t;

#define seqlock_init(sl)						\
	do {								\
		spin_lock_init(&(sl)->lock);				\
		seqcount_init(&(sl)->seqcount);				\
	} while (0)

static inline unsigned int read_seqbegin(const seqlock_t *sl)
{
	return read_seqcount_begin(&sl->seqcount);
}

static inline unsigned int read_seqretry(const seqlock_t *sl, unsigned int s)
{
	return read_seqcount_retry(&sl->seqcount, s);
}

static inline void write_seqlock(seqlock_t *sl)
{
	spin_lock(&sl->lock);
	raw_write_seqcount_begin(&sl->seqcount);
}

static inline void write_sequnlock(seqlock_t *sl)
{
	raw_write_seqcount_end(&sl->seqcount);
	spin_unlock(&sl->lock);
}

#endif /* _USER_LINUX_SEQLOCK_H */
