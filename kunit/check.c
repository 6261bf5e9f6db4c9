// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds for every address space at rest: the index agrees with itself and with
 * the VMAs, the accounts agree with the VMAs, and so do the page tables.
 */
#include "fixture.h"

struct sums {
	unsigned long total;
	unsigned long locked;
	unsigned long data;
	unsigned long exec;
	unsigned long stack;
	unsigned long count;
};

/* The definitions of /proc/PID/status, spelled out. */
static void sums_add(struct sums *s, const struct mmsim_vma *vma)
{
	unsigned long pages = (vma->vm_end - vma->vm_start) / MMSIM_PAGE_SIZE;
	bool write = vma->vm_flags & MMSIM_VM_WRITE;
	bool exec = vma->vm_flags & MMSIM_VM_EXEC;
	bool stack = vma->vm_flags & MMSIM_VM_GROWSDOWN;
	bool shared = vma->vm_flags & MMSIM_VM_SHARED;

	s->count++;
	s->total += pages;
	if (vma->vm_flags & MMSIM_VM_LOCKED)
		s->locked += pages;
	if (stack)
		s->stack += pages;
	if (exec && !write && !stack)
		s->exec += pages;
	if (write && !shared && !stack)
		s->data += pages;
}

/* Every way to ask the index about one VMA; true if all agree. */
static bool index_agrees(struct mmsim_mm *mm, struct mmsim_vma *prev,
			 struct mmsim_vma *vma)
{
	unsigned long start = vma->vm_start, end = vma->vm_end;
	unsigned long hole = prev ? prev->vm_end : 0;

	if (start >= end || start < hole || (start | end) & ~MMSIM_PAGE_MASK)
		return false;
	if (hole < start) {
		if (mmsim_index_walk(mm, hole) || mmsim_index_walk(mm, start - 1) ||
		    mmsim_index_find(mm, start - 1) != vma ||
		    mmsim_index_find(mm, hole) != vma)
			return false;
	}
	return mmsim_index_walk(mm, start) == vma &&
	       mmsim_index_walk(mm, end - 1) == vma &&
	       mmsim_index_find(mm, start) == vma &&
	       mmsim_index_find(mm, end - 1) == vma &&
	       mmsim_index_prev(mm, start) == prev &&
	       mmsim_index_prev(mm, end) == vma;
}

static bool vma_is_sound(struct mmsim_mm *mm, const struct mmsim_vma *vma)
{
	bool chained = !list_empty(&vma->anon_vma_chain);
	bool refcounted = mm->fault_lock->vma_free == MMSIM_VMA_FREE_TYPESAFE;

	return vma->vm_mm == mm && !vma->detached &&
	       atomic_read(&vma->vm_refcnt) == refcounted &&
	       chained == !!vma->anon_vma &&
	       list_empty(&vma->shared) == !vma->vm_file;
}

/**
 * fixture_check_mm() - Check what holds for every address space at rest
 * @test: case
 * @mm: address space that no other task uses
 */
void fixture_check_mm(struct kunit *test, struct mmsim_mm *mm)
{
	struct mmsim_vma *vma, *prev = NULL;
	unsigned long bad_index = 0, bad_vma = 0, pages = 0, inside = 0;
	struct sums s = { };

	/* Nothing is asserted with a lock held, or in RCU. */
	rcu_read_lock();
	while ((vma = mmsim_index_find(mm, prev ? prev->vm_end : 0))) {
		if (!bad_index && !index_agrees(mm, prev, vma))
			bad_index = vma->vm_start;
		if (!bad_vma && !vma_is_sound(mm, vma))
			bad_vma = vma->vm_start;
		sums_add(&s, vma);
		inside += mmsim_resident_pages(mm, vma->vm_start, vma->vm_end);
		prev = vma;
	}
	pages = mmsim_resident_pages(mm, 0, MMSIM_TASK_SIZE);
	rcu_read_unlock();

	KUNIT_EXPECT_EQ_MSG(test, bad_index, 0, "the index disagrees with itself");
	KUNIT_EXPECT_EQ_MSG(test, bad_vma, 0, "fields of a VMA disagree");
	KUNIT_EXPECT_EQ_MSG(test, pages, inside, "pages outside of all VMAs");
	KUNIT_EXPECT_EQ(test, mm->map_count, s.count);
	KUNIT_EXPECT_EQ(test, mm->total_vm, s.total);
	KUNIT_EXPECT_EQ(test, mm->locked_vm, s.locked);
	KUNIT_EXPECT_EQ(test, mm->data_vm, s.data);
	KUNIT_EXPECT_EQ(test, mm->exec_vm, s.exec);
	KUNIT_EXPECT_EQ(test, mm->stack_vm, s.stack);
	KUNIT_EXPECT_LE(test, (unsigned long)(mmsim_rss_sum(mm, MMSIM_RSS_ANON) +
					      mmsim_rss_sum(mm, MMSIM_RSS_FILE)), pages);
}

static char vma_letter(const struct mmsim_vma *vma)
{
	unsigned long flags = vma->vm_flags;

	if (flags & MMSIM_VM_GROWSDOWN)
		return 'g';
	if (flags & MMSIM_VM_LOCKED)
		return flags & MMSIM_VM_WRITE ? 'L' : 'l';
	if (vma->vm_file)
		return (flags & MMSIM_VM_SHARED ? 's' : 'f') +
		       (flags & MMSIM_VM_WRITE ? 'A' - 'a' : 0);
	if (flags & MMSIM_VM_RAND_READ)
		return 'a';
	if (flags & MMSIM_VM_DONTCOPY)
		return 'd';
	if (flags & MMSIM_VM_EXEC)
		return 'x';
	if (flags & MMSIM_VM_WRITE)
		return 'w';
	return flags & MMSIM_VM_READ ? 'r' : '-';
}

/**
 * fixture_layout() - Draw the VMAs of the window
 * @mm: address space that no other task uses
 * @buf: at least 2 * FIXTURE_PAGES + 1 bytes
 *
 * One character for each page, up to the last one mapped: '.' for a hole, 'w' for
 * writable anonymous memory, 'r' read-only, 'x' executable, '-' inaccessible, 'l' and
 * 'L' locked, 'g' a stack, 'a' advised MADV_RANDOM, 'd' MADV_DONTFORK, 'f' and 's' a
 * private and a shared file mapping, in capitals if writable. Where two VMAs touch
 * there is a '|'.
 */
void fixture_layout(struct mmsim_mm *mm, char *buf)
{
	struct mmsim_vma *vma, *before = NULL;
	char *end = buf;
	int page;

	for (page = 0; page < FIXTURE_PAGES; page++) {
		vma = fixture_vma(mm, page_addr(page));
		if (vma && before && vma != before)
			*buf++ = '|';
		*buf++ = vma ? vma_letter(vma) : '.';
		if (vma)
			end = buf;
		before = vma;
	}
	*end = '\0';
}

/**
 * fixture_expect_layout() - Expect a drawing, and all that always holds
 * @fx: fixture
 * @want: see fixture_layout()
 */
void fixture_expect_layout(struct fixture *fx, const char *want)
{
	char got[2 * FIXTURE_PAGES + 1];

	fixture_layout(fx->mm, got);
	KUNIT_EXPECT_STREQ(fx->test, got, want);
	fixture_check_mm(fx->test, fx->mm);
}
