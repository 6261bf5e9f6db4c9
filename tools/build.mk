# SPDX-License-Identifier: GPL-2.0-only
#
# The userspace build: the core, the userspace kernel under it, their tests and
# the command line. Run from the top: make -f tools/build.mk [TARGET].
#
#   cli          build/mmsim, the command line (release)
#   tools        the same
#   programs     everything of VARIANT, without running it
#   check        build and run the tests of VARIANT; KTAP in
#                build/user/$(VARIANT)/ktap; all run even if one fails
#   check-user   the same for every variant, KTAP copied to build/results
#   bench        speed and memory of the core (release); build/results/bench-native.json
#   bench-user   what the locks and RCU of the userspace kernel cost
#
# VARIANT is release (default), asan (ASan and UBSan) or tsan. KSRC is a kernel
# tree or tarball with the maple tree (default: Debian's 6.12). Compiler flags
# are part of what makes an object: a change of them rebuilds.

.DEFAULT_GOAL := cli
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules

CC ?= cc
ifeq ($(origin CC),default)
CC := gcc
endif
VARIANT ?= release
KSRC ?=

ifeq ($(filter $(VARIANT),release asan tsan),)
$(error VARIANT=$(VARIANT): known are release, asan, tsan)
endif

ksrc := $(shell tools/user/ksrc.sh $(KSRC))
ifeq ($(ksrc),)
$(error no kernel source)
endif

include src/core.mk
include kunit/kunit.mk

obj := build/user/$(VARIANT)

# --- flags ---------------------------------------------------------------

warn := -Wall -Wextra -Werror -Wdeclaration-after-statement -Wvla \
	-Wstrict-prototypes -Wmissing-prototypes -Wundef
# Callbacks ignore arguments; designated initialisers leave members out, and the
# X-macro tables set some twice.
warn += -Wno-unused-parameter -Wno-missing-field-initializers -Wno-sign-compare \
	-Wno-format-zero-length

common := -std=gnu11 -g -fno-strict-aliasing -fwrapv -fno-common -pthread \
	-fno-omit-frame-pointer -D_GNU_SOURCE $(warn)

cflags-release := -O2
cflags-asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-DMMSIM_USER_DEBUG
# -Wno-tsan: it says that the sanitizer ignores fences, see tsan.supp.
cflags-tsan := -O1 -fsanitize=thread -Wno-tsan -DMMSIM_USER_DEBUG
ldflags-asan := -fsanitize=address,undefined
ldflags-tsan := -fsanitize=thread

# Files that see the userspace kernel: its headers come before the system's.
flags-kernel := $(common) $(cflags-$(VARIANT)) \
	-include tools/user/include/linux/kconfig.h -Itools/user/include \
	-Itools/user/platform -Itools/user/platform/native -Iinclude \
	-isystem $(ksrc)/include -I$(ksrc)
# The platform sees the system's headers only.
flags-platform := $(common) $(cflags-$(VARIANT)) -Itools/user/platform \
	-Itools/user/platform/native
# The command line: the system's headers, and the project's lists.
flags-cli := $(common) $(cflags-$(VARIANT)) -Iinclude -Itools/mmsim

libs := -lurcu-memb -lnuma -lpthread -lm

# --- objects -------------------------------------------------------------

platform-src := $(wildcard tools/user/platform/*.c)
user-src := $(wildcard tools/user/lib/*.c tools/user/lock/*.c tools/user/mm/*.c \
	tools/user/rcu/*.c tools/user/sched/*.c) tools/user/maple.c \
	tools/user/rbtree.c
test-src := $(wildcard tools/user/tests/*.c)
bench-src := $(wildcard tools/bench/*.c)
cli-src := $(wildcard tools/mmsim/*.c tools/mmsim/*/*.c)

objects = $(patsubst %.c,$(obj)/%.o,$(1))

# What the core asks of where it runs, beside the kernel-named calls.
core := $(addprefix $(obj)/,$(mmsim-core)) $(obj)/tools/user/describe.o
user := $(call objects,$(platform-src) $(user-src))
runner := $(call objects,tools/user/kunit.c tools/user/kunit_case.c)
tests := $(call objects,$(test-src))
kunit := $(addprefix $(obj)/,$(mmsim-kunit)) $(obj)/tools/user/kunit_core.o
cli := $(call objects,$(cli-src))
bench := $(call objects,$(bench-src))
order := $(call objects,tools/tests/trace_order.c)

all-objects := $(bench) $(order) $(core) $(user) $(runner) $(tests) $(kunit) $(cli)

$(call objects,$(platform-src)): flags = $(flags-platform)
$(cli): flags = $(flags-cli)
# The one file of the command line that calls the core.
$(obj)/tools/mmsim/backend_native.o: flags = $(flags-kernel) -Itools/mmsim
$(bench) $(order) $(core) $(call objects,$(user-src)) $(runner) $(tests) $(kunit): flags = $(flags-kernel)

