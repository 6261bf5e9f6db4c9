/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stub: nothing is loaded or unloaded
 */
#ifndef _USER_LINUX_MODULE_H
#define _USER_LINUX_MODULE_H

#include_next <linux/module.h>

#include <linux/export.h>
#include <linux/init.h>
#include <linux/moduleparam.h>

#define MODULE_LICENSE(x)		_Static_assert(1, "")
#define MODULE_AUTHOR(x)		_Static_assert(1, "")
#define MODULE_DESCRIPTION(x)		_Static_assert(1, "")
#define MODULE_VERSION(x)		_Static_assert(1, "")
#define MODULE_IMPORT_NS(x)		_Static_assert(1, "")
#define module_init(fn)			_Static_assert(1, "")
#define module_exit(fn)			_Static_assert(1, "")

static inline bool try_module_get(struct module *m)
{
	return true;
}

static inline void module_put(struct module *m)
{
}

#endif /* _USER_LINUX_MODULE_H */
