/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One walk, two forms: whoever describes something calls these once, and the same
 * calls write JSON or text for people. Text leaves out what only a program reads.
 */
#ifndef _MMSIM_EMIT_H
#define _MMSIM_EMIT_H

#include <mmsim/hist.h>
#include <mmsim/out.h>

#define MMSIM_EMIT_DEPTH	16

enum mmsim_emit_form { MMSIM_EMIT_JSON, MMSIM_EMIT_TEXT };

/**
 * struct mmsim_emit - A document being written
 * @out: where to
 * @form: JSON or text
 * @depth: nesting; 0 is outside of everything
 * @level: what the container at each depth is
 * @level.heading: text: its name, not yet written since it may stay empty
 * @level.used: it has a member already
 * @level.list: it is an array
 * @level.rows: text: it is a table, its members are rows
 * @level.row_head: title of the column of row keys; NULL: rows have no keys
 * @column: text: columns written of the current row
 * @titled: text: the header of the current table has been written
 * @names: text: header of a table, while its first row is written
 * @cells: text: that first row
 */
struct mmsim_emit {
	struct mmsim_out *out;
	enum mmsim_emit_form form;
	unsigned int depth;
	struct {
		const char *heading;
		bool used;
		bool list;
		bool rows;
		const char *row_head;
	} level[MMSIM_EMIT_DEPTH];
	unsigned int column;
	bool titled;
	struct mmsim_out names;
	struct mmsim_out cells;
};

void mmsim_emit_init(struct mmsim_emit *e, struct mmsim_out *out,
		     enum mmsim_emit_form form);
void mmsim_emit_finish(struct mmsim_emit *e);

/* @key is the member's name, NULL in an array. */
void mmsim_emit_object(struct mmsim_emit *e, const char *key);
void mmsim_emit_object_end(struct mmsim_emit *e);
void mmsim_emit_array(struct mmsim_emit *e, const char *key);
void mmsim_emit_array_end(struct mmsim_emit *e);
void mmsim_emit_table(struct mmsim_emit *e, const char *key,
		      const char *row_head);
void mmsim_emit_table_end(struct mmsim_emit *e);

void mmsim_emit_u64(struct mmsim_emit *e, const char *key, u64 value);
void mmsim_emit_s64(struct mmsim_emit *e, const char *key, s64 value);
void mmsim_emit_bool(struct mmsim_emit *e, const char *key, bool value);
void mmsim_emit_string(struct mmsim_emit *e, const char *key, const char *value);
void mmsim_emit_null(struct mmsim_emit *e, const char *key);
void mmsim_emit_known(struct mmsim_emit *e, const char *key, bool known,
		      u64 value);
void mmsim_emit_nonzero(struct mmsim_emit *e, const char *key, u64 value);
void mmsim_emit_hist(struct mmsim_emit *e, const char *key,
		     const struct mmsim_hist *h, bool known);

#endif /* _MMSIM_EMIT_H */
