// SPDX-License-Identifier: GPL-2.0-only
/*
 * One run on a backend that a signal can end. run() blocks in a thread of its own;
 * this one waits for it, for signals, and for the next tick of the progress line.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli.h"
#include "execute.h"

struct job {
	struct backend *b;
	int done;
	int ret;
};

/**
 * signals_begin - from now on take signals when polled, in all threads to come
 * @s: filled in
 *
 * Return: CLI_OK, or CLI_TROUBLE after a message.
 */
int signals_begin(struct signals *s)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	s->got = 0;
	s->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (s->fd < 0)
		return cli_trouble("signalfd: %s", strerror(errno));
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	return CLI_OK;
}

/**
 * signals_poll - did a signal arrive?
 * @s: the signals
 *
 * Return: number of signals that arrived since the last call.
 */
int signals_poll(struct signals *s)
{
	struct signalfd_siginfo info;
	int n = 0;

	while (read(s->fd, &info, sizeof(info)) == sizeof(info)) {
		if (!s->got)
			s->got = (int)info.ssi_signo;
		n++;
	}
	return n;
}

static void *job_thread(void *arg)
{
	struct job *job = arg;
	uint64_t one = 1;

	job->ret = job->b->ops->run(job->b);
	if (write(job->done, &one, sizeof(one)) != sizeof(one))
		cli_warn("eventfd: %s", strerror(errno));
	return NULL;
}

/* A stop was asked for and is asked for again: the user has no patience left. */
static void give_up(const struct signals *s)
{
	cli_trouble("given up on a run that does not stop");
	_exit(CLI_SIGNALLED + s->got);
}

static void wait_for_job(struct job *job, struct signals *s, const struct progress *p)
{
	struct pollfd fds[] = {
		{ .fd = job->done, .events = POLLIN },
		{ .fd = s->fd, .events = POLLIN },
	};

	for (;;) {
		if (poll(fds, ARRAY_LEN(fds), PROGRESS_TICK_MS) < 0 && errno != EINTR)
			return;
		if (fds[0].revents & POLLIN)
			return;
		if (fds[1].revents & POLLIN) {
			bool again = s->got;

			if (signals_poll(s) && again)
				give_up(s);
		}
		/* Again and again: the first may have come before the run began. */
		if (s->got)
			job->b->ops->stop(job->b);
		progress_tick(p);
	}
}

/**
 * execute - run a backend once; a signal stops it
 * @b: the backend, with all settings made
 * @s: the signals; @s->got tells afterwards whether the run was stopped
 * @p: shown while waiting
 *
 * Return: what the backend's run() returned.
 */
int execute(struct backend *b, struct signals *s, const struct progress *p)
{
	struct job job = { .b = b };
	pthread_t thread;
	int err;

	job.done = eventfd(0, EFD_CLOEXEC);
	if (job.done < 0) {
		err = errno;
		snprintf(b->why, sizeof(b->why), "eventfd: %s", strerror(err));
		return -err;
	}
	err = pthread_create(&thread, NULL, job_thread, &job);
	if (err) {
		snprintf(b->why, sizeof(b->why), "cannot start a thread: %s", strerror(err));
		close(job.done);
		return -err;
	}
	wait_for_job(&job, s, p);
	pthread_join(thread, NULL);
	close(job.done);
	return job.ret;
}
