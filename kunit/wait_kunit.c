// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who waits for whom, and which waits a fatal signal ends. Two threads: the test's
 * holds something, the worker wants it.
 */
#include "fixture.h"

static int write_lock_vma(struct worker *w)
{
	struct mmsim_mm *mm = w->task->mm;
	struct mmsim_vma *vma = w->arg;

	mmsim_mmap_write_lock(w->task, mm);
	mmsim_vma_start_write(w->task, vma);
	atomic_set(&w->step, 1);
	mmsim_mmap_write_unlock(w->task, mm);
	return 0;
}

static void wait_writer_for_reader(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma, *second;
	struct worker *w;
	bool waits, early, done;

	if (fixture_no_vma_lock(test))
		return;
	fixture_map(fx, 0, 4, PROT_RW);
	vma = fixture_start_read(fx, 0);
	w = worker_start(fx, write_lock_vma, vma, 0);
	waits = fixture_wait_for(worker_awaits_readers(w));
	usleep_range(5000, 6000);
	early = atomic_read(&w->step);
	/* While it waits nobody else gets in: it would wait for ever. */
	second = fixture_start_read(fx, 0);
	fixture_end_read(fx, second);
	fixture_end_read(fx, vma);
	done = worker_wait(w);

	KUNIT_EXPECT_NOT_NULL(test, vma);
	KUNIT_EXPECT_TRUE(test, waits);
	KUNIT_EXPECT_FALSE(test, early);
	KUNIT_EXPECT_NULL(test, second);
	KUNIT_EXPECT_TRUE(test, done);
	KUNIT_EXPECT_EQ(test, w->task->events[MMSIM_EV_vma_write_waits], 1ULL);
	KUNIT_EXPECT_EQ(test, w->task->locks[MMSIM_LOCK_vma_lock][MMSIM_WRITE].contentions,
			1ULL);
	second = fixture_start_read(fx, 0);
	KUNIT_EXPECT_NOT_NULL(test, second);
	fixture_end_read(fx, second);
	fixture_finish(fx);
}

static int munmap_window(struct worker *w)
{
	return mmsim_munmap(w->task, page_addr(0), pages_len(FIXTURE_PAGES));
}

/* The same from outside: an munmap lets a fault that is under way finish. */
static void wait_munmap_for_reader(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma;
	struct worker *w;
	bool waits, mapped, done;

	if (fixture_no_vma_lock(test))
		return;
	fixture_map(fx, 0, 4, PROT_RW);
	fixture_map(fx, 4, 4, PROT_R);
	vma = fixture_start_read(fx, 5);
	w = worker_start(fx, munmap_window, NULL, 0);
	waits = fixture_wait_for(worker_awaits_readers(w));
	mapped = READ_ONCE(fx->mm->map_count) == 2 && vma && !vma->detached;
	fixture_end_read(fx, vma);
	done = worker_wait(w);

	KUNIT_EXPECT_TRUE(test, waits);
	KUNIT_EXPECT_TRUE(test, mapped);
	KUNIT_EXPECT_TRUE(test, done);
	KUNIT_EXPECT_EQ(test, w->ret, 0);
	KUNIT_EXPECT_EQ(test, fx->mm->map_count, 0);
}

static int load_page(struct worker *w)
{
	u64 stamp = 0;
	int ret = mmsim_load(w->task, w->addr, &stamp);

	return ret ?: stamp == page_stamp(w->addr, 0) ? 0 : -EIO;
}

/* A fault on a write-locked VMA goes under mmap_lock, waits there and is right. */
static void wait_fault_for_writer(struct kunit *test)
{
	struct fixture *fx = test->priv;
	unsigned int flags = fixture_ops(fx)->flags;
	struct mmsim_vma *vma;
	struct worker *w;
	bool waits, early, done;

	if (flags & (MMSIM_FL_ONE_TASK | MMSIM_FL_BUSTED)) {
		kunit_mark_skipped(test, "%s excludes nobody", fixture_ops(fx)->name);
		return;
	}
	fixture_map(fx, 0, 4, PROT_RW);
	fixture_touch(fx, 0, 1);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(4),
					     MMSIM_PROT_NONE), 0);
	vma = fixture_vma(fx->mm, page_addr(0));
	mmsim_mmap_write_lock(fx->task, fx->mm);
	mmsim_vma_start_write(fx->task, vma);
	w = worker_start(fx, load_page, NULL, page_addr(0));
	waits = fixture_wait_for(rwsem_is_contended(&fx->mm->mmap_lock));
	early = worker_is_done(w);
	vma->vm_flags |= MMSIM_VM_READ;
	mmsim_mmap_write_unlock(fx->task, fx->mm);
	done = worker_wait(w);

	KUNIT_EXPECT_TRUE(test, waits);
	KUNIT_EXPECT_FALSE(test, early);
	KUNIT_EXPECT_TRUE(test, done);
	KUNIT_EXPECT_EQ(test, w->ret, 0);
	if (flags & MMSIM_FL_VMA_LOCK)
		KUNIT_EXPECT_EQ(test, w->task->fallbacks[MMSIM_FB_seq_busy], 1ULL);
	KUNIT_EXPECT_EQ(test, w->task->locks[MMSIM_LOCK_mmap_lock][MMSIM_READ].contentions,
			1ULL);
	fixture_check_task(test, w->task);
}

static int store_page(struct worker *w)
{
	return mmsim_store(w->task, w->addr, page_stamp(w->addr, 0));
}

