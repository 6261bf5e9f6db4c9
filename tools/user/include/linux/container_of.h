/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_CONTAINER_OF_H
#define _USER_LINUX_CONTAINER_OF_H

#include <linux/stddef.h>

#define container_of(ptr, type, member)					\
({									\
	void *__mptr = (void *)(ptr);					\
	_Static_assert(__builtin_types_compatible_p(			\
			__typeof__(*(ptr)),				\
			__typeof__(((type *)0)->member)) ||		\
		       __builtin_types_compatible_p(			\
			__typeof__(*(ptr)), void),			\
		       "pointer type mismatch in container_of()");	\
	(type *)((char *)__mptr - offsetof(type, member));		\
})

#define container_of_const(ptr, type, member)				\
	_Generic(ptr,							\
		const __typeof__(*(ptr)) *:				\
			(const type *)container_of(ptr, type, member),	\
		default: (type *)container_of(ptr, type, member))

#endif /* _USER_LINUX_CONTAINER_OF_H */
