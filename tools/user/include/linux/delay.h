/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * equivalent
 */
#ifndef _USER_LINUX_DELAY_H
#define _USER_LINUX_DELAY_H

#include <linux/types.h>

void msleep(unsigned int ms);
unsigned long msleep_interruptible(unsigned int ms);
void ssleep(unsigned int seconds);
void usleep_range(unsigned long min_us, unsigned long max_us);
void fsleep(unsigned long us);
void ndelay(unsigned long ns);
void udelay(unsigned long us);
void mdelay(unsigned long ms);

#endif /* _USER_LINUX_DELAY_H */
