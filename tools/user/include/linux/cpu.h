/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stub: CPUs neither come nor go
 */
#ifndef _USER_LINUX_CPU_H
#define _USER_LINUX_CPU_H

#include <linux/cpumask.h>

#endif /* _USER_LINUX_CPU_H */
