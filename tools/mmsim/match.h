/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding the cells of several documents that belong together. */
#ifndef _MMSIM_CLI_MATCH_H
#define _MMSIM_CLI_MATCH_H

#include "sheet.h"

/**
 * struct input - one of the documents compared
 * @path: its file
 * @doc: the document
 * @gs: its cells
 * @used: which of them have a counterpart in the first document
 */
struct input {
	const char *path;
	json_t *doc;
	struct groups gs;
	bool *used;
};

size_t match_inputs(struct sheet *sh, struct input *in, size_t nr);

#endif /* _MMSIM_CLI_MATCH_H */
