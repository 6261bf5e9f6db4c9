// SPDX-License-Identifier: GPL-2.0-only
/*
 * The model: contents of pages, fork, and the comparison with the real thing.
 */
#include "model_page.h"

/* The first write to private memory gives its VMA an anon_vma, a neighbour's if the
 * two could be one but for their permissions.
 */
static void prepare_anon(struct model *m, unsigned int p)
{
	unsigned int s = model_start(m, p), e = model_end(m, p), anon = 0;

	if (m->page[p].anon)
		return;
	if (model_alike(m, e, MMSIM_VM_ACCESS_FLAGS) && !m->page[e].inherited)
		anon = m->page[e].anon;
	if (!anon && model_alike(m, s, MMSIM_VM_ACCESS_FLAGS) && !m->page[s - 1].inherited)
		anon = m->page[s - 1].anon;
	if (!anon)
		anon = ++m->anons;
	for (; s < e; s++)
		m->page[s].anon = anon;
}

static void touch(struct model *m, unsigned int p, bool write)
{
	struct model_page *page = &m->page[p];

	if (write && !(page->flags & MMSIM_VM_SHARED)) {
		prepare_anon(m, p);
		page->present = MODEL_ANON;
	} else if (page->present == MODEL_NONE) {
		page->present = page->file ? MODEL_FILE : MODEL_ZERO;
	}
}

void model_populate(struct model *m, unsigned int s, unsigned int e)
{
	for (; s < e; s++) {
		unsigned long flags = m->page[s].flags;

		if (flags & MMSIM_VM_ACCESS_FLAGS)
			touch(m, s, flags & MMSIM_VM_WRITE && !(flags & MMSIM_VM_SHARED));
	}
}

int model_load(struct model *m, unsigned int p, u64 *stamp)
{
	if (!m->page[p].mapped || !(m->page[p].flags & MMSIM_VM_ACCESS_FLAGS))
		return -EFAULT;
	touch(m, p, false);
	*stamp = m->page[p].stamp;
	return 0;
}

int model_store(struct model *m, unsigned int p, u64 stamp)
{
	if (!m->page[p].mapped || !(m->page[p].flags & MMSIM_VM_WRITE))
		return -EFAULT;
	touch(m, p, true);
	/* A shared file does not keep what is written to it. */
	if (!(m->page[p].flags & MMSIM_VM_SHARED))
		m->page[p].stamp = stamp;
	return 0;
}

void model_fork(struct model *child, const struct model *parent)
{
	unsigned int p;

	*child = *parent;
	for (p = 0; p < FIXTURE_PAGES; p++) {
		struct model_page *page = &child->page[p];

		if (!page->mapped)
			continue;
		page->flags &= ~MMSIM_VM_LOCKED;
		if (page->flags & MMSIM_VM_DONTCOPY) {
			page->mapped = false;
			continue;
		}
		/* What was never written the child can fault in by itself. */
		if (page->flags & MMSIM_VM_WIPEONFORK || !page->anon) {
			page->anon = 0;
			model_empty(page);
			continue;
		}
		/* Every VMA gets an anon_vma of its own, below its parent's. */
		if (page->start)
			child->anons++;
		page->anon = child->anons;
		page->inherited = true;
	}
}

static const char *compare_vma(const struct model *m, unsigned int p,
			       const struct mmsim_vma *vma, const struct fixture *fx)
{
	const struct model_page *page = &m->page[p];
	const struct mmsim_file *file = page->file ? fx->file[page->file - 1] : NULL;

	if (vma->vm_start != page_addr(p) || vma->vm_end != page_addr(model_end(m, p)))
		return "a VMA's range";
	if (vma->vm_flags != page->flags)
		return "a VMA's flags";
	if (vma->vm_file != file || vma->vm_pgoff != page->pgoff)
		return "a VMA's file or offset";
	if (!vma->anon_vma != !page->anon)
		return "a VMA's having an anon_vma";
	if (page->anon && mmsim_anon_vma_singular(vma) == page->inherited)
		return "a VMA's having a parent's anon_vma";
	return NULL;
}

/* Same number, same anon_vma; another number, another one. */
static const char *compare_anon(const struct model *m, struct mmsim_mm *mm)
{
	unsigned int p, q;
	bool same;

	for (p = 0; p < FIXTURE_PAGES; p++) {
		if (!m->page[p].mapped || !m->page[p].start || !m->page[p].anon)
			continue;
		for (q = p + 1; q < FIXTURE_PAGES; q++) {
			if (!m->page[q].mapped || !m->page[q].start || !m->page[q].anon)
				continue;
			same = fixture_vma(mm, page_addr(p))->anon_vma ==
			       fixture_vma(mm, page_addr(q))->anon_vma;
			if (same && m->page[p].anon != m->page[q].anon)
				return "who has an anon_vma of his own";
			if (!same && m->page[p].anon == m->page[q].anon)
				return "who shares an anon_vma";
		}
	}
	return NULL;
}

/**
 * model_compare() - Compare the window with its model
 * @m: model
 * @fx: fixture; nobody else uses its address space
 *
 * Contents are not compared, since that would change what is present.
 *
 * Return: what differs, or NULL.
 */
const char *model_compare(const struct model *m, struct fixture *fx)
{
	unsigned long count[MODEL_ANON + 1] = { };
	struct mmsim_mm *mm = fx->mm;
	struct mmsim_vma *vma;
	unsigned int p, vmas = 0;
	const char *what;

	for (p = 0; p < FIXTURE_PAGES; p++) {
		vma = fixture_vma(mm, page_addr(p));
		if (!vma != !m->page[p].mapped)
			return "what is mapped";
		if (!vma)
			continue;
		count[m->page[p].present]++;
		if (!m->page[p].start)
			continue;
		vmas++;
		what = compare_vma(m, p, vma, fx);
		if (what)
			return what;
	}
	if (vmas != mm->map_count)
		return "the number of VMAs";
	if (count[MODEL_ANON] != mmsim_rss_sum(mm, MMSIM_RSS_ANON))
		return "anonymous pages";
	if (count[MODEL_FILE] != mmsim_rss_sum(mm, MMSIM_RSS_FILE))
		return "file pages";
	if (count[MODEL_ANON] + count[MODEL_FILE] + count[MODEL_ZERO] !=
	    mmsim_resident_pages(mm, page_addr(0), page_addr(FIXTURE_PAGES)))
		return "pages present";
	return compare_anon(m, mm);
}
