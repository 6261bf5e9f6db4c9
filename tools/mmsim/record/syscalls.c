// SPDX-License-Identifier: GPL-2.0-only
/*
 * The system calls that are recorded, and the seccomp filter that stops a traced
 * thread at these and at no others.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "recorder.h"

/* Newer than some supported C libraries; the numbers are the same everywhere. */
#ifndef SYS_map_shadow_stack
#define SYS_map_shadow_stack	453
#endif
#ifndef SYS_mseal
#define SYS_mseal		462
#endif
#ifndef PR_SET_VMA
#define PR_SET_VMA		0x53564d41
#endif

const struct rec_syscall rec_syscalls[] = {
	{ "mmap", SYS_mmap, REC_MMAP },
	{ "munmap", SYS_munmap, REC_MUNMAP },
	{ "mprotect", SYS_mprotect, REC_MPROTECT },
	{ "pkey_mprotect", SYS_pkey_mprotect, REC_PKEY_MPROTECT },
	{ "mremap", SYS_mremap, REC_MREMAP },
	{ "madvise", SYS_madvise, REC_MADVISE },
	{ "brk", SYS_brk, REC_BRK },
	{ "mlock", SYS_mlock, REC_MLOCK },
	{ "mlock2", SYS_mlock2, REC_MLOCK },
	{ "munlock", SYS_munlock, REC_MUNLOCK },
	{ "mlockall", SYS_mlockall, REC_MLOCKALL },
	{ "munlockall", SYS_munlockall, REC_MUNLOCKALL },
	{ "clone", SYS_clone, REC_CLONE },
	{ "clone3", SYS_clone3, REC_CLONE },
#ifdef SYS_fork
	{ "fork", SYS_fork, REC_CLONE },
	{ "vfork", SYS_vfork, REC_CLONE },
#endif
	{ "execve", SYS_execve, REC_EXEC },
	{ "execveat", SYS_execveat, REC_EXEC },
	{ "wait4", SYS_wait4, REC_WAIT },
	{ "waitid", SYS_waitid, REC_WAIT },
	{ "shmat", SYS_shmat, REC_SHMAT },
	{ "shmdt", SYS_shmdt, REC_SHMDT },
	{ "io_setup", SYS_io_setup, REC_SHMAT },
	{ "io_destroy", SYS_io_destroy, REC_SHMDT },
	{ "mbind", SYS_mbind, REC_UNMODELLED },
	{ "mseal", SYS_mseal, REC_UNMODELLED },
	{ "map_shadow_stack", SYS_map_shadow_stack, REC_UNMODELLED },
	{ "process_madvise", SYS_process_madvise, REC_UNMODELLED },
	{ "remap_file_pages", SYS_remap_file_pages, REC_UNMODELLED },
	{ "userfaultfd", SYS_userfaultfd, REC_UNMODELLED },
	/* Last: stopped at only if it concerns mappings. */
	{ "prctl", SYS_prctl, REC_UNMODELLED },
};

const size_t rec_nr_syscalls = ARRAY_SIZE(rec_syscalls);

#define FILTER_LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define FILTER_IF_EQUAL(value, yes, no) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define FILTER_RETURN(value) \
	BPF_STMT(BPF_RET | BPF_K, value)

/*
 * Stop the caller, and whatever it starts, at the calls of the table. Without the
 * privilege to do just that, it gives up gaining privileges by exec.
 */
int rec_install_filter(void)
{
	struct sock_filter filter[ARRAY_SIZE(rec_syscalls) + 8];
	struct sock_fprog prog = { .filter = filter };
	/* Three instructions, the table, three more on prctl, then these two. */
	const size_t allow = rec_nr_syscalls + 6;
	const size_t trace = allow + 1;
	size_t i, n = 0;

	filter[n++] = (struct sock_filter)FILTER_LOAD(arch);
	filter[n] = (struct sock_filter)FILTER_IF_EQUAL(rec_arch_audit, 0, allow - n - 1);
	n++;
	filter[n++] = (struct sock_filter)FILTER_LOAD(nr);
	for (i = 0; i < rec_nr_syscalls - 1; i++, n++)
		filter[n] = (struct sock_filter)
			FILTER_IF_EQUAL(rec_syscalls[i].nr, trace - n - 1, 0);
	filter[n] = (struct sock_filter)
		FILTER_IF_EQUAL(rec_syscalls[i].nr, 0, allow - n - 1);
	n++;
	/* The lower half of the first argument: the machine is little-endian. */
	filter[n++] = (struct sock_filter)FILTER_LOAD(args[0]);
	filter[n] = (struct sock_filter)FILTER_IF_EQUAL(PR_SET_VMA, trace - n - 1, 0);
	n++;
	filter[n] = (struct sock_filter)
		FILTER_IF_EQUAL(PR_SET_MM, trace - n - 1, allow - n - 1);
	n++;
	filter[n++] = (struct sock_filter)FILTER_RETURN(SECCOMP_RET_ALLOW);
	filter[n++] = (struct sock_filter)FILTER_RETURN(SECCOMP_RET_TRACE);
	prog.len = n;

	if (!prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog))
		return 0;
	if (errno != EACCES || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog);
}

/*
 * Failed calls are left out, except those whose failure the shadow repeats by
 * itself: they reached the mappings under mmap_lock and stopped at what they found.
 */
bool rec_failure_matters(enum rec_op_kind kind, int err)
{
	switch (kind) {
	case REC_MMAP:
		return err == EEXIST;	/* MAP_FIXED_NOREPLACE */
	case REC_MPROTECT:
	case REC_PKEY_MPROTECT:
	case REC_MADVISE:
		return err == ENOMEM;	/* a hole in the range */
	case REC_MREMAP:
		return err == EFAULT;	/* nothing mapped there */
	default:
		return false;
	}
}
