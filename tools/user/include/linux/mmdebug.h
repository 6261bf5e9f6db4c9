/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: see linux/bug.h
 */
#ifndef _USER_LINUX_MMDEBUG_H
#define _USER_LINUX_MMDEBUG_H

#include <linux/bug.h>

#endif /* _USER_LINUX_MMDEBUG_H */
