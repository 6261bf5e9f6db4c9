/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_ASM_PROCESSOR_H
#define _USER_ASM_PROCESSOR_H

#include <linux/compiler.h>

#define cpu_relax()	plat_relax()

#endif /* _USER_ASM_PROCESSOR_H */
