/* SPDX-License-Identifier: GPL-2.0-only */
/* What stands above a table: the conditions its numbers were measured under. */
#ifndef _MMSIM_CLI_HEADER_H
#define _MMSIM_CLI_HEADER_H

#include <stdio.h>

#include "group.h"

void header_print(const json_t *doc, const struct groups *gs, const char *file, bool md, FILE *f);

#endif /* _MMSIM_CLI_HEADER_H */
