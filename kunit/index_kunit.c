// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every index against an array: the same random sequence of stores, after each of
 * which all questions get the same answers.
 */
#include "fixture.h"

#define INDEX_PAGES	48
#define INDEX_VMAS	6
#define INDEX_STEPS	400

/**
 * struct index_param - An index
 * @id: the index
 * @name: its name
 */
struct index_param {
	enum mmsim_index_id id;
	const char *name;
};

static const struct index_param index_params[] = {
#define MMSIM_INDEX(name, desc) { MMSIM_INDEX_##name, #name },
#include <mmsim/policy_list.h>
};

static void index_desc(const struct index_param *index, char *desc)
{
	strscpy(desc, index->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(index, index_params, index_desc);

/**
 * struct index_fixture - An index and what should be in it
 * @mm: address space whose index it is; its other parts are not used
 * @t: task
 * @vma: what is stored; nothing but their addresses matters
 * @array: what each page should give
 */
struct index_fixture {
	struct mmsim_mm *mm;
	struct mmsim_task *t;
	struct mmsim_vma vma[INDEX_VMAS];
	struct mmsim_vma *array[INDEX_PAGES];
};

static int index_init(struct kunit *test)
{
	const struct index_param *index = test->param_value;
	struct mmsim_mm_config config = { .index = index->id };
	struct index_fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	test->priv = f;
	f->t = mmsim_task_create(NULL, 0, 7);
	f->mm = mmsim_mm_create(&config);
	return f->t && f->mm ? 0 : -ENOMEM;
}

static int store(struct index_fixture *f, struct mmsim_vma *vma, unsigned int s,
		 unsigned int e)
{
	int err;

	mmsim_mmap_write_lock(f->t, f->mm);
	err = mmsim_index_store(f->t, f->mm, vma, page_addr(s), page_addr(e));
	mmsim_mmap_write_unlock(f->t, f->mm);
	for (; !err && s < e; s++)
		f->array[s] = vma;
	return err;
}

static void index_exit(struct kunit *test)
{
	struct index_fixture *f = test->priv;

	/* What is stored are no VMAs that an exit could take down. */
	if (f && f->mm) {
		store(f, NULL, 0, INDEX_PAGES);
		mmsim_mmput(f->t, f->mm);
	}
	if (f)
		mmsim_task_destroy(f->t);
}

static struct mmsim_vma *array_find(struct index_fixture *f, unsigned int p)
{
	for (; p < INDEX_PAGES; p++)
		if (f->array[p])
			return f->array[p];
	return NULL;
}

/* The last entry that ends at or before page @p. */
static struct mmsim_vma *array_prev(struct index_fixture *f, unsigned int p)
{
	struct mmsim_vma *here = p < INDEX_PAGES ? f->array[p] : NULL;

	/* An entry that goes on at @p does not end before it. */
	while (p && here && f->array[p - 1] == here)
		p--;
	while (p--)
		if (f->array[p])
			return f->array[p];
	return NULL;
}

/* Start of the lowest, or highest, hole of @len pages in [low, high); -1: none */
static int array_gap(struct index_fixture *f, unsigned int low, unsigned int high,
		     unsigned int len, bool topdown)
{
	int s, found = -1;
	unsigned int i;

	for (s = low; s + len <= high; s++) {
		for (i = 0; i < len && !f->array[s + i]; i++)
			;
		if (i < len)
			continue;
		found = s;
		if (!topdown)
			break;
	}
	return found;
}

static bool same_answers(struct index_fixture *f, unsigned int p)
{
	unsigned long addr = page_addr(p) + 17;
	bool same;

	rcu_read_lock();
	same = mmsim_index_walk(f->mm, addr) == f->array[p] &&
	       mmsim_index_find(f->mm, addr) == array_find(f, p) &&
	       mmsim_index_prev(f->mm, page_addr(p)) == array_prev(f, p);
	rcu_read_unlock();
	return same;
}

static bool same_gap(struct index_fixture *f)
{
	unsigned int low = mmsim_task_random(f->t, INDEX_PAGES);
	unsigned int high = low + 1 + mmsim_task_random(f->t, INDEX_PAGES - low);
	unsigned int len = 1 + mmsim_task_random(f->t, 6);
	bool topdown = mmsim_task_random(f->t, 2);
	int want = array_gap(f, low, high, len, topdown);
	unsigned long got;

	mmsim_mmap_write_lock(f->t, f->mm);
	got = mmsim_index_gap(f->mm, page_addr(low), page_addr(high), pages_len(len),
			      topdown);
	mmsim_mmap_write_unlock(f->t, f->mm);
	return got == (want < 0 ? (unsigned long)-ENOMEM : page_addr(want));
}

static void index_random(struct kunit *test)
{
	struct index_fixture *f = test->priv;
	unsigned int i, p;

	for (i = 0; i < INDEX_STEPS; i++) {
		unsigned int s = mmsim_task_random(f->t, INDEX_PAGES);
		unsigned int e = s + 1 + mmsim_task_random(f->t, INDEX_PAGES - s);
		struct mmsim_vma *vma = NULL;

		/* Neighbours must differ: an entry is one range. */
		if (mmsim_task_random(f->t, 3))
			vma = &f->vma[i % INDEX_VMAS];
		for (p = 0; p < INDEX_PAGES && vma; p++)
			if ((p < s || p >= e) && f->array[p] == vma)
				vma = NULL;
		KUNIT_ASSERT_EQ(test, store(f, vma, s, e), 0);
		for (p = 0; p < INDEX_PAGES; p++)
			KUNIT_ASSERT_TRUE_MSG(test, same_answers(f, p), "step %u, page %u",
					      i, p);
		KUNIT_ASSERT_TRUE_MSG(test, same_gap(f), "step %u", i);
	}
}

static void index_many(struct kunit *test)
{
	struct index_fixture *f = test->priv;
	unsigned long n = 3000, i, addr, bad = 0;
	int err = 0;

	/* Enough for several levels of nodes; the same few objects again and again. */
	mmsim_mmap_write_lock(f->t, f->mm);
	for (i = 0; i < n && !err; i++)
		err = mmsim_index_store(f->t, f->mm, &f->vma[i % INDEX_VMAS],
					page_addr(2 * i), page_addr(2 * i + 1));
	mmsim_mmap_write_unlock(f->t, f->mm);
	KUNIT_EXPECT_EQ(test, err, 0);

	rcu_read_lock();
	for (i = 0; i < n; i++) {
		addr = page_addr(2 * i);
		bad += mmsim_index_walk(f->mm, addr) != &f->vma[i % INDEX_VMAS] ||
		       mmsim_index_walk(f->mm, addr + 4096) ||
		       mmsim_index_find(f->mm, addr - 1) != &f->vma[i % INDEX_VMAS] ||
		       mmsim_index_prev(f->mm, addr + 4096) != &f->vma[i % INDEX_VMAS];
	}
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, bad, 0UL);

	mmsim_mmap_write_lock(f->t, f->mm);
	err = mmsim_index_store(f->t, f->mm, NULL, page_addr(0), page_addr(2 * n));
	mmsim_mmap_write_unlock(f->t, f->mm);
	KUNIT_EXPECT_EQ(test, err, 0);
	rcu_read_lock();
	bad = !!mmsim_index_find(f->mm, 0);
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, bad, 0UL);
}

static struct kunit_case index_cases[] = {
	KUNIT_CASE_PARAM(index_random, index_gen_params),
	KUNIT_CASE_PARAM(index_many, index_gen_params),
	{}
};

struct kunit_suite mmsim_index_suite = {
	.name = "mmsim_index",
	.init = index_init,
	.exit = index_exit,
	.test_cases = index_cases,
};
