/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The knobs of a run, written once: no guard, included once per use. Units stand
 * in the names. Values are signed 64-bit; words are numbered from 0 in the order
 * given, the first is the default.
 *
 *	MMSIM_PARAM(name, default, min, max, description)
 *	MMSIM_PARAM_WORD(name, "word|word|...", description)
 */
#ifdef MMSIM_PARAM
MMSIM_PARAM(tasks, 2, 1, 4096, "tasks that run the workload")
MMSIM_PARAM(duration_ms, 1000, 1, 3600000, "length of the measured window, if ops is 0")
MMSIM_PARAM(ops, 0, 0, 1000000000000LL, "operations per task; 0: run for duration_ms")
MMSIM_PARAM(warmup_ms, 50, 0, 60000, "load before the measured window opens")
MMSIM_PARAM(runs, 1, 1, 1000, "times the whole run is repeated")
MMSIM_PARAM(seed, 1, 0, 9223372036854775807LL, "seed of every random choice")
MMSIM_PARAM(vmas_per_task, 1, 1, 32768, "VMAs each task (or group of tasks) works on")
MMSIM_PARAM(tasks_per_vma, 1, 1, 4096, "tasks that share each set of VMAs")
MMSIM_PARAM(pages_per_vma, 512, 1, 16777216, "pages of each VMA")
MMSIM_PARAM(range_pages, 16, 1, 1048576, "pages of one madvise or mprotect")
MMSIM_PARAM(big_pages, 65536, 1, 1073741824, "pages of one large munmap")
MMSIM_PARAM(writers, 1, 1, 4096, "tasks that fork or munmap; the others fault beside them")
MMSIM_PARAM(write_pct, 100, 0, 100, "share of faults that write, percent")
MMSIM_PARAM(touch_pct, 10, 0, 100, "share of pages a forked child writes, percent")
MMSIM_PARAM(protect_pct, 10, 0, 100, "share of operations that mprotect, percent")
MMSIM_PARAM(nice, 0, -20, 19, "nice value of the tasks")
MMSIM_PARAM(max_map_count, 65530, 1, 16777216, "VMAs an address space may have")
MMSIM_PARAM(lock_stat, 1, 0, 1, "measure lock hold times too (costs two clock reads)")
MMSIM_PARAM(latency_sample, 1, 0, 65536, "measure every n-th operation's latency; 0: none")
MMSIM_PARAM(verify, 0, 0, 1, "check at each fault that its VMA stayed stable")
#undef MMSIM_PARAM
#endif

#ifdef MMSIM_PARAM_WORD
MMSIM_PARAM_WORD(pace, "max|recorded", "replay: as fast as possible or as recorded")
#undef MMSIM_PARAM_WORD
#endif
