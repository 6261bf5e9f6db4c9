/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: a tracepoint is an empty function that is never enabled. The
 * project's event header is read as it is.
 */
#ifndef _USER_LINUX_TRACEPOINT_H
#define _USER_LINUX_TRACEPOINT_H

#include <linux/compiler.h>
#include <linux/types.h>

#define TP_PROTO(args...)	args
#define TP_ARGS(args...)	args

#define __USER_TRACE(name, proto)					\
	static inline void trace_##name(proto)				\
	{								\
	}								\
	static inline bool trace_##name##_enabled(void)			\
	{								\
		return false;						\
	}
#define TRACE_EVENT(name, proto, args, st, as, pr)	__USER_TRACE(name, PARAMS(proto))
#define TRACE_EVENT_CONDITION(name, proto, args, cond, st, as, pr) \
	__USER_TRACE(name, PARAMS(proto))
#define DECLARE_EVENT_CLASS(name, proto, args, st, as, pr)
#define DEFINE_EVENT(template, name, proto, args)	__USER_TRACE(name, PARAMS(proto))
#define DECLARE_TRACE(name, proto, args)		__USER_TRACE(name, PARAMS(proto))
#define TRACE_DEFINE_ENUM(e)
#define EXPORT_TRACEPOINT_SYMBOL_GPL(name)
#define PARAMS(args...)		args
#define tracepoint_enabled(name)	false

#endif /* _USER_LINUX_TRACEPOINT_H */
