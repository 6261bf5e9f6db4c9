/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of lock classes and of functions, as lock_stat prints them. */
#ifndef _MMSIM_LOCKSTAT_NAME_H
#define _MMSIM_LOCKSTAT_NAME_H

#include "dump.h"

/**
 * struct class_name - the parts of a printed name
 * @base_len: bytes of the name proper, at its beginning
 * @version: the digit after "#", or 0; "#1" stands for 10 to 19
 * @subclass: the digit after "/", or 0
 * @cut: the name is as long as the kernel lets it be: more may have followed
 * @source_line: it is FILE.c:LINE
 */
struct class_name {
	size_t base_len;
	unsigned int version;
	unsigned int subclass;
	bool cut;
	bool source_line;
};

struct class_name name_split(const char *name);
enum lock_mode name_take_mode(char *name);
void symbol_normalise(char *symbol);

#endif /* _MMSIM_LOCKSTAT_NAME_H */
