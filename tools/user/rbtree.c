// SPDX-License-Identifier: GPL-2.0-only
/*
 * Red-black trees, compiled from the kernel source that KSRC names.
 */
#include <linux/compiler.h>
#include <linux/kernel.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wextra"
#include <lib/rbtree.c>
#pragma GCC diagnostic pop