/* The first write of a VMA may only try mmap_lock, and asks for a retry if it is busy. */
static void wait_first_write(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct worker *w;
	bool waits, done;

	if (fixture_no_vma_lock(test))
		return;
	fixture_map(fx, 0, 4, PROT_RW);
	mmsim_mmap_write_lock(fx->task, fx->mm);
	w = worker_start(fx, store_page, NULL, page_addr(1));
	waits = fixture_wait_for(rwsem_is_contended(&fx->mm->mmap_lock));
	mmsim_mmap_write_unlock(fx->task, fx->mm);
	done = worker_wait(w);

	KUNIT_EXPECT_TRUE(test, waits);
	KUNIT_EXPECT_TRUE(test, done);
	KUNIT_EXPECT_EQ(test, w->ret, 0);
	KUNIT_EXPECT_EQ(test, w->task->events[MMSIM_EV_anon_vma_trylock_failed], 1ULL);
	KUNIT_EXPECT_EQ(test, w->task->events[MMSIM_EV_vma_lock_retry], 1ULL);
	KUNIT_EXPECT_EQ(test, w->task->fallbacks[MMSIM_FB_needs_mmap_lock], 1ULL);
	KUNIT_EXPECT_EQ(test, fixture_load(fx, 1), page_stamp(page_addr(1), 0));
	fixture_check_task(test, w->task);
}

/* A stale reader that finds a detached VMA looks again until the index has caught up. */
static void wait_detached_is_missed(struct kunit *test)
{
	struct fixture *fx = test->priv;
	struct mmsim_vma *vma;
	struct worker *w;
	bool misses, early, done;

	if (fixture_no_vma_lock(test) || fixture_one_cpu(test))
		return;
	fixture_map(fx, 0, 4, PROT_RW);
	fixture_touch(fx, 0, 1);
	KUNIT_EXPECT_EQ(test, mmsim_mprotect(fx->task, page_addr(0), pages_len(4), PROT_R),
			0);
	KUNIT_EXPECT_EQ(test, mmsim_madvise(fx->task, page_addr(2), 4096,
					    MMSIM_MADV_DONTNEED), 0);
	vma = fixture_vma(fx->mm, page_addr(0));
	atomic_set(&vma->vm_refcnt, 0);
	WRITE_ONCE(vma->detached, true);
	w = worker_start(fx, load_page, NULL, page_addr(2));
	misses = fixture_wait_for(READ_ONCE(w->task->events[MMSIM_EV_vma_lock_miss]) > 3);
	early = worker_is_done(w);
	WRITE_ONCE(vma->detached, false);
	if (fixture_ops(fx)->vma_free == MMSIM_VMA_FREE_TYPESAFE)
		atomic_set(&vma->vm_refcnt, 1);
	done = worker_wait(w);

	KUNIT_EXPECT_TRUE(test, misses);
	KUNIT_EXPECT_FALSE(test, early);
	KUNIT_EXPECT_TRUE(test, done);
	/* Page 2 was never written: it is found, and found empty. */
	KUNIT_EXPECT_EQ(test, w->ret, -EIO);
	KUNIT_EXPECT_EQ(test, w->task->events[MMSIM_EV_fault_fast], 1ULL);
	fixture_check_task(test, w->task);
}

static int write_lock_vma_killable(struct worker *w)
{
	struct mmsim_mm *mm = w->task->mm;
	int err;

	allow_signal(SIGKILL);
	mmsim_mmap_write_lock(w->task, mm);
	err = mmsim_vma_start_write_killable(w->task, w->arg);
	atomic_set(&w->step, 1);
	mmsim_mmap_write_unlock(w->task, mm);
	return err;
}

static void wait_killed_writer(struct kunit *test)
{
	struct fixture *fx = test->priv;
	bool killable = fixture_ops(fx)->vma_free == MMSIM_VMA_FREE_TYPESAFE;
	struct mmsim_vma *vma, *again;
	struct worker *w;
	bool waits, done;
	int count;

	if (fixture_no_vma_lock(test))
		return;
	fixture_map(fx, 0, 4, PROT_RW);
	vma = fixture_start_read(fx, 0);
	w = worker_start(fx, write_lock_vma_killable, vma, 0);
	waits = fixture_wait_for(worker_awaits_readers(w));
	send_sig(SIGKILL, w->thread, 1);
	if (killable) {
		/* It gives up, and lets readers in again. */
		done = worker_wait(w);
		count = atomic_read(&vma->vm_refcnt);
		again = fixture_start_read(fx, 0);
		fixture_end_read(fx, again);
		fixture_end_read(fx, vma);
		KUNIT_EXPECT_EQ(test, w->ret, -EINTR);
		KUNIT_EXPECT_EQ(test, count, 2);
		KUNIT_EXPECT_NOT_NULL(test, again);
	} else {
		/* No kernel that had this design could. */
		usleep_range(5000, 6000);
		KUNIT_EXPECT_FALSE(test, atomic_read(&w->step));
		fixture_end_read(fx, vma);
		done = worker_wait(w);
		KUNIT_EXPECT_EQ(test, w->ret, 0);
	}
	KUNIT_EXPECT_TRUE(test, waits);
	KUNIT_EXPECT_TRUE(test, done);
	fixture_finish(fx);
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case wait_cases[] = {
	KUNIT_CASE_PARAM(wait_writer_for_reader, policy_gen_params),
	KUNIT_CASE_PARAM(wait_munmap_for_reader, policy_gen_params),
	KUNIT_CASE_PARAM(wait_fault_for_writer, policy_gen_params),
	KUNIT_CASE_PARAM(wait_first_write, policy_gen_params),
	KUNIT_CASE_PARAM(wait_detached_is_missed, policy_gen_params),
	KUNIT_CASE_PARAM(wait_killed_writer, policy_gen_params),
	{}
};

struct kunit_suite mmsim_wait_suite = {
	.name = "mmsim_wait",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = wait_cases,
};
