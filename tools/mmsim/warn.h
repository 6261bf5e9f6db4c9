/* SPDX-License-Identifier: GPL-2.0-only */
/* What a reader of results must know before believing them. */
#ifndef _MMSIM_CLI_WARN_H
#define _MMSIM_CLI_WARN_H

#include <jansson.h>

void warn_about(json_t *doc, unsigned int runs);

#endif /* _MMSIM_CLI_WARN_H */
