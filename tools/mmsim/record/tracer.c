// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tracer's loop. Threads run freely and stop at the system calls that the
 * filter names, at the birth and the end of a thread, and at exec.
 *
 * The filter outlives the tracer, and without a tracer the calls it names fail:
 * so the tracer stays until the last traced process has gone, and if it goes
 * first, it takes them with it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracer.h"

#define TICK_USEC	100000
#define END_NSEC	1000000000ULL	/* from the first signal to the end */

#define TRACE_OPTIONS	(PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD |		\
			 PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE |		\
			 PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |		\
			 PTRACE_O_TRACEVFORKDONE | PTRACE_O_TRACEEXEC |		\
			 PTRACE_O_TRACEEXIT)

/* Written by the signal handler; accessed with __atomic functions only. */
static int stop_signal;
static int stop_signals;

static void on_stop(int sig, siginfo_t *info, void *context)
{
	(void)context;
	/* What the terminal sends, it sends to the command too: sig 0 is enough. */
	__atomic_store_n(&stop_signal, info->si_code == SI_KERNEL ? 0 : sig,
			 __ATOMIC_RELAXED);
	__atomic_fetch_add(&stop_signals, 1, __ATOMIC_RELEASE);
}

static void on_tick(int sig)
{
	(void)sig;
}

static void resume(struct rec_tracer *t, struct rec_live *l, int request, int sig)
{
	if (t->ending) {
		l->held = true;
		return;
	}
	ptrace(request, l->tid, 0, (void *)(long)sig);
}

/* A thread is at a call of the table. */
static void handle_call(struct rec_tracer *t, struct rec_live *l)
{
	int request;

	/* At the end of the recording the call is not made any more. */
	if (t->ending) {
		l->held = true;
		return;
	}
	request = rec_call_enter(t, l) ? PTRACE_SYSCALL : PTRACE_CONT;
	if (rec_turn_take(t, l, request))
		resume(t, l, request, 0);
}

static bool is_stop_signal(int sig)
{
	return sig == SIGSTOP || sig == SIGTSTP || sig == SIGTTIN || sig == SIGTTOU;
}

static void handle_birth(struct rec_tracer *t, struct rec_live *l)
{
	struct rec_live *child;
	unsigned long tid;

	if (l->known && l->in_call && !ptrace(PTRACE_GETEVENTMSG, l->tid, 0, &tid)) {
		child = rec_life_clone(t, l, tid);
		rec_turn_end(t, l);
		if (child->waiting) {
			child->waiting = false;
			resume(t, child, PTRACE_CONT, 0);
		}
	}
	resume(t, l, PTRACE_CONT, 0);
}

static void handle_exec(struct rec_tracer *t, struct rec_live *l)
{
	unsigned long former;
	pid_t tid = l->tid;

	if (!ptrace(PTRACE_GETEVENTMSG, tid, 0, &former)) {
		rec_life_exec(t, l, former);
		l = rec_live_find(t, tid);
	}
	resume(t, l, PTRACE_CONT, 0);
}

/* A new thread's first stop, or the command was stopped, or we interrupted it. */
static void handle_trap(struct rec_tracer *t, struct rec_live *l, int sig)
{
	if (!l->known && t->started) {
		l->waiting = true;
		l->held = t->ending;
		return;
	}
	resume(t, l, is_stop_signal(sig) ? PTRACE_LISTEN : PTRACE_CONT, 0);
}

