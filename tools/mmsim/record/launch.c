// SPDX-License-Identifier: GPL-2.0-only
/*
 * Start the command: stopped until the tracer has attached and the fault events
 * are open, and telling why if it cannot be executed.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracer.h"

static void child(int go, int error, char **argv)
{
	char c;
	int err;

	if (read(go, &c, 1) < 0 || rec_install_filter()) {
		err = -errno;	/* negative: it is not about the command */
	} else {
		execvp(argv[0], argv);
		err = errno;
	}
	if (write(error, &err, sizeof(err)) != sizeof(err))
		_exit(126);
	_exit(127);
}

/**
 * rec_launch() - Fork a process that waits for the word to execute a command
 * @launch: filled
 * @argv: the command
 *
 * Return: 0, or -1 after a message.
 */
int rec_launch(struct rec_launch *launch, char **argv)
{
	int go[2], error[2];

	if (pipe2(go, O_CLOEXEC)) {
		rec_say("pipe: %s", strerror(errno));
		return -1;
	}
	if (pipe2(error, O_CLOEXEC)) {
		rec_say("pipe: %s", strerror(errno));
		close(go[0]);
		close(go[1]);
		return -1;
	}

	launch->pid = fork();
	if (!launch->pid) {
		close(go[1]);
		close(error[0]);
		child(go[0], error[1], argv);
	}
	close(go[0]);
	close(error[1]);
	launch->go = go[1];
	launch->error = error[0];
	if (launch->pid > 0)
		return 0;
	rec_say("fork: %s", strerror(errno));
	close(launch->go);
	close(launch->error);
	return -1;
}
