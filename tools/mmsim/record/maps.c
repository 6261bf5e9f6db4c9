// SPDX-License-Identifier: GPL-2.0-only
/*
 * Read /proc/PID/maps, smaps, stat and fd, and give every mapped file a number.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "recorder.h"

static u64 make_dev(u64 major, u64 minor)
{
	return major << 32 | minor;
}

static struct rec_file *file_add(struct rec *r, const char *path)
{
	struct rec_file *file;

	r->file = rec_append(r->file, &r->nr_files, sizeof(*r->file));
	file = &r->file[r->nr_files - 1];
	file->path = rec_strdup(path);
	return file;
}

/*
 * A file is known by what maps says and by what stat() says. These differ on file
 * systems that invent device numbers (btrfs, overlayfs): then the path decides.
 */
static u32 file_of_map(struct rec *r, u64 dev, u64 inode, const char *path)
{
	struct rec_file *file;
	size_t i;

	for (i = 0; i < r->nr_files; i++) {
		file = &r->file[i];
		/* Special mappings all have inode 0: they differ by name only. */
		if (file->mapped && file->dev == dev && file->inode == inode &&
		    (inode || !strcmp(file->path, path)))
			return i;
	}
	for (i = 0; i < r->nr_files; i++) {
		file = &r->file[i];
		if (!file->mapped && file->stat_dev == dev && file->stat_inode == inode)
			goto found;
	}
	for (i = 0; i < r->nr_files; i++) {
		file = &r->file[i];
		if (!file->mapped && !strcmp(file->path, path))
			goto found;
	}
	file = file_add(r, path);
found:
	file->dev = dev;
	file->inode = inode;
	file->mapped = true;
	return file - r->file;
}

static u32 file_of_stat(struct rec *r, u64 dev, u64 inode, const char *path)
{
	struct rec_file *file;
	size_t i;

	for (i = 0; i < r->nr_files; i++) {
		file = &r->file[i];
		if (file->stated && file->stat_dev == dev && file->stat_inode == inode)
			return i;
	}
	for (i = 0; i < r->nr_files; i++) {
		file = &r->file[i];
		if (!file->stated && file->dev == dev && file->inode == inode && inode)
			goto found;
	}
	for (i = 0; i < r->nr_files; i++) {
		file = &r->file[i];
		if (!file->stated && !strcmp(file->path, path))
			goto found;
	}
	file = file_add(r, path);
found:
	file->stat_dev = dev;
	file->stat_inode = inode;
	file->stated = true;
	return file - r->file;
}

/**
 * rec_file_of_fd() - The number of the file behind a descriptor
 * @r: recording
 * @pid: thread whose descriptor it is
 * @fd: descriptor
 * @regular: set to whether it is a regular file; others may map something else
 *
 * Return: index of the file, REC_NONE if there is no such descriptor.
 */
u32 rec_file_of_fd(struct rec *r, pid_t pid, int fd, bool *regular)
{
	char link[64], path[4096];
	struct stat st;
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/%d/fd/%d", pid, fd);
	if (stat(link, &st))
		return REC_NONE;
	n = readlink(link, path, sizeof(path) - 1);
	if (n < 0)
		return REC_NONE;
	path[n] = '\0';
	*regular = S_ISREG(st.st_mode);
	return file_of_stat(r, make_dev(major(st.st_dev), minor(st.st_dev)), st.st_ino,
			    path);
}

/* Undo the escaping of maps: only newline is escaped, as \012. */
static void unescape(char *s)
{
	char *d = s;

	while (*s) {
		if (!strncmp(s, "\\012", 4)) {
			*d++ = '\n';
			s += 4;
		} else {
			*d++ = *s++;
		}
	}
	*d = '\0';
}

