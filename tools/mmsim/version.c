// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which mmsim this is. The build passes MMSIM_GIT; outside a git checkout the commit is
 * unknown and results say so.
 */
#include <stddef.h>
#include <string.h>

#include <mmsim/uapi.h>

#include "cli.h"

/**
 * cli_version - version of the tool, the same number the module carries
 *
 * Return: a static string.
 */
const char *cli_version(void)
{
	return MMSIM_VERSION;
}

/**
 * cli_git - abbreviated commit the tool was built from
 *
 * Return: a static string, or NULL if unknown.
 */
const char *cli_git(void)
{
#ifdef MMSIM_GIT
	return strcmp(MMSIM_GIT, "unknown") ? MMSIM_GIT : NULL;
#else
	return NULL;
#endif
}
