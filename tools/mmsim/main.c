// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmsim: the command line of a laboratory for the locks of Linux memory management.
 * Each command has a file of its own; this one finds it.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "lockstat/lockstat.h"
#include "record/record.h"

static int cmd_version(int argc, char **argv);
static int cmd_help(int argc, char **argv);

static const char cmd_version_usage[] =
	"usage: mmsim version\n"
	"\n"
	"Print the version and the commit mmsim was built from.\n";

static const char cmd_help_usage[] =
	"usage: mmsim help [COMMAND]\n"
	"\n"
	"Print the commands, or how to use one.\n";

const struct cli_command cli_commands[] = {
	{ "list", "what can be run, bound and set", cmd_list_usage, cmd_list },
	{ "run", "run a workload under one or more locking designs", cmd_run_usage, cmd_run },
	{ "record", "record a program's address-space life as a trace", NULL, mmsim_cmd_record },
	{ "replay", "run a recorded trace", cmd_replay_usage, cmd_replay },
	{ "compare", "compare result files statistically", cmd_compare_usage, cmd_compare },
	{ "lockstat", "show, compare and merge lock_stat of kernels", mmsim_lockstat_usage,
	  mmsim_cmd_lockstat },
	{ "version", "print the version", cmd_version_usage, cmd_version },
	{ "help", "explain a command", cmd_help_usage, cmd_help },
	{ 0 },
};

static void print_commands(FILE *f)
{
	const struct cli_command *c;

	fputs("usage: mmsim COMMAND [ARGUMENTS]\n\n", f);
	for (c = cli_commands; c->name; c++)
		fprintf(f, "  %-8s  %s\n", c->name, c->summary);
	fputs("\n'mmsim COMMAND --help' explains a command. Exit status: 0 fine, 1 difference or\n"
	      "failed check, 2 usage or trouble, 4 skipped.\n", f);
}

static const struct cli_command *find_command(const char *name)
{
	const struct cli_command *c;

	for (c = cli_commands; c->name; c++)
		if (!strcmp(c->name, name))
			return c;
	fprintf(stderr, "mmsim: unknown command '%s'; the commands are:", name);
	for (c = cli_commands; c->name; c++)
		fprintf(stderr, " %s", c->name);
	fputc('\n', stderr);
	return NULL;
}

static int explain(const struct cli_command *c)
{
	char name[16], help[] = "--help", *argv[] = { name, help, NULL };

	if (!c->usage) {
		snprintf(name, sizeof(name), "%s", c->name);
		return c->main(2, argv);
	}
	fputs(c->usage, stdout);
	return cli_flush();
}

static int no_arguments(int argc, char **argv)
{
	if (argc > 1)
		return cli_trouble("'%s' takes no argument '%s'", argv[0], argv[1]);
	return CLI_OK;
}

static int cmd_version(int argc, char **argv)
{
	if (no_arguments(argc, argv))
		return CLI_TROUBLE;
	printf("mmsim %s (git %s)\n", cli_version(), cli_git() ?: "unknown");
	return cli_flush();
}

static int cmd_help(int argc, char **argv)
{
	const struct cli_command *c;

	if (argc > 2)
		return cli_trouble("'help' takes one command, not '%s' too", argv[2]);
	if (argc == 2) {
		c = find_command(argv[1]);
		return c ? explain(c) : CLI_TROUBLE;
	}
	print_commands(stdout);
	return cli_flush();
}

/*
 * The command's own arguments end at "--": "mmsim record -- ls --help" records. A
 * command without a usage text of its own here reads its options itself.
 */
static bool wants_help(const struct cli_command *c, int argc, char **argv)
{
	int i;

	for (i = 1; c->usage && i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return true;
	return false;
}

int main(int argc, char **argv)
{
	const struct cli_command *c;

	signal(SIGPIPE, SIG_DFL);
	if (argc < 2) {
		print_commands(stderr);
		return CLI_TROUBLE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		return cmd_help(1, argv);
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V"))
		return cmd_version(1, argv);
	c = find_command(argv[1]);
	if (!c)
		return CLI_TROUBLE;
	if (wants_help(c, argc - 1, argv + 1))
		return explain(c);
	return c->main(argc - 1, argv + 1);
}
