/* SPDX-License-Identifier: GPL-2.0-only */
/* mmsim lockstat: lock statistics of kernels, shown, compared, merged. */
#ifndef _MMSIM_LOCKSTAT_H
#define _MMSIM_LOCKSTAT_H

int mmsim_cmd_lockstat(int argc, char **argv);
extern const char mmsim_lockstat_usage[];

#endif /* _MMSIM_LOCKSTAT_H */
