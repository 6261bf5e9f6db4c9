// SPDX-License-Identifier: GPL-2.0-only
/*
 * A small lock checker, for the builds with a sanitizer.
 *
 * A class is a key and a subclass, as in the kernel; a lock without a key (one
 * that is initialised statically) is its own key. Each thread has a list of
 * what it holds. When it waits for a lock, an edge from every class it holds to
 * the new one is remembered, and a path back along earlier edges is a report:
 * two orders of the same locks exist, whether or not they ever met. Also
 * reported: taking a class that is already held, releasing a lock that is not.
 *
 * Of the kernel's checks, those about interrupts are missing; recursive readers
 * (read == 2) are not told apart in the graph.
 */
#include <linux/lockdep.h>

#ifdef CONFIG_LOCKDEP

#include <linux/bitmap.h>
#include <linux/hash.h>
#include <linux/sched.h>

#include "../sched/sched.h"

#define MAX_CLASSES	512
#define CLASS_HASH	1024

struct lock_class {
	const void *key;
	unsigned int subclass;
	const char *name;
	DECLARE_BITMAP(after, MAX_CLASSES);	/* taken while this is held */
};

static struct lock_class classes[MAX_CLASSES];	/* 0 is unused */
static unsigned short class_table[CLASS_HASH];
static unsigned int nr_classes = 1;
static u32 graph_lock;

static void __printf(1, 2) report(const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	user_warn_fmt("lockdep", 0, "%s (%s)", text, current->comm);
}

static const char *class_name(unsigned int id)
{
	return classes[id].name ? classes[id].name : "?";
}

void lockdep_init_map(struct lockdep_map *map, const char *name,
		      struct lock_class_key *key, int subclass)
{
	memset(map, 0, sizeof(*map));
	map->name = name;
	map->key = key;
}

/*
 * A key may be in memory that is about to be used for something else. The class
 * stays in the graph under no key.
 */
void lockdep_unregister_key(struct lock_class_key *key)
{
	unsigned int i;

	user_raw_lock(&graph_lock);
	for (i = 1; i < nr_classes; i++) {
		if (classes[i].key == key)
			classes[i].key = &classes[i];
	}
	user_raw_unlock(&graph_lock);
}

void lockdep_register_key(struct lock_class_key *key)
{
}

static unsigned int find_class(const struct lockdep_map *map,
			       unsigned int subclass)
{
	const void *key = map->key ? (const void *)map->key : map;
	unsigned int h = hash_64((unsigned long)key + subclass, 10);
	unsigned int id;

	user_raw_lock(&graph_lock);
	for (;; h = (h + 1) % CLASS_HASH) {
		id = class_table[h];
		if (!id || (classes[id].key == key &&
			    classes[id].subclass == subclass))
			break;
	}
	if (!id && nr_classes < MAX_CLASSES) {
		id = nr_classes++;
		classes[id].key = key;
		classes[id].subclass = subclass;
		classes[id].name = map->name;
		class_table[h] = (unsigned short)id;
	}
	user_raw_unlock(&graph_lock);
	return id;
}

/* The class of a lock: looked up once for each lock and subclass. */
static unsigned int lock_class(struct lockdep_map *map, unsigned int subclass)
{
	unsigned short *cached = &map->class[subclass % ARRAY_SIZE(map->class)];
	unsigned int id = READ_ONCE(*cached);

	if (!id) {
		id = find_class(map, subclass);
		WRITE_ONCE(*cached, (unsigned short)id);
	}
	return id;
}

/* Depth first from @from; @path gets the way back, its length is returned. */
static int find_path(unsigned int from, unsigned int to, unsigned short *path,
		     unsigned long *seen, int depth)
{
	unsigned long next;
	int len;

	path[depth] = (unsigned short)from;
	if (from == to)
		return depth + 1;
	__set_bit(from, seen);
	for_each_set_bit(next, classes[from].after, MAX_CLASSES) {
		if (test_bit(next, seen))
			continue;
		len = find_path((unsigned int)next, to, path, seen, depth + 1);
		if (len)
			return len;
	}
	return 0;
}

static void check_order(unsigned int held, unsigned int new)
{
	DECLARE_BITMAP(seen, MAX_CLASSES) = { 0 };
	unsigned short path[MAX_CLASSES];
	int len, i, n = 0;
	char text[400];

	if (test_bit(new, classes[held].after))
		return;
	user_raw_lock(&graph_lock);
	len = find_path(new, held, path, seen, 0);
	if (!test_bit(new, classes[held].after))
		set_bit(new, classes[held].after);
	user_raw_unlock(&graph_lock);
	if (!len)
		return;

	text[0] = '\0';
	for (i = 0; i < len; i++)
		n += scnprintf(text + n, sizeof(text) - n, "%s%s",
			       i ? " -> " : "", class_name(path[i]));
	report("lock order inversion: %s taken while holding %s, but earlier %s",
	       class_name(new), class_name(held), text);
}

void lock_acquire(struct lockdep_map *map, unsigned int subclass, int trylock,
		  int read, int check, struct lockdep_map *nest_lock,
		  unsigned long ip)
{
	struct task_struct *t = current;
	unsigned int class = lock_class(map, subclass);
	struct held_lock *h;
	int i;

	for (i = 0; i < t->nr_held && !trylock && class; i++) {
		h = &t->held[i];
		if (h->class != class) {
			check_order(h->class, class);
			continue;
		}
		if (nest_lock && lock_is_held(nest_lock))
			continue;
		if (read == 2 && h->read)
			continue;
		report("%s: %s taken, already held",
		       h->map == map ? "recursion" : "nesting without subclass",
		       class_name(class));
	}

	if (t->nr_held == USER_MAX_HELD) {
		report("more than %d locks held", USER_MAX_HELD);
		return;
	}
	h = &t->held[t->nr_held++];
	h->map = map;
	h->class = (unsigned short)class;
	h->read = (signed char)read;
	h->ip = ip;
}

static struct held_lock *find_held(struct task_struct *t,
				   const struct lockdep_map *map)
{
	int i;

	for (i = t->nr_held - 1; i >= 0; i--) {
		if (t->held[i].map == map)
			return &t->held[i];
	}
	return NULL;
}

void lock_release(struct lockdep_map *map, unsigned long ip)
{
	struct task_struct *t = current;
	struct held_lock *h = find_held(t, map);

	if (!h) {
		report("release of %s, which this thread does not hold",
		       map->name ? map->name : "?");
		return;
	}
	memmove(h, h + 1, (char *)&t->held[t->nr_held] - (char *)(h + 1));
	t->nr_held--;
}

void lock_downgrade(struct lockdep_map *map, unsigned long ip)
{
	struct held_lock *h = find_held(current, map);

	if (!h || h->read)
		report("downgrade of %s, not held for writing",
		       map->name ? map->name : "?");
	else
		h->read = 1;
}

int lock_is_held_type(const struct lockdep_map *map, int read)
{
	struct held_lock *h = find_held(current, map);

	if (!h)
		return LOCK_STATE_NOT_HELD;
	return read == -1 || !!h->read == read;
}

void lockdep_assert_no_locks(const char *where)
{
	struct task_struct *t = current;

	if (t->nr_held)
		report("%s: %s still held", where,
		       class_name(t->held[t->nr_held - 1].class));
}

#endif /* CONFIG_LOCKDEP */
