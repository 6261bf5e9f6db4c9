// SPDX-License-Identifier: GPL-2.0-only
/*
 * The two forms of a document: JSON, and indented text with tables.
 */
#include <mmsim/emit.h>

#define CELL_MIN	11	/* narrowest column of a table */

/**
 * mmsim_emit_init() - Begin a document
 * @e: emitter
 * @out: where to write
 * @form: JSON or text
 */
void mmsim_emit_init(struct mmsim_emit *e, struct mmsim_out *out,
		     enum mmsim_emit_form form)
{
	memset(e, 0, sizeof(*e));
	e->out = out;
	e->form = form;
	mmsim_out_init(&e->names);
	mmsim_out_init(&e->cells);
}
EXPORT_SYMBOL_GPL(mmsim_emit_init);

/**
 * mmsim_emit_finish() - End a document
 * @e: emitter; all its containers have ended
 */
void mmsim_emit_finish(struct mmsim_emit *e)
{
	WARN_ON_ONCE(e->depth);
	mmsim_out_free(&e->names);
	mmsim_out_free(&e->cells);
}
EXPORT_SYMBOL_GPL(mmsim_emit_finish);

static bool json(const struct mmsim_emit *e)
{
	return e->form == MMSIM_EMIT_JSON;
}

/* In text: are we a scalar of a row of a table? */
static bool in_row(const struct mmsim_emit *e)
{
	return e->depth && e->level[e->depth - 1].rows;
}

/* Text: to where the members of the container at @depth begin. */
static void indent(struct mmsim_emit *e, unsigned int depth)
{
	mmsim_out_pad(e->out, depth > 1 ? 2 * (depth - 1) : 0);
}

/*
 * Text: write the names of the containers we are in, now that there is a member;
 * @same_line if it goes on behind the last name.
 */
static void headings(struct mmsim_emit *e, bool same_line)
{
	unsigned int d;

	for (d = 1; d <= e->depth; d++) {
		if (!e->level[d].heading)
			continue;
		indent(e, d - 1);
		mmsim_out_printf(e->out, "%s:", e->level[d].heading);
		if (d < e->depth || !same_line)
			mmsim_out_puts(e->out, "\n");
		e->level[d].heading = NULL;
	}
}

/* JSON: what stands before a member. */
static void json_member(struct mmsim_emit *e, const char *key)
{
	if (e->level[e->depth].used)
		mmsim_out_puts(e->out, ",");
	e->level[e->depth].used = true;
	if (key && !e->level[e->depth].list) {
		mmsim_out_json_string(e->out, key);
		mmsim_out_puts(e->out, ":");
	}
}

static void enter(struct mmsim_emit *e, const char *key, bool list)
{
	if (json(e)) {
		json_member(e, key);
		mmsim_out_puts(e->out, list ? "[" : "{");
	}
	if (WARN_ON_ONCE(e->depth + 1 >= MMSIM_EMIT_DEPTH))
		return;
	e->depth++;
	memset(&e->level[e->depth], 0, sizeof(e->level[0]));
	e->level[e->depth].list = list;
	e->level[e->depth].heading = key;
}

static void leave(struct mmsim_emit *e, const char *bracket)
{
	if (json(e))
		mmsim_out_puts(e->out, bracket);
	if (!WARN_ON_ONCE(!e->depth))
		e->depth--;
	if (json(e) && !e->depth)
		mmsim_out_puts(e->out, "\n");
}

/* Text: one cell of a table. The first row also collects the header. */
static void cell(struct mmsim_emit *e, const char *key, const char *value,
		 bool left)
{
	struct mmsim_out *out = e->titled ? e->out : &e->cells;
	int width = max_t(int, strlen(key), CELL_MIN);

	if (e->column++)
		mmsim_out_puts(out, " ");
	mmsim_out_printf(out, left ? "%-*s" : "%*s", width, value);
	if (e->titled)
		return;
	if (e->column > 1)
		mmsim_out_puts(&e->names, " ");
	mmsim_out_printf(&e->names, left ? "%-*s" : "%*s", width, key);
}

