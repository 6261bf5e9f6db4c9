/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_CTYPE_H
#define _USER_LINUX_CTYPE_H

#include <ctype.h>

#endif /* _USER_LINUX_CTYPE_H */
