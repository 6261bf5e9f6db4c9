/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_TIME64_H
#define _USER_LINUX_TIME64_H

#include <linux/types.h>

#define MSEC_PER_SEC	1000L
#define USEC_PER_MSEC	1000L
#define NSEC_PER_USEC	1000L
#define NSEC_PER_MSEC	1000000L
#define USEC_PER_SEC	1000000L
#define NSEC_PER_SEC	1000000000L
#define FSEC_PER_SEC	1000000000000000LL

typedef s64 time64_t;

#endif /* _USER_LINUX_TIME64_H */
