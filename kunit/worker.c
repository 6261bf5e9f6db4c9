// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads of a case. They never assert: they leave results, the test thread looks.
 */
#include "fixture.h"

static int worker_thread(void *data)
{
	struct worker *w = data;

	w->ret = w->fn(w);
	flush_signals(current);
	complete(&w->done);
	while (!kthread_should_stop()) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!kthread_should_stop())
			schedule();
		__set_current_state(TASK_RUNNING);
	}
	return 0;
}

/**
 * worker_start() - Start a thread, or fail the case
 * @fx: fixture; the thread's task is in its address space
 * @fn: what the thread does; returns when worker.stop is set
 * @arg: worker.arg
 * @addr: worker.addr
 *
 * Return: the worker.
 */
struct worker *worker_start(struct fixture *fx, int (*fn)(struct worker *w), void *arg,
			    unsigned long addr)
{
	struct worker *w = &fx->worker[fx->nr_workers];
	struct task_struct *thread;

	KUNIT_ASSERT_LT(fx->test, fx->nr_workers, (unsigned int)FIXTURE_WORKERS);
	w->fixture = fx;
	w->fn = fn;
	w->arg = arg;
	w->addr = addr;
	w->stop = false;
	w->ret = 0;
	atomic_set(&w->step, 0);
	init_completion(&w->done);
	init_completion(&w->again);
	w->task = mmsim_task_create(fx->mm, fx->nr_workers + 1, 1);
	KUNIT_ASSERT_NOT_NULL(fx->test, w->task);
	w->task->counting = true;
	w->task->verify = true;
	fx->nr_workers++;

	thread = kthread_run(worker_thread, w, "mmsim_kunit/%u", fx->nr_workers);
	if (!IS_ERR(thread))
		w->thread = thread;
	KUNIT_ASSERT_FALSE(fx->test, IS_ERR(thread));
	return w;
}

/**
 * worker_is_done() - Has the thread's function returned?
 * @w: worker
 *
 * Return: true if so.
 */
bool worker_is_done(struct worker *w)
{
	return completion_done(&w->done);
}

/**
 * worker_awaits_readers() - Has the thread met a VMA lock held by readers?
 * @w: worker, which has met none before
 *
 * Return: true if so.
 */
bool worker_awaits_readers(const struct worker *w)
{
	return READ_ONCE(w->task->events[MMSIM_EV_vma_write_waits]);
}

/**
 * worker_wait() - Wait for the thread's function to return
 * @w: worker
 *
 * Return: true if it has, false after 10 s.
 */
bool worker_wait(struct worker *w)
{
	return fixture_wait_for(worker_is_done(w));
}

/**
 * worker_stop_all() - Stop and forget all threads
 * @fx: fixture
 */
void worker_stop_all(struct fixture *fx)
{
	struct worker *w;

	for (w = fx->worker; w < fx->worker + fx->nr_workers; w++)
		WRITE_ONCE(w->stop, true);
	for (w = fx->worker; w < fx->worker + fx->nr_workers; w++) {
		if (w->thread)
			kthread_stop(w->thread);
		w->thread = NULL;
		mmsim_task_destroy(w->task);
		w->task = NULL;
	}
	fx->nr_workers = 0;
}
