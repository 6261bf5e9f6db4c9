/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: pages of 4 KiB
 */
#ifndef _USER_ASM_PAGE_H
#define _USER_ASM_PAGE_H

#define PAGE_SHIFT	12
#define PAGE_SIZE	(1UL << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))

#endif /* _USER_ASM_PAGE_H */
