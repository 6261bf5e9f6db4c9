// SPDX-License-Identifier: GPL-2.0-only
#include "control.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD_VARIABLE	"MMSIM_USER_CONTROL"

bool control_child(void)
{
	return getenv(CHILD_VARIABLE);
}

void control_must_fail(struct kunit *test, const char *name)
{
	char *const argv[] = {
		"user-test", "--filter", (char *)name, NULL
	};
	posix_spawn_file_actions_t files;
	int ret, status = 0;
	pid_t pid;

	if (!IS_ENABLED(MMSIM_USER_DEBUG))
		kunit_skip(test, "nothing watches in the release build");

	setenv(CHILD_VARIABLE, "1", 1);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null",
					 O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null",
					 O_WRONLY, 0);
	ret = posix_spawn(&pid, "/proc/self/exe", &files, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	unsetenv(CHILD_VARIABLE);
	KUNIT_ASSERT_EQ(test, 0, ret);
	KUNIT_ASSERT_EQ(test, pid, waitpid(pid, &status, 0));
	KUNIT_EXPECT_NE_MSG(test, 0, status, "%s was not caught", name);
}
