/* SPDX-License-Identifier: GPL-2.0-only */
/* The result document: made, completed, checked, read and written. */
#ifndef _MMSIM_CLI_DOCUMENT_H
#define _MMSIM_CLI_DOCUMENT_H

#include <stdbool.h>

#include <jansson.h>

json_t *document_new(const char *backend, int argc, char **argv);
void document_add(json_t *doc, json_t *part, json_int_t run, json_t *trace);
void document_end(json_t *doc);
void document_warn(json_t *doc, const char *text);
json_t *document_load(const char *path);
int document_check(const json_t *doc, const char *name);
int document_check_result(const json_t *result, const char *name);

/**
 * struct output - a file that appears when it is complete
 * @path: the file
 * @temp: the file written until then, or NULL if @path is no regular file
 * @fd: where it is written
 */
struct output {
	const char *path;
	char *temp;
	int fd;
};

int output_open(struct output *o, const char *path);
int output_write(struct output *o, const json_t *doc);
void output_abandon(struct output *o);

#endif /* _MMSIM_CLI_DOCUMENT_H */
