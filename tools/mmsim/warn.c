// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a reader of results must know before believing them, as far as the command
 * knows it: the core warns of clocks, CPUs and settings, the module of its kernel.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "document.h"
#include "options.h"
#include "warn.h"

__printf(2, 3) static void warn(json_t *doc, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	document_warn(doc, text);
}

static void warn_accel(json_t *doc, const char *accel)
{
	if (!accel)
		warn(doc, "accelerator unknown: this may be a virtual machine");
	else if (!strcmp(accel, "tcg"))
		warn(doc, "tcg: an emulated CPU; its numbers compare with each other only");
	else if (!strcmp(accel, "uml"))
		warn(doc, "uml: User Mode Linux; its numbers compare with each other only");
	else if (strcmp(accel, "bare"))
		warn(doc, "virtual machine (%s): its CPUs may be preempted while they hold a lock",
		     accel);
}

/**
 * warn_about - add the warnings that machine and settings call for
 * @doc: the document
 * @runs: runs of each cell
 */
void warn_about(json_t *doc, unsigned int runs)
{
	const char *backend = json_string_value(json_object_get(doc, "backend"));
	const json_t *m = json_object_get(doc, "machine");

	if (backend && !strcmp(backend, "native")) {
		warn(doc, "native: userspace locks; claims about the kernel's need --on kernel");
		warn_accel(doc, json_string_value(json_object_get(m, "accel")));
	}
	if (runs < RUNS_DEFAULT)
		warn(doc, "%u %s per cell; at least %d say something about spread", runs,
		     runs == 1 ? "run" : "runs", RUNS_DEFAULT);
}
