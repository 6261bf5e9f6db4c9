# SPDX-License-Identifier: GPL-2.0-only
#
# For people; kbuild reads Kbuild beside it. "make help" lists the targets.

KDIR ?= /lib/modules/$(shell uname -r)/build

ifneq ($(V),1)
MAKEFLAGS += --no-print-directory
endif

# What the person gave for the userspace build is passed on by make itself:
# KSRC= (a kernel tree or tarball), CC=, CFLAGS=.
tools := $(MAKE) -f tools/build.mk
kbuild := $(MAKE) -C $(KDIR) M=$(CURDIR)

.PHONY: modules modules_install clean help setup tools check test run lint \
	bench docs headers FORCE

modules: headers
	$(kbuild) modules

modules_install: headers
	$(kbuild) modules_install

# One file, as in the kernel's own tree: make src/core/fault.i
$(foreach dir,src kunit,$(addprefix $(dir)/%,.o .i .s .lst)): headers FORCE
	$(kbuild) $@

headers:
	@test -f "$(KDIR)/Makefile" || { \
		echo "no kernel to build for in $(KDIR): install linux-headers-$$(uname -r)" \
		     "or give KDIR=" >&2; exit 2; }

setup:
	@scripts/setup.sh

tools:
	$(tools) cli

check: tools
	$(tools) check VARIANT=asan
	@scripts/test.sh cli scripts

test:
	@scripts/test.sh

run:
	@scripts/run.sh

lint:
	@scripts/lint.sh

bench: tools
	$(tools) bench

docs:
	@scripts/docs.sh

# Results are measurements, not build products: build/results stays.
clean:
	@if test -f "$(KDIR)/Makefile"; then $(kbuild) clean; fi
	@if test -d build; then find build -mindepth 1 -maxdepth 1 ! -name results -exec rm -rf {} +; fi

help:
	@echo 'From nothing, on Debian 12 or 13:'
	@echo '  run              - boot Debian'"'"'s kernel in QEMU, load the module, run four workloads'
	@echo '                     and a recorded application under three locks, print one table'
	@echo '  test             - userspace tests under all sanitizers, KUnit on three kernels, CLI'
	@echo '  setup            - only get packages and kernel sources (both of the above do it)'
	@echo
	@echo 'While working:'
	@echo '  tools            - build build/mmsim, the command line'
	@echo '  modules          - build mmsim.ko for KDIR (default: the running kernel)'
	@echo '  modules_install  - install it (INSTALL_MOD_PATH=)'
	@echo '  src/core/fault.o - one file for KDIR; also .i .s .lst'
	@echo '  check            - fast tests, userspace only, no root'
	@echo '  lint             - checkpatch, sparse, kernel-doc, shellcheck, rules of the tree'
	@echo '  bench            - speed and memory of the core, as ratios'
	@echo '  docs             - Documentation as HTML in build/docs'
	@echo '  clean            - remove what was built (not build/results)'
	@echo
	@echo 'Variables: KDIR= kernel to build for, KSRC= kernel source for the userspace build'
	@echo '  (a tree or a tarball), V=1 verbose, MMSIM_CACHE= (now $(or $(MMSIM_CACHE),~/.cache/mmsim))'
	@echo '  downloads and built kernels, MMSIM_ACCEL=kvm|tcg instead of a probe'
