/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tracepoints: the mmap_lock events of the kernel on shadow address spaces, the
 * decisions of the fault engine, and slices for a timeline.
 *
 * They are paired by mm and thread, so that a synthetic event, BPF or trace-cmd
 * sqlhist turns two of them into a latency. In userspace <linux/tracepoint.h> makes
 * empty inline functions of them.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM mmsim

#if !defined(_TRACE_MMSIM_H) || defined(TRACE_HEADER_MULTI_READ)
#define _TRACE_MMSIM_H

#include <linux/tracepoint.h>
#include <linux/types.h>

#ifndef _TRACE_MMSIM_ONCE
#define _TRACE_MMSIM_ONCE

struct mmsim_mm;

const char *mmsim_trace_fallback_name(unsigned int why);

/* Expanded where the events are created, behind <mmsim/fault.h>. */
#define MMSIM_TRACE_FAULT_FLAGS						\
	{ MMSIM_FAULT_WRITE,		"WRITE" },			\
	{ MMSIM_FAULT_ALLOW_RETRY,	"ALLOW_RETRY" },		\
	{ MMSIM_FAULT_KILLABLE,		"KILLABLE" },			\
	{ MMSIM_FAULT_TRIED,		"TRIED" },			\
	{ MMSIM_FAULT_USER,		"USER" },			\
	{ MMSIM_FAULT_INSTRUCTION,	"INSTRUCTION" },		\
	{ MMSIM_FAULT_VMA_LOCK,		"VMA_LOCK" }

#define MMSIM_TRACE_FAULT_RESULT					\
	{ MMSIM_VM_FAULT_OOM,		"OOM" },			\
	{ MMSIM_VM_FAULT_SIGBUS,	"SIGBUS" },			\
	{ MMSIM_VM_FAULT_MAJOR,		"MAJOR" },			\
	{ MMSIM_VM_FAULT_SIGSEGV,	"SIGSEGV" },			\
	{ MMSIM_VM_FAULT_NOPAGE,	"NOPAGE" },			\
	{ MMSIM_VM_FAULT_RETRY,		"RETRY" },			\
	{ MMSIM_VM_FAULT_COMPLETED,	"COMPLETED" }

#endif /* _TRACE_MMSIM_ONCE */

/*
 * mmap_lock as in include/trace/events/mmap_lock.h, without the memcg. A downgrade
 * is a release for writing and an acquisition for reading.
 */
DECLARE_EVENT_CLASS(mmsim_mmap_lock,

	TP_PROTO(struct mmsim_mm *mm, bool write),

	TP_ARGS(mm, write),

	TP_STRUCT__entry(
		__field(struct mmsim_mm *, mm)
		__field(bool, write)
	),

	TP_fast_assign(
		__entry->mm = mm;
		__entry->write = write;
	),

	TP_printk("mm=%p write=%s",
		  __entry->mm,
		  __entry->write ? "true" : "false")
);

DEFINE_EVENT(mmsim_mmap_lock, mmsim_mmap_lock_start_locking,
	TP_PROTO(struct mmsim_mm *mm, bool write),
	TP_ARGS(mm, write));

DEFINE_EVENT(mmsim_mmap_lock, mmsim_mmap_lock_released,
	TP_PROTO(struct mmsim_mm *mm, bool write),
	TP_ARGS(mm, write));

TRACE_EVENT(mmsim_mmap_lock_acquire_returned,

	TP_PROTO(struct mmsim_mm *mm, bool write, bool success),

	TP_ARGS(mm, write, success),

	TP_STRUCT__entry(
		__field(struct mmsim_mm *, mm)
		__field(bool, write)
		__field(bool, success)
	),

	TP_fast_assign(
		__entry->mm = mm;
		__entry->write = write;
		__entry->success = success;
	),

	TP_printk("mm=%p write=%s success=%s",
		  __entry->mm,
		  __entry->write ? "true" : "false",
		  __entry->success ? "true" : "false")
);

/* A fault enters the engine. */
TRACE_EVENT(mmsim_fault_begin,

	TP_PROTO(struct mmsim_mm *mm, unsigned long address, unsigned int flags),

	TP_ARGS(mm, address, flags),

	TP_STRUCT__entry(
		__field(struct mmsim_mm *, mm)
		__field(unsigned long, address)
		__field(unsigned int, flags)
	),

	TP_fast_assign(
		__entry->mm = mm;
		__entry->address = address;
		__entry->flags = flags;
	),

	TP_printk("mm=%p address=0x%lx flags=%s",
		  __entry->mm, __entry->address,
		  __print_flags(__entry->flags, "|", MMSIM_TRACE_FAULT_FLAGS))
);

