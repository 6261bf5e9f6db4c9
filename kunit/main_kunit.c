// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmsim_kunit.ko: all suites, in one call.
 *
 * One module and one call make one KTAP document. With several, kunit.py parses the
 * first and forgets the others, failed or not.
 */
#include <linux/module.h>

#include "fixture.h"

kunit_test_suites(&mmsim_alloc_suite,
		  &mmsim_brk_suite,
		  &mmsim_config_suite,
		  &mmsim_emit_suite,
		  &mmsim_fault_suite,
		  &mmsim_fork_suite,
		  &mmsim_hist_suite,
		  &mmsim_index_suite,
		  &mmsim_kill_suite,
		  &mmsim_layout_suite,
		  &mmsim_merge_suite,
		  &mmsim_mmap_suite,
		  &mmsim_mremap_suite,
		  &mmsim_munmap_suite,
		  &mmsim_policy_suite,
		  &mmsim_race_suite,
		  &mmsim_sim_suite,
		  &mmsim_stack_suite,
		  &mmsim_trace_suite,
		  &mmsim_vma_lock_suite,
		  &mmsim_wait_suite,
		  &mmsim_write_suite);

MODULE_DESCRIPTION("KUnit suites of mmsim");
MODULE_AUTHOR("The mmsim authors");
MODULE_LICENSE("GPL");
