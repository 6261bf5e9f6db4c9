// SPDX-License-Identifier: GPL-2.0-only
/*
 * A growing text buffer.
 */
#include <mmsim/out.h>

#define OUT_FIRST	4096

/**
 * mmsim_out_init() - An empty text
 * @out: buffer; mmsim_out_free() it later
 */
void mmsim_out_init(struct mmsim_out *out)
{
	memset(out, 0, sizeof(*out));
}
EXPORT_SYMBOL_GPL(mmsim_out_init);

/**
 * mmsim_out_free() - Free a text
 * @out: buffer; empty afterwards
 */
void mmsim_out_free(struct mmsim_out *out)
{
	kvfree(out->buf);
	mmsim_out_init(out);
}
EXPORT_SYMBOL_GPL(mmsim_out_free);

/* Make room for @more bytes and the terminator. */
static bool out_reserve(struct mmsim_out *out, size_t more)
{
	size_t need = out->len + more + 1, size = out->size;
	char *buf;

	if (out->error)
		return false;
	if (need <= size)
		return true;
	size = max_t(size_t, size, OUT_FIRST);
	while (size < need)
		size *= 2;
	buf = kvmalloc(size, GFP_KERNEL);
	if (!buf) {
		out->error = -ENOMEM;
		return false;
	}
	if (out->buf)
		memcpy(buf, out->buf, out->len + 1);
	else
		buf[0] = '\0';
	kvfree(out->buf);
	out->buf = buf;
	out->size = size;
	return true;
}

/**
 * mmsim_out_append() - Add some bytes
 * @out: buffer
 * @s: bytes, without a NUL among them
 * @len: how many
 *
 * Context: may sleep. If memory is short, @out->error says so.
 */
void mmsim_out_append(struct mmsim_out *out, const char *s, size_t len)
{
	if (!out_reserve(out, len))
		return;
	memcpy(out->buf + out->len, s, len);
	out->len += len;
	out->buf[out->len] = '\0';
}
EXPORT_SYMBOL_GPL(mmsim_out_append);

/**
 * mmsim_out_puts() - Add a string
 * @out: buffer
 * @s: string
 *
 * Context: may sleep.
 */
void mmsim_out_puts(struct mmsim_out *out, const char *s)
{
	mmsim_out_append(out, s, strlen(s));
}
EXPORT_SYMBOL_GPL(mmsim_out_puts);

/**
 * mmsim_out_pad() - Add spaces
 * @out: buffer
 * @n: how many
 *
 * Context: may sleep.
 */
void mmsim_out_pad(struct mmsim_out *out, unsigned int n)
{
	while (n--)
		mmsim_out_append(out, " ", 1);
}
EXPORT_SYMBOL_GPL(mmsim_out_pad);

/**
 * mmsim_out_printf() - Add formatted text
 * @out: buffer
 * @fmt: format
 *
 * Context: may sleep.
 */
void mmsim_out_printf(struct mmsim_out *out, const char *fmt, ...)
{
	va_list args;
	int len;

	if (!out_reserve(out, 0))
		return;
	va_start(args, fmt);
	len = vsnprintf(out->buf + out->len, out->size - out->len, fmt, args);
	va_end(args);
	if (out->len + len >= out->size) {
		if (!out_reserve(out, len)) {
			out->buf[out->len] = '\0';
			return;
		}
		va_start(args, fmt);
		vsnprintf(out->buf + out->len, out->size - out->len, fmt, args);
		va_end(args);
	}
	out->len += len;
}
EXPORT_SYMBOL_GPL(mmsim_out_printf);

/**
 * mmsim_out_json_string() - Add a string as JSON writes it
 * @out: buffer
 * @s: string, UTF-8, or NULL, which is null in JSON
 *
 * Context: may sleep.
 */
void mmsim_out_json_string(struct mmsim_out *out, const char *s)
{
	const char *start;

	if (!s) {
		mmsim_out_puts(out, "null");
		return;
	}
	mmsim_out_puts(out, "\"");
	for (start = s; *s; s++) {
		unsigned char c = *s;

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		mmsim_out_append(out, start, s - start);
		if (c >= 0x20)
			mmsim_out_printf(out, "\\%c", c);
		else
			mmsim_out_printf(out, "\\u%04x", c);
		start = s + 1;
	}
	mmsim_out_append(out, start, s - start);
	mmsim_out_puts(out, "\"");
}
EXPORT_SYMBOL_GPL(mmsim_out_json_string);
