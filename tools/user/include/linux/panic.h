/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: ends the program
 */
#ifndef _USER_LINUX_PANIC_H
#define _USER_LINUX_PANIC_H

#include <linux/compiler.h>

void __printf(1, 2) __noreturn panic(const char *fmt, ...);

#endif /* _USER_LINUX_PANIC_H */
