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
#define CPUID_HYPERVISOR_END	0x40000400
#define CPUID_HYPERVISOR_STEP	0x100

/* The words the module uses. A hypervisor may show several; the first listed counts. */
static const struct {
	const char signature[13];
	const char *accel;
} hypervisors[] = {
	{ "KVMKVMKVM\0\0\0", "kvm" },
	{ "TCGTCGTCGTCG", "tcg" },
	{ "XenVMMXenVMM", "xen" },
	{ "VMwareVMware", "vmware" },
	{ "VBoxVBoxVBox", "virtualbox" },
	{ "bhyve bhyve ", "bhyve" },
	{ "Microsoft Hv", "hyperv" },
};

static bool has_signature(const char *signature)
{
	unsigned int leaf, eax, regs[3];

	for (leaf = CPUID_HYPERVISOR_LEAF; leaf < CPUID_HYPERVISOR_END;
	     leaf += CPUID_HYPERVISOR_STEP) {
		__cpuid(leaf, eax, regs[0], regs[1], regs[2]);
		if (!memcmp(regs, signature, sizeof(regs)))
			return true;
	}
	return false;
}

static const char *from_cpu(void)
{
	unsigned int eax, ebx, ecx, edx;
	size_t i;

	if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx))
		return NULL;
	if (!(ecx & 1U << CPUID_HYPERVISOR_BIT))
		return "bare";
	for (i = 0; i < ARRAY_LEN(hypervisors); i++)
		if (has_signature(hypervisors[i].signature))
			return hypervisors[i].accel;
	return NULL;
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
	return strstr(line, "xen") ? "xen" : NULL;
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
 * Return: "bare", "kvm", "tcg", "uml", the name of another hypervisor, or NULL if
 * there is one of unknown name or nothing is known.
 */
const char *machine_accel(void)
{
	return is_uml() ? "uml" : from_cpu();
}
