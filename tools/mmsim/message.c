// SPDX-License-Identifier: GPL-2.0-only
/* Messages to stderr, and the one status line that they must not run into. */
#include <getopt.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* -1 with -q, 0, or 1 with -v. */
int cli_verbosity;

static bool line_shown;

static void clear_line(void)
{
	if (line_shown)
		fputs("\r\033[K", stderr);
	line_shown = false;
}

static void message(const char *kind, const char *fmt, va_list ap)
{
	clear_line();
	fprintf(stderr, "mmsim: %s", kind);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

/**
 * cli_trouble - report why the command cannot go on
 * @fmt: printf format of one line without a full stop or newline
 *
 * Return: CLI_TROUBLE, so that callers can return it in one statement.
 */
int cli_trouble(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message("", fmt, ap);
	va_end(ap);
	return CLI_TROUBLE;
}

/**
 * cli_fail - report a check that failed; shown even with -q
 * @fmt: printf format of one line
 */
void cli_fail(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message("FAILED: ", fmt, ap);
	va_end(ap);
}

/**
 * cli_warn - report something the user should know; silent with -q
 * @fmt: printf format of one line
 */
void cli_warn(const char *fmt, ...)
{
	va_list ap;

	if (cli_verbosity < 0)
		return;
	va_start(ap, fmt);
	message("warning: ", fmt, ap);
	va_end(ap);
}

/**
 * cli_verbose - report a step; only with -v
 * @fmt: printf format of one line
 */
void cli_verbose(const char *fmt, ...)
{
	va_list ap;

	if (cli_verbosity < 1)
		return;
	va_start(ap, fmt);
	message("", fmt, ap);
	va_end(ap);
}

/**
 * cli_status_line - replace the line that shows progress on a terminal
 * @text: the line, or NULL to remove it
 */
void cli_status_line(const char *text)
{
	clear_line();
	if (!text)
		return;
	fputs(text, stderr);
	fflush(stderr);
	line_shown = true;
}

/**
 * cli_fancy - may escape sequences be sent to this stream?
 * @f: stdout or stderr
 *
 * Return: true on a terminal that understands them.
 */
bool cli_fancy(FILE *f)
{
	const char *term = getenv("TERM");

	return isatty(fileno(f)) && term && *term && strcmp(term, "dumb");
}

/**
 * cli_bad_option - report what getopt_long() did not accept
 * @command: word of the command, for the hint
 * @argc: as given to getopt_long()
 * @argv: as given to getopt_long()
 * @opt: its return value, '?' or ':'
 *
 * Return: CLI_TROUBLE.
 */
int cli_bad_option(const char *command, int argc, char **argv, int opt)
{
	const char *arg = optind > 0 && optind <= argc ? argv[optind - 1] : "";
	char letter[3] = { '-', (char)optopt, '\0' };

	/* A short option may stand in a bundle; a long one is named as typed. */
	if (strncmp(arg, "--", 2) && optopt)
		arg = letter;
	if (opt == ':')
		return cli_trouble("option '%s' needs a value; see 'mmsim %s --help'", arg,
				   command);
	return cli_trouble("unknown or ambiguous option '%s'; see 'mmsim %s --help'", arg, command);
}

/**
 * cli_flush - make sure that what was printed arrived
 *
 * Return: CLI_OK, or CLI_TROUBLE if stdout could not be written.
 */
int cli_flush(void)
{
	if (fflush(stdout) || ferror(stdout))
		return cli_trouble("cannot write to standard output: %s", strerror(errno));
	return CLI_OK;
}
