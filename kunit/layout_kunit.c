// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random operations, after each of which the address space is compared with a model
 * of it: where VMAs begin and end, their flags, files and offsets, which of them share
 * an anon_vma, how many pages of which kind there are; and in the end every page's
 * contents.
 */
#include "model.h"

#define LAYOUT_SEEDS	2
#define LAYOUT_STEPS	300
#define LAYOUT_CHILD	60

/**
 * struct layout - A random walk
 * @fx: fixture
 * @m: what should be
 * @rnd: random numbers
 * @serial: stamps given out
 * @what: last operation, in words
 */
struct layout {
	struct fixture *fx;
	struct model m;
	struct rnd_state rnd;
	u64 serial;
	char what[96];
};

static unsigned int pick(struct layout *l, unsigned int ceil)
{
	return ((u64)prandom_u32_state(&l->rnd) * ceil) >> 32;
}

static unsigned long pick_prot(struct layout *l)
{
	static const unsigned long prot[] = {
		PROT_RW, PROT_RW, PROT_RW, PROT_R, PROT_RX, MMSIM_PROT_NONE,
	};

	return prot[pick(l, ARRAY_SIZE(prot))];
}

static int errno_of(unsigned long ret)
{
	return IS_ERR_VALUE(ret) ? (int)ret : 0;
}

#define SAY(l, ...) snprintf((l)->what, sizeof((l)->what), __VA_ARGS__)

static bool do_map(struct layout *l, unsigned int s, unsigned int n)
{
	unsigned int file = pick(l, 2) ? 0 : 1 + pick(l, FIXTURE_FILES);
	bool shared = file && pick(l, 2);
	/* Often the offset at which this file goes on from elsewhere. */
	unsigned long pgoff = s + 100 * pick(l, 2);
	unsigned long prot = pick_prot(l);
	unsigned long flags = MMSIM_MAP_FIXED | (file ? 0 : MMSIM_MAP_ANONYMOUS) |
			      (shared ? MMSIM_MAP_SHARED : MMSIM_MAP_PRIVATE);

	SAY(l, "mmap(%u, %u, prot %lu, file %u, shared %d)", s, n, prot, file, shared);
	return model_map(&l->m, s, s + n, prot, file, shared, pgoff) ==
	       errno_of(mmsim_mmap(l->fx->task, page_addr(s), pages_len(n), prot, flags,
				   file ? l->fx->file[file - 1] : NULL, pgoff));
}

static bool do_advise(struct layout *l, unsigned int s, unsigned int n)
{
	static const int advice[] = {
		MMSIM_MADV_NORMAL, MMSIM_MADV_NORMAL, MMSIM_MADV_RANDOM,
		MMSIM_MADV_DONTFORK, MMSIM_MADV_DOFORK, MMSIM_MADV_WIPEONFORK,
		MMSIM_MADV_KEEPONFORK, MMSIM_MADV_DONTNEED, MMSIM_MADV_DONTNEED,
		MMSIM_MADV_FREE,
	};
	int behavior = advice[pick(l, ARRAY_SIZE(advice))];

	SAY(l, "madvise(%u, %u, %d)", s, n, behavior);
	return model_advise(&l->m, s, s + n, behavior) ==
	       mmsim_madvise(l->fx->task, page_addr(s), pages_len(n), behavior);
}

static bool do_remap(struct layout *l, unsigned int s, unsigned int n)
{
	unsigned int new = 1 + pick(l, min(2 * n, FIXTURE_PAGES - s)), to;
	unsigned long flags = 0;

	if (pick(l, 2)) {
		flags = MMSIM_MREMAP_MAYMOVE | MMSIM_MREMAP_FIXED;
		if (!pick(l, 3)) {
			flags |= MMSIM_MREMAP_DONTUNMAP;
			new = n;
		}
	}
	to = pick(l, FIXTURE_PAGES - new + 1);
	SAY(l, "mremap(%u, %u, %u, flags %lu, %u)", s, n, new, flags, to);
	return model_remap(&l->m, s, n, new, flags, to) ==
	       errno_of(mmsim_mremap(l->fx->task, page_addr(s), pages_len(n),
				     pages_len(new), flags, page_addr(to)));
}

static bool do_load(struct layout *l, unsigned int p)
{
	u64 want = 0, got = 0;

	SAY(l, "load(%u)", p);
	return model_load(&l->m, p, &want) == mmsim_load(l->fx->task, page_addr(p), &got) &&
	       want == got;
}

static bool do_store(struct layout *l, unsigned int p)
{
	u64 stamp = ++l->serial << 32;

	SAY(l, "store(%u)", p);
	return model_store(&l->m, p, stamp) ==
	       mmsim_store(l->fx->task, page_addr(p), stamp);
}

