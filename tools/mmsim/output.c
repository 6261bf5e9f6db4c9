// SPDX-License-Identifier: GPL-2.0-only
/* Writing a result file: all of it or nothing, and known to be possible beforehand. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "document.h"
#include "util.h"

/**
 * output_open - make sure, before an hour of runs, that their results can be saved
 * @o: filled in
 * @path: the file; one that is no regular file is written in place
 *
 * Return: CLI_OK, or CLI_TROUBLE after a message.
 */
int output_open(struct output *o, const char *path)
{
	struct stat st;
	mode_t mask;

	*o = (struct output){ .path = path, .fd = -1 };
	if (!stat(path, &st) && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
	} else {
		o->temp = xasprintf("%s.XXXXXX", path);
		o->fd = mkostemp(o->temp, O_CLOEXEC);
		mask = umask(0);
		umask(mask);
		if (o->fd >= 0 && fchmod(o->fd, 0666 & ~mask))
			cli_warn("%s: %s", path, strerror(errno));
	}
	if (o->fd >= 0)
		return CLI_OK;
	cli_trouble("%s: %s", path, strerror(errno));
	free(o->temp);
	o->temp = NULL;
	return CLI_TROUBLE;
}

/**
 * output_write - write the document and make the file appear
 * @o: the output; closed afterwards
 * @doc: the document
 *
 * Return: CLI_OK, or CLI_TROUBLE after a message.
 */
int output_write(struct output *o, const json_t *doc)
{
	bool ok = !json_dumpfd(doc, o->fd, JSON_INDENT(1)) && write(o->fd, "\n", 1) == 1;

	ok &= !close(o->fd);
	o->fd = -1;
	if (ok && (!o->temp || !rename(o->temp, o->path))) {
		free(o->temp);
		o->temp = NULL;
		return CLI_OK;
	}
	cli_trouble("%s: %s", o->path, errno ? strerror(errno) : "cannot be written");
	output_abandon(o);
	return CLI_TROUBLE;
}

/**
 * output_abandon - leave no trace of an output that is not to be
 * @o: the output; one that was written or never opened is left alone
 */
void output_abandon(struct output *o)
{
	if (o->fd >= 0)
		close(o->fd);
	o->fd = -1;
	if (o->temp)
		unlink(o->temp);
	free(o->temp);
	o->temp = NULL;
}
