// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmsim record: options, the output file, and what is said at the end.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "events.h"
#include "record.h"

#define MAX_FAULTS	10000000ULL

static const char usage[] =
"Usage: mmsim record -o FILE [OPTION]... [--] COMMAND [ARGUMENT]...\n"
"\n"
"Run COMMAND and record the life of its address spaces, and of those of all it\n"
"starts: mappings, threads, forks and page faults. 'mmsim replay FILE' runs the\n"
"trace; Documentation/trace-format.rst describes it.\n"
"\n"
"  -o, --output=FILE      write the trace to FILE\n"
"      --max-faults=N     keep at most N page faults (default 10000000)\n"
"      --note=TEXT        put a remark into the trace; may be repeated\n"
"  -q, --quiet            no progress and no summary\n"
"  -h, --help             this text\n"
"\n"
"Needs no privilege if kernel.perf_event_paranoid is 2 or less; then only faults\n"
"in user mode are seen (1 or less: in kernel mode too). As root, the page fault\n"
"tracepoints also tell whether a fault was a read or a write.\n"
"\n"
"Ctrl-C ends COMMAND, and the recording one second later even if it goes on.\n"
"Exit status: 0 if the trace was written, 2 otherwise.\n";

enum { OPT_MAX_FAULTS = 256, OPT_NOTE };

