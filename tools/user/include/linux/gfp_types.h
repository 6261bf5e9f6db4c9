/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: see linux/gfp.h
 */
#ifndef _USER_LINUX_GFP_TYPES_H
#define _USER_LINUX_GFP_TYPES_H

#include <linux/gfp.h>

#endif /* _USER_LINUX_GFP_TYPES_H */