static void handle_stop(struct rec_tracer *t, struct rec_live *l, int status)
{
	int sig = WSTOPSIG(status);

	switch (status >> 16) {
	case 0:
		if (sig == (SIGTRAP | 0x80)) {
			rec_call_exit(t, l);
			rec_turn_end(t, l);
			sig = 0;
		}
		resume(t, l, PTRACE_CONT, sig);
		break;
	case PTRACE_EVENT_SECCOMP:
		handle_call(t, l);
		break;
	case PTRACE_EVENT_CLONE:
	case PTRACE_EVENT_FORK:
	case PTRACE_EVENT_VFORK:
		handle_birth(t, l);
		break;
	case PTRACE_EVENT_EXEC:
		handle_exec(t, l);
		break;
	case PTRACE_EVENT_EXIT:
		rec_turn_end(t, l);
		rec_life_exit(t, l, true);
		resume(t, l, PTRACE_CONT, 0);
		break;
	case PTRACE_EVENT_STOP:
		handle_trap(t, l, sig);
		break;
	case PTRACE_EVENT_VFORK_DONE:
		l->vfork = false;
		resume(t, l, PTRACE_CONT, 0);
		break;
	default:
		resume(t, l, PTRACE_CONT, 0);
		break;
	}
}

static void handle_status(struct rec_tracer *t, pid_t tid, int status)
{
	struct rec_live *l = rec_live_find(t, tid);

	if (WIFSTOPPED(status)) {
		handle_stop(t, l ? l : rec_live_add(t, tid), status);
		return;
	}
	if (tid == t->root)
		t->r->wait_status = status;
	if (l) {
		rec_turn_end(t, l);
		rec_life_exit(t, l, false);
		rec_live_remove(t, l);
	}
}

static bool all_held(const struct rec_tracer *t)
{
	size_t i;

	for (i = 0; i < t->nr_live; i++)
		if (!t->live[i]->held && !t->live[i]->leaving && !t->live[i]->vfork)
			return false;
	return true;
}

/* Everything stands still: the mappings are those of the events so far. */
static void take_final_maps(struct rec_tracer *t)
{
	struct rec *r = t->r;
	struct rec_live *l;
	struct rec_mm *mm;
	size_t i;

	for (i = 0; i < t->nr_live; i++) {
		l = t->live[i];
		if (!l->known || l->leaving)
			continue;
		mm = &r->mm[l->mm];
		if (mm->final.nr || !mm->unknown)
			continue;
		rec_read_maps(r, l->tid, false, &mm->final);
		if (mm->final.nr)
			mm->unknown = NULL;
	}
}

