/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every command of mmsim shares: exit statuses, the command table's type,
 * and how messages reach the user. Data goes to stdout, messages to stderr.
 */
#ifndef _MMSIM_CLI_H
#define _MMSIM_CLI_H

#include <stdbool.h>
#include <stdio.h>

#define CLI_COLUMNS	100	/* every table fits this many columns */
#define ARRAY_LEN(a)	(sizeof(a) / sizeof((a)[0]))
#define __attr(...)	__attribute__((__VA_ARGS__))
#define __printf(fmt, args)	__attr(__format__(printf, fmt, args))

/**
 * enum cli_status - exit status of the command line
 * @CLI_OK: everything asked for was done and every check passed
 * @CLI_DIFFERENCE: results differ more than allowed, or a check failed
 * @CLI_TROUBLE: wrong usage, or something needed is missing
 * @CLI_SKIPPED: the system cannot do what was asked, and says why
 * @CLI_SIGNALLED: added to the number of the signal that ended the command
 */
enum cli_status {
	CLI_OK		= 0,
	CLI_DIFFERENCE	= 1,
	CLI_TROUBLE	= 2,
	CLI_SKIPPED	= 4,
	CLI_SIGNALLED	= 128,
};

/**
 * struct cli_command - one word after "mmsim"
 * @name: the word
 * @summary: one line for "mmsim help"
 * @usage: full text for "mmsim NAME --help"; NULL if the command prints its own
 * @main: does it; argv[0] is the word; returns an exit status
 */
struct cli_command {
	const char *name;
	const char *summary;
	const char *usage;
	int (*main)(int argc, char **argv);
};

extern const struct cli_command cli_commands[];

int cmd_list(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_compare(int argc, char **argv);

extern const char cmd_list_usage[];
extern const char cmd_run_usage[];
extern const char cmd_replay_usage[];
extern const char cmd_compare_usage[];

/* version.c */
const char *cli_version(void);
const char *cli_git(void);

/* message.c */
extern int cli_verbosity;
__printf(1, 2) int cli_trouble(const char *fmt, ...);
__printf(1, 2) void cli_fail(const char *fmt, ...);
__printf(1, 2) void cli_warn(const char *fmt, ...);
__printf(1, 2) void cli_verbose(const char *fmt, ...);
void cli_status_line(const char *text);
bool cli_fancy(FILE *f);
int cli_bad_option(const char *command, int argc, char **argv, int opt);
int cli_flush(void);

#endif /* _MMSIM_CLI_H */
