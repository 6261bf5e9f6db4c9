// SPDX-License-Identifier: GPL-2.0-only
/*
 * The project's KUnit suites as a program: what loading and unloading the module
 * does around them. Objects that are left when the caches go are a failure.
 */
#include <mmsim/init.h>

#include "kunit.h"

int main(int argc, char **argv)
{
	int err, ret;

	err = mmsim_core_init();
	if (err)
		panic("the core does not start: %d\n", err);
	ret = user_kunit_main(argc, argv);
	mmsim_core_exit();
	if (user_slab_leaks && !ret) {
		pr_err("%lu objects leaked\n", user_slab_leaks);
		ret = 1;
	}
	return ret;
}
