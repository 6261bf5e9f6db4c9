/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: in this build tests are always there
 */
#ifndef _USER_KUNIT_VISIBILITY_H
#define _USER_KUNIT_VISIBILITY_H

#define VISIBLE_IF_KUNIT
#define EXPORT_SYMBOL_IF_KUNIT(symbol)	_Static_assert(1, "")

#endif /* _USER_KUNIT_VISIBILITY_H */
