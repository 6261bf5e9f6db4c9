/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The workloads, written once: no guard, included once per use.
 *
 *	MMSIM_WORKLOAD(name, main operation (a name of op_list.h), description)
 */
#ifdef MMSIM_WORKLOAD
MMSIM_WORKLOAD(fault_storm, fault, "tasks fault in pages of disjoint or shared VMAs")
MMSIM_WORKLOAD(madvise_mprotect, fault, "allocator-like DONTNEED, mprotect and refault")
MMSIM_WORKLOAD(fork_storm, fork, "fork, touch and exit beside faulting siblings")
MMSIM_WORKLOAD(big_munmap, munmap, "one large munmap beside latency-sensitive faults")
MMSIM_WORKLOAD(replay, replay, "a recorded trace of a real application")
#undef MMSIM_WORKLOAD
#endif
