/* SPDX-License-Identifier: GPL-2.0-only */
/* The files of debugfs, as the kernel backend uses them. */
#ifndef _MMSIM_CLI_DFS_H
#define _MMSIM_CLI_DFS_H

#include <stdbool.h>
#include <stddef.h>

bool dfs_mount_point(char *buf, size_t size);
int dfs_find(const char *dir);
int dfs_write(const char *path, const char *data, size_t len);
char *dfs_read(const char *path, size_t *len);
void dfs_each_dir(const char *path, void (*fn)(const char *name, void *arg), void *arg);

#endif /* _MMSIM_CLI_DFS_H */
