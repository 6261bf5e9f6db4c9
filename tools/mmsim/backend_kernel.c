// SPDX-License-Identifier: GPL-2.0-only
/*
 * The backend "kernel": the module, driven through debugfs. Each command makes an
 * instance of its own, so that several may run at once and none sees the settings of
 * another. An instance whose command was killed is removed by the next command.
 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <mmsim/uapi.h>

#include "backend.h"
#include "cli.h"
#include "dfs.h"
#include "util.h"

#define INSTANCE_PREFIX	"cli-"
#define DELETE_TRIES	20
#define DELETE_WAIT_MS	50

struct kernel_backend {
	struct backend b;
	char *dir;		/* of the module */
	char name[MMSIM_NAME_MAX + 1];
};

static struct kernel_backend *to_kernel(struct backend *b)
{
	return (struct kernel_backend *)b;
}

static int write_text(const char *dir, const char *file, const char *text)
{
	char *path = xasprintf("%s/%s", dir, file);
	int err = dfs_write(path, text, strlen(text));

	free(path);
	return err;
}

/* First line of a file, without its newline; NULL if there is none. */
static char *read_first_line(const char *dir, const char *file)
{
	char *path = xasprintf("%s/%s", dir, file), *text;
	size_t len;

	text = dfs_read(path, &len);
	free(path);
	if (text)
		text[strcspn(text, "\n")] = '\0';
	return text;
}

/* Write to a file of the instance; on failure say why in the module's own words. */
static int set(struct kernel_backend *k, const char *subdir, const char *file, const char *text)
{
	char *path = xasprintf("%s%s%s%s%s", k->name, subdir ? "/" : "", subdir ? subdir : "", "/",
			       file), *reason, *error_file;
	int err = write_text(k->dir, path, text);

	if (err) {
		error_file = xasprintf("%s/last_error", k->name);
		reason = read_first_line(k->dir, error_file);
		if (err == -ENOENT)
			snprintf(k->b.why, sizeof(k->b.why), "the module has no file %s", path);
		else
			snprintf(k->b.why, sizeof(k->b.why), "%s", reason && *reason ? reason :
				 err == -EBUSY ? "the instance is busy" : strerror(-err));
		free(reason);
		free(error_file);
	}
	free(path);
	return err;
}

/* "0.1.0 0123456789ab": is it this version, and built from the same commit? */
static bool check_version(const char *dir, char *why, size_t size)
{
	char *version = read_first_line(dir, "version");
	const char *git = "";
	bool same;

	if (version && strchr(version, ' ')) {
		version[strcspn(version, " ")] = '\0';
		git = version + strlen(version) + 1;
	}
	same = version && !strcmp(version, MMSIM_VERSION);
	if (!same)
		snprintf(why, size, "the module is version %s, this mmsim is %s; load its own",
			 version && *version ? version : "unknown", MMSIM_VERSION);
	else if (cli_git() && *git && strcmp(git, "unknown") && strcmp(git, cli_git()))
		cli_warn("the module was built from %s, this mmsim from %s", git, cli_git());
	free(version);
	return same;
}

/* Is the module there, may we use it, and is it ours? Its directory, or NULL. */
static char *find_module(char *why, size_t size)
{
	char mount[512], *dir;
	int err;

	if (!dfs_mount_point(mount, sizeof(mount))) {
		snprintf(why, size,
			 "debugfs is not mounted; mount -t debugfs none /sys/kernel/debug");
		return NULL;
	}
	dir = xasprintf("%s/" MMSIM_DEBUGFS_DIR, mount);
	err = dfs_find(dir);
	if (!err && check_version(dir, why, size))
		return dir;
	if (err == -EACCES)
		snprintf(why, size, "not root: debugfs is open to root only; try sudo");
	else if (err == -ENOENT)
		snprintf(why, size, "the module is not loaded: insmod mmsim.ko");
	else if (err)
		snprintf(why, size, "%s: %s", dir, strerror(-err));
	free(dir);
	return NULL;
}

static bool kernel_probe(char *why, size_t size)
{
	char *dir = find_module(why, size);

	free(dir);
	return dir;
}

