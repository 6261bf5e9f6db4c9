/* SPDX-License-Identifier: GPL-2.0-only */
/* Which numbers of two kernels must not be compared, and why. */
#ifndef _MMSIM_LOCKSTAT_COMPARABLE_H
#define _MMSIM_LOCKSTAT_COMPARABLE_H

#include "classes.h"
#include "workload.h"

void comparable_judge(struct classes *cs, const struct workload *w, double tolerance, bool force);
void unhooked_judge(struct classes *cs);

#endif /* _MMSIM_LOCKSTAT_COMPARABLE_H */
