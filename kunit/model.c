// SPDX-License-Identifier: GPL-2.0-only
/*
 * The model: mappings, flags and merging.
 *
 * VMAs exist here as marks on their first pages only. An operation cuts at the ends of
 * what it changes, changes the pages one by one and then looks at both ends whether
 * what meets there is alike; so do the kernel's rules, but nothing of how they are
 * carried out is in here.
 */
#include "model.h"
#include "model_page.h"

/* First page behind the VMA of @p. */
unsigned int model_end(const struct model *m, unsigned int p)
{
	do
		p++;
	while (m->page[p].mapped && !m->page[p].start);
	return p;
}

/* First page of the VMA of @p. */
unsigned int model_start(const struct model *m, unsigned int p)
{
	while (!m->page[p].start)
		p--;
	return p;
}

static void cut(struct model *m, unsigned int p)
{
	if (m->page[p].mapped)
		m->page[p].start = true;
}

/* What a page holds that nobody has written to. */
void model_empty(struct model_page *page)
{
	page->present = MODEL_NONE;
	page->stamp = page->file ? 100 + page->file - 1 : 0;
}

/* Could the VMAs that meet at @p be one, but for flags in @ignore and anon_vmas? */
bool model_alike(const struct model *m, unsigned int p, unsigned long ignore)
{
	const struct model_page *b = &m->page[p], *a = p ? b - 1 : b;

	return p && a->mapped && b->mapped && b->start &&
	       !((a->flags ^ b->flags) & ~ignore) && a->file == b->file &&
	       a->pgoff + 1 == b->pgoff;
}

/* May @range become part of @target, as far as their anon_vmas are concerned? */
static bool anon_allows(const struct model_page *range, const struct model_page *target)
{
	if (range->anon && !target->anon)
		return !range->inherited;
	if (target->anon && !range->anon)
		return !target->inherited;
	return range->anon == target->anon;
}

static void set_anon(struct model *m, unsigned int s, unsigned int e, unsigned int anon,
		     bool inherited)
{
	for (; s < e; s++) {
		m->page[s].anon = anon;
		m->page[s].inherited = inherited;
	}
}

/* Merge [s, e), which is a VMA or about to be one, with what it meets, if alike. */
static void join(struct model *m, unsigned int s, unsigned int e, bool left, bool right)
{
	struct model_page range = m->page[s];
	const struct model_page *before = s ? &m->page[s - 1] : NULL;
	const struct model_page *after = &m->page[e];
	const struct model_page *from = &range;
	unsigned int first = s, last = e;

	left = left && model_alike(m, s, 0) && anon_allows(&range, before);
	right = right && model_alike(m, e, 0) && anon_allows(&range, after);
	if (left && right && before->anon && after->anon && before->anon != after->anon)
		right = false;
	if (left) {
		first = model_start(m, s - 1);
		if (before->anon)
			from = before;
	}
	if (right) {
		last = model_end(m, e);
		if (!from->anon)
			from = after;
	}
	if (left)
		m->page[s].start = false;
	if (right)
		m->page[e].start = false;
	set_anon(m, first, last, from->anon, from->inherited);
}

int model_unmap(struct model *m, unsigned int s, unsigned int e)
{
	cut(m, e);
	for (; s < e; s++)
		m->page[s].mapped = false;
	return 0;
}

/* Fill a hole with pages like @like, whose offset is that of the first. */
static void fill(struct model *m, unsigned int s, unsigned int e,
		 const struct model_page *like, bool left, bool right)
{
	unsigned int p;

	for (p = s; p < e; p++) {
		m->page[p] = *like;
		m->page[p].mapped = true;
		m->page[p].start = p == s;
		m->page[p].pgoff = like->pgoff + (p - s);
		model_empty(&m->page[p]);
	}
	join(m, s, e, left, right);
}

int model_map(struct model *m, unsigned int s, unsigned int e, unsigned long prot,
	      unsigned int file, bool shared, unsigned long pgoff)
{
	struct model_page like = {
		.flags = MMSIM_VM_MAYREAD | MMSIM_VM_MAYWRITE | MMSIM_VM_MAYEXEC | prot,
		.file = file,
		.pgoff = file ? pgoff : page_addr(s) >> MMSIM_PAGE_SHIFT,
	};

	if (shared)
		like.flags |= MMSIM_VM_SHARED | MMSIM_VM_MAYSHARE;
	else if (prot & MMSIM_PROT_WRITE)
		like.flags |= MMSIM_VM_ACCOUNT;
	model_unmap(m, s, e);
	fill(m, s, e, &like, true, true);
	return 0;
}

/* Give the part [s, e) of one VMA other flags. */
static void set_flags(struct model *m, unsigned int s, unsigned int e, unsigned long flags)
{
	unsigned int p;

	if (flags == m->page[s].flags)
		return;
	cut(m, s);
	cut(m, e);
	for (p = s; p < e; p++)
		m->page[p].flags = flags;
	join(m, s, e, true, true);
}

int model_protect(struct model *m, unsigned int s, unsigned int e, unsigned long prot)
{
	unsigned long flags;
	unsigned int to;

	for (; s < e; s = to) {
		const struct model_page *page = &m->page[s];

		if (!page->mapped)
			return -ENOMEM;
		to = min(model_end(m, s), e);
		flags = (page->flags & ~MMSIM_VM_ACCESS_FLAGS) | prot;
		if (flags == page->flags)
			continue;
		/* Memory that may be written is accounted, until it has no page. */
		if (prot & MMSIM_PROT_WRITE && !(flags & MMSIM_VM_SHARED))
			flags |= MMSIM_VM_ACCOUNT;
		if (!(prot & MMSIM_PROT_WRITE) && !page->file && !page->anon)
			flags &= ~MMSIM_VM_ACCOUNT;
		set_flags(m, s, to, flags);
	}
	return 0;
}

