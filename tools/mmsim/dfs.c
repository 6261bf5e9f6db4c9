// SPDX-License-Identifier: GPL-2.0-only
/*
 * The files of debugfs, as the kernel backend uses them. The tests replace this file
 * by one that plays a module.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dfs.h"
#include "util.h"

/**
 * dfs_mount_point - where debugfs is mounted
 * @buf: set to the directory
 * @size: bytes of @buf
 *
 * The environment variable MMSIM_DEBUGFS has precedence.
 *
 * Return: false if it is not mounted.
 */
bool dfs_mount_point(char *buf, size_t size)
{
	const char *env = getenv("MMSIM_DEBUGFS");
	char line[1024], where[512], type[64];
	bool found = false;
	FILE *f;

	if (env && *env) {
		snprintf(buf, size, "%s", env);
		return true;
	}
	f = fopen("/proc/mounts", "re");
	while (f && !found && fgets(line, sizeof(line), f))
		found = sscanf(line, "%*s %511s %63s", where, type) == 2 &&
			!strcmp(type, "debugfs");
	if (f)
		fclose(f);
	if (found)
		snprintf(buf, size, "%s", where);
	return found;
}

/**
 * dfs_find - can the files in a directory be reached?
 * @dir: the directory
 *
 * Return: 0, or a negative errno: -ENOENT or -EACCES.
 */
int dfs_find(const char *dir)
{
	return access(dir, X_OK) ? -errno : 0;
}

/**
 * dfs_write - write to a file
 * @path: the file
 * @data: what to write; in one call if it is small enough
 * @len: its length in bytes
 *
 * Return: 0, or a negative errno.
 */
int dfs_write(const char *path, const char *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int err = 0;
	ssize_t n;

	if (fd < 0)
		return -errno;
	do {
		n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			err = -EINTR;
		else if (n < 0)
			err = -errno;
		else if (!n && len)
			err = -EIO;
		if (n > 0) {
			data += n;
			len -= (size_t)n;
		}
	} while (!err && len);
	if (close(fd) && !err)
		err = -errno;
	return err;
}

/**
 * dfs_read - read a file
 * @path: the file
 * @len: set to its length in bytes
 *
 * Return: its text with a NUL appended, to be freed; NULL with errno set.
 */
char *dfs_read(const char *path, size_t *len)
{
	return read_text(path, len);
}

/**
 * dfs_each_dir - call a function for every directory in a directory
 * @path: where to look
 * @fn: the function; it may remove the directory it is called for
 * @arg: passed on
 */
void dfs_each_dir(const char *path, void (*fn)(const char *name, void *arg), void *arg)
{
	struct strv names = { 0 };
	struct dirent *e;
	DIR *d = opendir(path);
	size_t i;

	while (d && (e = readdir(d)))
		if (e->d_type == DT_DIR && e->d_name[0] != '.')
			strv_add(&names, e->d_name);
	if (d)
		closedir(d);
	for (i = 0; i < names.nr; i++)
		fn(names.v[i], arg);
	strv_free(&names);
}
