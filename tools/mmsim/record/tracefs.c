// SPDX-License-Identifier: GPL-2.0-only
/*
 * Find a tracepoint's number and the fields the recorder needs. A tracefs that is
 * not mounted anywhere is mounted for this process's eyes only, if it may.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "recorder.h"

static int tracefs_open(void)
{
	static const char *const dirs[] = {
		"/sys/kernel/tracing/events",
		"/sys/kernel/debug/tracing/events",
	};
	int fs, mnt, fd;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(dirs); i++) {
		fd = open(dirs[i], O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (fd >= 0)
			return fd;
	}

	fs = fsopen("tracefs", FSOPEN_CLOEXEC);
	if (fs < 0)
		return -1;
	mnt = -1;
	if (!fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		mnt = fsmount(fs, FSMOUNT_CLOEXEC, 0);
	close(fs);
	if (mnt < 0)
		return -1;
	fd = openat(mnt, "events", O_PATH | O_DIRECTORY | O_CLOEXEC);
	close(mnt);
	return fd;
}

static bool tracefs_read(int dir, const char *event, const char *file, char *buf,
			 size_t size)
{
	char path[128];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", event, file);
	fd = openat(dir, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, buf, size - 1);
	close(fd);
	if (n <= 0)
		return false;
	buf[n] = '\0';
	return true;
}

/* "	field:unsigned long address;	offset:8;	size:8;	signed:0;" */
static bool format_offset(const char *format, const struct rec_field *field,
			  unsigned int *offset)
{
	char pattern[40];
	const char *p;
	unsigned int size;

	snprintf(pattern, sizeof(pattern), " %s;", field->name);
	p = strstr(format, pattern);
	return p && sscanf(p + strlen(pattern), " offset:%u; size:%u;", offset,
			   &size) == 2 && size == field->size;
}

/**
 * rec_tracepoint_find() - Look up a tracepoint
 * @name: "system/event"
 * @tp: filled in
 * @fields: the fields it must have
 *
 * Return: whether it is there, has these fields, and may be looked at.
 */
bool rec_tracepoint_find(const char *name, struct rec_tracepoint *tp,
			 const struct rec_field fields[REC_TP_FIELDS])
{
	char buf[4096];
	bool found;
	int dir, i;

	dir = tracefs_open();
	if (dir < 0)
		return false;
	found = tracefs_read(dir, name, "format", buf, sizeof(buf));
	for (i = 0; found && i < REC_TP_FIELDS; i++)
		found = format_offset(buf, &fields[i], &tp->offset[i]);
	found = found && tracefs_read(dir, name, "id", buf, sizeof(buf));
	if (found)
		tp->id = strtoull(buf, NULL, 10);
	close(dir);
	return found;
}
