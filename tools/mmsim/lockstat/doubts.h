/* SPDX-License-Identifier: GPL-2.0-only */
/* What a reader must know before believing a dump. */
#ifndef _MMSIM_LOCKSTAT_DOUBTS_H
#define _MMSIM_LOCKSTAT_DOUBTS_H

#include "dump.h"

void doubts_collect(const struct dump *d, struct strv *warnings);

#endif /* _MMSIM_LOCKSTAT_DOUBTS_H */
