// SPDX-License-Identifier: GPL-2.0-only
/*
 * Traces: a good one is understood, and every way to spoil it is noticed, in the line
 * where it was spoiled.
 */
#include <mmsim/replay.h>

#include "fixture.h"

const char trace_example[] =
	"mmsim-trace 1\n"						/* 1 */
	"command ./hello\n"
	"lost 0\n"
	"page-size 4096\n"
	"files 2\n"							/* 5 */
	"mms 2\n"
	"tasks 3\n"
	"maps 6\n"
	"events 13\n"
	"calls 4\n"							/* 10 */
	"dependencies 3\n"
	"file 0 fe:00 123456 /home/me/hello\n"
	"file 1 00:00 0 [vdso]\n"
	"mm 0 exec 55d0c0a01000 3\n"
	"map 55d0c0000000-55d0c0001000 r-xp 0 0 rd,ex,mr,mw,me -\n"	/* 15 */
	"map 7ffd0d3d7000-7ffd0d3f8000 rw-p 0 - rd,wr,mr,mw,me,gd,ac [stack]\n"
	"map 7ffd0d3f8000-7ffd0d3fa000 r-xp 0 1 rd,ex,mr,mw,me,de -\n"
	"mm 1 fork 0\n"
	"begin\n"
	"0 1000 mmap 0 2000 3 22 - 0 7f1c20000000\n"			/* 20 */
	"0 2000 fault 7f1c20000010 w\n"
	"0 3000 clone 1\n"
	"1 3500 fault 7f1c20001000 w after=0:3\n"
	"0 4000 madvise 7f1c20000000 1000 4\n"
	"0 4500 fork 2 1\n"						/* 25 */
	"2 4600 exit after=0:5\n"
	"1 5000 exit\n"
	"0 6000 mprotect 7f1c20001000 1000 1 after=1:1\n"
	"0 6500 fault 1000 r err=14\n"
	"0 7000 munmap 7f1c20000000 2000\n"				/* 30 */
	"0 7500 fault 7ffd0d3d8000 w\n"
	"0 8000 exit\n"
	"final 0 3\n"
	"map 55d0c0000000-55d0c0001000 r-xp 0 0 - -\n"
	"map 7ffd0d3d7000-7ffd0d3f8000 rw-p 0 - - [stack]\n"		/* 35 */
	"map 7ffd0d3f8000-7ffd0d3fa000 r-xp 0 1 - -\n"
	"final 1 unknown killed\n"
	"end\n";

static int parse(const char *text, size_t len, struct mmsim_trace **tr,
		 struct mmsim_trace_error *err)
{
	memset(err, 0, sizeof(*err));
	return mmsim_trace_parse(text, len, tr, err);
}

/* A parsed good trace, or the case fails. */
static struct mmsim_trace *parse_good(struct kunit *test)
{
	struct mmsim_trace_error err;
	struct mmsim_trace *tr = NULL;
	int ret = parse(trace_example, strlen(trace_example), &tr, &err);

	KUNIT_ASSERT_EQ_MSG(test, ret, 0, "line %u: %s", err.line, err.message);
	KUNIT_ASSERT_NOT_NULL(test, tr);
	test->priv = tr;
	return tr;
}

static void trace_exit(struct kunit *test)
{
	if (test->priv)
		mmsim_trace_free(test->priv);
}

