// SPDX-License-Identifier: GPL-2.0-only
/* In place of backend_native.c: a backend that measures made-up numbers. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "../mmsim/backend.h"
#include "cli_fake.h"

static struct fake fake;
static struct backend base;

static int because(int err, const char *why)
{
	if (err)
		snprintf(base.why, sizeof(base.why), "%s", why);
	return err;
}

static bool fake_native_probe(char *why, size_t size)
{
	(void)why;
	(void)size;
	return true;
}

static struct backend *fake_native_open(char *why, size_t size)
{
	if (fake_is("closed")) {
		snprintf(why, size, "it is closed today");
		return NULL;
	}
	fake_reset(&fake);
	base.ops = &backend_native;
	return &base;
}

static int fake_native_set(struct backend *b, const char *name, const char *value)
{
	(void)b;
	return because(fake_set(&fake, name, value), "that is not possible here");
}

static int fake_native_trace(struct backend *b, const char *text, size_t len)
{
	(void)b;
	(void)len;
	return because(strncmp(text, "good", 4) ? -EINVAL : 0, "line 1: not a trace");
}

static int fake_native_run(struct backend *b)
{
	(void)b;
	return because(fake_run(&fake), "no memory for the tasks");
}

static void fake_native_stop(struct backend *b)
{
	(void)b;
	fake_stop(&fake);
}

static json_t *fake_native_document(struct backend *b)
{
	json_t *doc = fake_document(&fake);

	(void)b;
	because(doc ? 0 : -EINVAL, "the report is no valid JSON");
	return doc;
}

static void fake_native_close(struct backend *b)
{
	(void)b;
}

const struct backend_ops backend_native = {
	.name = "native",
	.summary = "made-up numbers",
	.probe = fake_native_probe,
	.open = fake_native_open,
	.set_policy = fake_native_set,
	.set_param = fake_native_set,
	.load_trace = fake_native_trace,
	.run = fake_native_run,
	.stop = fake_native_stop,
	.document = fake_native_document,
	.close = fake_native_close,
};
