/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every difference between the supported kernels, and nothing else.
 *
 * A difference is found by probing for the feature (a macro of the header, or
 * MMSIM_HAVE_x set by a grep in Kbuild), not by comparing versions: the stable
 * branches carry backports. Each block names the change it answers.
 */
#ifndef _MMSIM_COMPAT_H
#define _MMSIM_COMPAT_H

#include <linux/rwsem.h>
#include <linux/slab.h>

/*
 * kmem_cache_create() with struct kmem_cache_args, and with it freeptr_offset,
 * came in 6.12 ("slab: create kmem_cache_create() compatibility layer"). Before
 * it SLUB puts the free pointer of a SLAB_TYPESAFE_BY_RCU cache behind the
 * object, which costs memory and is otherwise the same.
 */
#ifdef MMSIM_HAVE_KMEM_CACHE_ARGS
static inline struct kmem_cache *
mmsim_kmem_cache_create_typesafe(const char *name, unsigned int size,
				 unsigned int freeptr_offset, slab_flags_t flags)
{
	struct kmem_cache_args args = {
		.use_freeptr_offset = true,
		.freeptr_offset = freeptr_offset,
	};

	return kmem_cache_create(name, size, &args,
				 flags | SLAB_TYPESAFE_BY_RCU);
}
#else
static inline struct kmem_cache *
mmsim_kmem_cache_create_typesafe(const char *name, unsigned int size,
				 unsigned int freeptr_offset, slab_flags_t flags)
{
	return kmem_cache_create(name, size, 0, flags | SLAB_TYPESAFE_BY_RCU,
				 NULL);
}
#endif

/*
 * Is a reader about to wait? The bits of rwsem->count are private to
 * kernel/locking/rwsem.c but have not moved since 5.3: bit 0 is the writer.
 * PREEMPT_RT builds rwsem from an rt_mutex and has no such word.
 */
static inline bool mmsim_rwsem_write_locked(struct rw_semaphore *sem)
{
#ifdef CONFIG_PREEMPT_RT
	return rwsem_is_locked(sem);
#else
	return atomic_long_read(&sem->count) & 1;
#endif
}

/*
 * __assign_str() lost its second argument in 6.10 ("tracing/treewide: Remove second
 * parameter of __assign_str()"): the source is the one given to __string().
 */
#ifdef MMSIM_HAVE_ASSIGN_STR_DST
#define mmsim_assign_str(dst, ...)	__assign_str(dst)
#else
#define mmsim_assign_str(dst, src)	__assign_str(dst, src)
#endif

/*
 * x86: cpuid() has a header of its own, which <asm/processor.h> included in 6.12
 * (then <asm/cpuid.h>) and no longer does in 7.2.
 */
#if defined(CONFIG_X86) && defined(MMSIM_HAVE_CPUID_API)
#include <asm/cpuid/api.h>
#endif

#endif /* _MMSIM_COMPAT_H */
