/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent, but %p extensions are not interpreted
 */
#ifndef _USER_LINUX_SPRINTF_H
#define _USER_LINUX_SPRINTF_H

#include <linux/compiler.h>
#include <stdarg.h>
#include <stdio.h>

int __printf(3, 4) scnprintf(char *buf, size_t size, const char *fmt, ...);
int __printf(3, 0) vscnprintf(char *buf, size_t size, const char *fmt,
			      va_list args);

#endif /* _USER_LINUX_SPRINTF_H */