static void trace_parse_good(struct kunit *test)
{
	struct mmsim_trace *tr = parse_good(test);
	const struct mmsim_trace_event *ev;

	KUNIT_EXPECT_EQ(test, tr->nr_files, 2U);
	KUNIT_EXPECT_EQ(test, tr->nr_mms, 2U);
	KUNIT_EXPECT_EQ(test, tr->nr_tasks, 3U);
	KUNIT_EXPECT_EQ(test, tr->nr_events, 13U);
	KUNIT_EXPECT_EQ(test, tr->nr_faults, 4U);
	KUNIT_EXPECT_FALSE(test, tr->lost);
	KUNIT_EXPECT_FALSE(test, tr->file[0].special);
	KUNIT_EXPECT_TRUE(test, tr->file[1].special);
	KUNIT_EXPECT_STREQ(test, tr->file[1].name, "[vdso]");
	KUNIT_EXPECT_GT(test, mmsim_trace_bytes(tr), sizeof(*tr));

	KUNIT_EXPECT_EQ(test, tr->mm[0].brk, 0x55d0c0a01000ULL);
	KUNIT_EXPECT_EQ(test, tr->mm[0].nr_maps, 3U);
	KUNIT_EXPECT_EQ(test, tr->map[tr->mm[0].first_map].start, 0x55d0c0000000ULL);
	KUNIT_EXPECT_TRUE(test, tr->map[tr->mm[0].first_map + 1].flags & MMSIM_VM_GROWSDOWN);
	KUNIT_EXPECT_TRUE(test, tr->mm[1].forked);
	KUNIT_EXPECT_EQ(test, tr->mm[1].parent, 0U);
	KUNIT_EXPECT_FALSE(test, tr->mm[1].final_known);

	KUNIT_EXPECT_EQ(test, tr->task[0].nr_events, 10U);
	KUNIT_EXPECT_EQ(test, tr->task[1].nr_events, 2U);
	KUNIT_EXPECT_EQ(test, tr->task[2].mm, 1U);
	ev = mmsim_trace_event_of(tr, 0, 0);
	KUNIT_EXPECT_EQ(test, ev->op, MMSIM_TR_MMAP);
	KUNIT_EXPECT_EQ(test, tr->call[ev->arg].len, 0x2000ULL);
	KUNIT_EXPECT_EQ(test, tr->call[ev->arg].result, 0x7f1c20000000ULL);
	KUNIT_EXPECT_EQ(test, tr->call[ev->arg].file, MMSIM_TRACE_NO_FILE);
	ev = mmsim_trace_event_of(tr, 1, 0);
	KUNIT_EXPECT_EQ(test, ev->op, MMSIM_TR_FAULT);
	KUNIT_EXPECT_TRUE(test, ev->access & MMSIM_TR_WRITE);
	KUNIT_EXPECT_EQ(test, ev->nr_deps, 1);
	KUNIT_EXPECT_EQ(test, tr->dep[ev->dep].task, 0U);
	KUNIT_EXPECT_EQ(test, tr->dep[ev->dep].events, 3U);
	ev = mmsim_trace_event_of(tr, 0, 6);
	KUNIT_EXPECT_EQ(test, ev->err, EFAULT);
}

/**
 * struct trace_spoil - A way to spoil the good trace
 * @name: what is wrong
 * @old: what is taken out, where it first occurs
 * @new: what is put in there
 * @line: where that is to be noticed; 0: anywhere
 * @words: what is to be said, in part
 */
struct trace_spoil {
	const char *name;
	const char *old;
	const char *new;
	u32 line;
	const char *words;
};

