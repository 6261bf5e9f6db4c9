# SPDX-License-Identifier: GPL-2.0-only
# The objects of the KUnit suites: what mmsim_kunit.ko and the userspace build share.

mmsim-kunit := \
	kunit/alloc_kunit.o \
	kunit/alloc_ops.o \
	kunit/brk_kunit.o \
	kunit/check.o \
	kunit/config_kunit.o \
	kunit/emit_kunit.o \
	kunit/fault_kunit.o \
	kunit/fixture.o \
	kunit/fork_kunit.o \
	kunit/hist_kunit.o \
	kunit/index_kunit.o \
	kunit/kill_kunit.o \
	kunit/layout_kunit.o \
	kunit/main_kunit.o \
	kunit/merge_kunit.o \
	kunit/mmap_kunit.o \
	kunit/model.o \
	kunit/model_page.o \
	kunit/mremap_kunit.o \
	kunit/munmap_kunit.o \
	kunit/policy_kunit.o \
	kunit/race_kunit.o \
	kunit/sim_fixture.o \
	kunit/sim_kunit.o \
	kunit/stack_kunit.o \
	kunit/trace_kunit.o \
	kunit/vma_lock_kunit.o \
	kunit/wait_kunit.o \
	kunit/worker.o \
	kunit/write_kunit.o
