// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bringing the core up and down, in the module and in a program alike.
 */
#include <mmsim/init.h>
#include <mmsim/page.h>
#include <mmsim/policy.h>
#include <mmsim/rmap.h>
#include <mmsim/vma.h>

/**
 * mmsim_core_init() - Check the designs and create the caches
 *
 * Context: process, once, before anything else of the core.
 *
 * Return: 0, -EINVAL if a design is incomplete, or -ENOMEM.
 */
int mmsim_core_init(void)
{
	int err;

	err = mmsim_policy_init();
	if (err)
		return err;
	err = mmsim_page_init();
	if (err)
		return err;
	err = mmsim_vma_caches_init();
	if (err)
		goto err_page;
	err = mmsim_rmap_init();
	if (err)
		goto err_vma_caches;
	return 0;

err_vma_caches:
	mmsim_vma_caches_exit();
err_page:
	mmsim_page_exit();
	return err;
}

/**
 * mmsim_core_exit() - Destroy the caches
 *
 * Context: process; no address space is left. Waits for callbacks of call_rcu(),
 * which are code of ours and fill our caches.
 */
void mmsim_core_exit(void)
{
	rcu_barrier();
	mmsim_rmap_exit();
	mmsim_vma_caches_exit();
	mmsim_page_exit();
}
