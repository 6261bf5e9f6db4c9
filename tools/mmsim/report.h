/* SPDX-License-Identifier: GPL-2.0-only */
/* Printing a document or a comparison in the format asked for. */
#ifndef _MMSIM_CLI_REPORT_H
#define _MMSIM_CLI_REPORT_H

#include "sheet.h"

bool report_colour(void);
int report_document(const json_t *doc, const char *file, enum format format);

#endif /* _MMSIM_CLI_REPORT_H */
