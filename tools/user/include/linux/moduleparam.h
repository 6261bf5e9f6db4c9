/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stub: parameters cannot be given
 */
#ifndef _USER_LINUX_MODULEPARAM_H
#define _USER_LINUX_MODULEPARAM_H

#define module_param(name, type, perm)		_Static_assert(1, "")
#define module_param_named(name, var, type, perm) _Static_assert(1, "")
#define MODULE_PARM_DESC(name, desc)		_Static_assert(1, "")

#endif /* _USER_LINUX_MODULEPARAM_H */
