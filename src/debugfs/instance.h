/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of this directory share. The tree is a skin: what a word means is
 * decided in config and sim.
 */
#ifndef _MMSIM_DEBUGFS_INSTANCE_H
#define _MMSIM_DEBUGFS_INSTANCE_H

#include <linux/fs.h>
#include <linux/module.h>

#include <mmsim/config.h>
#include <mmsim/out.h>
#include <mmsim/sim.h>

struct dentry;
struct mmsim_instance;

/**
 * struct mmsim_attr - What one file stands for
 * @inst: instance it belongs to
 * @id: which of a generated set: a family, parameter or operation
 */
struct mmsim_attr {
	struct mmsim_instance *inst;
	unsigned int id;
};

/**
 * struct mmsim_instance - A directory of the tree and the simulator behind it
 * @node: link in the list of instances, under instances_lock
 * @refcount: one of the list, one per upload under way; files need none, since
 *	debugfs_remove() waits for their handlers and fails later ones
 * @sim: the simulator
 * @dir: its directory
 * @lock: protects the flags below; never held while something runs
 * @busy: somebody writes to run
 * @uploading: somebody has trace open
 * @dead: deleted; only references of uploads are left
 * @self: for the files that exist once
 * @policy: for policy/
 * @param: for workload/
 * @op: for hist/
 * @name: name of the directory
 */
struct mmsim_instance {
	struct list_head node;
	refcount_t refcount;
	struct mmsim_sim *sim;
	struct dentry *dir;
	struct mutex lock;	/* protects what follows, up to dead */
	bool busy;
	bool uploading;
	bool dead;
	struct mmsim_attr self;
	struct mmsim_attr policy[NR_MMSIM_FAMILIES];
	struct mmsim_attr param[NR_MMSIM_PARAMS];
	struct mmsim_attr op[NR_MMSIM_OPS];
	char name[MMSIM_NAME_MAX + 1];
};

/* instance.c */
int mmsim_instance_create(struct dentry *root, const char *name);
int mmsim_instance_delete(const char *name);
void mmsim_instance_delete_all(void);
void mmsim_instance_put(struct mmsim_instance *inst);

/* config.c, run.c, upload.c: files of an instance */
void mmsim_debugfs_add_config(struct mmsim_instance *inst);
void mmsim_debugfs_add_run(struct mmsim_instance *inst);
void mmsim_debugfs_add_upload(struct mmsim_instance *inst);

/* file.c */
/**
 * struct mmsim_file_ops - What reading and writing a file means
 * @show: Write what a reader gets. Called once, at open. Returns 0 or -errno. NULL:
 *	nobody may read the file.
 * @store: Take one word, trimmed and terminated. Returns 0 or -errno. NULL: nobody
 *	may write it.
 */
struct mmsim_file_ops {
	int (*show)(struct mmsim_attr *attr, struct mmsim_out *out);
	int (*store)(struct mmsim_attr *attr, char *word);
};

int mmsim_file_open(struct inode *inode, struct file *file,
		    const struct mmsim_file_ops *ops);
ssize_t mmsim_file_read(struct file *file, char __user *ubuf, size_t count,
			loff_t *ppos);
ssize_t mmsim_file_write(struct file *file, const char __user *ubuf,
			 size_t count, const struct mmsim_file_ops *ops);
int mmsim_file_release(struct inode *inode, struct file *file);
int mmsim_parse_trigger(const char *word);

/*
 * MMSIM_DEBUGFS_FILE - define _name_fops from the two functions of mmsim_file_ops
 *
 * The owner keeps the module loaded while a file is open.
 */
#define MMSIM_DEBUGFS_FILE(_name, _show, _store)				\
static const struct mmsim_file_ops _name##_ops = {				\
	.show = _show,								\
	.store = _store,							\
};										\
										\
static int _name##_open(struct inode *inode, struct file *file)			\
{										\
	return mmsim_file_open(inode, file, &_name##_ops);			\
}										\
										\
static ssize_t _name##_write(struct file *file, const char __user *ubuf,	\
			     size_t count, loff_t *ppos)			\
{										\
	return mmsim_file_write(file, ubuf, count, &_name##_ops);		\
}										\
										\
static const struct file_operations _name##_fops = {				\
	.owner = THIS_MODULE,							\
	.open = _name##_open,							\
	.read = mmsim_file_read,						\
	.write = _name##_write,							\
	.llseek = default_llseek,						\
	.release = mmsim_file_release,						\
}

#endif /* _MMSIM_DEBUGFS_INSTANCE_H */