/*
 * The design's first-choice lock did not do: the fault goes on under mmap_lock. The
 * reason is recorded as its name, so that filters and histograms can use it.
 */
TRACE_EVENT(mmsim_fault_fallback,

	TP_PROTO(struct mmsim_mm *mm, unsigned long address, unsigned int why),

	TP_ARGS(mm, address, why),

	TP_STRUCT__entry(
		__field(struct mmsim_mm *, mm)
		__field(unsigned long, address)
		__string(reason, mmsim_trace_fallback_name(why))
	),

	TP_fast_assign(
		__entry->mm = mm;
		__entry->address = address;
		mmsim_assign_str(reason, mmsim_trace_fallback_name(why));
	),

	TP_printk("mm=%p address=0x%lx reason=%s",
		  __entry->mm, __entry->address, __get_str(reason))
);

/* A fault is done. No flag in result: it was handled. */
TRACE_EVENT(mmsim_fault_end,

	TP_PROTO(struct mmsim_mm *mm, unsigned long address, unsigned int flags,
		 unsigned int result),

	TP_ARGS(mm, address, flags, result),

	TP_STRUCT__entry(
		__field(struct mmsim_mm *, mm)
		__field(unsigned long, address)
		__field(unsigned int, flags)
		__field(unsigned int, result)
	),

	TP_fast_assign(
		__entry->mm = mm;
		__entry->address = address;
		__entry->flags = flags;
		__entry->result = result;
	),

	TP_printk("mm=%p address=0x%lx flags=%s result=%s",
		  __entry->mm, __entry->address,
		  __print_flags(__entry->flags, "|", MMSIM_TRACE_FAULT_FLAGS),
		  __print_flags(__entry->result, "|", MMSIM_TRACE_FAULT_RESULT))
);

/* The holder of mmap_lock for writing waits for the readers of one VMA. */
TRACE_EVENT(mmsim_vma_write_wait_start,

	TP_PROTO(struct mmsim_mm *mm, unsigned long address),

	TP_ARGS(mm, address),

	TP_STRUCT__entry(
		__field(struct mmsim_mm *, mm)
		__field(unsigned long, address)
	),

	TP_fast_assign(
		__entry->mm = mm;
		__entry->address = address;
	),

	TP_printk("mm=%p address=0x%lx", __entry->mm, __entry->address)
);

TRACE_EVENT(mmsim_vma_write_wait_end,

	TP_PROTO(struct mmsim_mm *mm, unsigned long address, bool success),

	TP_ARGS(mm, address, success),

	TP_STRUCT__entry(
		__field(struct mmsim_mm *, mm)
		__field(unsigned long, address)
		__field(bool, success)
	),

	TP_fast_assign(
		__entry->mm = mm;
		__entry->address = address;
		__entry->success = success;
	),

	TP_printk("mm=%p address=0x%lx success=%s",
		  __entry->mm, __entry->address,
		  __entry->success ? "true" : "false")
);

/*
 * Slices ('B' begins, 'E' ends the innermost) and instants ('I') with the field names
 * and types that Perfetto calls a kernel track event: it draws them without being
 * taught. One track per thread and track name; slices of a track must nest.
 */
TRACE_EVENT(mmsim_track_event,

	TP_PROTO(char type, const char *track_name, const char *slice_name),

	TP_ARGS(type, track_name, slice_name),

	TP_STRUCT__entry(
		__field(char, track_event_type)
		__field(int, scope_tgid)
		__string(track_name, track_name)
		__string(slice_name, slice_name)
	),

	TP_fast_assign(
		__entry->track_event_type = type;
		__entry->scope_tgid = current->tgid;
		mmsim_assign_str(track_name, track_name);
		mmsim_assign_str(slice_name, slice_name);
	),

	TP_printk("type=%c track=%s slice=%s tgid=%d",
		  __entry->track_event_type, __get_str(track_name),
		  __get_str(slice_name), __entry->scope_tgid)
);

#endif /* _TRACE_MMSIM_H */

/* This part must be outside protection */
#include <trace/define_trace.h>
