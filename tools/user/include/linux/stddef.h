/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_STDDEF_H
#define _USER_LINUX_STDDEF_H

#include <stddef.h>
#include <stdbool.h>

#ifndef sizeof_field
#define sizeof_field(type, member)	sizeof(((type *)0)->member)
#endif
#define offsetofend(type, member) \
	(offsetof(type, member) + sizeof_field(type, member))
#define struct_group(name, ...)		\
	union {				\
		struct { __VA_ARGS__ };	\
		struct { __VA_ARGS__ } name; \
	}
#include_next <linux/stddef.h>

#endif /* _USER_LINUX_STDDEF_H */
