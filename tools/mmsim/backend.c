// SPDX-License-Identifier: GPL-2.0-only
/* The backends there are. */
#include <string.h>

#include "backend.h"
#include "cli.h"

const struct backend_ops *const backends[] = {
	&backend_native,
	&backend_kernel,
	NULL,
};

/**
 * backend_find - look up a backend; an unknown name is reported
 * @name: the word after --on
 *
 * Return: the backend, or NULL.
 */
const struct backend_ops *backend_find(const char *name)
{
	const struct backend_ops *const *ops;

	for (ops = backends; *ops; ops++)
		if (!strcmp((*ops)->name, name))
			return *ops;
	cli_trouble("unknown backend '%s'; there are: native kernel", name);
	return NULL;
}
