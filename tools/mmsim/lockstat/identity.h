/* SPDX-License-Identifier: GPL-2.0-only */
/* Which class of one kernel is which of another. */
#ifndef _MMSIM_LOCKSTAT_IDENTITY_H
#define _MMSIM_LOCKSTAT_IDENTITY_H

#include "name.h"

/**
 * enum rename_kind - what a new name means; see rename_list.h
 * @SAME: the same lock
 * @WIDER: the new class holds other locks too
 * @SPLIT: one lock became several
 * @REPLACED: another lock
 */
enum rename_kind {
	SAME,
	WIDER,
	SPLIT,
	REPLACED,
};

/**
 * struct rename - a line of rename_list.h
 * @from: the name in the earlier kernel
 * @to: in the later
 * @kind: what that means
 * @where: the sources
 */
struct rename {
	const char *from;
	const char *to;
	enum rename_kind kind;
	const char *where;
};

/**
 * struct identity - what a name stands for in every kernel
 * @key: equal for names of one class
 * @renamed: the line of the list that was used last, or NULL
 * @name: the parts of the printed name
 */
struct identity {
	char *key;
	const struct rename *renamed;
	struct class_name name;
};

struct identity identity_of(const char *printed);
char *identity_apply(const struct strv *renames, const char *printed);
int identity_check_rename(const char *arg);

#endif /* _MMSIM_LOCKSTAT_IDENTITY_H */
