// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tracepoints come to be here.
 */
#include <linux/module.h>
#include <linux/sched.h>

#include <mmsim/fault.h>
#include <mmsim/policy.h>

static const char *const fallback_names[NR_MMSIM_FALLBACKS] = {
#define MMSIM_FALLBACK(name, desc) [MMSIM_FB_##name] = #name,
#include <mmsim/event_list.h>
};

/**
 * mmsim_trace_fallback_name() - Word for a reason
 * @why: enum mmsim_fallback
 *
 * Context: any.
 * Return: its name in results and in event_list.h.
 */
const char *mmsim_trace_fallback_name(unsigned int why)
{
	return why < NR_MMSIM_FALLBACKS ? fallback_names[why] : "unknown";
}

#define CREATE_TRACE_POINTS
#include <trace/events/mmsim.h>
