/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: malloc()
 */
#ifndef _USER_LINUX_VMALLOC_H
#define _USER_LINUX_VMALLOC_H

#include <linux/slab.h>

#define vmalloc(size)		kmalloc(size, GFP_KERNEL)
#define vzalloc(size)		kzalloc(size, GFP_KERNEL)
#define vfree(p)		kfree(p)

#endif /* _USER_LINUX_VMALLOC_H */
