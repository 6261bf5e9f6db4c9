/* SPDX-License-Identifier: GPL-2.0-only */
/* Small helpers of the command line; out of memory ends the program. */
#ifndef _MMSIM_CLI_UTIL_H
#define _MMSIM_CLI_UTIL_H

#include <stdbool.h>
#include <stddef.h>

#include "cli.h"

/**
 * struct strv - a list of strings it owns
 * @v: the strings
 * @nr: how many
 */
struct strv {
	char **v;
	size_t nr;
};

void *xcalloc(size_t n, size_t size);
void *xgrow(void *p, size_t nr, size_t size);
char *xstrdup(const char *s);
__printf(1, 2) char *xasprintf(const char *fmt, ...);

void strv_add(struct strv *l, const char *s);
bool strv_has(const struct strv *l, const char *s);
void strv_free(struct strv *l);

char *read_text(const char *path, size_t *len);
bool read_line(const char *path, char *buf, size_t size);
bool parse_s64(const char *text, long long *value);
unsigned long long hash_text(const char *text, size_t len);
size_t text_width(const char *s);

#endif /* _MMSIM_CLI_UTIL_H */
