// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmsim.ko: a laboratory for the locks of memory management.
 *
 * Loading it allocates caches and makes a directory in debugfs. Nothing runs until
 * somebody writes to a file there, and an open file keeps the module loaded.
 */
#include <linux/init.h>
#include <linux/module.h>

#include <mmsim/debugfs.h>
#include <mmsim/init.h>
#include <mmsim/uapi.h>

const char mmsim_build_id[] = MMSIM_VERSION " " MMSIM_GIT;

static int __init mmsim_init(void)
{
	int ret = mmsim_core_init();

	if (ret)
		return ret;
	mmsim_debugfs_init();
	return 0;
}

static void __exit mmsim_exit(void)
{
	mmsim_debugfs_exit();
	mmsim_core_exit();
}

module_init(mmsim_init);
module_exit(mmsim_exit);

MODULE_DESCRIPTION("Laboratory for the locks of memory management");
MODULE_AUTHOR("The mmsim authors");
MODULE_LICENSE("GPL");
MODULE_VERSION(MMSIM_VERSION "-" MMSIM_GIT);
