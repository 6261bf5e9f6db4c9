/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stub: there is one program and no symbol table of modules
 */
#ifndef _USER_LINUX_EXPORT_H
#define _USER_LINUX_EXPORT_H

#define EXPORT_SYMBOL(sym)		_Static_assert(1, "")
#define EXPORT_SYMBOL_GPL(sym)		_Static_assert(1, "")
#define EXPORT_SYMBOL_NS(sym, ns)	_Static_assert(1, "")
#define EXPORT_SYMBOL_NS_GPL(sym, ns)	_Static_assert(1, "")
#define THIS_MODULE			((struct module *)0)
struct module;

#endif /* _USER_LINUX_EXPORT_H */
