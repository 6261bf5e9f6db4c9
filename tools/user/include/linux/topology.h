/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: from libnuma
 */
#ifndef _USER_LINUX_TOPOLOGY_H
#define _USER_LINUX_TOPOLOGY_H

#include <linux/cpumask.h>
#include <linux/nodemask.h>
#include <linux/smp.h>

#define cpu_to_node(cpu)	plat_cpu_node((unsigned int)(cpu))
#define cpu_to_mem(cpu)		cpu_to_node(cpu)
#define numa_node_id()		cpu_to_node(raw_smp_processor_id())
#define numa_mem_id()		numa_node_id()

#endif /* _USER_LINUX_TOPOLOGY_H */
