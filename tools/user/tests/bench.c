// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the userspace kernel's primitives cost without contention, and what is
 * left of that when threads share them: time per operation of all together, the
 * best of five runs. Run by --bench.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#include "../kunit.h"

#define LOOPS	500000UL
#define RUNS	5

static DECLARE_RWSEM(sem);
static DEFINE_MUTEX(mutex);
static DEFINE_SPINLOCK(spin);
static DEFINE_RWLOCK(rwlock);
static struct kmem_cache *cache;
static unsigned long __percpu *counter;

#define BENCH(name, body)						\
static void bench_##name(void)						\
{									\
	unsigned long i;						\
									\
	for (i = 0; i < LOOPS; i++) {					\
		body;							\
		barrier();						\
	}								\
}

BENCH(nothing, )
BENCH(rcu_read, rcu_read_lock(); rcu_read_unlock())
BENCH(rwsem_read, down_read(&sem); up_read(&sem))
BENCH(rwsem_write, down_write(&sem); up_write(&sem))
BENCH(mutex, mutex_lock(&mutex); mutex_unlock(&mutex))
BENCH(spinlock, spin_lock(&spin); spin_unlock(&spin))
BENCH(rwlock_read, read_lock(&rwlock); read_unlock(&rwlock))
BENCH(kmem_cache, kmem_cache_free(cache, kmem_cache_alloc(cache, GFP_KERNEL)))
BENCH(kmalloc_64, kfree(kmalloc(64, GFP_KERNEL)))
BENCH(this_cpu_inc, this_cpu_inc(*counter))
BENCH(smp_processor_id, (void)smp_processor_id())
BENCH(ktime_get_ns, (void)ktime_get_ns())

static const struct {
	const char *name;
	void (*fn)(void);
} benches[] = {
#define ROW(n) { #n, bench_##n }
	ROW(nothing), ROW(rcu_read), ROW(rwsem_read), ROW(rwsem_write),
	ROW(mutex), ROW(spinlock), ROW(rwlock_read), ROW(kmem_cache),
	ROW(kmalloc_64), ROW(this_cpu_inc), ROW(smp_processor_id),
	ROW(ktime_get_ns),
};

static int bench_thread(void *data)
{
	void (*fn)(void) = data;

	fn();
	return 0;
}

/* Nanoseconds for one loop in each of @threads threads at once. */
static u64 run_threads(void (*fn)(void), int threads)
{
	struct task_struct *t[8];
	u64 start;
	int i;

	for (i = 0; i < threads; i++) {
		t[i] = kthread_create(bench_thread, fn, "bench");
		if (IS_ERR(t[i]))
			panic("cannot start a thread\n");
		get_task_struct(t[i]);
		kthread_bind(t[i], cpumask_nth((unsigned int)i % num_online_cpus(),
					       cpu_online_mask));
	}
	start = ktime_get_ns();
	for (i = 0; i < threads; i++)
		wake_up_process(t[i]);
	for (i = 0; i < threads; i++) {
		while (!plat_load(&t[i]->exited, PLAT_ACQUIRE))
			plat_wait(&t[i]->exited, 0, PLAT_FOREVER);
		put_task_struct(t[i]);
	}
	return ktime_get_ns() - start;
}

static void bench(void)
{
	static const int threads[] = { 1, 2, 8 };
	u64 best[ARRAY_SIZE(threads)], ns;
	size_t i, j;
	int run;

	cache = kmem_cache_create("bench", 192, 0, 0, NULL);
	counter = alloc_percpu(unsigned long);
	printf("%-20s %10s %10s %10s\n", "ns per operation", "1 thread",
	       "2 threads", "8 threads");
	for (i = 0; i < ARRAY_SIZE(benches); i++) {
		printf("%-20s", benches[i].name);
		for (j = 0; j < ARRAY_SIZE(threads); j++) {
			best[j] = U64_MAX;
			for (run = 0; run < RUNS; run++) {
				ns = run_threads(benches[i].fn, threads[j]);
				best[j] = min(best[j], ns);
			}
			/* Of all threads together. */
			printf(" %10.1f", (double)best[j] / LOOPS / threads[j]);
		}
		printf("\n");
	}
	free_percpu(counter);
	kmem_cache_destroy(cache);
}

int main(int argc, char **argv)
{
	int ret;

	if (argc == 2 && !strcmp(argv[1], "--bench")) {
		bench();
		return 0;
	}
	ret = user_kunit_main(argc, argv);
	if (user_slab_leaks && !ret) {
		pr_err("%lu objects leaked\n", user_slab_leaks);
		ret = 1;
	}
	return ret;
}
