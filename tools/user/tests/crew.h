/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A crew of threads for a test, and a checker of exclusion.
 */
#ifndef _USER_TESTS_CREW_H
#define _USER_TESTS_CREW_H

#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/prandom.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#define CREW_MAX	16

struct crew {
	struct kunit *test;
	int n;
	struct task_struct *thread[CREW_MAX];
	/* Set when the crew should come to an end. */
	bool stop;
};

/* Start one more; crew_end() joins it. A failed start ends the case. */
void crew_add(struct crew *c, struct kunit *test, int (*fn)(void *data),
	      void *data);
/* Wait until every thread has returned; the first non-zero result, or 0. */
int crew_end(struct crew *c);

/* Long enough for a thread to get as far as it can. */
#define crew_pause()	usleep_range(10000, 11000)

/* Wait up to ten seconds for @cond. */
#define crew_wait(test, cond)						\
	do {								\
		u64 __end = ktime_get_ns() + 10ULL * NSEC_PER_SEC;	\
									\
		while (!(cond) && ktime_get_ns() < __end)		\
			usleep_range(50, 100);				\
		KUNIT_ASSERT_TRUE_MSG(test, cond, "waited 10 s");	\
	} while (0)

/*
 * Who is inside. The atomics see an overlap where it happens; the plain words
 * are for the sanitizer, and for damage.
 */
struct room {
	atomic_t readers;
	atomic_t writers;
	atomic_t violations;
	unsigned long a, b;
};

void room_read_enter(struct room *room);
void room_read_leave(struct room *room);
void room_write_enter(struct room *room);
void room_write_leave(struct room *room);
/* A writer becomes a reader without leaving. */
void room_downgrade(struct room *room);

#endif /* _USER_TESTS_CREW_H */
