// SPDX-License-Identifier: GPL-2.0-only
/*
 * When VMAs merge and split: the cases of vma_merge() spelled out.
 *
 * Each case is a short program on the window and the drawing it has to leave, see
 * fixture_layout(). Steps name pages; what they map is anonymous memory unless they
 * say otherwise.
 */
#include "fixture.h"

enum step_op {
	END,
	MAP,		/* arg: PROT_* */
	MAP_PRIVATE,	/* the first file, private; arg: page offset */
	MAP_OTHER,	/* the second file, private; arg: page offset */
	MAP_SHARED,	/* the first file, shared; arg: page offset */
	UNMAP,
	PROTECT,	/* arg: PROT_* */
	ADVISE,		/* arg: MADV_* */
	LOCK,
	UNLOCK,
	TOUCH,		/* write the first page of the range */
	MOVE,		/* arg: page to move to */
	FORK,		/* go on in a child of this address space */
};

#define MERGE_STEPS	8

/**
 * struct merge_case - A program and what it has to leave
 * @name: what it is about
 * @step: the steps
 * @layout: the drawing
 */
struct merge_case {
	const char *name;
	struct {
		enum step_op op;
		unsigned int page;
		unsigned int pages;
		unsigned long arg;
	} step[MERGE_STEPS];
	const char *layout;
};

#define NONE		MMSIM_PROT_NONE
#define RANDOM		MMSIM_MADV_RANDOM
#define NORMAL		MMSIM_MADV_NORMAL

