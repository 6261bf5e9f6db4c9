/* SPDX-License-Identifier: GPL-2.0-only */
/* Several dumps into one. */
#ifndef _MMSIM_LOCKSTAT_MERGE_H
#define _MMSIM_LOCKSTAT_MERGE_H

#include "dump.h"

void merge_dumps(struct dump *to, const struct dump *from, size_t nr,
		 const struct strv *renames);

#endif /* _MMSIM_LOCKSTAT_MERGE_H */
