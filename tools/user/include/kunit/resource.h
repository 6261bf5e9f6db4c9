/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent: see kunit/test.h
 */
#ifndef _USER_KUNIT_RESOURCE_H
#define _USER_KUNIT_RESOURCE_H

#include <kunit/test.h>

#endif /* _USER_KUNIT_RESOURCE_H */