/* One operation; false if it did not return what it should. */
static bool do_any(struct layout *l)
{
	unsigned int s = pick(l, FIXTURE_PAGES), n = 1 + pick(l, min(12U, FIXTURE_PAGES - s));
	unsigned long prot;
	bool lock;

	switch (pick(l, 16)) {
	case 0 ... 2:
		return do_map(l, s, n);
	case 3:
		SAY(l, "munmap(%u, %u)", s, n);
		return model_unmap(&l->m, s, s + n) ==
		       mmsim_munmap(l->fx->task, page_addr(s), pages_len(n));
	case 4 ... 6:
		prot = pick_prot(l);
		SAY(l, "mprotect(%u, %u, %lu)", s, n, prot);
		return model_protect(&l->m, s, s + n, prot) ==
		       mmsim_mprotect(l->fx->task, page_addr(s), pages_len(n), prot);
	case 7 ... 8:
		return do_advise(l, s, n);
	case 9:
		lock = !pick(l, 3);
		SAY(l, "%s(%u, %u)", lock ? "mlock" : "munlock", s, n);
		return model_lock(&l->m, s, s + n, lock) ==
		       mmsim_mlock(l->fx->task, page_addr(s), pages_len(n), lock);
	case 10 ... 11:
		return do_remap(l, s, n);
	case 12:
		return do_load(l, s);
	default:
		return do_store(l, s);
	}
}

/* Do @steps operations; false with the reason told if something is not as it should. */
static bool walk(struct layout *l, unsigned int steps)
{
	struct kunit *test = l->fx->test;
	const char *differs;
	unsigned int i;
	bool ok;

	for (i = 0; i < steps; i++) {
		ok = do_any(l);
		KUNIT_EXPECT_TRUE_MSG(test, ok, "step %u: wrong result of %s", i, l->what);
		if (!ok)
			return false;
		differs = model_compare(&l->m, l->fx);
		KUNIT_EXPECT_TRUE_MSG(test, !differs, "step %u: %s changed %s wrongly", i,
				      l->what, differs ?: "nothing");
		if (differs)
			return false;
		fixture_check_mm(test, l->fx->mm);
	}
	return true;
}

static void expect_contents(struct layout *l)
{
	unsigned int p;

	for (p = 0; p < FIXTURE_PAGES; p++)
		KUNIT_EXPECT_TRUE_MSG(l->fx->test, do_load(l, p), "page %u", p);
}

/* The child goes its own way for a while; the parent does not notice. */
static bool walk_in_child(struct layout *l)
{
	struct layout *c = kunit_kzalloc(l->fx->test, sizeof(*c), GFP_KERNEL);
	struct mmsim_mm *parent = l->fx->mm, *child;
	bool ok;

	KUNIT_ASSERT_NOT_NULL(l->fx->test, c);
	child = mmsim_fork(l->fx->task);
	KUNIT_ASSERT_FALSE(l->fx->test, IS_ERR(child));
	*c = *l;
	model_fork(&c->m, &l->m);

	l->fx->mm = child;
	l->fx->task->mm = child;
	SAY(c, "fork()");
	ok = walk(c, 0) && !model_compare(&c->m, l->fx);
	KUNIT_EXPECT_TRUE_MSG(l->fx->test, ok, "the child differs: %s",
			      model_compare(&c->m, l->fx) ?: "not");
	ok = ok && walk(c, LAYOUT_CHILD);
	if (ok)
		expect_contents(c);
	l->fx->mm = parent;
	l->fx->task->mm = parent;
	mmsim_mmput(l->fx->task, child);
	l->rnd = c->rnd;
	l->serial = c->serial;
	kunit_kfree(l->fx->test, c);
	return ok;
}

static void layout_random(struct kunit *test)
{
	struct layout *l = kunit_kzalloc(test, sizeof(*l), GFP_KERNEL);
	struct fixture *fx = test->priv;
	int seed;

	KUNIT_ASSERT_NOT_NULL(test, l);
	for (seed = 1; seed <= LAYOUT_SEEDS; seed++) {
		memset(l, 0, sizeof(*l));
		l->fx = fx;
		prandom_seed_state(&l->rnd, seed);
		if (!walk(l, LAYOUT_STEPS / 2) || !walk_in_child(l) ||
		    !walk(l, LAYOUT_STEPS / 2))
			break;
		expect_contents(l);
		fixture_finish(fx);
		fixture_new_mm(fx);
	}
}

KUNIT_ARRAY_PARAM(policy, fixture_policies, fixture_policy_desc);

static struct kunit_case layout_cases[] = {
	KUNIT_CASE_PARAM(layout_random, policy_gen_params),
	{}
};

struct kunit_suite mmsim_layout_suite = {
	.name = "mmsim_layout",
	.init = fixture_init,
	.exit = fixture_exit,
	.test_cases = layout_cases,
};
