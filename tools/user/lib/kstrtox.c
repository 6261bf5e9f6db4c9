// SPDX-License-Identifier: GPL-2.0-only
/*
 * Text to number, as strict as the kernel: one number, an optional newline.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <stdlib.h>

/* Digits of @s in @base, at least one. */
static int parse_digits(const char *s, unsigned int base,
			unsigned long long *res)
{
	unsigned long long val = 0;
	unsigned int digit;
	const char *start;

	if (base == 0) {
		base = 10;
		if (s[0] == '0') {
			base = 8;
			if (tolower((unsigned char)s[1]) == 'x' &&
			    isxdigit((unsigned char)s[2]))
				base = 16;
		}
	}
	if (base == 16 && s[0] == '0' && tolower((unsigned char)s[1]) == 'x')
		s += 2;

	for (start = s; *s; s++) {
		if (isdigit((unsigned char)*s))
			digit = (unsigned int)(*s - '0');
		else if (isalpha((unsigned char)*s))
			digit = (unsigned int)(tolower((unsigned char)*s) -
					       'a' + 10);
		else
			break;
		if (digit >= base)
			break;
		if (__builtin_mul_overflow(val, base, &val) ||
		    __builtin_add_overflow(val, digit, &val))
			return -ERANGE;
	}
	if (s == start)
		return -EINVAL;
	if (*s == '\n')
		s++;
	if (*s)
		return -EINVAL;
	*res = val;
	return 0;
}

int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	return parse_digits(*s == '+' ? s + 1 : s, base, res);
}

int kstrtoll(const char *s, unsigned int base, long long *res)
{
	unsigned long long val;
	int ret;

	if (*s != '-') {
		ret = kstrtoull(s, base, &val);
		if (!ret && val > S64_MAX)
			ret = -ERANGE;
		if (!ret)
			*res = (long long)val;
		return ret;
	}
	ret = parse_digits(s + 1, base, &val);
	if (!ret && val > (unsigned long long)S64_MAX + 1)
		ret = -ERANGE;
	if (!ret)
		*res = (long long)(0 - val);
	return ret;
}

/* @bits: width of the result; -ERANGE if the number does not fit */
static int parse_unsigned(const char *s, unsigned int base, unsigned int bits,
			  unsigned long long *val)
{
	int ret = kstrtoull(s, base, val);

	return !ret && bits < 64 && *val >> bits ? -ERANGE : ret;
}

int kstrtoul(const char *s, unsigned int base, unsigned long *res)
{
	return kstrtoull(s, base, (unsigned long long *)res);
}

int kstrtol(const char *s, unsigned int base, long *res)
{
	return kstrtoll(s, base, (long long *)res);
}

int kstrtouint(const char *s, unsigned int base, unsigned int *res)
{
	unsigned long long val;
	int ret = parse_unsigned(s, base, 32, &val);

	if (!ret)
		*res = (unsigned int)val;
	return ret;
}

int kstrtou16(const char *s, unsigned int base, u16 *res)
{
	unsigned long long val;
	int ret = parse_unsigned(s, base, 16, &val);

	if (!ret)
		*res = (u16)val;
	return ret;
}

int kstrtou8(const char *s, unsigned int base, u8 *res)
{
	unsigned long long val;
	int ret = parse_unsigned(s, base, 8, &val);

	if (!ret)
		*res = (u8)val;
	return ret;
}

int kstrtoint(const char *s, unsigned int base, int *res)
{
	long long val;
	int ret = kstrtoll(s, base, &val);

	if (!ret && (val < S32_MIN || val > S32_MAX))
		ret = -ERANGE;
	if (!ret)
		*res = (int)val;
	return ret;
}

int kstrtobool(const char *s, bool *res)
{
	if (!s)
		return -EINVAL;
	switch (s[0]) {
	case 'y': case 'Y': case 't': case 'T': case '1':
		*res = true;
		return 0;
	case 'n': case 'N': case 'f': case 'F': case '0':
		*res = false;
		return 0;
	case 'o': case 'O':
		if (tolower((unsigned char)s[1]) == 'n')
			*res = true;
		else if (tolower((unsigned char)s[1]) == 'f')
			*res = false;
		else
			return -EINVAL;
		return 0;
	default:
		return -EINVAL;
	}
}

/* A number with an optional K, M, G, T, P or E; *@retp is behind it. */
unsigned long long memparse(const char *ptr, char **retp)
{
	static const char units[] = "kmgtpe";
	unsigned long long val;
	const char *unit;
	char *end;

	val = strtoull(ptr, &end, 0);
	unit = *end ? strchr(units, tolower((unsigned char)*end)) : NULL;
	if (unit) {
		val <<= 10 * (unit - units + 1);
		end++;
	}
	if (retp)
		*retp = end;
	return val;
}
