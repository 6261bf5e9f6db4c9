/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_NUMA_H
#define _USER_LINUX_NUMA_H

#define NUMA_NO_NODE	(-1)
#define MAX_NUMNODES	PLAT_MAX_NODES

#endif /* _USER_LINUX_NUMA_H */
