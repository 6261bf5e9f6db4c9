/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_KUNIT_TEST_BUG_H
#define _USER_KUNIT_TEST_BUG_H

#include <kunit/test.h>

struct kunit *kunit_get_current_test(void);
#define kunit_fail_current_test(fmt, ...)				\
	do {								\
		struct kunit *__t = kunit_get_current_test();		\
									\
		if (__t)						\
			KUNIT_FAIL(__t, fmt, ##__VA_ARGS__);		\
	} while (0)

#endif /* _USER_KUNIT_TEST_BUG_H */