/* Text: a scalar, wherever we are. */
static void text_scalar(struct mmsim_emit *e, const char *key,
			const char *value, bool left)
{
	if (in_row(e)) {
		cell(e, key, value, left);
		return;
	}
	if (e->level[e->depth].list && !left) {
		/* Numbers follow each other on one line. */
		headings(e, true);
		mmsim_out_printf(e->out, " %s", value);
		e->level[e->depth].used = true;
		return;
	}
	headings(e, false);
	indent(e, e->depth);
	if (e->level[e->depth].list)
		mmsim_out_printf(e->out, "%s\n", value);
	else
		mmsim_out_printf(e->out, "%s: %s\n", key, value);
}

/**
 * mmsim_emit_object() - Begin an object, or a row of a table
 * @e: emitter
 * @key: its name; NULL in an array
 */
void mmsim_emit_object(struct mmsim_emit *e, const char *key)
{
	bool row = !json(e) && e->level[e->depth].rows;
	const char *head = e->level[e->depth].row_head;

	if (row) {
		headings(e, false);
		e->column = 0;
		if (e->titled)
			indent(e, e->depth);
		enter(e, NULL, false);
		if (head)
			cell(e, head, key, true);
		return;
	}
	if (!json(e) && e->level[e->depth].list) {
		headings(e, false);
		if (e->level[e->depth].used)
			mmsim_out_puts(e->out, "\n");
		e->level[e->depth].used = true;
	}
	enter(e, key, false);
}
EXPORT_SYMBOL_GPL(mmsim_emit_object);

/**
 * mmsim_emit_object_end() - End an object, or a row
 * @e: emitter
 */
void mmsim_emit_object_end(struct mmsim_emit *e)
{
	bool row = !json(e) && in_row(e);

	leave(e, "}");
	if (!row)
		return;
	if (!e->titled) {
		indent(e, e->depth);
		mmsim_out_puts(e->out, e->names.buf ?: "");
		mmsim_out_puts(e->out, "\n");
		indent(e, e->depth);
		mmsim_out_puts(e->out, e->cells.buf ?: "");
		mmsim_out_free(&e->names);
		mmsim_out_free(&e->cells);
		e->titled = true;
	}
	mmsim_out_puts(e->out, "\n");
}
EXPORT_SYMBOL_GPL(mmsim_emit_object_end);

/**
 * mmsim_emit_array() - Begin an array
 * @e: emitter
 * @key: its name; NULL in an array
 */
void mmsim_emit_array(struct mmsim_emit *e, const char *key)
{
	enter(e, key, true);
}
EXPORT_SYMBOL_GPL(mmsim_emit_array);

/**
 * mmsim_emit_array_end() - End an array
 * @e: emitter
 */
void mmsim_emit_array_end(struct mmsim_emit *e)
{
	/* Behind a line of numbers. */
	if (!json(e) && e->out->len && e->out->buf[e->out->len - 1] != '\n')
		mmsim_out_puts(e->out, "\n");
	leave(e, "]");
}
EXPORT_SYMBOL_GPL(mmsim_emit_array_end);

/**
 * mmsim_emit_table() - Begin a table: objects that have the same members
 * @e: emitter
 * @key: its name
 * @row_head: NULL for an array of objects; otherwise each object has a name, and
 *	this is the title of the column with the names
 */
void mmsim_emit_table(struct mmsim_emit *e, const char *key,
		      const char *row_head)
{
	enter(e, key, !row_head);
	e->level[e->depth].rows = true;
	e->level[e->depth].row_head = row_head;
	e->titled = false;
}
EXPORT_SYMBOL_GPL(mmsim_emit_table);

/**
 * mmsim_emit_table_end() - End a table
 * @e: emitter
 */
void mmsim_emit_table_end(struct mmsim_emit *e)
{
	leave(e, e->level[e->depth].list ? "]" : "}");
}
EXPORT_SYMBOL_GPL(mmsim_emit_table_end);

static void number(struct mmsim_emit *e, const char *key, const char *digits)
{
	if (json(e)) {
		json_member(e, key);
		mmsim_out_puts(e->out, digits);
	} else {
		text_scalar(e, key, digits, false);
	}
}

/**
 * mmsim_emit_u64() - Write an unsigned number
 * @e: emitter
 * @key: its name, with the unit; NULL in an array
 * @value: number
 */
