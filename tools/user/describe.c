// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a native run takes place, as far as its results need to know it. The command
 * line adds what it knows about the machine.
 */
#include <mmsim/platform.h>

#include <sys/utsname.h>
#include <unistd.h>

const char *mmsim_platform_backend(void)
{
	return "native";
}

void mmsim_platform_kernel(struct mmsim_emit *e)
{
	struct utsname u;

	if (uname(&u))
		mmsim_emit_null(e, "release");
	else
		mmsim_emit_string(e, "release", u.release);
}

void mmsim_platform_machine(struct mmsim_emit *e)
{
	mmsim_emit_string(e, "accel", "native");
}

void mmsim_platform_warnings(struct mmsim_emit *e)
{
#ifdef MMSIM_USER_DEBUG
	mmsim_emit_string(e, NULL,
			  "built for debugging: figures say nothing about speed");
#endif
}

u64 mmsim_platform_memory(void)
{
	long pages = sysconf(_SC_AVPHYS_PAGES), size = sysconf(_SC_PAGESIZE);

	return pages > 0 && size > 0 ? (u64)pages * size : 0;
}
