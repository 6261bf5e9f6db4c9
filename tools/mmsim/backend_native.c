// SPDX-License-Identifier: GPL-2.0-only
/*
 * The backend "native": the core itself, linked into this program over the userspace
 * kernel. The only file of the command line that sees the core's own headers.
 */
#include <mmsim/init.h>
#include <mmsim/init.h>
#include <mmsim/sim.h>

#include <jansson.h>

#include "backend.h"

struct native_backend {
	struct backend b;
	struct mmsim_sim *sim;
};

static struct native_backend *to_native(struct backend *b)
{
	return container_of(b, struct native_backend, b);
}

/* Keep the core's explanation of an error. */
static int explained(struct native_backend *n, int err)
{
	if (!err)
		return 0;
	mmsim_sim_last_error(n->sim, n->b.why, sizeof(n->b.why));
	if (!n->b.why[0])
		snprintf(n->b.why, sizeof(n->b.why), "the core refused it (error %d)", -err);
	return err;
}

static bool native_probe(char *why, size_t size)
{
	(void)why;
	(void)size;
	return true;
}

static struct backend *native_open(char *why, size_t size)
{
	struct native_backend *n;
	int err;

	err = mmsim_core_init();
	if (err) {
		snprintf(why, size, "the core does not come up (error %d)", -err);
		return NULL;
	}
	n = kzalloc(sizeof(*n), GFP_KERNEL);
	if (n)
		n->sim = mmsim_sim_create("native");
	if (n && n->sim) {
		n->b.ops = &backend_native;
		return &n->b;
	}
	kfree(n);
	mmsim_core_exit();
	snprintf(why, size, "out of memory");
	return NULL;
}

static int native_set_policy(struct backend *b, const char *family, const char *variant)
{
	struct native_backend *n = to_native(b);

	return explained(n, mmsim_sim_set_policy(n->sim, family, variant));
}

static int native_set_param(struct backend *b, const char *name, const char *value)
{
	struct native_backend *n = to_native(b);

	if (!strcmp(name, "workload"))
		return explained(n, mmsim_sim_set_workload(n->sim, value));
	if (!strcmp(name, "cpus"))
		return explained(n, mmsim_sim_set_cpus(n->sim, value));
	return explained(n, mmsim_sim_set_param(n->sim, name, value));
}

static int native_load_trace(struct backend *b, const char *text, size_t len)
{
	struct native_backend *n = to_native(b);

	return explained(n, mmsim_sim_load_trace(n->sim, text, len));
}

static int native_run(struct backend *b)
{
	struct native_backend *n = to_native(b);

	return explained(n, mmsim_sim_run(n->sim));
}

static void native_stop(struct backend *b)
{
	mmsim_sim_stop(to_native(b)->sim);
}

static json_t *native_document(struct backend *b)
{
	struct native_backend *n = to_native(b);
	struct mmsim_out out;
	json_error_t err;
	json_t *doc = NULL;
	int ret;

	mmsim_out_init(&out);
	ret = mmsim_sim_report_json(n->sim, &out);
	if (!ret)
		ret = out.error;
	if (!ret)
		doc = json_loadb(out.buf, out.len, 0, &err);
	if (ret)
		snprintf(b->why, sizeof(b->why), "the report failed (error %d)", -ret);
	else if (!doc)
		snprintf(b->why, sizeof(b->why), "the report is no valid JSON, line %d: %s",
			 err.line, err.text);
	mmsim_out_free(&out);
	return doc;
}

static void native_close(struct backend *b)
{
	struct native_backend *n = to_native(b);

	mmsim_sim_destroy(n->sim);
	kfree(n);
	mmsim_core_exit();
}

const struct backend_ops backend_native = {
	.name = "native",
	.summary = "the same core in this process over userspace locks; no root needed",
	.probe = native_probe,
	.open = native_open,
	.set_policy = native_set_policy,
	.set_param = native_set_param,
	.load_trace = native_load_trace,
	.run = native_run,
	.stop = native_stop,
	.document = native_document,
	.close = native_close,
};
