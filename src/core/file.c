// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shadow files and their lists of mappings.
 */
#include <mmsim/file.h>
#include <mmsim/lock.h>
#include <mmsim/vma.h>

/**
 * mmsim_file_create() - A new file; the caller has its first reference
 * @id: number that names it, not 0
 *
 * Context: may sleep.
 *
 * Return: the file or NULL.
 */
struct mmsim_file *mmsim_file_create(u64 id)
{
	static struct lock_class_key key;
	struct mmsim_file *file = kzalloc(sizeof(*file), GFP_KERNEL);

	if (!file)
		return NULL;
	refcount_set(&file->refcount, 1);
	file->id = id;
	init_rwsem(&file->i_mmap_rwsem);
	lockdep_set_class_and_name(&file->i_mmap_rwsem, &key,
				   "mmsim:i_mmap_rwsem");
	INIT_LIST_HEAD(&file->i_mmap);
	file->folio.flags = BIT(MMSIM_PG_FILE);
	file->folio.stamp = id;
	return file;
}
EXPORT_SYMBOL_GPL(mmsim_file_create);

/**
 * mmsim_file_get() - Take a reference
 * @file: file
 */
void mmsim_file_get(struct mmsim_file *file)
{
	refcount_inc(&file->refcount);
}

/**
 * mmsim_file_put() - Drop a reference
 * @file: file; freed with the last one
 */
void mmsim_file_put(struct mmsim_file *file)
{
	if (refcount_dec_and_test(&file->refcount))
		kfree(file);
}
EXPORT_SYMBOL_GPL(mmsim_file_put);

/**
 * mmsim_file_link() - Enter a VMA in the list of its file's mappings
 * @t: who maps
 * @vma: VMA; nothing happens if it maps no file
 *
 * Models vma_link_file().
 *
 * Context: mmap_lock held for writing; may sleep.
 */
void mmsim_file_link(struct mmsim_task *t, struct mmsim_vma *vma)
{
	struct mmsim_file *file = vma->vm_file;

	if (!file)
		return;
	mmsim_down_write(t, &file->i_mmap_rwsem, MMSIM_LOCK_i_mmap);
	list_add_tail(&vma->shared, &file->i_mmap);
	mmsim_up_write(t, &file->i_mmap_rwsem, MMSIM_LOCK_i_mmap);
}

/**
 * mmsim_file_unlink() - Take it out again
 * @t: who unmaps
 * @vma: VMA; nothing happens if it maps no file
 *
 * Models unlink_file_vma().
 *
 * Context: mmap_lock held; may sleep.
 */
void mmsim_file_unlink(struct mmsim_task *t, struct mmsim_vma *vma)
{
	struct mmsim_file *file = vma->vm_file;

	if (!file)
		return;
	mmsim_down_write(t, &file->i_mmap_rwsem, MMSIM_LOCK_i_mmap);
	list_del_init(&vma->shared);
	mmsim_up_write(t, &file->i_mmap_rwsem, MMSIM_LOCK_i_mmap);
}
