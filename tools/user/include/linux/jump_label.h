/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: see linux/static_key.h
 */
#ifndef _USER_LINUX_JUMP_LABEL_H
#define _USER_LINUX_JUMP_LABEL_H

#include <linux/static_key.h>

#endif /* _USER_LINUX_JUMP_LABEL_H */
