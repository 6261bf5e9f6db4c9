/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What only the place where the core runs can tell: the module implements these
 * four functions, and so does the userspace build.
 */
#ifndef _MMSIM_PLATFORM_H
#define _MMSIM_PLATFORM_H

#include <mmsim/emit.h>

/**
 * mmsim_platform_backend() - Name of the backend: "kernel" or "native"
 *
 * Return: the word in results.
 */
const char *mmsim_platform_backend(void);

/**
 * mmsim_platform_kernel() - Emit the members of the result's "kernel" object
 * @e: emitter, inside the object
 *
 * At least "release" (string). In the module also "config", an object with a bool
 * or number for each of lockdep, lock_stat, kasan, kcsan, preempt (string), hz,
 * nr_cpus; emit null for what cannot be known.
 */
void mmsim_platform_kernel(struct mmsim_emit *e);

/**
 * mmsim_platform_machine() - Emit further members of the result's "machine" object
 * @e: emitter, inside the object; cpus_online, nodes, clock_resolution_ns and
 *	clock_read_ns are there already
 *
 * "accel" (string; "kvm", "tcg", "uml", "bare", "native", or null), "cpu_model",
 * whatever else is known.
 */
void mmsim_platform_machine(struct mmsim_emit *e);

/**
 * mmsim_platform_warnings() - Emit what makes measurements here doubtful
 * @e: emitter, inside an array of strings
 */
void mmsim_platform_warnings(struct mmsim_emit *e);

/**
 * mmsim_platform_memory() - Memory that can be had without harm
 *
 * Context: may sleep.
 * Return: bytes, or 0 if unknown.
 */
u64 mmsim_platform_memory(void);

#endif /* _MMSIM_PLATFORM_H */