static const struct merge_case merge_cases[] = {
	/* mmap into a hole: nobody, the left, the right, both */
	{ "hole_none", { { MAP, 0, 4, PROT_R }, { MAP, 8, 4, PROT_R }, { MAP, 4, 4, PROT_RW } },
	  "rrrr|wwww|rrrr" },
	{ "hole_left", { { MAP, 0, 4, PROT_RW }, { MAP, 8, 4, PROT_R }, { MAP, 4, 4, PROT_RW } },
	  "wwwwwwww|rrrr" },
	{ "hole_right", { { MAP, 0, 4, PROT_R }, { MAP, 8, 4, PROT_RW }, { MAP, 4, 4, PROT_RW } },
	  "rrrr|wwwwwwww" },
	{ "hole_both", { { MAP, 0, 4, PROT_RW }, { MAP, 8, 4, PROT_RW }, { MAP, 4, 4, PROT_RW } },
	  "wwwwwwwwwwww" },
	{ "hole_with_gap_left", { { MAP, 0, 4, PROT_RW }, { MAP, 5, 3, PROT_RW } },
	  "wwww.www" },
	{ "hole_with_gap_right", { { MAP, 6, 2, PROT_RW }, { MAP, 2, 3, PROT_RW } },
	  "..www.ww" },
	/* mmap over something: what remains of it counts */
	{ "over_middle_other", { { MAP, 0, 12, PROT_RW }, { MAP, 4, 4, PROT_R } },
	  "wwww|rrrr|wwww" },
	{ "over_middle_same", { { MAP, 0, 12, PROT_RW }, { MAP, 4, 4, PROT_RW } },
	  "wwwwwwwwwwww" },

	/* The eight cases of a range that changes, by their numbers in 6.1 */
	{ "case_0_inside", { { MAP, 0, 12, PROT_RW }, { PROTECT, 4, 4, PROT_R } },
	  "wwww|rrrr|wwww" },
	{ "case_1_whole_both", { { MAP, 0, 12, PROT_RW }, { PROTECT, 4, 4, PROT_R },
				 { PROTECT, 4, 4, PROT_RW } },
	  "wwwwwwwwwwww" },
	{ "case_2_whole_left", { { MAP, 0, 4, PROT_R }, { MAP, 4, 4, PROT_RW },
				 { PROTECT, 4, 4, PROT_R } },
	  "rrrrrrrr" },
	{ "case_3_whole_right", { { MAP, 4, 4, PROT_RW }, { MAP, 8, 4, PROT_R },
				  { PROTECT, 4, 4, PROT_R } },
	  "....rrrrrrrr" },
	{ "case_4_tail_to_right", { { MAP, 0, 8, PROT_RW }, { MAP, 8, 4, PROT_R },
				    { PROTECT, 4, 4, PROT_R } },
	  "wwww|rrrrrrrr" },
	{ "case_5_head_to_left", { { MAP, 0, 4, PROT_R }, { MAP, 4, 8, PROT_RW },
				   { PROTECT, 4, 4, PROT_R } },
	  "rrrrrrrr|wwww" },
	{ "case_6_left_and_right", { { MAP, 0, 4, PROT_R }, { MAP, 4, 4, PROT_RW },
				     { MAP, 8, 4, PROT_R }, { PROTECT, 4, 4, PROT_R } },
	  "rrrrrrrrrrrr" },
	{ "case_7_other_right", { { MAP, 0, 4, PROT_R }, { MAP, 4, 4, PROT_RW },
				  { MAP, 8, 4, PROT_RX }, { PROTECT, 4, 4, PROT_R } },
	  "rrrrrrrr|xxxx" },
	{ "case_8_other_left", { { MAP, 0, 4, PROT_RX }, { MAP, 4, 4, PROT_RW },
				 { MAP, 8, 4, PROT_R }, { PROTECT, 4, 4, PROT_R } },
	  "xxxx|rrrrrrrr" },
	{ "head_only", { { MAP, 0, 8, PROT_RW }, { PROTECT, 0, 3, PROT_R } }, "rrr|wwwww" },
	{ "tail_only", { { MAP, 0, 8, PROT_RW }, { PROTECT, 5, 3, PROT_R } }, "wwwww|rrr" },
	{ "nothing_changes", { { MAP, 0, 8, PROT_RW }, { PROTECT, 2, 3, PROT_RW } },
	  "wwwwwwww" },
	{ "head_not_to_other_left", { { MAP, 0, 4, PROT_RX }, { MAP, 4, 8, PROT_RW },
				      { PROTECT, 4, 4, PROT_R } },
	  "xxxx|rrrr|wwww" },
	{ "many_at_once", { { MAP, 0, 12, PROT_RW }, { PROTECT, 2, 2, PROT_R },
			    { PROTECT, 6, 2, PROT_RX }, { PROTECT, 1, 10, NONE } },
	  "w|----------|w" },
	{ "many_meet_same", { { MAP, 0, 12, PROT_RW }, { PROTECT, 2, 2, PROT_R },
			      { PROTECT, 6, 2, PROT_RX }, { PROTECT, 0, 9, PROT_RW } },
	  "wwwwwwwwwwww" },

	/* Flags other than permissions */
	{ "advice_splits", { { MAP, 0, 8, PROT_RW }, { ADVISE, 2, 4, RANDOM } },
	  "ww|aaaa|ww" },
	{ "advice_merges", { { MAP, 0, 8, PROT_RW }, { ADVISE, 2, 4, RANDOM },
			     { ADVISE, 0, 8, NORMAL } },
	  "wwwwwwww" },
	{ "advice_without_flags", { { MAP, 0, 8, PROT_RW },
				    { ADVISE, 2, 4, MMSIM_MADV_DONTNEED },
				    { ADVISE, 2, 4, MMSIM_MADV_WILLNEED } },
	  "wwwwwwww" },
	{ "lock_splits", { { MAP, 0, 8, PROT_RW }, { LOCK, 2, 4 } }, "ww|LLLL|ww" },
	{ "lock_merges", { { MAP, 0, 8, PROT_RW }, { LOCK, 2, 2 }, { LOCK, 4, 2 },
			   { UNLOCK, 2, 1 } },
	  "www|LLL|ww" },
	/* Locking populates, each of the two by itself: an anon_vma each. */
	{ "unlock_all", { { MAP, 0, 8, PROT_RW }, { LOCK, 2, 2 }, { LOCK, 6, 2 },
			  { UNLOCK, 0, 8 } },
	  "wwwwww|ww" },

	/* Files: identity and offset must go on */
	{ "file_adjacent", { { MAP_PRIVATE, 0, 4, 10 }, { MAP_PRIVATE, 4, 4, 14 } },
	  "FFFFFFFF" },
	{ "file_other_offset", { { MAP_PRIVATE, 0, 4, 10 }, { MAP_PRIVATE, 4, 4, 15 } },
	  "FFFF|FFFF" },
	{ "file_same_offset", { { MAP_PRIVATE, 0, 4, 10 }, { MAP_PRIVATE, 4, 4, 10 } },
	  "FFFF|FFFF" },
	{ "file_other_file", { { MAP_PRIVATE, 0, 4, 10 }, { MAP_OTHER, 4, 4, 14 } },
	  "FFFF|FFFF" },
	{ "file_hole_both", { { MAP_PRIVATE, 0, 4, 10 }, { MAP_PRIVATE, 8, 4, 18 },
			      { MAP_PRIVATE, 4, 4, 14 } },
	  "FFFFFFFFFFFF" },
	{ "file_hole_left", { { MAP_PRIVATE, 0, 4, 10 }, { MAP_PRIVATE, 8, 4, 19 },
			      { MAP_PRIVATE, 4, 4, 14 } },
	  "FFFFFFFF|FFFF" },
	{ "file_hole_right", { { MAP_PRIVATE, 0, 4, 9 }, { MAP_PRIVATE, 8, 4, 18 },
			       { MAP_PRIVATE, 4, 4, 14 } },
	  "FFFF|FFFFFFFF" },
	{ "file_and_memory", { { MAP_PRIVATE, 0, 4, 10 }, { MAP, 4, 4, PROT_RW } },
	  "FFFF|wwww" },
	{ "file_shared_or_not", { { MAP_PRIVATE, 0, 4, 10 }, { MAP_SHARED, 4, 4, 14 } },
	  "FFFF|SSSS" },
	{ "file_split_and_merge", { { MAP_SHARED, 0, 12, 10 }, { PROTECT, 4, 4, PROT_R },
				    { PROTECT, 4, 4, PROT_RW } },
	  "SSSSSSSSSSSS" },
	{ "file_split_inside", { { MAP_SHARED, 0, 12, 10 }, { PROTECT, 4, 4, PROT_R } },
	  "SSSS|ssss|SSSS" },
	{ "file_refill", { { MAP_PRIVATE, 0, 12, 10 }, { UNMAP, 4, 4 },
			   { MAP_PRIVATE, 4, 4, 14 } },
	  "FFFFFFFFFFFF" },

	/* Pages: what has an anon_vma gives it to what has none */
	{ "anon_left_to_hole", { { MAP, 0, 4, PROT_RW }, { TOUCH, 0, 1 },
				 { MAP, 4, 4, PROT_RW } },
	  "wwwwwwww" },
	{ "anon_right_to_hole", { { MAP, 8, 4, PROT_RW }, { TOUCH, 8, 1 },
				  { MAP, 4, 4, PROT_RW } },
	  "....wwwwwwww" },
	{ "anon_two_keep_apart", { { MAP, 0, 4, PROT_RW }, { TOUCH, 0, 1 },
				   { MAP, 8, 4, PROT_RW }, { TOUCH, 8, 1 },
				   { MAP, 4, 4, PROT_RW } },
	  "wwwwwwww|wwww" },
	{ "anon_left_and_bare_right", { { MAP, 0, 4, PROT_RW }, { TOUCH, 0, 1 },
					{ MAP, 8, 4, PROT_RW }, { MAP, 4, 4, PROT_RW } },
	  "wwwwwwwwwwww" },
	{ "anon_bare_left_and_right", { { MAP, 0, 4, PROT_RW }, { MAP, 8, 4, PROT_RW },
					{ TOUCH, 8, 1 }, { MAP, 4, 4, PROT_RW } },
	  "wwwwwwwwwwww" },
	{ "anon_of_middle_to_both", { { MAP, 0, 12, PROT_RW }, { PROTECT, 4, 4, PROT_R },
				      { ADVISE, 4, 4, RANDOM }, { PROTECT, 4, 4, PROT_RW },
				      { TOUCH, 4, 1 }, { ADVISE, 4, 4, NORMAL } },
	  "wwwwwwwwwwww" },
	{ "anon_of_middle_to_left", { { MAP, 0, 8, PROT_RW }, { ADVISE, 4, 4, RANDOM },
				      { TOUCH, 4, 1 }, { ADVISE, 4, 2, NORMAL } },
	  "wwwwww|aa" },
	{ "anon_of_middle_to_right", { { MAP, 0, 8, PROT_RW }, { ADVISE, 0, 4, RANDOM },
				       { TOUCH, 0, 1 }, { ADVISE, 2, 2, NORMAL } },
	  "aa|wwwwww" },
	{ "anon_middle_and_left_differ", { { MAP, 0, 8, PROT_RW }, { ADVISE, 4, 4, RANDOM },
					   { TOUCH, 0, 1 }, { TOUCH, 4, 1 },
					   { ADVISE, 4, 4, NORMAL } },
	  "wwww|wwww" },
	/* Neighbours that could merge but for permissions share from the start. */
	{ "anon_shared_for_mprotect", { { MAP, 0, 8, PROT_RW }, { TOUCH, 0, 1 },
					{ PROTECT, 4, 4, PROT_R }, { PROTECT, 4, 4, PROT_RW } },
	  "wwwwwwww" },
	{ "anon_shared_at_fault", { { MAP, 0, 4, PROT_RW }, { TOUCH, 0, 1 },
				    { MAP, 4, 4, PROT_RW | MMSIM_PROT_EXEC },
				    { TOUCH, 4, 1 }, { PROTECT, 4, 4, PROT_RW } },
	  "wwwwwwww" },
	{ "anon_shared_at_fault_below", { { MAP, 4, 4, PROT_RW }, { TOUCH, 4, 1 },
					  { MAP, 0, 4, PROT_RW | MMSIM_PROT_EXEC },
					  { TOUCH, 0, 1 }, { PROTECT, 0, 4, PROT_RW } },
	  "wwwwwwww" },

	/* Moved memory keeps its offsets once it has pages */
	{ "moved_bare_merges", { { MAP, 0, 4, PROT_RW }, { MAP, 8, 4, PROT_RW },
				 { MOVE, 8, 4, 4 } },
	  "wwwwwwww" },
	{ "moved_page_does_not", { { MAP, 0, 4, PROT_RW }, { MAP, 8, 4, PROT_RW },
				   { TOUCH, 8, 1 }, { MOVE, 8, 4, 4 } },
	  "wwww|wwww" },
	{ "moved_and_back", { { MAP, 0, 12, PROT_RW }, { TOUCH, 0, 1 }, { MOVE, 4, 4, 20 },
			      { MOVE, 20, 4, 4 } },
	  "wwwwwwwwwwww" },

	/* A child's memory has a history it shares with its parent's */
	{ "child_split_and_merge", { { MAP, 0, 12, PROT_RW }, { TOUCH, 0, 1 }, { FORK },
				     { PROTECT, 4, 4, PROT_R }, { PROTECT, 4, 4, PROT_RW } },
	  "wwwwwwwwwwww" },
	{ "child_new_memory_apart", { { MAP, 0, 4, PROT_RW }, { TOUCH, 0, 1 }, { FORK },
				      { MAP, 4, 4, PROT_RW } },
	  "wwww|wwww" },
	{ "child_bare_merges", { { MAP, 0, 4, PROT_RW }, { FORK }, { MAP, 4, 4, PROT_RW } },
	  "wwwwwwww" },
	{ "child_does_not_hand_on", { { MAP, 0, 8, PROT_RW }, { ADVISE, 4, 4, RANDOM },
				      { TOUCH, 4, 1 }, { FORK }, { ADVISE, 4, 4, NORMAL } },
	  "wwww|wwww" },
	{ "child_does_not_share_at_fault", { { MAP, 0, 4, PROT_RW }, { TOUCH, 0, 1 }, { FORK },
					     { MAP, 4, 4, PROT_RW | MMSIM_PROT_EXEC },
					     { TOUCH, 4, 1 }, { PROTECT, 4, 4, PROT_RW } },
	  "wwww|wwww" },
	{ "child_refill_apart", { { MAP, 0, 12, PROT_RW }, { TOUCH, 0, 1 }, { FORK },
				  { UNMAP, 4, 4 }, { MAP, 4, 4, PROT_RW } },
	  "wwww|wwww|wwww" },

	/* munmap never merges */
	{ "unmap_hole", { { MAP, 0, 12, PROT_RW }, { UNMAP, 4, 4 } }, "wwww....wwww" },
	{ "unmap_over_border", { { MAP, 0, 6, PROT_RW }, { MAP, 6, 6, PROT_R },
				 { UNMAP, 4, 4 } },
	  "wwww....rrrr" },
};

