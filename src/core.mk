# SPDX-License-Identifier: GPL-2.0-only
# The objects of the core: what the module and the userspace build share.
# Everything here compiles against <mmsim/internal.h> alone.

mmsim-core := \
	src/core/access.o \
	src/core/brk.o \
	src/core/exit.o \
	src/core/expand.o \
	src/core/fault.o \
	src/core/file.o \
	src/core/fork.o \
	src/core/init.o \
	src/core/lock.o \
	src/core/madvise.o \
	src/core/maps.o \
	src/core/merge.o \
	src/core/mlock.o \
	src/core/mm.o \
	src/core/mmap.o \
	src/core/mprotect.o \
	src/core/mremap.o \
	src/core/munmap.o \
	src/core/page.o \
	src/core/pgcopy.o \
	src/core/pgtable.o \
	src/core/policy.o \
	src/core/rmap.o \
	src/core/task.o \
	src/core/unmapped_area.o \
	src/core/vma.o \
	src/core/vma_range.o

mmsim-core += \
	src/policy/fault_mmap_lock.o \
	src/policy/fault_sentinel.o \
	src/policy/fault_vma_refcnt.o \
	src/policy/fault_vma_rwsem.o \
	src/policy/index_maple.o

mmsim-core += \
	src/stats/document.o \
	src/stats/emit.o \
	src/stats/hist.o \
	src/stats/out.o \
	src/stats/report.o \
	src/stats/result.o \
	src/stats/views.o

mmsim-core += \
	src/workload/arena.o \
	src/workload/big_munmap.o \
	src/workload/config.o \
	src/workload/fault_storm.o \
	src/workload/fork_storm.o \
	src/workload/gate.o \
	src/workload/madvise_mprotect.o \
	src/workload/maps_text.o \
	src/workload/replay.o \
	src/workload/replay_event.o \
	src/workload/replay_mm.o \
	src/workload/runner.o \
	src/workload/sim.o \
	src/workload/sim_report.o \
	src/workload/worker.o

mmsim-core += \
	src/replay/check.o \
	src/replay/event.o \
	src/replay/header.o \
	src/replay/lex.o \
	src/replay/map.o \
	src/replay/operation.o \
	src/replay/parse.o
