// SPDX-License-Identifier: GPL-2.0-only
/*
 * Write a trace. The format is that of Documentation/trace-format.rst.
 */
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "events.h"

static const char access_letter[] = {
	[REC_READ] = 'r',
	[REC_WRITE] = 'w',
	[REC_EXECUTE] = 'x',
};

/* Lines are lines: what could end one is written in octal. */
static void write_text(FILE *out, const char *s)
{
	for (; *s; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			fprintf(out, "\\%03o", (unsigned char)*s);
		else
			fputc(*s, out);
	}
}

static void write_file_id(FILE *out, u32 file)
{
	if (file == REC_NONE)
		fputs(" -", out);
	else
		fprintf(out, " %u", file);
}

static void write_maps(FILE *out, const struct rec_maps *maps)
{
	const struct rec_map *map;
	size_t i;

	for (i = 0; i < maps->nr; i++) {
		map = &maps->map[i];
		fprintf(out, "map %llx-%llx %c%c%c%c %llx", map->start, map->end,
			map->perms & MMSIM_PROT_READ ? 'r' : '-',
			map->perms & MMSIM_PROT_WRITE ? 'w' : '-',
			map->perms & MMSIM_PROT_EXEC ? 'x' : '-',
			map->perms & REC_SHARED ? 's' : 'p', map->offset);
		write_file_id(out, map->file);
		fprintf(out, " %s ", map->vmflags ? map->vmflags : "-");
		write_text(out, map->name ? map->name : "-");
		fputc('\n', out);
	}
}

static void write_call(FILE *out, const struct rec *r, const struct rec_op *op)
{
	const u64 *arg = op->arg;

	switch (op->kind) {
	case REC_MMAP:
		fprintf(out, "mmap %llx %llx %llx %llx", arg[0], arg[1], arg[2], arg[3]);
		write_file_id(out, op->other);
		fprintf(out, " %llx %llx", op->other == REC_NONE ? 0 : arg[5], op->result);
		break;
	case REC_MUNMAP:
		fprintf(out, "munmap %llx %llx", arg[0], arg[1]);
		break;
	case REC_MPROTECT:
		fprintf(out, "mprotect %llx %llx %llx", arg[0], arg[1], arg[2]);
		break;
	case REC_PKEY_MPROTECT:
		fprintf(out, "pkey_mprotect %llx %llx %llx %d", arg[0], arg[1], arg[2],
			(int)arg[3]);
		break;
	case REC_MREMAP:
		fprintf(out, "mremap %llx %llx %llx %llx %llx %llx", arg[0], arg[1],
			arg[2], arg[3], arg[3] & MMSIM_MREMAP_FIXED ? arg[4] : 0,
			op->result);
		break;
	case REC_MADVISE:
		fprintf(out, "madvise %llx %llx %d", arg[0], arg[1], (int)arg[2]);
		break;
	case REC_BRK:
		fprintf(out, "brk %llx %llx", arg[0], op->result);
		break;
	case REC_MLOCK:
		fprintf(out, "mlock %llx %llx", arg[0], arg[1]);
		break;
	case REC_MUNLOCK:
		fprintf(out, "munlock %llx %llx", arg[0], arg[1]);
		break;
	case REC_MLOCKALL:
		fprintf(out, "mlockall %llx", arg[0]);
		break;
	case REC_MUNLOCKALL:
		fputs("munlockall", out);
		break;
	case REC_CLONE:
		fprintf(out, "clone %u", op->other);
		break;
	case REC_FORK:
		fprintf(out, "fork %u %u", op->other, r->task[op->other].first_mm);
		break;
	case REC_EXEC:
		fprintf(out, "exec %u", op->other);
		break;
	case REC_EXIT:
		fputs("exit", out);
		break;
	default:
		break;
	}
}

static void write_event(FILE *out, const struct rec *r, const struct rec_events *ev,
			const struct rec_event *e)
{
	const struct rec_fault *fault;
	size_t i;

	fprintf(out, "%u %llu ", e->task, e->time > r->start ? e->time - r->start : 0);
	if (e->fault) {
		fault = &r->fault[e->index];
		fprintf(out, "fault %llx %c%s%s", fault->addr,
			access_letter[fault->access], fault->assumed ? "?" : "",
			fault->kernel ? "k" : "");
	} else {
		write_call(out, r, &r->op[e->index]);
	}
	if (e->err)
		fprintf(out, " err=%u", e->err);
	for (i = 0; i < e->nr_deps; i++)
		fprintf(out, "%s%u:%u", i ? "," : " after=", ev->dep[e->dep + i].task,
			ev->dep[e->dep + i].n);
	fputc('\n', out);
}

