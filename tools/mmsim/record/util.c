// SPDX-License-Identifier: GPL-2.0-only
/*
 * Small helpers of the recorder. Running out of memory ends the program: the
 * traced one ends with it (PTRACE_O_EXITKILL) and the unfinished file is removed
 * at exit.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "recorder.h"

/* Say something on stderr: an error, a warning, a summary. */
void rec_say(const char *fmt, ...)
{
	va_list args;

	fputs("mmsim record: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
}

void *rec_realloc(void *p, size_t nr, size_t size)
{
	void *q = reallocarray(p, nr ? nr : 1, size);

	if (!q) {
		rec_say("out of memory");
		exit(2);
	}
	return q;
}

char *rec_strdup(const char *s)
{
	size_t len = strlen(s) + 1;

	return memcpy(rec_realloc(NULL, len, 1), s, len);
}

/*
 * Add a zeroed element to @array, which has *@nr of them and room up to the next
 * power of two. Returns the array, which may have moved.
 */
void *rec_append(void *array, size_t *nr, size_t size)
{
	size_t n = *nr;

	if (!(n & (n - 1)))
		array = rec_realloc(array, n ? 2 * n : 1, size);
	memset((char *)array + n * size, 0, size);
	*nr = n + 1;
	return array;
}

u64 rec_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ULL + ts.tv_nsec;
}

u64 rec_page_up(u64 x)
{
	return (x + MMSIM_PAGE_SIZE - 1) & MMSIM_PAGE_MASK;
}
