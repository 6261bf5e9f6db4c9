// SPDX-License-Identifier: GPL-2.0-only
/* Names of lock classes and of functions, as lock_stat prints them. */
#include <ctype.h>
#include <string.h>

#include "name.h"

#define NAME_ROOM	37	/* seq_stats(): 38 bytes with the NUL, 2 less per suffix */

/* "#n" or "/n" at the end of the first @len bytes: its digit, else 0. */
static unsigned int suffix(const char *name, size_t len, char mark)
{
	if (len < 3 || name[len - 2] != mark || !isdigit((unsigned char)name[len - 1]))
		return 0;
	return (unsigned int)(name[len - 1] - '0');
}

static bool is_source_line(const char *name, size_t len)
{
	size_t digits = len;

	while (digits && isdigit((unsigned char)name[digits - 1]))
		digits--;
	return digits < len && digits > 3 && name[digits - 1] == ':' &&
	       (name[digits - 2] == 'c' || name[digits - 2] == 'h') && name[digits - 3] == '.' &&
	       !memchr(name, ' ', len);
}

/**
 * name_split - find the parts of a class's name
 * @name: as printed, without -R or -W
 *
 * Return: the parts.
 */
struct class_name name_split(const char *name)
{
	struct class_name n = { .base_len = strlen(name) };
	size_t room = NAME_ROOM;

	n.subclass = suffix(name, n.base_len, '/');
	if (n.subclass) {
		n.base_len -= 2;
		room -= 2;
	}
	n.version = suffix(name, n.base_len, '#');
	if (n.version) {
		n.base_len -= 2;
		room -= 2;
	}
	n.cut = n.base_len >= room;
	n.source_line = is_source_line(name, n.base_len);
	return n;
}

/**
 * name_take_mode - cut -R or -W off a name
 * @name: the name; changed
 *
 * "X" and "X-W" are the same: the kernel writes -W only if X was read-locked too.
 *
 * Return: the mode.
 */
enum lock_mode name_take_mode(char *name)
{
	size_t len = strlen(name);
	char mode;

	if (len < 3 || name[len - 2] != '-')
		return MODE_WRITE;
	mode = name[len - 1];
	if (mode != 'R' && mode != 'W')
		return MODE_WRITE;
	name[len - 2] = '\0';
	return mode == 'R' ? MODE_READ : MODE_WRITE;
}

/* ".constprop.0" and the like, at s? Its length, else 0. */
static size_t clone_suffix(const char *s)
{
	static const char *const clones[] = {
		".constprop", ".isra", ".part", ".cold", ".llvm", ".lto_priv",
	};
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(clones); i++) {
		n = strlen(clones[i]);
		if (strncmp(s, clones[i], n) || (s[n] && !strchr(".+ ", s[n])))
			continue;
		if (s[n] == '.' && isdigit((unsigned char)s[n + 1]))
			n += 1 + strspn(s + n + 1, "0123456789");
		return n;
	}
	return 0;
}

/**
 * symbol_normalise - reduce a function to what is the same in another build
 * @symbol: "f.isra.0+0x12/0x34 [module]"; becomes "f [module]"
 */
void symbol_normalise(char *symbol)
{
	char *module = strstr(symbol, " ["), *s;
	size_t n;

	for (s = symbol; *s && s != module; s++) {
		n = clone_suffix(s);
		if (*s == '+' || *s == ' ' || n)
			break;
	}
	if (module && strchr(module, ']'))
		memmove(s, module, strlen(module) + 1);
	else
		*s = '\0';
	s = strchr(symbol, ']');
	if (s)
		s[1] = '\0';
}
