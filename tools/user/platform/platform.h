/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the userspace kernel needs from whatever runs it.
 *
 * The locks, the scheduler calls, RCU and the allocator of tools/user are
 * written once, on this interface. A platform is a directory with the three
 * inline headers included below, found through -I (native/: real threads), and
 * one object with the functions declared here. There is no run-time dispatch:
 * everything is compiled once per platform.
 *
 * Nothing here has a kernel name, and nothing here includes a kernel-named
 * header, so a platform is free to use the system's own headers.
 */
#ifndef _PLATFORM_H
#define _PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plat_atomic.h>	/* loads, stores, read-modify-write, fences */
#include <plat_cpu.h>		/* plat_self(), plat_cpu(), plat_relax() */
#include <plat_rcu.h>		/* read-side sections */

/** PLAT_FOREVER - a timeout of plat_wait() that never expires */
#define PLAT_FOREVER	UINT64_MAX

/** PLAT_MAX_CPUS - CPU numbers are below this; the width of a CPU mask */
#define PLAT_MAX_CPUS	1024

/** PLAT_MAX_NODES - memory node numbers are below this */
#define PLAT_MAX_NODES	64

/**
 * plat_wait() - block while a word holds a value
 * @word: 32-bit word, changed by others through atomics only
 * @expected: the call blocks only if *@word still equals this
 * @timeout_ns: nanoseconds to block at most, or PLAT_FOREVER
 *
 * May return early for no reason, so callers loop over their condition.
 *
 * Context: may sleep.
 * Return: false if the timeout expired, true otherwise.
 */
bool plat_wait(uint32_t *word, uint32_t expected, uint64_t timeout_ns);

/**
 * plat_wake() - end the plat_wait() of some waiters
 * @word: the word they wait on; its memory need not exist any more
 * @nr: how many to wake at most
 *
 * Context: any.
 */
void plat_wake(uint32_t *word, unsigned int nr);

/** plat_now_ns() - monotonic time in nanoseconds, as CLOCK_MONOTONIC */
uint64_t plat_now_ns(void);

/** plat_raw_ns() - monotonic time in nanoseconds, never slewed */
uint64_t plat_raw_ns(void);

/** plat_real_ns() - wall-clock time in nanoseconds since 1970 */
uint64_t plat_real_ns(void);

/** plat_sleep_ns() - let @ns nanoseconds pass without using the CPU */
void plat_sleep_ns(uint64_t ns);

/** plat_yield() - let another thread have the CPU, if one wants it */
void plat_yield(void);

/** plat_random64() - 64 unpredictable bits, for seeds only */
uint64_t plat_random64(void);

/**
 * plat_spawn() - start a thread
 * @fn: what it runs; it is an RCU reader while it does
 * @arg: passed to @fn
 * @name: shown by ps and debuggers, at most 15 characters are kept
 * @node: preferred memory node, or -1
 *
 * Nobody joins the thread: @fn must signal its end itself.
 *
 * Context: may sleep.
 * Return: 0 or a negative errno.
 */
int plat_spawn(void (*fn)(void *arg), void *arg, const char *name, int node);

/**
 * plat_thread_end() - last call of a function that plat_spawn() runs
 *
 * The thread is no RCU reader afterwards and may only return.
 */
void plat_thread_end(void);

/**
 * plat_attach() - make the calling thread usable as a reader and a sleeper
 * @exit: runs when the thread ends
 * @arg: passed to @exit
 *
 * For threads that plat_spawn() did not make.
 */
void plat_attach(void (*exit)(void *arg), void *arg);

/** plat_thread_id() - number of the calling thread, for the calls below */
int plat_thread_id(void);

/**
 * plat_set_affinity() - restrict a thread to some CPUs
 * @tid: from plat_thread_id()
 * @mask: PLAT_MAX_CPUS bits
 *
 * Return: 0 or a negative errno.
 */
int plat_set_affinity(int tid, const unsigned long *mask);

/** plat_set_nice() - set the nice value of thread @tid; 0 or negative errno */
int plat_set_nice(int tid, int nice);

/**
 * plat_oversubscribed() - are there more runnable threads than CPUs
 * @running: threads that are not blocked in plat_wait()
 *
 * A spinner uses this to decide how long it is worth waiting for a running
 * owner: the owner may in truth have been preempted.
 *
 * Return: true if there are.
 */
bool plat_oversubscribed(unsigned int running);

/** plat_cpu_possible_ids() - one more than the highest CPU number */
unsigned int plat_cpu_possible_ids(void);

/** plat_cpu_usable() - fill @mask (PLAT_MAX_CPUS bits) with the usable CPUs */
void plat_cpu_usable(unsigned long *mask);

/** plat_node_ids() - one more than the highest memory node number, at least 1 */
unsigned int plat_node_ids(void);

/** plat_cpu_node() - memory node of @cpu; 0 when the machine has one node */
int plat_cpu_node(unsigned int cpu);

#endif /* _PLATFORM_H */
