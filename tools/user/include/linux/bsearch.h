/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_BSEARCH_H
#define _USER_LINUX_BSEARCH_H

#include <linux/types.h>
#include <stdlib.h>

#endif /* _USER_LINUX_BSEARCH_H */