static void merge_desc(const struct merge_case *c, char *desc)
{
	strscpy(desc, c->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(merge, merge_cases, merge_desc);

/* The parent's task takes over its address space until the end. */
static long go_on_in_child(struct fixture *fx, struct mmsim_task **parent)
{
	struct mmsim_mm *child = mmsim_fork(fx->task);

	if (IS_ERR(child))
		return PTR_ERR(child);
	*parent = mmsim_task_create(fx->mm, 1, 1);
	fx->mm = child;
	fx->task->mm = child;
	return 0;
}

static long do_step(struct fixture *fx, const struct merge_case *c, int i,
		    struct mmsim_task **parent)
{
	unsigned long addr = page_addr(c->step[i].page);
	unsigned long len = pages_len(c->step[i].pages);
	unsigned long arg = c->step[i].arg;
	struct mmsim_task *t = fx->task;
	unsigned long ret;

	switch (c->step[i].op) {
	case MAP:
		ret = mmsim_mmap(t, addr, len, arg, MAP_ANON_AT, NULL, 0);
		break;
	case MAP_PRIVATE:
	case MAP_OTHER:
		ret = mmsim_mmap(t, addr, len, PROT_RW, MMSIM_MAP_PRIVATE | MMSIM_MAP_FIXED,
				 fx->file[c->step[i].op == MAP_OTHER], arg);
		break;
	case MAP_SHARED:
		ret = mmsim_mmap(t, addr, len, PROT_RW, MMSIM_MAP_SHARED | MMSIM_MAP_FIXED,
				 fx->file[0], arg);
		break;
	case MOVE:
		ret = mmsim_mremap(t, addr, len, len,
				   MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_FIXED, page_addr(arg));
		break;
	case UNMAP:
		return mmsim_munmap(t, addr, len);
	case PROTECT:
		return mmsim_mprotect(t, addr, len, arg);
	case ADVISE:
		return mmsim_madvise(t, addr, len, arg);
	case LOCK:
	case UNLOCK:
		return mmsim_mlock(t, addr, len, c->step[i].op == LOCK);
	case TOUCH:
		return mmsim_store(t, addr, page_stamp(addr, 0));
	case FORK:
		return go_on_in_child(fx, parent);
	default:
		return -EINVAL;
	}
	return IS_ERR_VALUE(ret) ? (long)ret : 0;
}

static void merge_table(struct kunit *test)
{
	const struct merge_case *c = test->param_value;
	struct fixture *fx = test->priv;
	struct mmsim_task *parent = NULL;
	struct mmsim_mm *parent_mm;
	int i;

	for (i = 0; i < MERGE_STEPS && c->step[i].op != END; i++) {
		KUNIT_EXPECT_EQ_MSG(test, do_step(fx, c, i, &parent), 0, "step %d", i);
		fixture_check_mm(test, fx->mm);
	}
	fixture_expect_layout(fx, c->layout);
	parent_mm = parent ? parent->mm : NULL;
	if (parent_mm)
		mmsim_mmput(fx->task, parent_mm);
	mmsim_task_destroy(parent);
	fixture_finish(fx);
}

static struct kunit_case merge_kunit_cases[] = {
	KUNIT_CASE_PARAM(merge_table, merge_gen_params),
	{}
};

struct kunit_suite mmsim_merge_suite = {
	.name = "mmsim_merge",
	.init = fixture_init_default,
	.exit = fixture_exit,
	.test_cases = merge_kunit_cases,
};
