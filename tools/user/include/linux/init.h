/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stub: the program calls what it needs
 */
#ifndef _USER_LINUX_INIT_H
#define _USER_LINUX_INIT_H

#include <linux/compiler.h>

#endif /* _USER_LINUX_INIT_H */
