/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: see linux/compiler.h
 */
#ifndef _USER_ASM_RWONCE_H
#define _USER_ASM_RWONCE_H

#include <linux/compiler.h>

#endif /* _USER_ASM_RWONCE_H */
