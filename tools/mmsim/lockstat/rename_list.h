/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lock classes that have another name in a later kernel, from the sources of 6.1, 6.12
 * and 7.2. No include guard: define RENAMED() and include it.
 *
 * RENAMED(old, new, kind, where): "old" and "new" as lock_stat prints them, in full;
 * where: the initialisers. Kinds:
 *   SAME      the same lock
 *   WIDER     the new class holds this lock and others
 *   SPLIT     one lock became several of one class
 *   REPLACED  another lock does the job: not comparable
 */
RENAMED("&mm->mmap_sem", "&mm->mmap_lock", SAME,
	"5.8: include/linux/mm_types.h")
RENAMED("&vma->vm_lock->lock", "vm_lock", SAME,
	"6.12: kernel/fork.c vma_lock_alloc(); 7.2: include/linux/mmap_lock.h vma_lock_init()")
RENAMED("&dentry->d_lock", "&lockref->lock", WIDER,
	"6.12: fs/dcache.c __d_alloc(); 7.2: include/linux/lockref.h lockref_init()")
RENAMED("timekeeper_lock", "&tkd->lock", WIDER,
	"6.12, 7.2: kernel/time/timekeeping.c; 7.2 has auxiliary clocks too")
RENAMED("init_fs.lock", "init_fs.seq", SAME,
	"6.12, 7.2: fs/fs_struct.c; a seqlock in 7.2")
RENAMED("&fs->lock", "&(&fs->seq)->lock", SAME,
	"6.12, 7.2: fs/fs_struct.c copy_fs_struct(); a seqlock in 7.2")
RENAMED("&tsk->futex_exit_mutex", "&tsk->futex.exit_mutex", SAME,
	"6.12, 7.2: include/linux/futex.h futex_init_task()")
RENAMED("&futex_queues[i].lock", "&fhb->lock", WIDER,
	"6.12, 7.2: kernel/futex/core.c; 7.2 has a table per process too")
RENAMED("&lru->node[i].lock", "&l->lock", SPLIT,
	"6.12, 7.2: mm/list_lru.c; per node and cgroup in 7.2")
RENAMED("vmap_area_lock", "&vn->busy.lock", SPLIT,
	"6.1, 6.12: mm/vmalloc.c; per vmap_node in 6.12")
RENAMED("purge_vmap_area_lock", "&vn->lazy.lock", SPLIT,
	"6.1, 6.12: mm/vmalloc.c; per vmap_node in 6.12")
RENAMED("&((cluster_info + ci)->lock)", "&cluster_info[i].lock", SAME,
	"6.1, 6.12: mm/swapfile.c")
RENAMED("&memcg->mm_list.lock", "&mm_list->lock", SAME,
	"6.1, 6.12: mm/vmscan.c")
RENAMED("&per_cpu_ptr(pool->acomp_ctx, cpu)->mutex", "&acomp_ctx->mutex", SAME,
	"6.12, 7.2: mm/zswap.c")
RENAMED("shrinker_rwsem", "shrinker_mutex", REPLACED,
	"6.1: mm/vmscan.c; 6.12: mm/shrinker.c, where readers take no lock")
RENAMED("shmem_swaplist_mutex", "shmem_swaplist_lock", REPLACED,
	"6.12, 7.2: mm/shmem.c; a spinlock in 7.2")
RENAMED("&c->lock", "(local_lock_t *)&pcs->lock", REPLACED,
	"6.12, 7.2: mm/slub.c; per-CPU slabs in 6.12, sheaves in 7.2")