static const struct option options[] = {
	{ "output", required_argument, NULL, 'o' },
	{ "max-faults", required_argument, NULL, OPT_MAX_FAULTS },
	{ "note", required_argument, NULL, OPT_NOTE },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static bool parse_number(const char *s, u64 *value)
{
	char *end;

	if (*s < '0' || *s > '9')
		return false;
	errno = 0;
	*value = strtoull(s, &end, 10);
	return !errno && !*end && *value;
}

/* Returns -1 to go on, or the exit status. */
static int parse_options(struct rec_options *opt, int argc, char **argv)
{
	int c;

	opt->max_faults = MAX_FAULTS;
	optind = 1;
	while ((c = getopt_long(argc, argv, "+:o:qh", options, NULL)) != -1) {
		switch (c) {
		case 'o':
			opt->output = optarg;
			break;
		case OPT_MAX_FAULTS:
			if (!parse_number(optarg, &opt->max_faults)) {
				rec_say("--max-faults: '%s' is not a positive number", optarg);
				return 2;
			}
			break;
		case OPT_NOTE:
			opt->note = rec_append(opt->note, &opt->nr_notes,
					       sizeof(*opt->note));
			opt->note[opt->nr_notes - 1] = optarg;
			break;
		case 'q':
			opt->quiet = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return 0;
		case ':':
			rec_say("option '%s' needs a value (see mmsim record --help)",
				argv[optind - 1]);
			return 2;
		default:
			rec_say("unknown option '%s' (see mmsim record --help)",
				argv[optind - 1]);
			return 2;
		}
	}
	if (!opt->output || !*opt->output) {
		rec_say("no output file: use -o FILE (see mmsim record --help)");
		return 2;
	}
	if (optind == argc) {
		rec_say("no command to record (see mmsim record --help)");
		return 2;
	}
	opt->argv = argv + optind;
	return -1;
}

/*
 * The trace is written to a file beside the one asked for and renamed, so that there
 * is never half a trace under that name. What is not a regular file (a pipe) is
 * written to directly.
 */
struct output {
	FILE *file;
	char *temp;		/* to be renamed or removed; NULL: direct */
};

static struct output output;

static void output_discard(void)
{
	if (output.file)
		fclose(output.file);
	if (output.temp)
		unlink(output.temp);
	free(output.temp);
	memset(&output, 0, sizeof(output));
}

/* Outside of the tracer's loop, which has its own idea of a signal. */
static void on_abort(int sig)
{
	if (output.temp)
		unlink(output.temp);
	_exit(128 + sig);
}

static void catch_aborts(struct sigaction *old)
{
	const struct sigaction sa = { .sa_handler = on_abort };

	sigaction(SIGINT, &sa, &old[0]);
	sigaction(SIGTERM, &sa, &old[1]);
	sigaction(SIGHUP, &sa, &old[2]);
}

static void restore_aborts(const struct sigaction *old)
{
	sigaction(SIGINT, &old[0], NULL);
	sigaction(SIGTERM, &old[1], NULL);
	sigaction(SIGHUP, &old[2], NULL);
}

static int output_open(const char *path)
{
	static bool registered;
	struct stat st;
	size_t len;
	int fd;

	if (!stat(path, &st) && !S_ISREG(st.st_mode)) {
		output.file = fopen(path, "we");
		if (!output.file)
			goto fail;
		return 0;
	}
	len = strlen(path) + 16;
	output.temp = rec_realloc(NULL, len, 1);
	snprintf(output.temp, len, "%s.XXXXXX", path);
	fd = mkostemp(output.temp, O_CLOEXEC);
	if (fd < 0) {
		free(output.temp);
		output.temp = NULL;
		goto fail;
	}
	output.file = fdopen(fd, "w");
	if (!registered)
		registered = !atexit(output_discard);
	return 0;
fail:
	rec_say("cannot write %s: %s", path, strerror(errno));
	return -1;
}

static int output_finish(const char *path)
{
	mode_t mask = umask(0);
	int err = 0;

	umask(mask);
	if (output.temp)
		fchmod(fileno(output.file), 0666 & ~mask);
	if (fclose(output.file))
		err = errno;
	output.file = NULL;
	if (!err && output.temp && rename(output.temp, path))
		err = errno;
	if (err) {
		rec_say("cannot write %s: %s", path, strerror(err));
		return -1;
	}
	free(output.temp);
	output.temp = NULL;
	return 0;
}

static void warn(const struct rec *r, const struct rec_events *ev)
{
	size_t i;

	if (r->lost)
		rec_say("warning: %llu page faults were lost", r->lost);
	if (r->over_limit)
		rec_say("warning: %llu page faults beyond --max-faults were left out",
			r->over_limit);
	for (i = 0; i < rec_nr_syscalls; i++)
		if (r->unmodelled[i])
			rec_say("warning: %u calls of %s are not part of the trace",
				r->unmodelled[i], rec_syscalls[i].name);
	if (ev->differ)
		rec_say("warning: what was seen does not explain %u of %zu final mappings: %s",
			ev->differ, r->nr_mms, ev->difference);
}

static void summarize(const struct rec *r, const struct rec_events *ev)
{
	if (r->interrupted)
		rec_say("%s was ended with the recording", r->opt.argv[0]);
	else if (WIFSIGNALED(r->wait_status))
		rec_say("%s was killed by signal %d", r->opt.argv[0],
			WTERMSIG(r->wait_status));
	else if (WEXITSTATUS(r->wait_status))
		rec_say("%s exited with status %d", r->opt.argv[0],
			WEXITSTATUS(r->wait_status));
	rec_say("%s: %zu events (%zu faults) of %zu threads in %zu address spaces",
		r->opt.output, ev->nr, r->nr_faults, r->nr_tasks, r->nr_mms);
	if (!r->tracepoint)
		rec_say("reads and writes were not told apart: tracepoints are for root");
	if (!r->kernel_faults)
		rec_say("faults in kernel mode were not seen: perf_event_paranoid is above 1");
}

static void free_recording(struct rec *r, struct rec_events *ev)
{
	size_t i;

	for (i = 0; i < r->nr_files; i++)
		free(r->file[i].path);
	for (i = 0; i < r->nr_mms; i++) {
		rec_free_maps(&r->mm[i].initial);
		rec_free_maps(&r->mm[i].final);
	}
	free(r->file);
	free(r->mm);
	free(r->task);
	free(r->op);
	free(r->fault);
	free(r->lock);
	free(r->span);
	free(r->unmodelled);
	free(r->opt.note);
	free(ev->event);
	free(ev->dep);
}

int mmsim_cmd_record(int argc, char **argv)
{
	struct rec_events ev = { 0 };
	struct sigaction old[3];
	struct rec r = { 0 };
	int status;

	status = parse_options(&r.opt, argc, argv);
	catch_aborts(old);
	if (status >= 0)
		goto out;
	status = 2;
	if (output_open(r.opt.output) || rec_trace(&r))
		goto out;
	rec_order(&r, &ev);
	if (rec_write(&r, &ev, output.file))
		rec_say("cannot write %s: %s", r.opt.output, strerror(errno));
	else if (!output_finish(r.opt.output))
		status = 0;
	if (!status) {
		warn(&r, &ev);
		if (!r.opt.quiet)
			summarize(&r, &ev);
	}
out:
	output_discard();
	restore_aborts(old);
	free_recording(&r, &ev);
	return status;
}
