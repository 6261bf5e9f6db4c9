// SPDX-License-Identifier: GPL-2.0-only
/*
 * CPUs and memory nodes of the machine.
 *
 * A CPU counts as online when the process may run on it, because a thread
 * cannot be bound to any other. On a machine with one node, or without NUMA in
 * its kernel, everything is node 0.
 */
#include <numa.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "platform.h"

static unsigned long usable[PLAT_MAX_CPUS / (8 * sizeof(long))];
static unsigned int nr_usable;
static unsigned int nr_ids;
static unsigned int nr_nodes = 1;
static signed char cpu_node[PLAT_MAX_CPUS];

static unsigned int possible_ids(void)
{
	unsigned int first, last = 0;
	FILE *f;

	f = fopen("/sys/devices/system/cpu/possible", "r");
	if (f) {
		/* "0-7", "0", or rarely "0-3,8-11": the last number counts. */
		while (fscanf(f, "%u", &first) == 1) {
			last = first;
			if (fgetc(f) == EOF)
				break;
		}
		fclose(f);
	}
	if (last + 1 < (unsigned int)get_nprocs_conf())
		last = (unsigned int)get_nprocs_conf() - 1;
	return last < PLAT_MAX_CPUS ? last + 1 : PLAT_MAX_CPUS;
}

/* Before main() and before anybody can bind the main thread. */
__attribute__((constructor(101))) static void topology_init(void)
{
	unsigned int cpu, bits = 8 * sizeof(long);
	int node;

	nr_ids = possible_ids();
	if (sched_getaffinity(0, sizeof(usable), (cpu_set_t *)usable))
		usable[0] = 1;
	for (cpu = 0; cpu < nr_ids; cpu++)
		nr_usable += usable[cpu / bits] >> cpu % bits & 1;

	if (numa_available() < 0)
		return;
	for (cpu = 0; cpu < nr_ids; cpu++) {
		node = numa_node_of_cpu((int)cpu);
		if (node < 0 || node >= PLAT_MAX_NODES)
			node = 0;
		cpu_node[cpu] = (signed char)node;
	}
	if (numa_max_node() >= 0 && numa_max_node() < PLAT_MAX_NODES)
		nr_nodes = (unsigned int)numa_max_node() + 1;
}

unsigned int plat_cpu_possible_ids(void)
{
	return nr_ids;
}

void plat_cpu_usable(unsigned long *mask)
{
	memcpy(mask, usable, sizeof(usable));
}

bool plat_oversubscribed(unsigned int running)
{
	return running > nr_usable;
}

unsigned int plat_node_ids(void)
{
	return nr_nodes;
}

int plat_cpu_node(unsigned int cpu)
{
	return cpu < nr_ids ? cpu_node[cpu] : 0;
}
