// SPDX-License-Identifier: GPL-2.0-only
/*
 * Signals: a set of pending bits per task.
 */
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

static u32 sig_bit(int sig)
{
	return sig >= 1 && sig <= 32 ? 1u << (sig - 1) : 0;
}

/* Kernel threads ignore what they did not allow; @priv makes no difference. */
int send_sig(int sig, struct task_struct *t, int priv)
{
	u32 bit = sig_bit(sig);

	if (sig == 0)
		return 0;
	if (!bit)
		return -EINVAL;
	if (!(READ_ONCE(t->sigallowed) & bit))
		return 0;
	plat_fetch_or(&t->sigpending, bit, PLAT_SEQ_CST);
	wake_up_state(t, sig == SIGKILL ? TASK_INTERRUPTIBLE | TASK_WAKEKILL :
					  TASK_INTERRUPTIBLE);
	return 0;
}

void kernel_sigaction(int sig, void (*action)(int))
{
	struct task_struct *t = current;

	if (action != USER_SIG_IGNORED) {
		plat_fetch_or(&t->sigallowed, sig_bit(sig), PLAT_SEQ_CST);
		return;
	}
	plat_fetch_and(&t->sigallowed, ~sig_bit(sig), PLAT_SEQ_CST);
	plat_fetch_and(&t->sigpending, ~sig_bit(sig), PLAT_SEQ_CST);
}

void allow_signal(int sig)
{
	kernel_sigaction(sig, USER_SIG_TAKEN);
}

void disallow_signal(int sig)
{
	kernel_sigaction(sig, USER_SIG_IGNORED);
}

void flush_signals(struct task_struct *t)
{
	plat_store(&t->sigpending, 0, PLAT_SEQ_CST);
}
