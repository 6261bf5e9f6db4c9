/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Configuration of the userspace kernel; forced into every file with -include.
 *
 * CONFIG_64BIT decides the maple tree's node layout and must be seen before
 * maple_tree.h, hence here and not in a header that somebody may include late.
 */
#ifndef _USER_LINUX_KCONFIG_H
#define _USER_LINUX_KCONFIG_H

#define CONFIG_64BIT 1
#define CONFIG_SMP 1
#define CONFIG_NUMA 1
#define CONFIG_PER_VMA_LOCK 1
#define CONFIG_HZ 250
#define CONFIG_NR_CPUS 1024
/* Read as a value, not as an option, by 6.1. */
#define CONFIG_BASE_SMALL 0

/* MMSIM_USER_DEBUG is set by the sanitizer builds. */
#ifdef MMSIM_USER_DEBUG
#define CONFIG_LOCKDEP 1
#define CONFIG_PROVE_LOCKING 1
#define CONFIG_DEBUG_LOCK_ALLOC 1
#define CONFIG_PROVE_RCU 1
#define CONFIG_DEBUG_ATOMIC_SLEEP 1
#endif

#define MMSIM_HAVE_KMEM_CACHE_ARGS 1

#ifndef KBUILD_MODNAME
#define KBUILD_MODNAME "mmsim"
#endif

#define __USER_IS_ONE_1			0,
#define __USER_IS_SECOND(ignored, val, ...)	val
#define __USER_IS_PICK(x)		__USER_IS_SECOND(x 1, 0, 0)
#define __USER_IS_CAT(x)		__USER_IS_PICK(__USER_IS_ONE_##x)
#define __USER_IS_ENABLED(x)		__USER_IS_CAT(x)

/* equivalent: 1 if the option is defined to 1, else 0; there are no modules */
#define IS_ENABLED(option)		__USER_IS_ENABLED(option)
#define IS_BUILTIN(option)		__USER_IS_ENABLED(option)
#define IS_REACHABLE(option)		__USER_IS_ENABLED(option)
#define IS_MODULE(option)		0

#endif /* _USER_LINUX_KCONFIG_H */
