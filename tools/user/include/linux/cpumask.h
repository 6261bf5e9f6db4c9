/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent for what is here. A CPU is online when this process may run on it.
 */
#ifndef _USER_LINUX_CPUMASK_H
#define _USER_LINUX_CPUMASK_H

#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/gfp.h>
#include <linux/types.h>

#define NR_CPUS		PLAT_MAX_CPUS

typedef struct cpumask {
	DECLARE_BITMAP(bits, NR_CPUS);
} cpumask_t;

/* As with CONFIG_CPUMASK_OFFSTACK off. */
typedef struct cpumask cpumask_var_t[1];

extern unsigned int nr_cpu_ids;
extern struct cpumask __cpu_possible_mask, __cpu_online_mask;
#define cpu_possible_mask	((const struct cpumask *)&__cpu_possible_mask)
#define cpu_present_mask	cpu_possible_mask
#define cpu_online_mask		((const struct cpumask *)&__cpu_online_mask)
#define cpu_active_mask		cpu_online_mask
#define cpumask_bits(m)		((m)->bits)
#define nr_cpumask_bits		nr_cpu_ids
#define cpumask_size()		sizeof(struct cpumask)

#define num_online_cpus()	cpumask_weight(cpu_online_mask)
#define num_possible_cpus()	cpumask_weight(cpu_possible_mask)
#define num_present_cpus()	num_possible_cpus()
#define cpu_online(cpu)		cpumask_test_cpu(cpu, cpu_online_mask)
#define cpu_possible(cpu)	cpumask_test_cpu(cpu, cpu_possible_mask)
#define cpus_read_lock()	do { } while (0)
#define cpus_read_unlock()	do { } while (0)

const struct cpumask *cpumask_of(unsigned int cpu);

static inline bool zalloc_cpumask_var(cpumask_var_t *mask, gfp_t gfp)
{
	memset(*mask, 0, sizeof(**mask));
	return true;
}

static inline bool alloc_cpumask_var(cpumask_var_t *mask, gfp_t gfp)
{
	return true;
}

static inline void free_cpumask_var(cpumask_var_t mask)
{
}

static inline unsigned int cpumask_next(int cpu, const struct cpumask *m)
{
	return (unsigned int)find_next_bit(m->bits, nr_cpu_ids,
					   (unsigned long)(cpu + 1));
}

static inline unsigned int cpumask_first(const struct cpumask *m)
{
	return cpumask_next(-1, m);
}

unsigned int cpumask_next_and(int cpu, const struct cpumask *a,
			      const struct cpumask *b);
#define cpumask_first_and(a, b)	cpumask_next_and(-1, a, b)
#define cpumask_any(m)		cpumask_first(m)

static inline unsigned int cpumask_next_wrap_user(int cpu,
						  const struct cpumask *m)
{
	unsigned int next = cpumask_next(cpu, m);

	return next < nr_cpu_ids ? next : cpumask_first(m);
}

static inline unsigned int cpumask_last(const struct cpumask *m)
{
	return (unsigned int)find_last_bit(m->bits, nr_cpu_ids);
}

static inline unsigned int cpumask_weight(const struct cpumask *m)
{
	return bitmap_weight(m->bits, nr_cpu_ids);
}

static inline bool cpumask_empty(const struct cpumask *m)
{
	return bitmap_empty(m->bits, nr_cpu_ids);
}

static inline bool cpumask_test_cpu(int cpu, const struct cpumask *m)
{
	return test_bit((unsigned long)cpu, m->bits);
}

static inline void cpumask_set_cpu(unsigned int cpu, struct cpumask *m)
{
	set_bit(cpu, m->bits);
}

static inline void __cpumask_set_cpu(unsigned int cpu, struct cpumask *m)
{
	__set_bit(cpu, m->bits);
}

static inline void cpumask_clear_cpu(int cpu, struct cpumask *m)
{
	clear_bit((unsigned long)cpu, m->bits);
}

static inline bool cpumask_test_and_set_cpu(int cpu, struct cpumask *m)
{
	return test_and_set_bit((unsigned long)cpu, m->bits);
}

static inline void cpumask_clear(struct cpumask *m)
{
	bitmap_zero(m->bits, NR_CPUS);
}

static inline void cpumask_setall(struct cpumask *m)
{
	cpumask_clear(m);
	bitmap_set(m->bits, 0, nr_cpu_ids);
}

static inline void cpumask_copy(struct cpumask *dst, const struct cpumask *src)
{
	bitmap_copy(dst->bits, src->bits, NR_CPUS);
}

bool cpumask_and(struct cpumask *dst, const struct cpumask *a,
		 const struct cpumask *b);
void cpumask_or(struct cpumask *dst, const struct cpumask *a,
		const struct cpumask *b);
bool cpumask_andnot(struct cpumask *dst, const struct cpumask *a,
		    const struct cpumask *b);
bool cpumask_equal(const struct cpumask *a, const struct cpumask *b);
bool cpumask_subset(const struct cpumask *a, const struct cpumask *b);
bool cpumask_intersects(const struct cpumask *a, const struct cpumask *b);
unsigned int cpumask_nth(unsigned int n, const struct cpumask *m);

static inline int cpulist_parse(const char *buf, struct cpumask *m)
{
	cpumask_clear(m);
	return bitmap_parselist(buf, m->bits, (int)nr_cpu_ids);
}

/* different: the kernel's needs a page-aligned page; this takes any buffer */
static inline int user_cpulist_print(char *buf, size_t size,
				     const struct cpumask *m)
{
	return bitmap_print_list(buf, size, m->bits, nr_cpu_ids);
}

static inline ssize_t cpumap_print_to_pagebuf(bool list, char *buf,
					      const struct cpumask *m)
{
	return bitmap_print_list(buf, PAGE_SIZE, m->bits, nr_cpu_ids);
}

#define for_each_cpu(cpu, mask)						\
	for ((cpu) = (int)cpumask_first(mask);				\
	     (unsigned int)(cpu) < nr_cpu_ids;				\
	     (cpu) = (int)cpumask_next((int)(cpu), mask))
#define for_each_cpu_and(cpu, a, b)					\
	for ((cpu) = (int)cpumask_next_and(-1, a, b);			\
	     (unsigned int)(cpu) < nr_cpu_ids;				\
	     (cpu) = (int)cpumask_next_and((int)(cpu), a, b))
#define for_each_possible_cpu(cpu)	for_each_cpu(cpu, cpu_possible_mask)
#define for_each_online_cpu(cpu)	for_each_cpu(cpu, cpu_online_mask)
#define for_each_present_cpu(cpu)	for_each_cpu(cpu, cpu_possible_mask)

#endif /* _USER_LINUX_CPUMASK_H */
