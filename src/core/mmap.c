// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmap, after mm/mmap.c and mm/vma.c.
 */
#include <mmsim/index.h>
#include <mmsim/lock.h>
#include <mmsim/mm.h>

/* Shared anonymous memory is a file of its own (shmem_zero_setup()). */
static atomic64_t shmem_ids = ATOMIC64_INIT(0);
#define MMSIM_SHMEM_ID_BASE	(1ULL << 62)

static unsigned long vm_flags_from(unsigned long prot, unsigned long flags)
{
	unsigned long vm_flags = MMSIM_VM_MAYREAD | MMSIM_VM_MAYWRITE |
				 MMSIM_VM_MAYEXEC;

	vm_flags |= prot & MMSIM_VM_ACCESS_FLAGS;
	if (flags & MMSIM_MAP_GROWSDOWN)
		vm_flags |= MMSIM_VM_GROWSDOWN;
	if (flags & MMSIM_MAP_LOCKED)
		vm_flags |= MMSIM_VM_LOCKED;
	if (flags & MMSIM_MAP_NORESERVE)
		vm_flags |= MMSIM_VM_NORESERVE;
	if (flags & MMSIM_MAP_STACK)
		vm_flags |= MMSIM_VM_NOHUGEPAGE;
	if ((flags & MMSIM_MAP_TYPE) == MMSIM_MAP_SHARED)
		vm_flags |= MMSIM_VM_SHARED | MMSIM_VM_MAYSHARE;
	/* accountable_mapping() */
	if ((vm_flags & (MMSIM_VM_NORESERVE | MMSIM_VM_SHARED |
			 MMSIM_VM_WRITE)) == MMSIM_VM_WRITE)
		vm_flags |= MMSIM_VM_ACCOUNT;
	return vm_flags;
}

/* mmap_region(): the range is free by now */
static int map_hole(struct mmsim_task *t, struct mmsim_mm *mm,
		    unsigned long addr, unsigned long len,
		    unsigned long vm_flags, struct mmsim_file *file,
		    unsigned long pgoff)
{
	struct mmsim_vma_merge vmg = {
		.prev = mmsim_index_prev(mm, addr),
		.next = mmsim_index_find(mm, addr),
		.start = addr,
		.end = addr + len,
		.pgoff = pgoff,
		.flags = vm_flags,
		.file = file,
	};
	struct mmsim_vma *vma;
	int err;

	if (!mmsim_vma_merge_new(t, mm, &vmg)) {
		vma = mmsim_vma_alloc(t, mm);
		if (!vma)
			return -ENOMEM;
		vma->vm_start = addr;
		vma->vm_end = addr + len;
		vma->vm_flags = vm_flags;
		vma->vm_pgoff = pgoff;
		vma->vm_file = file;
		if (file)
			mmsim_file_get(file);
		err = mmsim_vma_link(t, mm, vma);
		if (err) {
			mmsim_vma_free(t, vma, true);
			return err;
		}
	}
	mmsim_vm_stat_account(mm, vm_flags, len >> MMSIM_PAGE_SHIFT);
	if (vm_flags & MMSIM_VM_LOCKED)
		mm->locked_vm += len >> MMSIM_PAGE_SHIFT;
	return 0;
}

/* do_mmap() from the point where the arguments are sound; mmap_lock is held. */
static unsigned long do_mmap(struct mmsim_task *t, struct mmsim_mm *mm,
			     unsigned long addr, unsigned long len,
			     unsigned long prot, unsigned long flags,
			     struct mmsim_file *file, unsigned long pgoff)
{
	unsigned long vm_flags = vm_flags_from(prot, flags) | mm->def_flags;
	struct mmsim_vma *vma;
	int err;

	if (mm->map_count > mm->max_map_count)
		return -ENOMEM;
	addr = mmsim_get_unmapped_area(mm, addr, len, flags);
	if (IS_ERR_VALUE(addr))
		return addr;

	vma = mmsim_index_find(mm, addr);
	if (vma && vma->vm_start < addr + len) {
		if (flags & MMSIM_MAP_FIXED_NOREPLACE)
			return -EEXIST;
		err = mmsim_do_munmap(t, mm, addr, len, false);
		if (err)
			return err;
	}
	if (!file)
		pgoff = addr >> MMSIM_PAGE_SHIFT;
	err = map_hole(t, mm, addr, len, vm_flags, file, pgoff);
	return err ? (unsigned long)err : addr;
}

/**
 * mmsim_mmap() - mmap(2)
 * @t: who
 * @addr: address wanted or, with MAP_FIXED, demanded
 * @len: bytes
 * @prot: MMSIM_PROT_*
 * @flags: MMSIM_MAP_*
 * @file: file to map, or NULL with MAP_ANONYMOUS; takes a reference of its own
 * @pgoff: page offset in @file
 *
 * Context: no locks; may sleep, killable.
 *
 * Return: the address, or as a negative number -EINVAL, -ENOMEM, -EOVERFLOW,
 * -EEXIST or -EINTR.
 */
unsigned long mmsim_mmap(struct mmsim_task *t, unsigned long addr,
			 unsigned long len, unsigned long prot,
			 unsigned long flags, struct mmsim_file *file,
			 unsigned long pgoff)
{
	unsigned long type = flags & MMSIM_MAP_TYPE;
	struct mmsim_mm *mm = t->mm;
	bool shmem = false;
	unsigned long ret;

	if (!len || (type != MMSIM_MAP_SHARED && type != MMSIM_MAP_PRIVATE) ||
	    !file != !!(flags & MMSIM_MAP_ANONYMOUS))
		return -EINVAL;
	if (type == MMSIM_MAP_SHARED && (flags & MMSIM_MAP_GROWSDOWN))
		return -EINVAL;
	if (flags & MMSIM_MAP_FIXED_NOREPLACE)
		flags |= MMSIM_MAP_FIXED;
	len = ALIGN(len, MMSIM_PAGE_SIZE);
	if (!len)
		return -ENOMEM;
	if (pgoff + (len >> MMSIM_PAGE_SHIFT) < pgoff)
		return -EOVERFLOW;
	if (!file && type == MMSIM_MAP_SHARED) {
		file = mmsim_file_create(MMSIM_SHMEM_ID_BASE +
					 atomic64_inc_return(&shmem_ids));
		if (!file)
			return -ENOMEM;
		shmem = true;
		pgoff = 0;
	}

	if (mmsim_mmap_write_lock_killable(t, mm)) {
		ret = -EINTR;
	} else {
		ret = do_mmap(t, mm, addr, len, prot, flags, file, pgoff);
		mmsim_mmap_write_unlock(t, mm);
	}
	if (shmem)
		mmsim_file_put(file);
	if (!IS_ERR_VALUE(ret) && (flags & (MMSIM_MAP_POPULATE | MMSIM_MAP_LOCKED)))
		mmsim_populate(t, mm, ret, ret + len);
	return ret;
}
EXPORT_SYMBOL_GPL(mmsim_mmap);
