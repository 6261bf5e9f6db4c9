// SPDX-License-Identifier: GPL-2.0-only
/*
 * The native platform: pthreads, futex, liburcu, libnuma.
 *
 * Compiled against the system's headers only. Topology is in
 * native_topology.c.
 */
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <numa.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <urcu/urcu-memb.h>
#include <urcu/static/urcu-memb.h>

#include "platform.h"

#define NSEC_PER_SEC	1000000000ULL

__thread void *plat_self_ptr;

#ifdef __SANITIZE_THREAD__
char plat_rcu_token;
#else
/* plat_rcu.h knows this much of the library. */
_Static_assert(offsetof(struct urcu_reader, ctr) ==
	       offsetof(struct plat_rcu_reader, ctr), "liburcu's reader");
_Static_assert(offsetof(struct urcu_gp, ctr) ==
	       offsetof(struct plat_rcu_gp, ctr), "liburcu's counter");
_Static_assert(offsetof(struct urcu_gp, futex) ==
	       offsetof(struct plat_rcu_gp, futex), "liburcu's futex");
_Static_assert(URCU_GP_COUNT == PLAT_RCU_COUNT, "liburcu's nesting");
_Static_assert(URCU_GP_CTR_NEST_MASK == PLAT_RCU_NEST_MASK, "liburcu's mask");

void plat_rcu_wake_gp(void)
{
	urcu_common_wake_up_gp(&urcu_memb_gp);
}
#endif

bool plat_wait(uint32_t *word, uint32_t expected, uint64_t timeout_ns)
{
	struct timespec ts, *tsp = NULL;
	long rc;

	if (timeout_ns != PLAT_FOREVER) {
		ts.tv_sec = timeout_ns / NSEC_PER_SEC;
		ts.tv_nsec = timeout_ns % NSEC_PER_SEC;
		tsp = &ts;
	}
	rc = syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, tsp,
		     NULL, 0);
	return !(rc < 0 && errno == ETIMEDOUT);
}

void plat_wake(uint32_t *word, unsigned int nr)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE,
		nr > INT_MAX ? INT_MAX : (int)nr, NULL, NULL, 0);
}

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec;
}

uint64_t plat_now_ns(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

uint64_t plat_raw_ns(void)
{
	return clock_ns(CLOCK_MONOTONIC_RAW);
}

uint64_t plat_real_ns(void)
{
	return clock_ns(CLOCK_REALTIME);
}

void plat_sleep_ns(uint64_t ns)
{
	struct timespec ts = {
		.tv_sec = ns / NSEC_PER_SEC,
		.tv_nsec = ns % NSEC_PER_SEC,
	};

	while (clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, &ts) == EINTR)
		;
}

void plat_yield(void)
{
	sched_yield();
}

uint64_t plat_random64(void)
{
	uint64_t v;

	if (getrandom(&v, sizeof(v), 0) != sizeof(v))
		v = plat_real_ns() * 0x9e3779b97f4a7c15ULL;
	return v;
}

int plat_thread_id(void)
{
	return (int)syscall(SYS_gettid);
}

struct spawn {
	void (*fn)(void *arg);
	void *arg;
	int node;
	char name[16];
};

static void *spawn_main(void *arg)
{
	struct spawn sp = *(struct spawn *)arg;

	free(arg);
	pthread_setname_np(pthread_self(), sp.name);
	if (sp.node >= 0 && numa_available() >= 0)
		numa_set_preferred(sp.node);
	urcu_memb_register_thread();
	sp.fn(sp.arg);
	return NULL;
}

int plat_spawn(void (*fn)(void *arg), void *arg, const char *name, int node)
{
	pthread_attr_t attr;
	struct spawn *sp;
	pthread_t thread;
	int rc;

	sp = malloc(sizeof(*sp));
	if (!sp)
		return -ENOMEM;
	sp->fn = fn;
	sp->arg = arg;
	sp->node = node;
	snprintf(sp->name, sizeof(sp->name), "%s", name);

	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	rc = pthread_create(&thread, &attr, spawn_main, sp);
	pthread_attr_destroy(&attr);
	if (rc)
		free(sp);
	return -rc;
}

void plat_thread_end(void)
{
	urcu_memb_unregister_thread();
}

struct attach {
	void (*exit)(void *arg);
	void *arg;
};

static pthread_key_t attach_key;
static pthread_once_t attach_once = PTHREAD_ONCE_INIT;

static void attach_exit(void *arg)
{
	struct attach *at = arg;

	at->exit(at->arg);
	urcu_memb_unregister_thread();
	free(at);
}

static void attach_init(void)
{
	if (pthread_key_create(&attach_key, attach_exit))
		abort();
}

void plat_attach(void (*exit)(void *arg), void *arg)
{
	struct attach *at;

	pthread_once(&attach_once, attach_init);
	at = malloc(sizeof(*at));
	if (!at)
		abort();
	at->exit = exit;
	at->arg = arg;
	pthread_setspecific(attach_key, at);
	urcu_memb_register_thread();
}

int plat_set_affinity(int tid, const unsigned long *mask)
{
	/* The kernel's mask is an array of long, least significant first. */
	if (sched_setaffinity(tid, PLAT_MAX_CPUS / 8, (const cpu_set_t *)mask))
		return -errno;
	return 0;
}

int plat_set_nice(int tid, int nice)
{
	if (setpriority(PRIO_PROCESS, (id_t)tid, nice))
		return -errno;
	return 0;
}

void plat_synchronize_rcu(void)
{
	urcu_memb_synchronize_rcu();
#ifdef __SANITIZE_THREAD__
	__tsan_acquire(&plat_rcu_token);
#endif
}
