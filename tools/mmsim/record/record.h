/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mmsim record: the command.
 */
#ifndef _MMSIM_RECORD_H
#define _MMSIM_RECORD_H

/**
 * mmsim_cmd_record() - Record a program's address-space life into a trace
 * @argc: number of arguments, "record" included
 * @argv: arguments
 *
 * Return: exit status: 0 if a trace was written, 2 if not.
 */
int mmsim_cmd_record(int argc, char **argv);

#endif /* _MMSIM_RECORD_H */
