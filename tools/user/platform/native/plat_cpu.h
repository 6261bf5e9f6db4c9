/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who am I and where: the calls that must cost a few instructions.
 */
#ifndef _PLAT_CPU_H
#define _PLAT_CPU_H

#include <stddef.h>
#include <stdint.h>

/* Of glibc 2.35 and later; <sys/rseq.h> would bring <linux/types.h> along. */
extern const ptrdiff_t __rseq_offset;
extern const unsigned int __rseq_size;
extern int sched_getcpu(void);

/* One pointer per thread, for struct task_struct. */
extern __thread void *plat_self_ptr
	__attribute__((tls_model("initial-exec")));

static inline void *plat_self(void)
{
	return plat_self_ptr;
}

static inline void plat_set_self(void *self)
{
	plat_self_ptr = self;
}

/*
 * The kernel keeps the CPU number in each thread's restartable-sequence area,
 * which glibc registers; reading it is one load. Without it the system is
 * asked. Either way the answer may be old when it is used.
 */
static inline unsigned int plat_cpu(void)
{
	if (__builtin_expect(__rseq_size != 0, 1)) {
		/* cpu_id_start is the first member of struct rseq. */
		return *(const volatile uint32_t *)
			((const char *)__builtin_thread_pointer() +
			 __rseq_offset);
	}
	return (unsigned int)sched_getcpu();
}

static inline void plat_relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ __volatile__("isb" ::: "memory");
#else
	__asm__ __volatile__("" ::: "memory");
#endif
}

#endif /* _PLAT_CPU_H */
