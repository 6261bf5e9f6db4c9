// SPDX-License-Identifier: GPL-2.0-only
/*
 * In place of dfs.c: plays a loaded module. Every write is noted in the file that
 * MMSIM_FAKE_LOG names, so that a test sees what the command did to the module.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../mmsim/dfs.h"
#include "../mmsim/util.h"
#include "cli_fake.h"

#define ROOT	"/debug/mmsim"

static struct fake fake;
static char instance[64];
static char last_error[64];

static void note(const char *path, const char *data, size_t len)
{
	const char *log = getenv("MMSIM_FAKE_LOG");
	FILE *f = log ? fopen(log, "ae") : NULL;

	if (!f)
		return;
	fprintf(f, "%s=%.*s\n", path, (int)len, data);
	fclose(f);
}

bool dfs_mount_point(char *buf, size_t size)
{
	snprintf(buf, size, "/debug");
	return !fake_is("unmounted");
}

int dfs_find(const char *dir)
{
	(void)dir;
	if (fake_is("denied"))
		return -EACCES;
	return fake_is("absent") ? -ENOENT : 0;
}

static int write_instance(const char *file, const char *value)
{
	const char *name = strrchr(file, '/');
	int err;

	if (!strcmp(file, "/stop")) {
		fake_stop(&fake);
		return 0;
	}
	if (!strcmp(file, "/trace")) {
		snprintf(last_error, sizeof(last_error), "%s",
			 strncmp(value, "good", 4) ? "line 1: not a trace" : "");
		return 0;
	}
	err = strcmp(file, "/run") ? fake_set(&fake, name + 1, value) : fake_run(&fake);
	snprintf(last_error, sizeof(last_error), "%s", err ? "the module refused it" : "");
	return err;
}

int dfs_write(const char *path, const char *data, size_t len)
{
	const char *file = path + strlen(ROOT);
	char value[256];

	note(path, data, len);
	snprintf(value, sizeof(value), "%.*s", (int)len, data);
	if (!strcmp(file, "/new")) {
		fake_reset(&fake);
		snprintf(instance, sizeof(instance), "/%s", value);
		return fake_is("full") ? -ENOMEM : 0;
	}
	if (!strcmp(file, "/delete"))
		return 0;
	if (!*instance || strncmp(file, instance, strlen(instance)))
		return -ENOENT;
	return write_instance(file + strlen(instance), value);
}

char *dfs_read(const char *path, size_t *len)
{
	char *text = NULL;
	json_t *doc;

	if (!strcmp(path, ROOT "/version")) {
		text = xstrdup(fake_is("other") ? "9.9.9 0123456789ab\n" : "0.1.0 0123456789ab\n");
	} else if (strstr(path, "/last_error")) {
		text = xstrdup(last_error);
	} else if (strstr(path, "/results.json")) {
		doc = fake_document(&fake);
		text = doc ? json_dumps(doc, 0) : xstrdup("{ \"schema\": ");
		json_decref(doc);
	} else {
		errno = ENOENT;
		return NULL;
	}
	*len = strlen(text);
	return text;
}

void dfs_each_dir(const char *path, void (*fn)(const char *name, void *arg), void *arg)
{
	(void)path;
	/* No process has the first number; the second is that of init. */
	fn("cli-999999999", arg);
	fn("cli-1", arg);
	fn("mine", arg);
}
