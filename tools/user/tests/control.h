/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Negative controls: a case that does something forbidden, in a process of its
 * own, which a sanitizer or a check must stop.
 */
#ifndef _USER_TESTS_CONTROL_H
#define _USER_TESTS_CONTROL_H

#include <kunit/test.h>

/* Is this the process that shall do it? */
bool control_child(void);

/*
 * Run "suite.case" in a child; the case fails if the child succeeds. Skips in
 * the release build, where nobody looks.
 */
void control_must_fail(struct kunit *test, const char *name);

#endif /* _USER_TESTS_CONTROL_H */
