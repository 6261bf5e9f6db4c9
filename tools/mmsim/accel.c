// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is this a real machine, and if not, what runs it? Numbers of an emulated CPU say
 * nothing about a real one, so the answer is part of every result. What cannot be
 * found out is unknown; nothing is guessed from the presence of a device file.
 */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "machine.h"
#include "util.h"

#if __has_include("cpuid.h")	/* x86 */
#include <cpuid.h>

#define CPUID_HYPERVISOR_BIT	31
#define CPUID_HYPERVISOR_LEAF	0x40000000

static const char *from_cpu(void)
{
	static const struct {
		const char signature[13];
		const char *accel;
	} known[] = {
		{ "TCGTCGTCGTCG", "tcg" },
		{ "KVMKVMKVM\0\0\0", "kvm" },
		{ "Linux KVM Hv", "kvm" },
		{ "XenVMMXenVMM", "xen" },
		{ "VMwareVMware", "vmware" },
		{ "Microsoft Hv", "hyperv" },
		{ "VBoxVBoxVBox", "virtualbox" },
		{ "bhyve bhyve ", "bhyve" },
		{ "ACRNACRNACRN", "acrn" },
	};
	unsigned int eax, regs[3], ecx;
	size_t i;

	if (!__get_cpuid(1, &eax, &regs[0], &ecx, &regs[1]))
		return NULL;
	if (!(ecx & 1U << CPUID_HYPERVISOR_BIT))
		return "bare-metal";
	__cpuid(CPUID_HYPERVISOR_LEAF, eax, regs[0], regs[1], regs[2]);
	for (i = 0; i < ARRAY_LEN(known); i++)
		if (!memcmp(regs, known[i].signature, sizeof(regs)))
			return known[i].accel;
	return "vm";
}
#else
/* A device tree names its hypervisor; elsewhere only its presence could be guessed. */
static const char *from_cpu(void)
{
	char line[128];

	if (!read_line("/proc/device-tree/hypervisor/compatible", line, sizeof(line)))
		return NULL;
	if (strstr(line, "kvm"))
		return "kvm";
	return strstr(line, "xen") ? "xen" : "vm";
}
#endif

/* User Mode Linux says so in place of a CPU vendor; its CPUID is the host's. */
static bool is_uml(void)
{
	char line[256];
	bool found = false;
	FILE *f = fopen("/proc/cpuinfo", "re");

	while (f && !found && fgets(line, sizeof(line), f))
		found = strstr(line, "User Mode Linux");
	if (f)
		fclose(f);
	return found;
}

/**
 * machine_accel - what runs the instructions of this machine
 *
 * Return: "bare-metal", "kvm", "tcg", "uml", the name of another hypervisor, "vm" for
 * one of unknown name, or NULL if nothing is known.
 */
const char *machine_accel(void)
{
	return is_uml() ? "uml" : from_cpu();
}
