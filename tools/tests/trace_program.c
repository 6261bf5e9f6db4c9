// SPDX-License-Identifier: GPL-2.0-only
/*
 * What trace_record.sh records: each word on the command line does one kind of thing
 * to the address space.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE	4096UL
#define ANON	(MAP_PRIVATE | MAP_ANONYMOUS)
#define RW	(PROT_READ | PROT_WRITE)

static void die(const char *what)
{
	perror(what);
	exit(99);
}

static char *map(size_t pages, int prot, int flags)
{
	char *p = mmap(NULL, pages * PAGE, prot, flags, -1, 0);

	if (p == MAP_FAILED)
		die("mmap");
	return p;
}

static void touch(char *p, size_t pages)
{
	size_t i;

	for (i = 0; i < pages; i++)
		((volatile char *)p)[i * PAGE] = 1;
}

static void wait_for(pid_t pid)
{
	int status;

	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		die("child");
}

/* Many threads map, touch, protect, advise and unmap, next to each other. */
static void *churn(void *arg)
{
	unsigned int seed = (long)arg, i, n;
	char *p;

	for (i = 0; i < 150; i++) {
		n = 1 + rand_r(&seed) % 8;
		p = map(n, RW, ANON);
		touch(p, n);
		if (rand_r(&seed) % 3 == 0)
			mprotect(p, PAGE, PROT_READ);
		if (rand_r(&seed) % 3 == 0)
			madvise(p, n * PAGE, MADV_DONTNEED);
		if (rand_r(&seed) % 4)
			munmap(p, n * PAGE);
		free(malloc(rand_r(&seed) % 300000));
	}
	return NULL;
}

static void do_threads(void)
{
	pthread_t thread[8];
	long i;

	for (i = 0; i < 8; i++)
		if (pthread_create(&thread[i], NULL, churn, (void *)i))
			die("pthread_create");
	for (i = 0; i < 8; i++)
		pthread_join(thread[i], NULL);
}

static void do_fork(void)
{
	char *p = map(16, RW, ANON);
	pid_t pid;
	int i;

	touch(p, 16);
	for (i = 0; i < 3; i++) {
		pid = fork();
		if (!pid) {
			touch(p, 8);
			munmap(p + 4 * PAGE, 4 * PAGE);
			mprotect(p, PAGE, PROT_READ);
			_exit(0);
		}
		touch(p, 16);
		wait_for(pid);
	}
}

/* A process forks while its other threads change its mappings. */
static void do_fork_threads(void)
{
	pthread_t thread[2];
	pid_t pid;
	long i;

	for (i = 0; i < 2; i++)
		pthread_create(&thread[i], NULL, churn, (void *)(i + 100));
	for (i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	pid = fork();
	if (!pid) {
		do_threads();
		_exit(0);
	}
	do_threads();
	wait_for(pid);
}

static void do_spawn(void)
{
	char *const argv[] = { "true", NULL };
	pid_t pid;

	if (posix_spawnp(&pid, "true", NULL, NULL, argv, environ))
		die("posix_spawnp");
	wait_for(pid);
	pid = vfork();
	if (!pid) {
		execvp("true", argv);
		_exit(1);
	}
	wait_for(pid);
	pid = vfork();
	if (!pid) {
		execv("/nonexistent", argv);
		_exit(0);
	}
	wait_for(pid);
}

static void *exec_true(void *arg)
{
	execlp("true", "true", NULL);
	die("exec");
	return NULL;
}

/* Not the first thread, and not the only one, executes. */
static void do_exec_thread(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, exec_true, NULL);
	pause();
}

static void do_mremap(void)
{
	char *p = map(8, RW, ANON), *q;

	touch(p, 8);
	p = mremap(p, 8 * PAGE, 64 * PAGE, MREMAP_MAYMOVE);
	touch(p, 64);
	p = mremap(p, 64 * PAGE, 16 * PAGE, 0);
	q = map(4, PROT_NONE, ANON);
	q = mremap(p + 4 * PAGE, 4 * PAGE, 4 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, q);
	touch(q, 4);
	touch(p + 8 * PAGE, 8);
	if (mremap((void *)PAGE, PAGE, 2 * PAGE, MREMAP_MAYMOVE) != MAP_FAILED ||
	    errno != EFAULT)
		die("mremap of nothing");
}