static const struct trace_spoil trace_spoils[] = {
	{ "empty", trace_example, "", 0, "" },
	{ "not_a_trace", "mmsim-trace 1", "#!/bin/sh", 1, "mmsim-trace" },
	{ "other_version", "mmsim-trace 1", "mmsim-trace 2", 1, "version 2" },
	{ "no_version", "mmsim-trace 1", "mmsim-trace", 1, "" },
	{ "other_page_size", "page-size 4096", "page-size 16384", 4, "16384" },
	{ "header_twice", "lost 0", "tasks 3", 7, "twice" },
	{ "header_lacks_events", "events 13\n", "", 0, "events" },
	{ "header_unknown_word", "lost 0", "lots 0", 3, "lots" },
	{ "number_is_none", "tasks 3", "tasks three", 7, "" },
	{ "number_too_large", "tasks 3", "tasks 99999999999999999999", 7, "" },
	{ "counts_beyond_text", "events 13", "events 4000000000", 9, "" },
	{ "too_few_files", "file 1 00:00 0 [vdso]\n", "", 13, "file" },
	{ "file_out_of_order", "file 1 ", "file 2 ", 13, "" },
	{ "mm_unknown_kind", "mm 1 fork 0", "mm 1 spoon 0", 18, "exec or fork" },
	{ "mm_0_forked", "mm 0 exec 55d0c0a01000 3", "mm 0 fork 0", 14, "" },
	{ "map_overlaps", "map 7ffd0d3d7000", "map 55d0c0000000", 16, "overlaps" },
	{ "map_backwards", "7ffd0d3d7000-7ffd0d3f8000", "7ffd0d3d7000-7ffd0d3d6000", 16,
	  "ends before" },
	{ "map_not_aligned", "7ffd0d3d7000-", "7ffd0d3d7001-", 16, "aligned" },
	{ "map_bad_permissions", "rw-p 0 - rd", "rwyp 0 - rd", 16, "rwxp" },
	{ "map_unknown_file", "r-xp 0 0 rd", "r-xp 0 5 rd", 15, "file" },
	{ "map_above_space", "7ffd0d3f8000-7ffd0d3fa000 r-xp 0 1 rd",
	  "7ffd0d3f8000-8ffd0d3fa000 r-xp 0 1 rd", 17, "above" },
	{ "no_begin", "begin\n", "", 19, "begin" },
	{ "unknown_operation", "madvise 7f", "madwise 7f", 24, "madwise" },
	{ "too_few_arguments", "madvise 7f1c20000000 1000 4", "madvise 7f1c20000000 1000",
	  24, "" },
	{ "too_many_arguments", "exit\n0 6000", "exit 5\n0 6000", 27, "" },
	{ "length_zero", "munmap 7f1c20000000 2000", "munmap 7f1c20000000 0", 30,
	  "length is 0" },
	{ "range_above_space", "munmap 7f1c20000000 2000", "munmap 7f1c20000000 7fff00000000",
	  30, "above" },
	{ "address_above_space", "fault 7ffd0d3d8000", "fault 8ffd0d3d80000000", 31, "" },
	{ "bad_access", "7f1c20000010 w", "7f1c20000010 q", 21, "access" },
	{ "time_goes_back", "0 4000 ", "0 100 ", 24, "time" },
	{ "task_not_created", "2 4600 exit", "7 4600 exit", 26, "" },
	{ "task_before_clone", "0 2000 fault", "1 2000 fault", 21, "created" },
	{ "task_after_exit", "0 7500 fault", "1 7500 fault", 31, "exited" },
	{ "task_created_twice", "fork 2 1", "fork 1 1", 25, "exists" },
	{ "mm_of_fork_unknown", "fork 2 1", "fork 2 9", 25, "" },
	{ "mm_in_use", "fork 2 1", "fork 2 0", 25, "" },
	{ "dependency_ahead", "after=1:1", "after=1:9", 28, "waits" },
	{ "dependency_on_itself", "after=1:1", "after=0:1", 28, "wait" },
	{ "dependency_garbled", "after=1:1", "after=1", 28, "after=" },
	{ "dependency_on_nobody", "after=1:1", "after=9:1", 28, "" },
	{ "birth_not_awaited", " after=0:5", "", 26, "creation" },
	{ "errno_not_possible", "err=14", "err=1", 29, "err=1" },
	{ "errno_garbled", "err=14", "err=x", 29, "err=" },
	{ "too_few_calls", "calls 4", "calls 3", 0, "calls" },
	{ "too_many_calls", "calls 4", "calls 5", 0, "calls" },
	{ "too_few_events", "events 13", "events 12", 0, "" },
	{ "too_many_events", "events 13", "events 14", 0, "" },
	{ "too_few_maps", "maps 6", "maps 5", 0, "" },
	{ "too_many_dependencies", "dependencies 3", "dependencies 4", 0, "dependencies" },
	{ "final_missing", "final 1 unknown killed\n", "", 37, "" },
	{ "final_of_other", "final 1 ", "final 0 ", 37, "" },
	{ "no_end", "end\n", "", 0, "truncated" },
	{ "end_cut", "end\n", "end", 38, "truncated" },
	{ "behind_end", "end\n", "end\n\n", 0, "behind" },
	{ "null_byte", "command", "comm\1and", 0, "" },
};