# Which commit this is; only one object is told, so that only one is rebuilt.
git := $(shell git --no-optional-locks describe --always --dirty --abbrev=12 \
	2>/dev/null || echo unknown)
$(obj)/tools/mmsim/version.o: flags = $(flags-cli) -DMMSIM_GIT='"$(git)"'
$(obj)/tools/mmsim/version.o: $(obj)/git

$(obj)/git: FORCE
	@mkdir -p $(@D)
	@echo '$(git)' | cmp -s - $@ || echo '$(git)' >$@

# A file that changes when the flags do.
$(obj)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(flags-kernel)' | cmp -s - $@ || \
		echo '$(CC) $(flags-kernel)' >$@

$(all-objects): $(obj)/%.o: %.c $(obj)/flags
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CC      $@';)$(CC) $(flags) -MMD -MP -c $< -o $@

-include $(all-objects:.o=.d)

# --- programs ------------------------------------------------------------

link = $(if $(V),,@echo '  LD      $@';)$(CC) -pthread $(ldflags-$(VARIANT)) \
	-o $@ $(filter %.o,$^) $(1) $(libs)

programs := $(obj)/user-test $(obj)/mmsim-kunit $(obj)/trace-order

$(obj)/user-test: $(tests) $(runner) $(user)
	$(call link)

$(obj)/mmsim-kunit: $(kunit) $(runner) $(core) $(user)
	$(call link)

$(obj)/trace-order: $(order) $(core) $(user)
	$(call link)

$(obj)/mmsim: $(cli) $(core) $(user)
	$(call link,-ljansson)

.PHONY: cli tools programs tsan-control check check-user bench bench-user FORCE

cli tools:
	@$(MAKE) -f tools/build.mk VARIANT=release build/mmsim

build/mmsim: build/user/release/mmsim
	@ln -f $< $@ 2>/dev/null || cp $< $@

programs: $(programs)

# --- tests ---------------------------------------------------------------

export ASAN_OPTIONS ?= detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS ?= print_stacktrace=1
export TSAN_OPTIONS ?= suppressions=tools/user/tsan.supp:history_size=7:second_deadlock_stack=1

# A design that excludes nobody is a data race, and rightly reported: its runs
# are apart. There ThreadSanitizer must see it: a run ends at the first fault the
# checkers find, and one in three is long enough, hence the tries.
ifeq ($(VARIANT),tsan)
args-mmsim-kunit := --without '*busted*'
tsan-control := tsan-control
endif

tsan-control: $(obj)/mmsim-kunit
	@mkdir -p $(obj)/ktap
	@verdict="not ok"; for try in $$(seq 30); do \
		TSAN_OPTIONS=$(TSAN_OPTIONS):exitcode=66 $< --only '*busted*' \
			--filter 'mmsim_race.race_all' >/dev/null 2>&1; \
		if [ $$? -eq 66 ]; then verdict=ok; break; fi; \
	done; \
	printf 'KTAP version 1\n1..1\n%s 1 tsan_sees_busted\n' "$$verdict" \
		>$(obj)/ktap/tsan-control.ktap; \
	echo "$$verdict: ThreadSanitizer sees a design that excludes nobody"; \
	[ "$$verdict" = ok ]

# Each program writes its own document; a sanitizer's report is in the exit
# status and on stderr.
run-program = $(1) $(args-$(notdir $(1))) >$(obj)/ktap/$(notdir $(1)).ktap || { \
	echo "$(1): exit status $$?" >&2; status=1; }; \
	tail -n 1 $(obj)/ktap/$(notdir $(1)).ktap;

check: $(programs)
	@mkdir -p $(obj)/ktap
	@status=0; \
	$(foreach p,$(programs),$(call run-program,$(p))) \
	$(if $(tsan-control),$(MAKE) --no-print-directory -f tools/build.mk tsan-control || status=1;) \
	exit $$status

check-user:
	@mkdir -p build/results
	@status=0; for v in release asan tsan; do \
		$(MAKE) -f tools/build.mk VARIANT=$$v check || status=1; \
		for f in build/user/$$v/ktap/*.ktap; do \
			n=$${f##*/}; cp $$f build/results/$${n%.ktap}-$$v.ktap; \
		done; \
	done; exit $$status

# The core: ratios, sizes and their goals, see Documentation/benchmarks.rst.
$(obj)/mmsim-bench: $(bench) $(core) $(user)
	$(call link,-ljansson)

bench: $(obj)/mmsim-bench
	@mkdir -p build/results
	$< -o build/results/bench-native.json -t traces/compile-gcc.mmtrace

bench-user: $(obj)/user-test
	$< --bench