static void kill_all(struct rec_tracer *t)
{
	int status;
	pid_t tid;
	size_t i;

	for (i = 0; i < t->nr_live; i++)
		kill(t->live[i]->tgid, SIGKILL);
	while ((tid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR)
		if (tid > 0 && WIFSTOPPED(status))
			ptrace(PTRACE_CONT, tid, 0, 0);	/* at its exit */
}

static void begin_ending(struct rec_tracer *t)
{
	size_t i;

	t->ending = true;
	t->r->interrupted = true;
	t->deadline = rec_now() + END_NSEC;
	for (i = 0; i < t->nr_live; i++) {
		if (t->live[i]->queued)
			t->live[i]->held = true;	/* its call is not made */
		else
			ptrace(PTRACE_INTERRUPT, t->live[i]->tid, 0, 0);
	}
}

/* Returns true when the recording is over although the program is not. */
static bool check_stop(struct rec_tracer *t)
{
	int signals, sig;

	if (t->ending)
		return all_held(t) || rec_now() > t->deadline;
	signals = __atomic_load_n(&stop_signals, __ATOMIC_ACQUIRE);
	if (signals && !t->deadline) {
		t->deadline = rec_now() + END_NSEC;
		sig = __atomic_load_n(&stop_signal, __ATOMIC_RELAXED);
		if (sig)
			kill(t->root, sig);
	}
	if (signals > 1 || (t->deadline && rec_now() > t->deadline))
		begin_ending(t);
	return false;
}

static void show_progress(struct rec_tracer *t)
{
	static u64 last;
	u64 now = rec_now();

	if (t->r->opt.quiet || !t->started || !isatty(STDERR_FILENO) ||
	    now - last < 500000000)
		return;
	last = now;
	fprintf(stderr, "\rrecording: %llu s, %zu threads, %zu calls, %llu faults \033[K",
		(unsigned long long)(now - t->r->start) / 1000000000, t->nr_live,
		t->r->nr_ops, (unsigned long long)rec_faults_seen(t->faults));
}

static void trace_loop(struct rec_tracer *t)
{
	int status;
	pid_t tid;

	for (;;) {
		tid = waitpid(-1, &status, __WALL);
		if (tid > 0)
			handle_status(t, tid, status);
		else if (errno == ECHILD)
			return;
		rec_turns_expire(t);
		show_progress(t);
		if (check_stop(t)) {
			take_final_maps(t);
			kill_all(t);
			return;
		}
	}
}

struct saved_signals {
	struct sigaction interrupt, terminate, hangup, tick;
	struct itimerval timer;
};

static void catch_signals(struct saved_signals *s)
{
	struct sigaction sa = { .sa_sigaction = on_stop, .sa_flags = SA_SIGINFO };
	const struct itimerval timer = { { 0, TICK_USEC }, { 0, TICK_USEC } };

	__atomic_store_n(&stop_signals, 0, __ATOMIC_RELAXED);
	sigaction(SIGINT, &sa, &s->interrupt);
	sigaction(SIGTERM, &sa, &s->terminate);
	sigaction(SIGHUP, &sa, &s->hangup);
	/* Without SA_RESTART: a signal that comes just before waitpid() is seen. */
	sa = (struct sigaction){ .sa_handler = on_tick };
	sigaction(SIGALRM, &sa, &s->tick);
	setitimer(ITIMER_REAL, &timer, &s->timer);
}

static void restore_signals(const struct saved_signals *s)
{
	setitimer(ITIMER_REAL, &s->timer, NULL);
	sigaction(SIGALRM, &s->tick, NULL);
	sigaction(SIGHUP, &s->hangup, NULL);
	sigaction(SIGTERM, &s->terminate, NULL);
	sigaction(SIGINT, &s->interrupt, NULL);
}

static int explain_launch(const struct rec_launch *launch, const char *command)
{
	int err;

	if (read(launch->error, &err, sizeof(err)) != sizeof(err))
		rec_say("%s: ended before it was executed", command);
	else if (err < 0)
		rec_say("cannot filter system calls: %s", strerror(-err));
	else if (err == ENOENT)
		rec_say("%s: command not found", command);
	else
		rec_say("%s: %s", command, strerror(err));
	return -1;
}

/**
 * rec_trace() - Run the command and write down what it does
 * @r: recording, with the options set
 *
 * Return: 0, or -1 after a message if the command did not run.
 */
int rec_trace(struct rec *r)
{
	struct rec_tracer t = { .r = r };
	struct saved_signals saved;
	struct rec_launch launch;
	int ret = -1;

	r->unmodelled = rec_realloc(NULL, rec_nr_syscalls, sizeof(*r->unmodelled));
	memset(r->unmodelled, 0, rec_nr_syscalls * sizeof(*r->unmodelled));
	if (rec_launch(&launch, r->opt.argv))
		return -1;
	t.root = launch.pid;
	rec_live_add(&t, t.root);

	if (ptrace(PTRACE_SEIZE, t.root, 0, TRACE_OPTIONS)) {
		rec_say("ptrace: %s (see kernel.yama.ptrace_scope; is there another tracer?)",
			strerror(errno));
		goto kill;
	}
	t.faults = rec_faults_open(r, t.root);
	if (!t.faults)
		goto kill;

	catch_signals(&saved);
	close(launch.go);
	launch.go = -1;
	trace_loop(&t);
	restore_signals(&saved);
	if (!r->opt.quiet && isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);

	rec_faults_close(t.faults);
	ret = t.started ? 0 : explain_launch(&launch, r->opt.argv[0]);
	goto out;
kill:
	kill(t.root, SIGKILL);
	waitpid(t.root, NULL, __WALL);
out:
	if (launch.go >= 0)
		close(launch.go);
	close(launch.error);
	while (t.nr_live)
		rec_live_remove(&t, t.live[0]);
	free(t.live);
	return ret;
}
