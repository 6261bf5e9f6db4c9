/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the two halves of the model know of each other.
 */
#ifndef _MMSIM_KUNIT_MODEL_PAGE_H
#define _MMSIM_KUNIT_MODEL_PAGE_H

#include "model.h"

/* model.c */
unsigned int model_start(const struct model *m, unsigned int p);
unsigned int model_end(const struct model *m, unsigned int p);
bool model_alike(const struct model *m, unsigned int p, unsigned long ignore);
void model_empty(struct model_page *page);

/* model_page.c */
void model_populate(struct model *m, unsigned int s, unsigned int e);

#endif /* _MMSIM_KUNIT_MODEL_PAGE_H */
