// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmsim.ko: a laboratory for the locks of memory management.
 *
 * Loading it allocates caches and makes a directory in debugfs. Nothing runs until
 * somebody writes to a file there, and an open file keeps the module loaded.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/rcupdate.h>

#include <mmsim/debugfs.h>
#include <mmsim/page.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>
#include <mmsim/uapi.h>
#include <mmsim/vma.h>

const char mmsim_build_id[] = MMSIM_VERSION " " MMSIM_GIT;

static int __init mmsim_init(void)
{
	int ret;

	ret = mmsim_policy_init();
	if (ret)
		return ret;
	ret = mmsim_page_init();
	if (ret)
		return ret;
	ret = mmsim_vma_caches_init();
	if (ret)
		goto err_page;
	ret = mmsim_rmap_init();
	if (ret)
		goto err_vma_caches;
	mmsim_debugfs_init();
	return 0;

err_vma_caches:
	mmsim_vma_caches_exit();
err_page:
	mmsim_page_exit();
	return ret;
}

static void __exit mmsim_exit(void)
{
	mmsim_debugfs_exit();
	/* Callbacks of call_rcu() are code of this module and fill its caches. */
	rcu_barrier();
	mmsim_rmap_exit();
	mmsim_vma_caches_exit();
	mmsim_page_exit();
}

module_init(mmsim_init);
module_exit(mmsim_exit);

MODULE_DESCRIPTION("Laboratory for the locks of memory management");
MODULE_AUTHOR("The mmsim authors");
MODULE_LICENSE("GPL");
MODULE_VERSION(MMSIM_VERSION "-" MMSIM_GIT);
