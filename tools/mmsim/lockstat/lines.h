/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines of a dump as the kernel wrote them, made from what a mail left of them. */
#ifndef _MMSIM_LOCKSTAT_LINES_H
#define _MMSIM_LOCKSTAT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#define FIELDS	12	/* numbers behind the name of a class */

/**
 * struct lines - a text read line by line
 * @at: what follows; changed while reading
 * @end: its end
 * @number: of the line read last, from 1
 * @next: the line after it, already stripped; NULL at the end
 * @joined: the line read last, if it was put together
 * @open: the text's last line lacks its newline
 */
struct lines {
	char *at;
	char *end;
	unsigned int number;
	char *next;
	char *joined;
	bool open;
};

/**
 * struct fields - a line cut into a name and numbers
 * @name: up to the last colon before the numbers; NULL if there is none
 * @number: the numbers, in the order of the line, as text
 * @nr: how many, at most FIELDS
 */
struct fields {
	char *name;
	char *number[FIELDS];
	unsigned int nr;
};

void lines_init(struct lines *l, char *text, size_t len);
char *lines_next(struct lines *l, unsigned int *number);
void lines_done(struct lines *l);
void fields_split(struct fields *f, char *line);
bool is_number(const char *s, size_t len);

#endif /* _MMSIM_LOCKSTAT_LINES_H */
