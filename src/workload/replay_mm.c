// SPDX-License-Identifier: GPL-2.0-only
/*
 * The address spaces of a replay: as they were when their programs began, and whether
 * they end as recorded.
 */
#include <mmsim/lock.h>

#include "replay.h"

static struct mmsim_file *map_file(struct mmsim_replay *replay, u32 file)
{
	return file == MMSIM_TRACE_NO_FILE ? NULL : replay->files[file];
}

/*
 * One VMA as it was, with all its flags. mmap() could not make the kernel's special
 * mappings or a stack, nor keep apart what was apart.
 */
static int build_map(struct mmsim_replay *replay, struct mmsim_task *t,
		     struct mmsim_mm *mm, const struct mmsim_trace_map *map)
{
	struct mmsim_file *file = map_file(replay, map->file);
	struct mmsim_vma *vma = mmsim_vma_alloc(t, mm);
	long pages;
	int err;

	if (!vma)
		return -ENOMEM;
	vma->vm_start = map->start;
	vma->vm_end = map->end;
	vma->vm_flags = map->flags;
	vma->vm_pgoff = (file ? map->offset : map->start) >> MMSIM_PAGE_SHIFT;
	vma->vm_file = file;
	if (file)
		mmsim_file_get(file);
	err = mmsim_vma_link(t, mm, vma);
	if (err) {
		mmsim_vma_free(t, vma, true);
		return err;
	}
	pages = mmsim_vma_pages(vma);
	mmsim_vm_stat_account(mm, map->flags, pages);
	if (map->flags & MMSIM_VM_LOCKED)
		mm->locked_vm += pages;
	return 0;
}

/* What exec makes. */
static int build_mm(struct mmsim_run *run, struct mmsim_task *t, u32 nr)
{
	struct mmsim_replay *replay = run->private;
	const struct mmsim_trace_mm *tm = &replay->tr->mm[nr];
	struct mmsim_mm *mm = mmsim_run_create_mm(run);
	u32 i;
	int err = 0;

	if (!mm)
		return -ENOMEM;
	replay->mms[nr].mm = mm;
	mm->start_brk = tm->brk;
	mm->brk = tm->brk;
	/* Whatever the limit was, a recorded stack did not exceed it. */
	mm->stack_limit = MMSIM_TASK_SIZE;

	mmsim_mmap_write_lock(t, mm);
	for (i = 0; !err && i < tm->nr_maps; i++)
		err = build_map(replay, t, mm,
				&replay->tr->map[tm->first_map + i]);
	mmsim_mmap_write_unlock(t, mm);
	mmsim_mm_start_measuring(mm);
	return err;
}

/**
 * mmsim_replay_build() - Make the files, and the address spaces that exec makes
 * @run: run; its private is the replay
 * @t: who
 *
 * Context: may sleep.
 * Return: 0 or -errno; mmsim_replay_tear_down() in any case.
 */
int mmsim_replay_build(struct mmsim_run *run, struct mmsim_task *t)
{
	struct mmsim_replay *replay = run->private;
	const struct mmsim_trace *tr = replay->tr;
	u32 i;
	int err;

	replay->files = kvcalloc(tr->nr_files + 1, sizeof(*replay->files),
				 GFP_KERNEL);
	replay->mms = kvcalloc(tr->nr_mms, sizeof(*replay->mms), GFP_KERNEL);
	if (!replay->files || !replay->mms)
		return -ENOMEM;
	for (i = 0; i < tr->nr_files; i++) {
		replay->files[i] = mmsim_file_create(mmsim_trace_file_id(i));
		if (!replay->files[i])
			return -ENOMEM;
	}
	for (i = 0; i < tr->nr_mms; i++) {
		if (tr->mm[i].forked)
			continue;
		err = build_mm(run, t, i);
		if (err)
			return err;
		if (mmsim_run_should_stop(run) || fatal_signal_pending(current))
			return -EINTR;
	}
	atomic_set(&replay->mms[0].users, 1);
	return 0;
}

/**
 * mmsim_replay_tear_down() - Free files and address spaces
 * @run: run; all tasks have ended
 * @t: who
 *
 * Context: may sleep.
 */
void mmsim_replay_tear_down(struct mmsim_run *run, struct mmsim_task *t)
{
	struct mmsim_replay *replay = run->private;
	const struct mmsim_trace *tr = replay->tr;
	u32 i;

	for (i = 0; replay->mms && i < tr->nr_mms; i++)
		if (replay->mms[i].mm)
			mmsim_mmput(t, replay->mms[i].mm);
	for (i = 0; replay->files && i < tr->nr_files; i++)
		if (replay->files[i])
			mmsim_file_put(replay->files[i]);
	kvfree(replay->mms);
	kvfree(replay->files);
}

/**
 * mmsim_replay_differs() - Count that something is not as recorded
 * @run: run
 * @t: who found it
 * @fmt: what; kept if it is the first
 */
void mmsim_replay_differs(struct mmsim_run *run, struct mmsim_task *t,
			  const char *fmt, ...)
{
	struct mmsim_replay *replay = run->private;
	va_list args;

	mmsim_count_violation(t, MMSIM_VIO_bad_maps);
	if (xchg(&replay->told, true))
		return;
	va_start(args, fmt);
	vsnprintf(run->difference, sizeof(run->difference), fmt, args);
	va_end(args);
}

/**
 * mmsim_replay_compare() - Is an address space as it was when it ended?
 * @run: run
 * @t: who
 * @mm: its number; nobody changes it
 *
 * Differences are counted.
 *
 * Context: no locks; may sleep, killable.
 * Return: 0 or -EINTR.
 */
int mmsim_replay_compare(struct mmsim_run *run, struct mmsim_task *t, u32 mm)
{
	struct mmsim_replay *replay = run->private;
	struct mmsim_trace_check check;
	struct mmsim_map_entry entry = {};
	int more;

	if (!mm)
		mmsim_run_snapshot(run, t, replay->mms[mm].mm);
	if (mmsim_trace_check_begin(&check, replay->tr, mm))
		return 0;
	while ((more = mmsim_maps_next(t, replay->mms[mm].mm, entry.end,
				       &entry)) > 0)
		if (!mmsim_trace_check_map(&check, &entry))
			break;
	if (more < 0)
		return more;
	if (!mmsim_trace_check_end(&check))
		mmsim_replay_differs(run, t, "address space %u at its end: %s",
				     mm, check.why);
	return 0;
}

/**
 * mmsim_replay_leave() - A task leaves an address space; the last one ends it
 * @run: run
 * @t: who
 * @mm: its number
 *
 * Context: no locks; may sleep.
 */
void mmsim_replay_leave(struct mmsim_run *run, struct mmsim_task *t, u32 mm)
{
	struct mmsim_replay *replay = run->private;
	struct mmsim_replay_mm *rm = &replay->mms[mm];
	bool counting = t->counting;

	if (!atomic_dec_and_test(&rm->users))
		return;
	/* The comparison is ours, not the application's. */
	t->counting = false;
	mmsim_replay_compare(run, t, mm);
	t->counting = counting;
	mmsim_mmput(t, rm->mm);
	rm->mm = NULL;
}
