// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the recorder knows about x86-64. Everything else in this directory is the
 * same for all architectures.
 */
#include <linux/audit.h>

#include "recorder.h"

#ifndef __x86_64__
#error "mmsim record knows only x86-64 so far: add an arch_*.c for this machine"
#endif

const u32 rec_arch_audit = AUDIT_ARCH_X86_64;
const char *const rec_arch_name = "x86_64";

/* Bits of the page fault error code. */
#define X86_PF_WRITE		0x02
#define X86_PF_INSTR		0x10

enum rec_access rec_arch_access(u64 error_code)
{
	if (error_code & X86_PF_INSTR)
		return REC_EXECUTE;
	return error_code & X86_PF_WRITE ? REC_WRITE : REC_READ;
}

bool rec_arch_user_address(u64 addr)
{
	return addr < MMSIM_TASK_SIZE;
}
