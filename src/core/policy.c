// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of the designs, from the list: find by name, check once.
 */
#include <mmsim/policy.h>

const struct mmsim_fault_lock_ops *const
mmsim_fault_lock_table[NR_MMSIM_FAULT_LOCK] = {
#define MMSIM_FAULT_LOCK(name, desc) \
	[MMSIM_FAULT_LOCK_##name] = &mmsim_fault_lock_##name,
#include <mmsim/policy_list.h>
};
EXPORT_SYMBOL_GPL(mmsim_fault_lock_table);

struct mmsim_variant {
	const char *name;
	const char *desc;
};

static const struct mmsim_variant index_variants[] = {
#define MMSIM_INDEX(name, desc) { #name, desc },
#include <mmsim/policy_list.h>
};

static const struct mmsim_variant fault_lock_variants[] = {
#define MMSIM_FAULT_LOCK(name, desc) { #name, desc },
#include <mmsim/policy_list.h>
};

static const struct {
	const char *name;
	const char *dflt;
	const struct mmsim_variant *variants;
	unsigned int nr;
} families[NR_MMSIM_FAMILIES] = {
#define MMSIM_FAMILY(name, dflt, desc) \
	[MMSIM_FAMILY_##name] = { #name, #dflt, name##_variants, \
				  ARRAY_SIZE(name##_variants) },
#include <mmsim/policy_list.h>
};

static int fault_lock_validate(const struct mmsim_fault_lock_ops *ops)
{
	if (!ops->name || !ops->fault || !ops->start_write || !ops->attach ||
	    !ops->detach)
		return -EINVAL;
	if ((ops->flags & MMSIM_FL_VMA_LOCK) && (!ops->start_read || !ops->end_read))
		return -EINVAL;
	/* A reader that is kept out by nothing must not meet freed memory. */
	if ((ops->flags & MMSIM_FL_BUSTED) &&
	    ops->vma_free != MMSIM_VMA_FREE_DEFERRED)
		return -EINVAL;
	return 0;
}

/**
 * mmsim_policy_init() - Check every design once
 *
 * Context: process, before any address space exists.
 *
 * Return: 0, or -EINVAL if a design lacks a required callback.
 */
int mmsim_policy_init(void)
{
	int i, err;

	for (i = 0; i < NR_MMSIM_FAULT_LOCK; i++) {
		err = fault_lock_validate(mmsim_fault_lock_table[i]);
		if (WARN_ON(err))
			return err;
	}
	for (i = 0; i < NR_MMSIM_FAMILIES; i++)
		if (WARN_ON(mmsim_variant_find(i, families[i].dflt) < 0))
			return -EINVAL;
	return 0;
}

/**
 * mmsim_family_name() - Name of a family
 * @family: which one
 *
 * Return: the word for it.
 */
const char *mmsim_family_name(enum mmsim_family family)
{
	return families[family].name;
}
EXPORT_SYMBOL_GPL(mmsim_family_name);

/**
 * mmsim_family_find() - Family by name
 * @name: what to find
 *
 * Return: the family or -EINVAL.
 */
int mmsim_family_find(const char *name)
{
	int i;

	for (i = 0; i < NR_MMSIM_FAMILIES; i++)
		if (!strcmp(families[i].name, name))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL_GPL(mmsim_family_find);

/**
 * mmsim_variant_count() - Number of a family's variants
 * @family: which one
 *
 * Return: the number.
 */
unsigned int mmsim_variant_count(enum mmsim_family family)
{
	return families[family].nr;
}
EXPORT_SYMBOL_GPL(mmsim_variant_count);

/**
 * mmsim_variant_name() - Name of a variant
 * @family: family
 * @variant: 0 to mmsim_variant_count() - 1
 *
 * Return: the word for it.
 */
const char *mmsim_variant_name(enum mmsim_family family, unsigned int variant)
{
	return families[family].variants[variant].name;
}
EXPORT_SYMBOL_GPL(mmsim_variant_name);

/**
 * mmsim_variant_desc() - One line about a variant
 * @family: family
 * @variant: 0 to mmsim_variant_count() - 1
 *
 * Return: the line.
 */
const char *mmsim_variant_desc(enum mmsim_family family, unsigned int variant)
{
	return families[family].variants[variant].desc;
}
EXPORT_SYMBOL_GPL(mmsim_variant_desc);

/**
 * mmsim_variant_find() - Variant by name
 * @family: family
 * @name: what to find
 *
 * Return: the variant or -EINVAL.
 */
int mmsim_variant_find(enum mmsim_family family, const char *name)
{
	unsigned int i;

	for (i = 0; i < families[family].nr; i++)
		if (!strcmp(families[family].variants[i].name, name))
			return i;
	return -EINVAL;
}
EXPORT_SYMBOL_GPL(mmsim_variant_find);

/**
 * mmsim_variant_default() - A family's default
 * @family: which one
 *
 * Return: the variant.
 */
unsigned int mmsim_variant_default(enum mmsim_family family)
{
	return mmsim_variant_find(family, families[family].dflt);
}
EXPORT_SYMBOL_GPL(mmsim_variant_default);
