/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the suites share: an address space with tasks, threads that act as others, and
 * checks that hold whatever was done to an address space.
 *
 * A case asserts in its own thread only: a failed assertion ends the thread it is in.
 * Nor does it assert while it holds a lock. What a failed case leaves behind the
 * suite's exit function takes away.
 */
#ifndef _MMSIM_KUNIT_FIXTURE_H
#define _MMSIM_KUNIT_FIXTURE_H

#include <kunit/test.h>

#include <mmsim/fault.h>
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>

#define FIXTURE_WORKERS	4
#define FIXTURE_FILES	2

/*
 * The cases that need no particular place work on a window of 64 pages in whose middle
 * tables of all levels meet.
 */
#define FIXTURE_PAGES	64
#define FIXTURE_BASE	((1UL << 40) - (FIXTURE_PAGES / 2) * MMSIM_PAGE_SIZE)

#define PROT_R		MMSIM_PROT_READ
#define PROT_RW		(MMSIM_PROT_READ | MMSIM_PROT_WRITE)
#define PROT_RX		(MMSIM_PROT_READ | MMSIM_PROT_EXEC)
#define MAP_ANON	(MMSIM_MAP_PRIVATE | MMSIM_MAP_ANONYMOUS)
#define MAP_ANON_AT	(MAP_ANON | MMSIM_MAP_FIXED)

struct fixture;

/**
 * struct worker - A thread that acts beside the test's
 * @fixture: to which it belongs
 * @task: whom it acts as
 * @fn: what it does
 * @arg: for @fn
 * @addr: for @fn
 * @step: for @fn: how far it is
 * @stop: @fn, if it runs in a loop, is to return
 * @ret: what @fn returned, valid if @done is
 * @done: @fn has returned
 * @again: for @fn: it has come round once more
 * @thread: kernel thread
 */
struct worker {
	struct fixture *fixture;
	struct mmsim_task *task;
	int (*fn)(struct worker *w);
	void *arg;
	unsigned long addr;
	atomic_t step;
	bool stop;
	int ret;
	struct completion done;
	struct completion again;
	struct task_struct *thread;
};

/**
 * struct fixture - An address space under test
 * @test: the case
 * @config: what it is made of
 * @inject: its allocation failures
 * @mm: the address space, one user being the fixture; NULL once finished
 * @task: the test thread's task; counts, verifies, is in @mm
 * @file: two files to map
 * @worker: threads that were started
 * @nr_workers: how many
 */
struct fixture {
	struct kunit *test;
	struct mmsim_mm_config config;
	struct mmsim_inject inject;
	struct mmsim_mm *mm;
	struct mmsim_task *task;
	struct mmsim_file *file[FIXTURE_FILES];
	struct worker worker[FIXTURE_WORKERS];
	unsigned int nr_workers;
};

/**
 * struct fixture_policy - A parameter of the cases that every design has to pass
 * @id: the design
 * @name: its name
 */
struct fixture_policy {
	enum mmsim_fault_lock_id id;
	const char *name;
};

extern const struct fixture_policy fixture_policies[NR_MMSIM_FAULT_LOCK];
void fixture_policy_desc(const struct fixture_policy *policy, char *desc);

/* The design under test: the case's parameter, or the default without one. */
static inline const struct mmsim_fault_lock_ops *fixture_ops(const struct fixture *fx)
{
	return mmsim_fault_lock_table[fx->config.fault_lock];
}

static inline unsigned long page_addr(unsigned int page)
{
	return FIXTURE_BASE + ((unsigned long)page << MMSIM_PAGE_SHIFT);
}

static inline unsigned long pages_len(unsigned long pages)
{
	return pages << MMSIM_PAGE_SHIFT;
}

/* A content that tells which page it was written to, and by whom. */
static inline u64 page_stamp(unsigned long addr, unsigned int who)
{
	return ((u64)who << 56) | addr | 1;
}

/* Suite init and exit: test->priv is a fixture with an empty address space. */
int fixture_init(struct kunit *test);
int fixture_init_default(struct kunit *test);
void fixture_exit(struct kunit *test);

/* Parts of a case */
void fixture_finish(struct fixture *fx);
void fixture_new_mm(struct fixture *fx);
void fixture_use_design(struct fixture *fx,
			bool (*has)(const struct mmsim_fault_lock_ops *ops));

unsigned long fixture_map(struct fixture *fx, unsigned int page, unsigned int pages,
			  unsigned long prot);
void fixture_touch(struct fixture *fx, unsigned int page, unsigned int pages);
u64 fixture_load(struct fixture *fx, unsigned int page);
struct mmsim_vma *fixture_vma(struct mmsim_mm *mm, unsigned long addr);
bool fixture_no_vma_lock(struct kunit *test);
struct mmsim_vma *fixture_start_read(struct fixture *fx, unsigned int page);
void fixture_end_read(struct fixture *fx, struct mmsim_vma *vma);
u64 fixture_event(const struct fixture *fx, enum mmsim_event event);
u64 fixture_fallback_sum(const struct mmsim_task *t);

/* What always holds; nobody else uses the address space meanwhile. */
void fixture_check_mm(struct kunit *test, struct mmsim_mm *mm);
void fixture_check_task(struct kunit *test, const struct mmsim_task *t);
void fixture_layout(struct mmsim_mm *mm, char *buf);
void fixture_expect_layout(struct fixture *fx, const char *want);

/* Other threads */
struct worker *worker_start(struct fixture *fx, int (*fn)(struct worker *w), void *arg,
			    unsigned long addr);
bool worker_is_done(struct worker *w);
bool worker_awaits_readers(const struct worker *w);
bool worker_wait(struct worker *w);
void worker_stop_all(struct fixture *fx);
bool fixture_one_cpu(struct kunit *test);

/* Wait until @cond holds, 10 s at most; its value at the end. */
#define fixture_wait_for(cond)						\
({									\
	u64 __end = ktime_get_ns() + 10000000000ULL;			\
	bool __holds;							\
									\
	for (;;) {							\
		__holds = (cond);					\
		if (__holds || ktime_get_ns() > __end)			\
			break;						\
		usleep_range(50, 200);					\
	}								\
	__holds;							\
})

/* A trace without a fault (trace_kunit.c) */
extern const char trace_example[];

extern struct kunit_suite mmsim_alloc_suite;
extern struct kunit_suite mmsim_brk_suite;
extern struct kunit_suite mmsim_config_suite;
extern struct kunit_suite mmsim_emit_suite;
extern struct kunit_suite mmsim_fault_suite;
extern struct kunit_suite mmsim_fork_suite;
extern struct kunit_suite mmsim_hist_suite;
extern struct kunit_suite mmsim_index_suite;
extern struct kunit_suite mmsim_kill_suite;
extern struct kunit_suite mmsim_layout_suite;
extern struct kunit_suite mmsim_merge_suite;
extern struct kunit_suite mmsim_mmap_suite;
extern struct kunit_suite mmsim_mremap_suite;
extern struct kunit_suite mmsim_munmap_suite;
extern struct kunit_suite mmsim_policy_suite;
extern struct kunit_suite mmsim_race_suite;
extern struct kunit_suite mmsim_sim_suite;
extern struct kunit_suite mmsim_stack_suite;
extern struct kunit_suite mmsim_trace_suite;
extern struct kunit_suite mmsim_vma_lock_suite;
extern struct kunit_suite mmsim_wait_suite;
extern struct kunit_suite mmsim_write_suite;

#endif /* _MMSIM_KUNIT_FIXTURE_H */
