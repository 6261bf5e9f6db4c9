/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: see linux/compiler.h
 */
#ifndef _USER_LINUX_COMPILER_ATTRIBUTES_H
#define _USER_LINUX_COMPILER_ATTRIBUTES_H

#include <linux/compiler.h>

#endif /* _USER_LINUX_COMPILER_ATTRIBUTES_H */
