// SPDX-License-Identifier: GPL-2.0-only
/*
 * trace: upload of a recorded trace, in as many writes as it takes. It is parsed when
 * the file is closed; a close cannot fail, so that last_error has to be read.
 */
#include <linux/debugfs.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "instance.h"

/* Far above any trace worth replaying; keeps a mistake from eating the memory. */
#define UPLOAD_MAX	(64UL << 20)
#define UPLOAD_MIN	(64UL << 10)

/**
 * struct mmsim_upload - An upload under way
 * @inst: whose trace it is, referenced: release() runs even after a delete
 * @lock: protects the rest against parallel writes
 * @buf: what has arrived
 * @len: how much that is
 * @size: allocated bytes, more than @len
 * @error: why the text is not complete, or 0
 */
struct mmsim_upload {
	struct mmsim_instance *inst;
	struct mutex lock;	/* protects what follows */
	char *buf;
	size_t len;
	size_t size;
	int error;
};

static int upload_begin(struct mmsim_instance *inst)
{
	int ret = 0;

	mutex_lock(&inst->lock);
	if (inst->dead)
		ret = -ENOENT;
	else if (inst->busy || inst->uploading)
		ret = -EBUSY;
	else
		inst->uploading = true;
	mutex_unlock(&inst->lock);
	return ret;
}

static void upload_end(struct mmsim_instance *inst)
{
	mutex_lock(&inst->lock);
	inst->uploading = false;
	mutex_unlock(&inst->lock);
}

static int upload_open(struct inode *inode, struct file *file)
{
	struct mmsim_attr *attr = inode->i_private;
	struct mmsim_upload *up;
	int ret;

	if (file->f_mode & FMODE_READ)
		return -EACCES;
	up = kzalloc(sizeof(*up), GFP_KERNEL);
	if (!up)
		return -ENOMEM;
	ret = upload_begin(attr->inst);
	if (ret) {
		kfree(up);
		return ret;
	}
	refcount_inc(&attr->inst->refcount);
	up->inst = attr->inst;
	mutex_init(&up->lock);
	file->private_data = up;
	return 0;
}

/* Room for @more bytes and a terminator. */
static int upload_grow(struct mmsim_upload *up, size_t more)
{
	size_t size = max(up->size, UPLOAD_MIN);
	char *buf;

	if (more > UPLOAD_MAX - up->len)
		return -EFBIG;
	while (size <= up->len + more)
		size *= 2;
	if (size == up->size)
		return 0;
	buf = kvmalloc(size, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (up->len)
		memcpy(buf, up->buf, up->len);
	kvfree(up->buf);
	up->buf = buf;
	up->size = size;
	return 0;
}

static ssize_t upload_write(struct file *file, const char __user *ubuf,
			    size_t count, loff_t *ppos)
{
	struct mmsim_upload *up = file->private_data;
	int ret;

	if (mutex_lock_killable(&up->lock))
		return -EINTR;
	ret = up->error;
	if (!ret && *ppos != up->len)
		ret = -EINVAL;
	if (!ret)
		ret = upload_grow(up, count);
	if (!ret && copy_from_user(up->buf + up->len, ubuf, count))
		ret = -EFAULT;
	if (!ret) {
		up->len += count;
		*ppos = up->len;
	}
	up->error = ret;
	mutex_unlock(&up->lock);
	return ret ? ret : count;
}

static int upload_release(struct inode *inode, struct file *file)
{
	struct mmsim_upload *up = file->private_data;
	struct mmsim_instance *inst = up->inst;

	/* What did not arrive whole is like an empty file: no trace, and not the old one. */
	if (up->error)
		up->len = 0;
	if (up->buf)
		up->buf[up->len] = '\0';
	if (!READ_ONCE(inst->dead))
		mmsim_sim_load_trace(inst->sim, up->buf ?: "", up->len);
	upload_end(inst);
	mmsim_instance_put(inst);
	kvfree(up->buf);
	mutex_destroy(&up->lock);
	kfree(up);
	return 0;
}

static const struct file_operations upload_fops = {
	.owner = THIS_MODULE,
	.open = upload_open,
	.write = upload_write,
	.llseek = noop_llseek,
	.release = upload_release,
};

/**
 * mmsim_debugfs_add_upload() - Make the file trace of an instance
 * @inst: instance, with its directory
 *
 * Context: may sleep.
 */
void mmsim_debugfs_add_upload(struct mmsim_instance *inst)
{
	debugfs_create_file("trace", 0200, inst->dir, &inst->self, &upload_fops);
}
