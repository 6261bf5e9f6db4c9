/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent. The C library includes <linux/errno.h>; the real one comes first.
 */
#ifndef _USER_LINUX_ERRNO_H
#define _USER_LINUX_ERRNO_H

#include_next <linux/errno.h>

#define ERESTARTSYS	512
#define ERESTARTNOINTR	513
#define ERESTARTNOHAND	514
#define EPROBE_DEFER	517
#define ENOTSUPP	524

#endif /* _USER_LINUX_ERRNO_H */