static bool parse_map(struct rec *r, char *line, struct rec_map *map)
{
	unsigned long long start, end, offset, inode;
	unsigned int maj, min;
	char perms[5];
	int at = 0;
	char *name;

	if (sscanf(line, "%llx-%llx %4s %llx %x:%x %llu%n", &start, &end, perms, &offset,
		   &maj, &min, &inode, &at) != 7)
		return false;
	name = line + at + strspn(line + at, " ");
	unescape(name);

	map->start = start;
	map->end = end;
	map->offset = offset;
	map->perms = (perms[0] == 'r' ? MMSIM_PROT_READ : 0) |
		     (perms[1] == 'w' ? MMSIM_PROT_WRITE : 0) |
		     (perms[2] == 'x' ? MMSIM_PROT_EXEC : 0) |
		     (perms[3] == 's' ? REC_SHARED : 0);
	map->file = REC_NONE;

	/* [heap], [stack] and [anon:...] are names of memory like any other. */
	if (!inode && !maj && !min &&
	    (!*name || !strcmp(name, "[heap]") || !strncmp(name, "[stack", 6) ||
	     !strncmp(name, "[anon", 5))) {
		if (*name)
			map->name = rec_strdup(name);
		return true;
	}
	map->file = file_of_map(r, make_dev(maj, min), inode, name);
	return true;
}

/**
 * rec_read_maps() - Read the mappings of a process
 * @r: recording, for the numbers of the files
 * @pid: a thread of it, stopped
 * @vmflags: read VmFlags too, which is slow for a large process
 * @maps: filled; left empty if the process has no address space any more
 */
void rec_read_maps(struct rec *r, pid_t pid, bool vmflags, struct rec_maps *maps)
{
	struct rec_map map, *last = NULL;
	char path[64], *line = NULL, *p;
	size_t size = 0;
	FILE *f = NULL;
	ssize_t n;

	memset(maps, 0, sizeof(*maps));
	if (vmflags) {
		snprintf(path, sizeof(path), "/proc/%d/smaps", pid);
		f = fopen(path, "re");
	}
	if (!f) {
		snprintf(path, sizeof(path), "/proc/%d/maps", pid);
		f = fopen(path, "re");
	}
	if (!f)
		return;

	while ((n = getline(&line, &size, f)) > 0) {
		if (line[n - 1] == '\n')
			line[--n] = '\0';
		memset(&map, 0, sizeof(map));
		if (line[0] >= 'A' && line[0] <= 'Z') {
			if (!last || strncmp(line, "VmFlags:", 8))
				continue;
			p = line + 8 + strspn(line + 8, " ");
			while (n && line[n - 1] == ' ')
				line[--n] = '\0';
			if (*p) {
				last->vmflags = rec_strdup(p);
				for (p = last->vmflags; (p = strchr(p, ' ')); )
					*p = ',';
			}
			continue;
		}
		if (!parse_map(r, line, &map))
			continue;
		maps->map = rec_append(maps->map, &maps->nr, sizeof(map));
		last = &maps->map[maps->nr - 1];
		*last = map;
	}
	free(line);
	fclose(f);
}

void rec_free_maps(struct rec_maps *maps)
{
	size_t i;

	for (i = 0; i < maps->nr; i++) {
		free(maps->map[i].name);
		free(maps->map[i].vmflags);
	}
	free(maps->map);
	memset(maps, 0, sizeof(*maps));
}

const struct rec_map *rec_find_map(const struct rec_maps *maps, u64 addr)
{
	size_t i;

	for (i = 0; i < maps->nr; i++)
		if (maps->map[i].start <= addr && addr < maps->map[i].end)
			return &maps->map[i];
	return NULL;
}

/* Where the heap of @pid starts; right after exec it is also where it ends. */
u64 rec_read_brk(pid_t pid)
{
	char path[64], buf[2048], *p;
	unsigned int field;
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	f = fopen(path, "re");
	if (!f)
		return 0;
	n = fread(buf, 1, sizeof(buf) - 1, f);
	fclose(f);
	buf[n] = '\0';

	/* start_brk is field 47; the name, field 2, ends at the last parenthesis. */
	p = strrchr(buf, ')');
	for (field = 2; p && field < 47; field++)
		p = strchr(p + 1, ' ');
	return p ? strtoull(p, NULL, 10) : 0;
}
