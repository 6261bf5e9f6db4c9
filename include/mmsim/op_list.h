/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The operations whose latency is measured, written once: no guard.
 *
 *	MMSIM_OP(name, description)
 */
#ifdef MMSIM_OP
MMSIM_OP(fault, "page fault, entry to return")
MMSIM_OP(child_fault, "page fault in a forked child")
MMSIM_OP(mmap, "mmap")
MMSIM_OP(munmap, "munmap")
MMSIM_OP(mprotect, "mprotect")
MMSIM_OP(mremap, "mremap")
MMSIM_OP(brk, "brk")
MMSIM_OP(madvise, "madvise")
MMSIM_OP(mlock, "mlock and munlock")
MMSIM_OP(fork, "fork, parent's side")
MMSIM_OP(exit, "exit of an address space's last user")
MMSIM_OP(replay, "one event of a trace, of whatever kind")
#undef MMSIM_OP
#endif
