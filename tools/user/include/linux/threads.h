/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: see linux/cpumask.h
 */
#ifndef _USER_LINUX_THREADS_H
#define _USER_LINUX_THREADS_H

#include <linux/cpumask.h>

#endif /* _USER_LINUX_THREADS_H */
