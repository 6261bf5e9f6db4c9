/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * different: a plain flag, tested; the kernel patches the code
 */
#ifndef _USER_LINUX_STATIC_KEY_H
#define _USER_LINUX_STATIC_KEY_H

#include <linux/compiler.h>

struct static_key_false {
	bool enabled;
};

struct static_key_true {
	bool enabled;
};

#define DEFINE_STATIC_KEY_FALSE(name)	struct static_key_false name = { false }
#define DEFINE_STATIC_KEY_TRUE(name)	struct static_key_true name = { true }
#define DECLARE_STATIC_KEY_FALSE(name)	extern struct static_key_false name
#define DECLARE_STATIC_KEY_TRUE(name)	extern struct static_key_true name
#define static_branch_unlikely(k)	unlikely(READ_ONCE((k)->enabled))
#define static_branch_likely(k)		likely(READ_ONCE((k)->enabled))
#define static_branch_enable(k)		WRITE_ONCE((k)->enabled, true)
#define static_branch_disable(k)	WRITE_ONCE((k)->enabled, false)

#endif /* _USER_LINUX_STATIC_KEY_H */