/* An instance of a command that is no more; one that still runs is not given up. */
static void remove_stale(const char *name, void *arg)
{
	long long pid;

	if (strncmp(name, INSTANCE_PREFIX, strlen(INSTANCE_PREFIX)) ||
	    !parse_s64(name + strlen(INSTANCE_PREFIX), &pid) || pid <= 0)
		return;
	if (kill((pid_t)pid, 0) && errno == ESRCH && !write_text(arg, "delete", name))
		cli_verbose("kernel: removed %s, left behind by a killed command", name);
}

static struct backend *kernel_open(char *why, size_t size)
{
	struct kernel_backend *k;
	char *dir = find_module(why, size);
	int err;

	if (!dir)
		return NULL;
	dfs_each_dir(dir, remove_stale, dir);
	k = xcalloc(1, sizeof(*k));
	k->b.ops = &backend_kernel;
	k->dir = dir;
	snprintf(k->name, sizeof(k->name), INSTANCE_PREFIX "%d", (int)getpid());
	err = write_text(dir, "new", k->name);
	if (!err) {
		cli_verbose("kernel: instance %s/%s", dir, k->name);
		return &k->b;
	}
	if (err == -EACCES || err == -EPERM)
		snprintf(why, size, "not root, or the kernel is locked down");
	else
		snprintf(why, size, "cannot make the instance %s: %s", k->name, strerror(-err));
	free(dir);
	free(k);
	return NULL;
}

static int kernel_set_policy(struct backend *b, const char *family, const char *variant)
{
	return set(to_kernel(b), "policy", family, variant);
}

static int kernel_set_param(struct backend *b, const char *name, const char *value)
{
	return set(to_kernel(b), "workload", strcmp(name, "workload") ? name : "name", value);
}

/* The module reads the trace when the file is closed, which cannot fail. */
static int kernel_load_trace(struct backend *b, const char *text, size_t len)
{
	struct kernel_backend *k = to_kernel(b);
	char *path = xasprintf("%s/%s/trace", k->dir, k->name);
	char *error_file = xasprintf("%s/last_error", k->name), *reason;
	int err;

	err = dfs_write(path, text, len);
	reason = read_first_line(k->dir, error_file);
	if (reason && *reason) {
		snprintf(b->why, sizeof(b->why), "%s", reason);
		err = err ? err : -EINVAL;
	} else if (err) {
		snprintf(b->why, sizeof(b->why), "%s", strerror(-err));
	}
	free(reason);
	free(error_file);
	free(path);
	return err;
}

static int kernel_run(struct backend *b)
{
	return set(to_kernel(b), NULL, "run", "1");
}

/* Called while run() uses @b->why: leave that alone. */
static void kernel_stop(struct backend *b)
{
	struct kernel_backend *k = to_kernel(b);
	char *file = xasprintf("%s/stop", k->name);

	write_text(k->dir, file, "1");
	free(file);
}

static json_t *kernel_document(struct backend *b)
{
	struct kernel_backend *k = to_kernel(b);
	char *path = xasprintf("%s/%s/results.json", k->dir, k->name);
	json_error_t err;
	json_t *doc = NULL;
	size_t len;
	char *text = dfs_read(path, &len);

	if (!text)
		snprintf(b->why, sizeof(b->why), "%s: %s", path, strerror(errno));
	else
		doc = json_loadb(text, len, 0, &err);
	if (text && !doc)
		snprintf(b->why, sizeof(b->why), "%s:%d: %s", path, err.line, err.text);
	free(text);
	free(path);
	return doc;
}

static void kernel_close(struct backend *b)
{
	struct kernel_backend *k = to_kernel(b);
	const struct timespec wait = { .tv_nsec = DELETE_WAIT_MS * 1000000L };
	int tries = DELETE_TRIES, err;

	while ((err = write_text(k->dir, "delete", k->name)) == -EBUSY && --tries) {
		kernel_stop(b);
		nanosleep(&wait, NULL);
	}
	if (err)
		cli_warn("the instance %s/%s is left behind: %s", k->dir, k->name, strerror(-err));
	free(k->dir);
	free(k);
}

const struct backend_ops backend_kernel = {
	.name = "kernel",
	.summary = "the module on real cores, with the kernel's own locks; needs root",
	.probe = kernel_probe,
	.open = kernel_open,
	.set_policy = kernel_set_policy,
	.set_param = kernel_set_param,
	.load_trace = kernel_load_trace,
	.run = kernel_run,
	.stop = kernel_stop,
	.document = kernel_document,
	.close = kernel_close,
};