static void spoil_desc(const struct trace_spoil *spoil, char *desc)
{
	strscpy(desc, spoil->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(spoil, trace_spoils, spoil_desc);

/* The good trace with that change, or NULL. */
static char *spoiled_trace(struct kunit *test, const struct trace_spoil *spoil)
{
	const char *at = strstr(trace_example, spoil->old);
	size_t old = strlen(spoil->old), new = strlen(spoil->new), before;
	char *text = kunit_kzalloc(test, sizeof(trace_example) + new, GFP_KERNEL);

	if (!at || !text)
		return NULL;
	before = at - trace_example;
	memcpy(text, trace_example, before);
	memcpy(text + before, spoil->new, new);
	memcpy(text + before + new, at + old, strlen(at + old));
	return text;
}

static void trace_parse_spoiled(struct kunit *test)
{
	const struct trace_spoil *spoil = test->param_value;
	char *text = spoiled_trace(test, spoil);
	struct mmsim_trace *tr = NULL;
	struct mmsim_trace_error err;
	int ret;

	KUNIT_ASSERT_NOT_NULL(test, text);
	ret = parse(text, strlen(text), &tr, &err);
	KUNIT_EXPECT_EQ_MSG(test, ret, -EINVAL, "line %u: %s", err.line, err.message);
	if (!ret) {
		mmsim_trace_free(tr);
		return;
	}
	if (spoil->line)
		KUNIT_EXPECT_EQ_MSG(test, err.line, spoil->line, "%s", err.message);
	KUNIT_EXPECT_GT(test, strlen(err.message), 0UL);
	KUNIT_EXPECT_TRUE_MSG(test, strstr(err.message, spoil->words),
			      "'%s' is not in '%s'", spoil->words, err.message);
}

/* Cut anywhere it is no trace any more, and nothing behind the cut is read. */
static void trace_parse_cut(struct kunit *test)
{
	struct mmsim_trace_error err;
	struct mmsim_trace *tr;
	size_t len;
	char *text;
	int ret = -EINVAL;

	for (len = 0; len < strlen(trace_example) && ret == -EINVAL; len++) {
		/* Memory of exactly that size, for who watches its ends. */
		text = kmalloc(max_t(size_t, len, 1), GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, text);
		memcpy(text, trace_example, len);
		tr = NULL;
		ret = parse(text, len, &tr, &err);
		kfree(text);
		if (!ret)
			mmsim_trace_free(tr);
	}
	KUNIT_EXPECT_EQ_MSG(test, ret, -EINVAL, "cut after %zu bytes", len - 1);
}

static struct mmsim_map_entry entry_of(const struct mmsim_trace_map *map)
{
	return (struct mmsim_map_entry){
		.start = map->start,
		.end = map->end,
		.flags = map->flags,
		.pgoff = map->offset >> MMSIM_PAGE_SHIFT,
		.file_id = mmsim_trace_file_id(map->file),
	};
}

/* Compare all of an address space's final VMAs; @spoil names one to change, or -1. */
static bool check_final(const struct mmsim_trace *tr, int spoil,
			void (*change)(struct mmsim_map_entry *e))
{
	struct mmsim_trace_check check;
	struct mmsim_map_entry e;
	bool equal = true;
	u32 i;

	if (mmsim_trace_check_begin(&check, tr, 0))
		return false;
	for (i = 0; i < tr->mm[0].nr_final && equal; i++) {
		e = entry_of(&tr->map[tr->mm[0].first_final + i]);
		if (spoil == (int)i)
			change(&e);
		equal = mmsim_trace_check_map(&check, &e);
	}
	return equal && mmsim_trace_check_end(&check);
}

static void change_start(struct mmsim_map_entry *e)
{
	e->start += MMSIM_PAGE_SIZE;
}

static void change_end(struct mmsim_map_entry *e)
{
	e->end += MMSIM_PAGE_SIZE;
}

static void change_flags(struct mmsim_map_entry *e)
{
	e->flags ^= MMSIM_VM_WRITE;
}

static void change_file(struct mmsim_map_entry *e)
{
	e->file_id++;
}

static void change_uncompared_flags(struct mmsim_map_entry *e)
{
	e->flags ^= MMSIM_VM_ACCOUNT;
}

static void trace_check_final(struct kunit *test)
{
	struct mmsim_trace *tr = parse_good(test);
	struct mmsim_trace_check check;
	struct mmsim_map_entry e;
	int i;

	KUNIT_EXPECT_TRUE(test, check_final(tr, -1, NULL));
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_FALSE(test, check_final(tr, i, change_start));
		KUNIT_EXPECT_FALSE(test, check_final(tr, i, change_end));
		KUNIT_EXPECT_FALSE(test, check_final(tr, i, change_flags));
		KUNIT_EXPECT_FALSE(test, check_final(tr, i, change_file));
		KUNIT_EXPECT_TRUE(test, check_final(tr, i, change_uncompared_flags));
	}
	/* One too few, and one too many */
	KUNIT_EXPECT_EQ(test, mmsim_trace_check_begin(&check, tr, 0), 0);
	e = entry_of(&tr->map[tr->mm[0].first_final]);
	KUNIT_EXPECT_TRUE(test, mmsim_trace_check_map(&check, &e));
	KUNIT_EXPECT_FALSE(test, mmsim_trace_check_end(&check));
	KUNIT_EXPECT_GT(test, strlen(check.why), 0UL);
	e = entry_of(&tr->map[tr->mm[0].first_final]);
	KUNIT_EXPECT_FALSE(test, mmsim_trace_check_map(&check, &e));
	/* What was not recorded cannot be compared. */
	KUNIT_EXPECT_EQ(test, mmsim_trace_check_begin(&check, tr, 1), -ENODATA);
}

static struct kunit_case trace_cases[] = {
	KUNIT_CASE(trace_parse_good),
	KUNIT_CASE_PARAM(trace_parse_spoiled, spoil_gen_params),
	KUNIT_CASE(trace_parse_cut),
	KUNIT_CASE(trace_check_final),
	{}
};

struct kunit_suite mmsim_trace_suite = {
	.name = "mmsim_trace",
	.exit = trace_exit,
	.test_cases = trace_cases,
};
