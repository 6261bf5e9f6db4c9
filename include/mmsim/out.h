/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A growing text buffer: where reports are written, in the kernel and outside.
 */
#ifndef _MMSIM_OUT_H
#define _MMSIM_OUT_H

#include <mmsim/internal.h>

/**
 * struct mmsim_out - Text being built
 * @buf: text, always terminated; NULL while empty
 * @len: its length without the terminator
 * @size: allocated bytes
 * @error: -ENOMEM once memory was short; later text is dropped
 */
struct mmsim_out {
	char *buf;
	size_t len;
	size_t size;
	int error;
};

void mmsim_out_init(struct mmsim_out *out);
void mmsim_out_free(struct mmsim_out *out);
void mmsim_out_append(struct mmsim_out *out, const char *s, size_t len);
void mmsim_out_puts(struct mmsim_out *out, const char *s);
void mmsim_out_pad(struct mmsim_out *out, unsigned int n);
__printf(2, 3) void mmsim_out_printf(struct mmsim_out *out, const char *fmt, ...);
void mmsim_out_json_string(struct mmsim_out *out, const char *s);

#endif /* _MMSIM_OUT_H */
