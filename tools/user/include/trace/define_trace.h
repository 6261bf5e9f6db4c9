/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stub: see linux/tracepoint.h
 */
#ifndef _USER_TRACE_DEFINE_TRACE_H
#define _USER_TRACE_DEFINE_TRACE_H

#define USER_NO_TRACE_BODIES 1

#endif /* _USER_TRACE_DEFINE_TRACE_H */
