// SPDX-License-Identifier: GPL-2.0-only
/*
 * What all files of the tree have in common: a reader gets the text as it was when
 * the file was opened, a writer gives one word.
 */
#include <linux/kstrtox.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "instance.h"

/**
 * mmsim_file_open() - Open a file, and take its text if it is opened for reading
 * @inode: its inode; i_private is the &struct mmsim_attr
 * @file: open file
 * @ops: what the file is
 *
 * Root passes every permission check, so that the modes alone would let it read a
 * trigger and write a result.
 *
 * Context: may sleep.
 * Return: 0, -EACCES or what show() says.
 */
int mmsim_file_open(struct inode *inode, struct file *file,
		    const struct mmsim_file_ops *ops)
{
	struct mmsim_out *out;
	int ret;

	if ((file->f_mode & FMODE_WRITE) && !ops->store)
		return -EACCES;
	if (!(file->f_mode & FMODE_READ))
		return 0;
	if (!ops->show)
		return -EACCES;
	out = kmalloc(sizeof(*out), GFP_KERNEL);
	if (!out)
		return -ENOMEM;
	mmsim_out_init(out);
	ret = ops->show(inode->i_private, out);
	if (!ret)
		ret = out->error;
	if (ret) {
		mmsim_out_free(out);
		kfree(out);
		return ret;
	}
	file->private_data = out;
	return 0;
}

/**
 * mmsim_file_read() - Read from the text taken at open
 * @file: open file
 * @ubuf: where to
 * @count: how many bytes
 * @ppos: position
 *
 * Context: may sleep.
 * Return: bytes read or -EFAULT.
 */
ssize_t mmsim_file_read(struct file *file, char __user *ubuf, size_t count,
			loff_t *ppos)
{
	struct mmsim_out *out = file->private_data;

	return simple_read_from_buffer(ubuf, count, ppos, out->buf, out->len);
}

/**
 * mmsim_file_write() - Take one word
 * @file: open file
 * @ubuf: the word; white space around it does not count
 * @count: its length; less than a page
 * @ops: what to do with it
 *
 * Every write() is a word of its own, whatever the position.
 *
 * Context: may sleep, for as long as a run takes.
 * Return: @count, -EINVAL for what
 * cannot be a word, or what store() says.
 */
ssize_t mmsim_file_write(struct file *file, const char __user *ubuf,
			 size_t count, const struct mmsim_file_ops *ops)
{
	struct mmsim_attr *attr = file_inode(file)->i_private;
	char *buf;
	int ret;

	if (count >= PAGE_SIZE)
		return -EINVAL;
	buf = memdup_user_nul(ubuf, count);
	if (IS_ERR(buf))
		return PTR_ERR(buf);
	ret = strlen(buf) == count ? ops->store(attr, strim(buf)) : -EINVAL;
	kfree(buf);
	return ret ? ret : count;
}

/**
 * mmsim_file_release() - Forget the text
 * @inode: its inode; must not be used, the instance may be gone
 * @file: open file
 *
 * Context: may sleep.
 * Return: 0.
 */
int mmsim_file_release(struct inode *inode, struct file *file)
{
	struct mmsim_out *out = file->private_data;

	if (out) {
		mmsim_out_free(out);
		kfree(out);
	}
	return 0;
}

/**
 * mmsim_parse_trigger() - Was a trigger pulled?
 * @word: what was written
 *
 * Context: any.
 * Return: 0 if it says yes (1, y, on), else -EINVAL.
 */
int mmsim_parse_trigger(const char *word)
{
	bool on;

	return kstrtobool(word, &on) || !on ? -EINVAL : 0;
}
