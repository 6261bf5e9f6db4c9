/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: see linux/preempt.h
 */
#ifndef _USER_LINUX_IRQFLAGS_H
#define _USER_LINUX_IRQFLAGS_H

#include <linux/preempt.h>

#endif /* _USER_LINUX_IRQFLAGS_H */