void mmsim_emit_u64(struct mmsim_emit *e, const char *key, u64 value)
{
	char buf[24];

	snprintf(buf, sizeof(buf), "%llu", (unsigned long long)value);
	number(e, key, buf);
}
EXPORT_SYMBOL_GPL(mmsim_emit_u64);

/**
 * mmsim_emit_s64() - Write a signed number
 * @e: emitter
 * @key: its name, with the unit; NULL in an array
 * @value: number
 */
void mmsim_emit_s64(struct mmsim_emit *e, const char *key, s64 value)
{
	char buf[24];

	snprintf(buf, sizeof(buf), "%lld", (long long)value);
	number(e, key, buf);
}
EXPORT_SYMBOL_GPL(mmsim_emit_s64);

/**
 * mmsim_emit_bool() - Write a truth value
 * @e: emitter
 * @key: its name; NULL in an array
 * @value: true or false
 */
void mmsim_emit_bool(struct mmsim_emit *e, const char *key, bool value)
{
	if (json(e)) {
		json_member(e, key);
		mmsim_out_puts(e->out, value ? "true" : "false");
	} else {
		text_scalar(e, key, value ? "yes" : "no", false);
	}
}
EXPORT_SYMBOL_GPL(mmsim_emit_bool);

/**
 * mmsim_emit_string() - Write a string
 * @e: emitter
 * @key: its name; NULL in an array
 * @value: string, or NULL: unknown
 */
void mmsim_emit_string(struct mmsim_emit *e, const char *key, const char *value)
{
	if (json(e)) {
		json_member(e, key);
		mmsim_out_json_string(e->out, value);
	} else {
		text_scalar(e, key, value ?: "-", true);
	}
}
EXPORT_SYMBOL_GPL(mmsim_emit_string);

/**
 * mmsim_emit_null() - Write that something is unknown
 * @e: emitter
 * @key: its name; NULL in an array
 */
void mmsim_emit_null(struct mmsim_emit *e, const char *key)
{
	number(e, key, json(e) ? "null" : "-");
}
EXPORT_SYMBOL_GPL(mmsim_emit_null);

/**
 * mmsim_emit_known() - Write a number, or that it is unknown
 * @e: emitter
 * @key: its name, with the unit
 * @known: is it known?
 * @value: number, if so
 */
void mmsim_emit_known(struct mmsim_emit *e, const char *key, bool known,
		      u64 value)
{
	if (known)
		mmsim_emit_u64(e, key, value);
	else
		mmsim_emit_null(e, key);
}
EXPORT_SYMBOL_GPL(mmsim_emit_known);

/**
 * mmsim_emit_nonzero() - Write a number that text leaves out if it is zero
 * @e: emitter
 * @key: its name, with the unit
 * @value: number
 */
void mmsim_emit_nonzero(struct mmsim_emit *e, const char *key, u64 value)
{
	if (json(e) || value)
		mmsim_emit_u64(e, key, value);
}
EXPORT_SYMBOL_GPL(mmsim_emit_nonzero);

/**
 * mmsim_emit_hist() - Write a histogram as [upper_ns, count] pairs, JSON only
 * @e: emitter
 * @key: its name
 * @h: histogram, or NULL: empty
 * @known: has anything been measured at all?
 *
 * Empty buckets are left out: a bucket reaches from the next smaller upper_ns, or
 * a sixteenth below its own, up to upper_ns.
 */
void mmsim_emit_hist(struct mmsim_emit *e, const char *key,
		     const struct mmsim_hist *h, bool known)
{
	unsigned int i;

	if (!json(e))
		return;
	if (!known) {
		mmsim_emit_null(e, key);
		return;
	}
	mmsim_emit_array(e, key);
	for (i = 0; h && i < MMSIM_HIST_BUCKETS; i++) {
		if (!h->bucket[i])
			continue;
		mmsim_emit_array(e, NULL);
		mmsim_emit_u64(e, NULL, mmsim_hist_upper(i));
		mmsim_emit_u64(e, NULL, h->bucket[i]);
		mmsim_emit_array_end(e);
	}
	mmsim_emit_array_end(e);
}
EXPORT_SYMBOL_GPL(mmsim_emit_hist);
