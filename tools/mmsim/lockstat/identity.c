// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which class of one kernel is which of another. Names are all there is: a class that is
 * named alike is taken for the same, a known new name is followed, a name made of a file
 * and a line is matched by the file. The number of "#n" is the order of registration,
 * different at every boot, and so never part of a class's identity.
 */
#include <stdlib.h>
#include <string.h>

#include "identity.h"

static const struct rename renames[] = {
#define RENAMED(_from, _to, _kind, _where) { _from, _to, _kind, _where },
#include "rename_list.h"
#undef RENAMED
};

/* Is this the listed name, perhaps as much of it as the kernel printed? */
static bool is_listed(const char *listed, const char *base, const struct class_name *n)
{
	if (strncmp(listed, base, n->base_len))
		return false;
	return !listed[n->base_len] || n->cut;
}

/**
 * identity_of - what a name stands for
 * @printed: name of a class, as printed, without its mode
 *
 * Return: the identity; its key is to be freed.
 */
struct identity identity_of(const char *printed)
{
	struct identity id = { .name = name_split(printed) };
	const char *base = printed, *colon;
	size_t i, len = id.name.base_len;
	char subclass[3] = "";

	if (id.name.subclass)
		snprintf(subclass, sizeof(subclass), "/%u", id.name.subclass % 10);
	if (id.name.source_line) {
		colon = memrchr(printed, ':', len);
		id.key = xasprintf("%.*s:*%s", (int)(colon - printed), printed, subclass);
		return id;
	}
	for (i = 0; i < ARRAY_LEN(renames); i++) {
		bool from = is_listed(renames[i].from, base, &id.name);

		if (!from && !is_listed(renames[i].to, base, &id.name))
			continue;
		if (from)
			id.renamed = &renames[i];
		base = renames[i].to;
		len = strlen(base);
		break;
	}
	id.key = xasprintf("%.*s%s", (int)len, base, subclass);
	return id;
}

/* Where the separator of OLD=NEW is: the last "=" is no good, names may have one. */
static const char *separator(const char *arg)
{
	return strchr(arg, '=');
}

/**
 * identity_check_rename - is this an argument of --rename?
 * @arg: OLD=NEW
 *
 * Return: CLI_OK or CLI_TROUBLE.
 */
int identity_check_rename(const char *arg)
{
	const char *sep = separator(arg);

	if (!sep || sep == arg || !sep[1])
		return cli_trouble("--rename takes OLD=NEW, not '%s'", arg);
	return CLI_OK;
}

/**
 * identity_apply - rename as the user said
 * @renames: OLD=NEW each; a whole name counts before one without #n and /n
 * @printed: a name, as printed
 *
 * Return: the name to use, to be freed.
 */
char *identity_apply(const struct strv *renames, const char *printed)
{
	struct class_name n = name_split(printed);
	size_t i, len = strlen(printed), old;
	const char *sep;

	for (i = 0; i < renames->nr; i++) {
		sep = separator(renames->v[i]);
		old = (size_t)(sep - renames->v[i]);
		if (old == len && !strncmp(renames->v[i], printed, old))
			return xstrdup(sep + 1);
	}
	for (i = 0; i < renames->nr; i++) {
		sep = separator(renames->v[i]);
		old = (size_t)(sep - renames->v[i]);
		if (old == n.base_len && !strncmp(renames->v[i], printed, old))
			return xasprintf("%s%s", sep + 1, printed + n.base_len);
	}
	return xstrdup(printed);
}
