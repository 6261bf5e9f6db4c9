/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bringing the core up and down.
 */
#ifndef _MMSIM_INIT_H
#define _MMSIM_INIT_H

int mmsim_core_init(void);
void mmsim_core_exit(void);

#endif /* _MMSIM_INIT_H */
