/* SPDX-License-Identifier: GPL-2.0-only */
/* The machine and the kernel a result was measured on. */
#ifndef _MMSIM_CLI_MACHINE_H
#define _MMSIM_CLI_MACHINE_H

#include <jansson.h>

json_t *machine_describe(void);
json_t *machine_kernel(void);
const char *machine_accel(void);

#endif /* _MMSIM_CLI_MACHINE_H */
