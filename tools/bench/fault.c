// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an anonymous first-touch fault costs in the shadow, beside one in the kernel
 * this runs on: the same number of pages, mapped and unmapped the same way.
 */
#include <mmsim/fault.h>
#include <mmsim/mm.h>

#include <sys/mman.h>

#include "bench.h"

#define PAGES	16384UL
#define BYTES	(PAGES * MMSIM_PAGE_SIZE)

static double shadow_ns(struct mmsim_task *t)
{
	unsigned long addr, i;
	u64 start, ns;

	addr = mmsim_mmap(t, 0, BYTES, MMSIM_PROT_READ | MMSIM_PROT_WRITE,
			  MMSIM_MAP_PRIVATE | MMSIM_MAP_ANONYMOUS, NULL, 0);
	if (IS_ERR_VALUE(addr))
		return -1;
	start = ktime_get_ns();
	for (i = 0; i < PAGES; i++)
		if (mmsim_fault(t, addr + i * MMSIM_PAGE_SIZE,
				MMSIM_FAULT_USER | MMSIM_FAULT_WRITE))
			return -1;
	ns = ktime_get_ns() - start;
	mmsim_munmap(t, addr, BYTES);
	return (double)ns / PAGES;
}

static double host_ns(void)
{
	volatile char *p = mmap(NULL, BYTES, PROT_READ | PROT_WRITE,
				MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned long i;
	u64 start, ns;

	if (p == MAP_FAILED)
		return -1;
	/* One fault per page on both sides. */
	madvise((void *)p, BYTES, MADV_NOHUGEPAGE);
	start = ktime_get_ns();
	for (i = 0; i < PAGES; i++)
		p[i * MMSIM_PAGE_SIZE] = 1;
	ns = ktime_get_ns() - start;
	munmap((void *)p, BYTES);
	return (double)ns / PAGES;
}

int bench_fault(struct bench_report *r)
{
	static const struct bench_figure ratio = {
		.name = "anon_fault_shadow_vs_host", .unit = "x", .goal = 0.25,
		.text = "anonymous first-touch fault, shadow / this kernel",
	}, shadow_figure = {
		.name = "anon_fault_shadow_ns", .unit = "ns",
		.text = "anonymous first-touch fault, shadow (vma_refcnt)",
	}, host_figure = {
		.name = "anon_fault_host_ns", .unit = "ns",
		.text = "anonymous first-touch fault, this kernel",
	};
	struct mmsim_mm_config config = {
		.fault_lock = MMSIM_FAULT_LOCK_vma_refcnt,
	};
	double ratios[BENCH_ROUNDS], shadows[BENCH_ROUNDS], hosts[BENCH_ROUNDS];
	struct mmsim_mm *mm = mmsim_mm_create(&config);
	struct mmsim_task *t;
	int i, ret = -1;

	if (!mm)
		return -1;
	t = mmsim_task_create(mm, 0, 1);
	if (!t) {
		mmsim_mmdrop(mm);
		return -1;
	}
	shadow_ns(t);
	host_ns();
	for (i = 0; i < BENCH_ROUNDS; i++) {
		shadows[i] = shadow_ns(t);
		hosts[i] = host_ns();
		if (shadows[i] < 0 || hosts[i] < 0)
			goto out;
		ratios[i] = shadows[i] / hosts[i];
	}
	bench_add(r, &ratio, ratios, BENCH_ROUNDS);
	bench_add(r, &shadow_figure, shadows, BENCH_ROUNDS);
	bench_add(r, &host_figure, hosts, BENCH_ROUNDS);
	ret = 0;
out:
	mmsim_mmput(t, mm);
	mmsim_task_destroy(t);
	return ret;
}
