/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent for what is here: nodes are numbered without holes
 */
#ifndef _USER_LINUX_NODEMASK_H
#define _USER_LINUX_NODEMASK_H

#include <linux/compiler.h>
#include <linux/numa.h>

#define nr_node_ids		plat_node_ids()
#define num_online_nodes()	((int)plat_node_ids())
#define num_possible_nodes()	((int)plat_node_ids())
#define node_online(n)		((unsigned int)(n) < plat_node_ids())
#define first_online_node	0
#define for_each_online_node(n)	for ((n) = 0; (n) < num_online_nodes(); (n)++)
#define for_each_node(n)	for_each_online_node(n)

#endif /* _USER_LINUX_NODEMASK_H */
