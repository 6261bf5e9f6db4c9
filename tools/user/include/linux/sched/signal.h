/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: a signal is a bit of the task; there are no handlers. Kernel threads
 * ignore what allow_signal() did not name, as in the kernel.
 */
#ifndef _USER_LINUX_SCHED_SIGNAL_H
#define _USER_LINUX_SCHED_SIGNAL_H

#include <linux/sched.h>

/* <signal.h> would bring <unistd.h> along, and its names. */
#ifndef SIGKILL
#define SIGHUP		1
#define SIGINT		2
#define SIGKILL		9
#define SIGUSR1		10
#define SIGTERM		15
#endif

static inline int signal_pending(const struct task_struct *t)
{
	return unlikely(READ_ONCE(t->sigpending) != 0);
}

static inline int fatal_signal_pending(const struct task_struct *t)
{
	return unlikely(READ_ONCE(t->sigpending) & (1u << (SIGKILL - 1)));
}

static inline int __fatal_signal_pending(const struct task_struct *t)
{
	return fatal_signal_pending(t);
}

static inline int signal_pending_state(unsigned int state,
				       const struct task_struct *t)
{
	if (!(state & (TASK_INTERRUPTIBLE | TASK_WAKEKILL)))
		return 0;
	if (!signal_pending(t))
		return 0;
	return (state & TASK_INTERRUPTIBLE) || fatal_signal_pending(t);
}

/* Instead of a handler: is the signal taken, or ignored? */
#define USER_SIG_TAKEN		((void (*)(int))0)
#define USER_SIG_IGNORED	((void (*)(int))1)
#ifndef SIG_DFL
#define SIG_DFL			USER_SIG_TAKEN
#define SIG_IGN			USER_SIG_IGNORED
#endif

void kernel_sigaction(int sig, void (*action)(int));
int send_sig(int sig, struct task_struct *t, int priv);
void allow_signal(int sig);
void disallow_signal(int sig);
void flush_signals(struct task_struct *t);

#endif /* _USER_LINUX_SCHED_SIGNAL_H */
