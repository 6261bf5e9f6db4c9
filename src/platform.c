// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the module runs, as far as results need to know it.
 */
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/utsname.h>

#include <mmsim/debugfs.h>
#include <mmsim/internal.h>
#include <mmsim/platform.h>

#if defined(CONFIG_X86) && !defined(CONFIG_UML)
#include <asm/cpufeature.h>
#include <asm/processor.h>

/* Hypervisors may show several signatures; the first of this list counts. */
static const struct {
	char signature[13];
	const char *name;
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
	u32 leaf, eax, r[3];

	for (leaf = 0x40000000; leaf < 0x40000400; leaf += 0x100) {
		cpuid(leaf, &eax, &r[0], &r[1], &r[2]);
		if (!memcmp(signature, r, sizeof(r)))
			return true;
	}
	return false;
}

/* What executes us: a word, or NULL if that cannot be known. */
static const char *accelerator(void)
{
	unsigned int i;

	if (!boot_cpu_has(X86_FEATURE_HYPERVISOR))
		return "bare";
	for (i = 0; i < ARRAY_SIZE(hypervisors); i++)
		if (has_signature(hypervisors[i].signature))
			return hypervisors[i].name;
	return NULL;
}

static const char *cpu_model(void)
{
	return boot_cpu_data.x86_model_id[0] ? boot_cpu_data.x86_model_id : NULL;
}
#else
static const char *accelerator(void)
{
	return IS_ENABLED(CONFIG_UML) ? "uml" : NULL;
}

static const char *cpu_model(void)
{
	return NULL;
}
#endif

static const char *preemption(void)
{
	if (IS_ENABLED(CONFIG_PREEMPT_RT))
		return "rt";
	if (preempt_model_none())
		return "none";
	if (preempt_model_voluntary())
		return "voluntary";
	if (preempt_model_full())
		return "full";
	/* The only other one, since 6.13. */
	return IS_ENABLED(CONFIG_ARCH_HAS_PREEMPT_LAZY) ? "lazy" : NULL;
}

/**
 * mmsim_platform_backend() - Name of the backend
 *
 * Context: any.
 * Return: "kernel".
 */
const char *mmsim_platform_backend(void)
{
	return "kernel";
}

/**
 * mmsim_platform_kernel() - Emit the members of the result's "kernel" object
 * @e: emitter, inside the object
 *
 * The options are those that change what a lock costs.
 *
 * Context: may sleep.
 */
void mmsim_platform_kernel(struct mmsim_emit *e)
{
	mmsim_emit_string(e, "release", init_utsname()->release);
	mmsim_emit_string(e, "version", init_utsname()->version);
	mmsim_emit_string(e, "arch", init_utsname()->machine);
	mmsim_emit_string(e, "module", mmsim_build_id);
	mmsim_emit_object(e, "config");
	mmsim_emit_string(e, "preempt", preemption());
	mmsim_emit_u64(e, "hz", CONFIG_HZ);
	mmsim_emit_u64(e, "nr_cpus", nr_cpu_ids);
	mmsim_emit_bool(e, "smp", IS_ENABLED(CONFIG_SMP));
	mmsim_emit_bool(e, "numa", IS_ENABLED(CONFIG_NUMA));
	mmsim_emit_bool(e, "paravirt", IS_ENABLED(CONFIG_PARAVIRT));
	mmsim_emit_bool(e, "rwsem_spin_on_owner",
			IS_ENABLED(CONFIG_RWSEM_SPIN_ON_OWNER));
	mmsim_emit_bool(e, "lockdep", IS_ENABLED(CONFIG_LOCKDEP));
	mmsim_emit_bool(e, "prove_locking", IS_ENABLED(CONFIG_PROVE_LOCKING));
	mmsim_emit_bool(e, "lock_stat", IS_ENABLED(CONFIG_LOCK_STAT));
	mmsim_emit_bool(e, "debug_atomic_sleep",
			IS_ENABLED(CONFIG_DEBUG_ATOMIC_SLEEP));
	mmsim_emit_bool(e, "debug_objects", IS_ENABLED(CONFIG_DEBUG_OBJECTS));
	mmsim_emit_bool(e, "kasan", IS_ENABLED(CONFIG_KASAN));
	mmsim_emit_bool(e, "kcsan", IS_ENABLED(CONFIG_KCSAN));
	mmsim_emit_bool(e, "kmemleak", IS_ENABLED(CONFIG_DEBUG_KMEMLEAK));
	mmsim_emit_object_end(e);
}

/**
 * mmsim_platform_machine() - Emit further members of the result's "machine" object
 * @e: emitter, inside the object
 *
 * Context: may sleep.
 */
void mmsim_platform_machine(struct mmsim_emit *e)
{
	mmsim_emit_string(e, "accel", accelerator());
	mmsim_emit_string(e, "cpu_model", cpu_model());
	mmsim_emit_u64(e, "memory_bytes", (u64)totalram_pages() << PAGE_SHIFT);
}

/**
 * mmsim_platform_warnings() - Emit what makes measurements here doubtful
 * @e: emitter, inside an array of strings
 *
 * Context: may sleep.
 */
void mmsim_platform_warnings(struct mmsim_emit *e)
{
	const char *accel = accelerator();

	if (accel && !strcmp(accel, "tcg"))
		mmsim_emit_string(e, NULL,
				  "TCG emulates the CPUs: compare designs, believe no time");
	else if (accel && !strcmp(accel, "uml"))
		mmsim_emit_string(e, NULL,
				  "UML: the clock may be coarse, CPUs are host threads");
	else if (!accel || strcmp(accel, "bare"))
		mmsim_emit_string(e, NULL,
				  "virtual machine: the host may take CPUs away at any time");
	if (IS_ENABLED(CONFIG_LOCKDEP))
		mmsim_emit_string(e, NULL,
				  "lockdep is built in: locks cost many times the usual");
	if (IS_ENABLED(CONFIG_KASAN) || IS_ENABLED(CONFIG_KCSAN))
		mmsim_emit_string(e, NULL,
				  "KASAN or KCSAN is built in: memory accesses cost many times the usual");
}

/**
 * mmsim_platform_memory() - Memory that can be had without harm
 *
 * Context: may sleep.
 * Return: bytes.
 */
u64 mmsim_platform_memory(void)
{
	long pages = si_mem_available();

	return pages > 0 ? (u64)pages << PAGE_SHIFT : 0;
}
