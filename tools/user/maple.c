// SPDX-License-Identifier: GPL-2.0-only
/*
 * The maple tree, compiled from the kernel source that KSRC names.
 *
 * 7.x frees nodes with kfree() and kfree_rcu(), which there works for objects of
 * a kmem_cache. Here kfree() is for kmalloc() only, and the cache is static in
 * the included file: these two macros send the nodes back to it.
 */
#include <linux/kernel.h>
#include <linux/maple_tree.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>

static void user_maple_node_free(void *node);
static void user_maple_free_rcu(struct rcu_head *head);

#undef kfree_rcu
#define kfree(p)		user_maple_node_free(p)
#define kfree_rcu(p, field)	call_rcu(&(p)->field, user_maple_free_rcu)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#include <lib/maple_tree.c>
#pragma GCC diagnostic pop

/* A tree without CONFIG_64BIT works, with nodes of twice the size. */
static_assert(sizeof(struct maple_node) == 256);

static void __maybe_unused user_maple_node_free(void *node)
{
	kmem_cache_free(maple_node_cache, node);
}

static void __maybe_unused user_maple_free_rcu(struct rcu_head *head)
{
	user_maple_node_free(container_of(head, struct maple_node, rcu));
}

/* A constructor: the core may use a tree from its first call. */
__attribute__((constructor(103))) static void user_maple_init(void)
{
	maple_tree_init();
}
