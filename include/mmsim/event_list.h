/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The counters, written once: no guard, included once per use. They are kept per
 * task (one writer, never lost) and summed on read.
 *
 *	MMSIM_EVENT(name, description)
 *	MMSIM_FALLBACK(reason, description): why a fault was not finished under the
 *		design's first-choice lock. fault_attempts is the sum of fault_fast and
 *		of all of these.
 *	MMSIM_VIOLATION(name, description): what no correct design ever counts
 */
#ifdef MMSIM_EVENT
MMSIM_EVENT(fault_attempts, "faults that entered the engine")
MMSIM_EVENT(fault_fast, "faults finished under the design's first-choice lock")
MMSIM_EVENT(fault_error, "faults that ended in SIGSEGV, SIGBUS or OOM")
MMSIM_EVENT(fault_killed, "faults given up because of a fatal signal")
MMSIM_EVENT(fault_spurious, "faults that found the page already there")
MMSIM_EVENT(fault_anon, "new anonymous pages")
MMSIM_EVENT(fault_zero, "zero page mappings")
MMSIM_EVENT(fault_cow, "pages copied on write")
MMSIM_EVENT(fault_reuse, "write-protected pages made writable without a copy")
MMSIM_EVENT(fault_file, "file pages mapped")
MMSIM_EVENT(fault_stack, "stack expansions by a fault")
MMSIM_EVENT(fault_mmap_retry, "second and later attempts under mmap_lock")
MMSIM_EVENT(vma_lock_success, "faults finished under the VMA lock, errors included")
MMSIM_EVENT(vma_lock_abort, "lookups under RCU that gave up")
MMSIM_EVENT(vma_lock_retry, "faults under the VMA lock whose handler asked for a retry")
MMSIM_EVENT(vma_lock_miss, "lookups under RCU that found a detached VMA and began anew")
MMSIM_EVENT(vma_write_waits, "VMA write locks that had to wait for readers")
MMSIM_EVENT(vma_alloc, "VMAs allocated")
MMSIM_EVENT(vma_free, "VMAs freed")
MMSIM_EVENT(vma_split, "VMA splits")
MMSIM_EVENT(vma_merge, "VMA merges and expansions")
MMSIM_EVENT(anon_vma_trylock_failed, "first write faults that could not try mmap_lock")
MMSIM_EVENT(fork_pages_copied, "page table entries copied by fork")
MMSIM_EVENT(pages_zapped, "page table entries removed")
MMSIM_EVENT(page_tables_allocated, "page tables of all levels allocated")
MMSIM_EVENT(page_tables_freed, "page tables of all levels freed")
MMSIM_EVENT(tlb_flushes, "TLB flushes a real mm would have made")
MMSIM_EVENT(tlb_flush_pages, "pages those flushes named")
MMSIM_EVENT(tlb_flush_ipis, "other CPUs those flushes would have interrupted")
MMSIM_EVENT(alloc_failures, "allocations that failed, injected ones included")
#undef MMSIM_EVENT
#endif

#ifdef MMSIM_FALLBACK
MMSIM_FALLBACK(not_found, "no VMA at the address")
MMSIM_FALLBACK(seq_busy, "the VMA was write-locked")
MMSIM_FALLBACK(rwsem_busy, "the VMA's rwsem was held or awaited by a writer")
MMSIM_FALLBACK(refcount_limit, "a writer excluded readers, or the count was at its limit")
MMSIM_FALLBACK(foreign_mm, "the VMA had been reused by another address space")
MMSIM_FALLBACK(vma_changed, "the VMA no longer covered the address")
MMSIM_FALLBACK(needs_mmap_lock, "the handler needed mmap_lock and could not try it")
MMSIM_FALLBACK(kernel_mode, "not a user-mode fault")
MMSIM_FALLBACK(stack_growth, "the stack had to grow, which takes mmap_lock for writing")
#undef MMSIM_FALLBACK
#endif

#ifdef MMSIM_VIOLATION
MMSIM_VIOLATION(unstable_vma, "a VMA changed or was detached while a fault held it")
MMSIM_VIOLATION(bad_rss, "pages left, or counted wrongly, when an address space ended")
MMSIM_VIOLATION(bad_stamp, "a page had other contents than its history allows")
MMSIM_VIOLATION(bad_maps, "after a replay the VMAs were not those recorded")
#undef MMSIM_VIOLATION
#endif
