/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: only what an allocator's user needs; the real mm is not here
 */
#ifndef _USER_LINUX_MM_H
#define _USER_LINUX_MM_H

#include <asm/page.h>
#include <linux/align.h>
#include <linux/slab.h>

#define PAGE_ALIGN(addr)	ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr)	IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define offset_in_page(p)	((unsigned long)(p) & ~PAGE_MASK)

#endif /* _USER_LINUX_MM_H */
