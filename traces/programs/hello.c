// SPDX-License-Identifier: GPL-2.0-only
/*
 * What compile-gcc.mmtrace compiles.
 */
#include <stdio.h>

int main(void)
{
	puts("hello");
	return 0;
}
