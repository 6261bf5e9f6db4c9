/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stub: the maple tree's own tracepoints do nothing
 */
#ifndef _USER_TRACE_EVENTS_MAPLE_TREE_H
#define _USER_TRACE_EVENTS_MAPLE_TREE_H

#define trace_ma_op(...)	((void)0)
#define trace_ma_read(...)	((void)0)
#define trace_ma_write(...)	((void)0)

#endif /* _USER_TRACE_EVENTS_MAPLE_TREE_H */
