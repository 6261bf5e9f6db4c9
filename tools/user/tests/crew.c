// SPDX-License-Identifier: GPL-2.0-only
#include "crew.h"

void crew_add(struct crew *c, struct kunit *test, int (*fn)(void *data),
	      void *data)
{
	struct task_struct *t;

	KUNIT_ASSERT_LT(test, c->n, CREW_MAX);
	t = kthread_create(fn, data, "crew/%d", c->n);
	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	c->test = test;
	c->thread[c->n++] = get_task_struct(t);
	wake_up_process(t);
}

int crew_end(struct crew *c)
{
	int i, ret, first = 0;

	WRITE_ONCE(c->stop, true);
	for (i = 0; i < c->n; i++) {
		/* A thread that is stopped before it begins would not run. */
		while (!plat_load(&c->thread[i]->exited, PLAT_ACQUIRE))
			usleep_range(50, 100);
		ret = kthread_stop_put(c->thread[i]);
		if (!first)
			first = ret;
	}
	c->n = 0;
	return first;
}

static void check(struct room *room, bool ok)
{
	if (!ok)
		atomic_inc(&room->violations);
}

void room_read_enter(struct room *room)
{
	atomic_inc(&room->readers);
	check(room, !atomic_read(&room->writers));
	check(room, room->a == room->b);
}

void room_read_leave(struct room *room)
{
	check(room, room->a == room->b);
	check(room, !atomic_read(&room->writers));
	atomic_dec(&room->readers);
}

void room_write_enter(struct room *room)
{
	check(room, atomic_inc_return(&room->writers) == 1);
	check(room, !atomic_read(&room->readers));
	room->a++;
	barrier();
}

void room_write_leave(struct room *room)
{
	room->b++;
	check(room, room->a == room->b);
	check(room, !atomic_read(&room->readers));
	atomic_dec(&room->writers);
}

void room_downgrade(struct room *room)
{
	room->b++;
	check(room, room->a == room->b);
	atomic_dec(&room->writers);
	atomic_inc(&room->readers);
}