static bool is_call(const struct rec *r, const struct rec_event *e)
{
	return !e->fault && r->op[e->index].kind < REC_CLONE;
}

static void write_header(FILE *out, const struct rec *r, const struct rec_events *ev)
{
	size_t i, maps = 0, calls = 0;
	time_t now = time(NULL);
	struct utsname uts;
	char date[32] = "";
	struct tm tm;

	for (i = 0; i < r->nr_mms; i++)
		maps += r->mm[i].initial.nr + r->mm[i].final.nr;
	for (i = 0; i < ev->nr; i++)
		calls += is_call(r, &ev->event[i]);

	fputs("mmsim-trace 1\n", out);
	for (i = 0; i < r->opt.nr_notes; i++) {
		fputs("note ", out);
		write_text(out, r->opt.note[i]);
		fputc('\n', out);
	}
	fputs("command", out);
	for (i = 0; r->opt.argv[i]; i++) {
		fputc(' ', out);
		write_text(out, r->opt.argv[i]);
	}
	fputc('\n', out);
	if (gmtime_r(&now, &tm))
		strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", &tm);
	fprintf(out, "date %s\n", date);
	if (!uname(&uts))
		fprintf(out, "kernel %s %s\n", uts.release, rec_arch_name);
	fprintf(out, "recorder mmsim %s\n", MMSIM_VERSION);
	fprintf(out, "faults %s\n", r->kernel_faults ? "user,kernel" : "user");
	fprintf(out, "access %s\n", r->tracepoint ? "tracepoint" : "assumed");
	fprintf(out, "order %s\n", r->lock_times ? "mmap_lock" : "calls");
	fprintf(out, "lost %llu\nover-limit %llu\nskipped %llu\n", r->lost, r->over_limit,
		r->skipped);
	for (i = 0; i < rec_nr_syscalls; i++)
		if (r->unmodelled[i])
			fprintf(out, "unmodelled %s %u\n", rec_syscalls[i].name,
				r->unmodelled[i]);
	if (r->interrupted)
		fputs("interrupted yes\n", out);
	if (ev->differ)
		fprintf(out, "check differs: %s\n", ev->difference);
	else
		fputs("check equal\n", out);

	fprintf(out, "page-size %lu\n", MMSIM_PAGE_SIZE);
	fprintf(out, "files %zu\nmms %zu\ntasks %zu\nmaps %zu\n", r->nr_files, r->nr_mms,
		r->nr_tasks, maps);
	fprintf(out, "events %zu\ncalls %zu\ndependencies %zu\n", ev->nr, calls,
		ev->nr_deps);
}

/**
 * rec_write() - Write the trace
 * @r: recording
 * @ev: its events
 * @out: file; the caller checks it for errors
 *
 * Return: 0, or -1 if there was an error.
 */
int rec_write(const struct rec *r, const struct rec_events *ev, FILE *out)
{
	const struct rec_file *file;
	const struct rec_mm *mm;
	size_t i;

	write_header(out, r, ev);
	for (i = 0; i < r->nr_files; i++) {
		file = &r->file[i];
		fprintf(out, "file %zu %02x:%02x %llu ", i,
			(u32)((file->mapped ? file->dev : file->stat_dev) >> 32),
			(u32)(file->mapped ? file->dev : file->stat_dev),
			file->mapped ? file->inode : file->stat_inode);
		write_text(out, file->path);
		fputc('\n', out);
	}
	for (i = 0; i < r->nr_mms; i++) {
		mm = &r->mm[i];
		if (mm->parent != REC_NONE) {
			fprintf(out, "mm %zu fork %u\n", i, mm->parent);
		} else {
			fprintf(out, "mm %zu exec %llx %zu\n", i, mm->brk, mm->initial.nr);
			write_maps(out, &mm->initial);
		}
	}
	fputs("begin\n", out);
	for (i = 0; i < ev->nr; i++)
		write_event(out, r, ev, &ev->event[i]);
	for (i = 0; i < r->nr_mms; i++) {
		mm = &r->mm[i];
		if (mm->unknown) {
			fprintf(out, "final %zu unknown %s\n", i, mm->unknown);
		} else {
			fprintf(out, "final %zu %zu\n", i, mm->final.nr);
			write_maps(out, &mm->final);
		}
	}
	fputs("end\n", out);
	return ferror(out) ? -1 : 0;
}
