/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent; strscpy() in its three-argument form, which every kernel has
 */
#ifndef _USER_LINUX_STRING_H
#define _USER_LINUX_STRING_H

#include <string.h>
#include <strings.h>

#include <linux/array_size.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/types.h>

ssize_t strscpy(char *dst, const char *src, size_t count);
char *strim(char *s);
char *skip_spaces(const char *s);
bool sysfs_streq(const char *a, const char *b);
int match_string(const char * const *array, size_t n, const char *string);
int __sysfs_match_string(const char * const *array, size_t n, const char *s);
#define sysfs_match_string(a, s)	__sysfs_match_string(a, ARRAY_SIZE(a), s)
char *strreplace(char *str, char old, char new);
void *memchr_inv(const void *p, int c, size_t bytes);

#define strstarts(s, prefix)	(strncmp(s, prefix, strlen(prefix)) == 0)
#define str_has_prefix(s, prefix)					\
({									\
	size_t __shp = strlen(prefix);					\
	strncmp(s, prefix, __shp) == 0 ? __shp : 0;			\
})
#define memset_after(obj, v, member)					\
	memset((u8 *)(obj) + offsetofend(__typeof__(*(obj)), member), (v), \
	       sizeof(*(obj)) - offsetofend(__typeof__(*(obj)), member))
#define memzero_explicit(s, n)	explicit_bzero(s, n)

/* The allocating ones are in linux/slab.h's keeping: kfree() them. */
char *kstrdup(const char *s, gfp_t gfp);
char *kstrndup(const char *s, size_t max, gfp_t gfp);
const char *kstrdup_const(const char *s, gfp_t gfp);
void kfree_const(const void *p);
void *kmemdup(const void *src, size_t len, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp);
char * __printf(2, 3) kasprintf(gfp_t gfp, const char *fmt, ...);
char * __printf(2, 0) kvasprintf(gfp_t gfp, const char *fmt,
				 __builtin_va_list args);

#endif /* _USER_LINUX_STRING_H */
