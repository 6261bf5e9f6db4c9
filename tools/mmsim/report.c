// SPDX-License-Identifier: GPL-2.0-only
/* Printing a document in the format asked for. */
#include <stdlib.h>

#include "cli.h"
#include "header.h"
#include "report.h"

/**
 * report_colour - may results be painted?
 *
 * Return: true on a terminal that can, unless NO_COLOR forbids it.
 */
bool report_colour(void)
{
	const char *no = getenv("NO_COLOR");

	return cli_fancy(stdout) && !(no && *no);
}

/**
 * report_document - print the designs of a document side by side
 * @doc: the document
 * @file: where it comes from, or NULL
 * @format: how
 *
 * Return: CLI_OK, or CLI_TROUBLE if stdout could not be written.
 */
int report_document(const json_t *doc, const char *file, enum format format)
{
	struct groups gs;
	struct sheet sh;

	groups_build(&gs, json_object_get(doc, "results"));
	sheet_of_designs(&sh, &gs);
	switch (format) {
	case FORMAT_TEXT:
		header_print(doc, &gs, file, false, stdout);
		sheet_print_text(&sh, stdout, report_colour());
		fputc('\n', stdout);
		sheet_legend(&sh, stdout);
		break;
	case FORMAT_MD:
		header_print(doc, &gs, file, true, stdout);
		sheet_print_md(&sh, stdout);
		sheet_legend(&sh, stdout);
		break;
	case FORMAT_CSV:
		sheet_print_csv(&sh, stdout);
		break;
	case FORMAT_JSON:
		json_dumpf(doc, stdout, JSON_INDENT(1));
		fputc('\n', stdout);
		break;
	}
	sheet_free(&sh);
	groups_free(&gs);
	return cli_flush();
}