/* A second mapping of shared memory. */
static void do_duplicate(void)
{
	char *p = mmap(NULL, 4 * PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	touch(p, 4);
	p = mremap(p, 0, 4 * PAGE, MREMAP_MAYMOVE);
	if (p == MAP_FAILED)
		die("mremap");
	touch(p, 4);
}

static int recurse(int depth)
{
	volatile char frame[3000];

	frame[0] = depth;
	return depth ? recurse(depth - 1) + frame[0] : 0;
}

static void do_stack(void)
{
	recurse(500);
}

static void do_brk(void)
{
	char *heap = sbrk(0);

	sbrk(100 * PAGE);
	touch(heap, 90);
	sbrk(-50 * (long)PAGE);
	sbrk(17);
}

static void do_flags(void)
{
	char *p = map(32, RW, ANON);

	touch(p, 32);
	mlock(p + PAGE + 7, 2 * PAGE);
	munlock(p + 2 * PAGE, PAGE);
	madvise(p + 8 * PAGE, 4 * PAGE, MADV_DONTFORK);
	madvise(p + 16 * PAGE, 4 * PAGE, MADV_DONTDUMP);
	madvise(p + 24 * PAGE, 4 * PAGE, MADV_SEQUENTIAL);
	madvise(p + 24 * PAGE, 2 * PAGE, MADV_NORMAL);
	madvise(p, 32 * PAGE, MADV_FREE);
	do_fork();
}

static void do_errors(void)
{
	char *p = map(8, RW, ANON);

	munmap(p + 4 * PAGE, PAGE);
	if (!mprotect(p, 8 * PAGE, PROT_READ) || errno != ENOMEM)
		die("mprotect over a hole");
	if (!madvise(p, 8 * PAGE, MADV_DONTNEED) || errno != ENOMEM)
		die("madvise over a hole");
	if (mmap(p, PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0) != MAP_FAILED ||
	    errno != EEXIST)
		die("MAP_FIXED_NOREPLACE");
	munmap(p + 1, PAGE);
	mmap(NULL, 0, RW, ANON, -1, 0);
}

static sigjmp_buf after_fault;

static void on_segv(int sig)
{
	siglongjmp(after_fault, 1);
}

static void do_segv(void)
{
	char *p = map(4, RW, ANON);

	signal(SIGSEGV, on_segv);
	mprotect(p, PAGE, PROT_READ);
	if (!sigsetjmp(after_fault, 1))
		*(volatile char *)p = 1;
	munmap(p, PAGE);
	if (!sigsetjmp(after_fault, 1))
		*(volatile char *)p = 1;
	touch(p + PAGE, 3);
}

static void do_files(void)
{
	int fd = memfd_create("memory", 0), zero = open("/dev/zero", O_RDWR), id;
	char *p;

	if (fd < 0 || ftruncate(fd, 16 * PAGE))
		die("memfd");
	p = mmap(NULL, 16 * PAGE, RW, MAP_SHARED, fd, 0);
	touch(p, 16);
	p = mmap(NULL, 8 * PAGE, RW, MAP_PRIVATE, fd, 4 * PAGE);
	touch(p, 8);
	munmap(p + 2 * PAGE, PAGE);
	p = mmap(NULL, 4 * PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	touch(p, 4);
	p = mmap(NULL, 4 * PAGE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	mprotect(p, PAGE, PROT_READ);
	p = mmap(NULL, 4 * PAGE, RW, MAP_PRIVATE, zero, 0);
	touch(p, 4);
	p = mmap(NULL, 4 * PAGE, RW, MAP_SHARED, zero, 0);
	touch(p, 4);
	id = shmget(IPC_PRIVATE, 8 * PAGE, IPC_CREAT | 0600);
	p = shmat(id, NULL, 0);
	shmctl(id, IPC_RMID, NULL);
	if (p == (void *)-1)
		die("shmat");
	touch(p, 8);
	mprotect(p + PAGE, PAGE, PROT_READ);
	shmdt(p);
	p = map(4, RW, ANON | MAP_GROWSDOWN);
	touch(p, 4);
	p = map(16, RW, ANON | MAP_NORESERVE | MAP_POPULATE);
	touch(p, 16);
}

static void do_sleep(void)
{
	for (;;)
		sleep(1);
}

static void do_stubborn(void)
{
	pthread_t thread;

	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	pthread_create(&thread, NULL, churn, NULL);
	pthread_join(thread, NULL);
	do_sleep();
}

static void do_kill(void)
{
	kill(getpid(), SIGKILL);
}

static const struct {
	const char *name;
	void (*fn)(void);
} deeds[] = {
	{ "threads", do_threads }, { "fork", do_fork }, { "fork_threads", do_fork_threads },
	{ "spawn", do_spawn }, { "exec_thread", do_exec_thread }, { "mremap", do_mremap },
	{ "duplicate", do_duplicate },
	{ "stack", do_stack }, { "brk", do_brk }, { "flags", do_flags },
	{ "errors", do_errors }, { "segv", do_segv }, { "files", do_files },
	{ "sleep", do_sleep }, { "stubborn", do_stubborn }, { "kill", do_kill },
};

int main(int argc, char **argv)
{
	size_t i;
	int k;

	for (k = 1; k < argc; k++)
		for (i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
			if (!strcmp(argv[k], deeds[i].name))
				deeds[i].fn();
	return 0;
}