static int advised(const struct model_page *page, int behavior, unsigned long *flags)
{
	switch (behavior) {
	case MMSIM_MADV_NORMAL:
		*flags &= ~(MMSIM_VM_RAND_READ | MMSIM_VM_SEQ_READ);
		return 0;
	case MMSIM_MADV_RANDOM:
		*flags &= ~MMSIM_VM_SEQ_READ;
		*flags |= MMSIM_VM_RAND_READ;
		return 0;
	case MMSIM_MADV_DONTFORK:
		*flags |= MMSIM_VM_DONTCOPY;
		return 0;
	case MMSIM_MADV_DOFORK:
		*flags &= ~MMSIM_VM_DONTCOPY;
		return 0;
	case MMSIM_MADV_WIPEONFORK:
		if (page->file)
			return -EINVAL;
		*flags |= MMSIM_VM_WIPEONFORK;
		return 0;
	case MMSIM_MADV_KEEPONFORK:
		*flags &= ~MMSIM_VM_WIPEONFORK;
		return 0;
	default:
		if (*flags & MMSIM_VM_LOCKED)
			return -EINVAL;
		return behavior == MMSIM_MADV_FREE && page->file ? -EINVAL : 0;
	}
}

int model_advise(struct model *m, unsigned int s, unsigned int e, int behavior)
{
	bool zap = behavior == MMSIM_MADV_DONTNEED || behavior == MMSIM_MADV_FREE;
	unsigned int to, p;
	int ret = 0, err;

	for (; s < e; s = to) {
		unsigned long flags = m->page[s].flags;

		to = s + 1;
		if (!m->page[s].mapped) {
			ret = -ENOMEM;
			continue;
		}
		to = min(model_end(m, s), e);
		err = advised(&m->page[s], behavior, &flags);
		if (err)
			return err;
		set_flags(m, s, to, flags);
		for (p = s; zap && p < to; p++)
			model_empty(&m->page[p]);
	}
	return ret;
}

int model_lock(struct model *m, unsigned int s, unsigned int e, bool lock)
{
	unsigned int start = s, to;
	unsigned long flags;

	for (; s < e; s = to) {
		if (!m->page[s].mapped)
			return -ENOMEM;
		to = min(model_end(m, s), e);
		flags = m->page[s].flags;
		set_flags(m, s, to, lock ? flags | MMSIM_VM_LOCKED :
					   flags & ~MMSIM_VM_LOCKED);
	}
	if (lock)
		model_populate(m, start, e);
	return 0;
}

/* Move to a free range; -1 as the result of a move that leaves its source there. */
static void move(struct model *m, unsigned int s, unsigned int old, unsigned int new,
		 bool stay, unsigned int to)
{
	struct model_page like = m->page[s];
	bool bare = !like.file && !like.anon, exact;
	unsigned int first, last, p;

	if (stay && (like.flags & MMSIM_VM_LOCKED)) {
		cut(m, s);
		cut(m, s + old);
	}
	first = model_start(m, s);
	last = model_end(m, s);
	exact = first == s && last == s + old;
	if (bare)
		like.pgoff = page_addr(to) >> MMSIM_PAGE_SHIFT;
	/* What stays where it was does not merge with its own copy. */
	fill(m, to, to + new, &like, !(stay && bare && to == last),
	     !(stay && bare && to + new == first));
	for (p = 0; p < old; p++) {
		m->page[to + p].present = m->page[s + p].present;
		m->page[to + p].stamp = m->page[s + p].stamp;
		model_empty(&m->page[s + p]);
	}
	if (!stay) {
		model_unmap(m, s, s + old);
		return;
	}
	for (p = s; p < s + old; p++) {
		if (like.flags & MMSIM_VM_LOCKED)
			m->page[p].flags &= ~MMSIM_VM_LOCKED;
		if (exact && !like.file)
			m->page[p].pgoff = page_addr(p) >> MMSIM_PAGE_SHIFT;
	}
	if (exact)
		set_anon(m, s, s + old, 0, false);
}

static int grow(struct model *m, unsigned int s, unsigned int old, unsigned int new)
{
	struct model_page like = m->page[s + old - 1];
	unsigned int p;

	for (p = s + old; p < s + new; p++)
		if (m->page[p].mapped)
			return -ENOMEM;
	like.pgoff++;
	fill(m, s + old, s + new, &like, true, true);
	return 0;
}

int model_remap(struct model *m, unsigned int s, unsigned int old, unsigned int new,
		unsigned long flags, unsigned int to)
{
	bool fixed = flags & MMSIM_MREMAP_FIXED;
	unsigned int at = fixed ? to : s;
	bool locked;

	if (fixed && s + old > to && to + new > s)
		return -EINVAL;
	if (!m->page[s].mapped || min(old, new) > model_end(m, s) - s)
		return -EFAULT;
	locked = m->page[s].flags & MMSIM_VM_LOCKED;
	if (fixed)
		model_unmap(m, to, to + new);
	if (new < old)
		model_unmap(m, s + new, s + old);
	if (fixed)
		move(m, s, min(old, new), new, flags & MMSIM_MREMAP_DONTUNMAP, to);
	else if (new > old && grow(m, s, old, new))
		return -ENOMEM;
	if (locked && new > old)
		model_populate(m, at + old, at + new);
	return 0;
}
