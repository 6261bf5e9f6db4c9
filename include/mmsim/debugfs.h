/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module's interface to its user: a tree in debugfs.
 */
#ifndef _MMSIM_DEBUGFS_H
#define _MMSIM_DEBUGFS_H

/* Version and commit of the module, "0.1.0 0123456789ab" (main.c). */
extern const char mmsim_build_id[];

void mmsim_debugfs_init(void);
void mmsim_debugfs_exit(void);

#endif /* _MMSIM_DEBUGFS_H */
