# Two commands need nothing but Go (and a Debian machine, for the guest): make demo, make test.
# They install, download and make what is missing, once; make help has the rest.

GO          ?= go
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# For demo and guest: the stub's port on 127.0.0.1 (8864 is VMware's; 0 takes any free one), what the
# guest's CPUs do (idle, user, kernel), and more words for its kernel command line (pti=on, nokaslr...).
PORT   ?= 8864
LOAD   ?= idle,user
APPEND ?=

GUEST  := build/guest
BOOT    = $(GUEST) boot -port '$(PORT)' -load '$(LOAD)' -append '$(APPEND)'

# Tests of these run a second time under the race detector, where there is a C compiler for it.
RACY := ./transport/... ./rsp/... ./debugger/...

PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

.PHONY: help build demo test unit race lint vet guest kgdb kgdb-serial hang file-tests guest-tests prepare bench cross clean
.NOTPARALLEL:

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build/kbreak, one static program
	CGO_ENABLED=0 $(GO) build -o build/ ./cmd/...

demo: build prepare ## boot a guest, attach to it, show where every CPU is; a prompt follows on a terminal
	@if [ -t 0 ] && [ -t 1 ]; then batch=; else batch=--batch; fi; \
	$(BOOT) -- sh -c 'sleep 2; exec "$$@"' settle \
		build/kbreak -s '{vmlinux}' --module-path '{debug}' $$batch -e mod -e 'bt -a' -e 'info link' '{stub}'

test: vet unit race file-tests guest-tests ## everything that must pass, with all the set-up it needs

unit: ## the tests that need no guest, no network and no root
	$(GO) test ./...

race:
	@if [ "$$($(GO) env CGO_ENABLED)" = 1 ] && command -v "$$($(GO) env CC)" > /dev/null; then \
		echo '$(GO) test -race $(RACY)'; $(GO) test -race $(RACY); \
	else echo 'no C compiler: tests with the race detector are left out'; fi

# The tests that read a distribution's vmlinux, beside addr2line, readelf, nm, objdump and gdb.
file-tests: prepare
	KBREAK_VMLINUX="$$($(GUEST) paths | awk '$$1 == "vmlinux" { print $$2 }')" \
		$(GO) test -count=1 ./symbols/... ./kernel ./debugger ./debugger/unwind/... ./debugger/disasm

guest-tests: prepare
	@$(GUEST) prepare kgdb
	KBREAK_GUEST=1 $(GO) test -count=1 -p 1 -timeout 30m ./examples/...

vet:
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "not formatted by gofmt:" $$files; exit 1; fi
	$(GO) vet ./...

lint: vet ## gofmt, go vet and staticcheck, whose rules are in staticcheck.conf
	$(GO) run $(STATICCHECK) ./...

hang: build prepare ## find out why a CPU of a guest hangs: examples/usb-f-hid-deadlock
	$(GO) run ./examples/usb-f-hid-deadlock

kgdb: build prepare ## boot a guest with kgdb on a serial line, attach over it; Ctrl-C breaks in through the guest's shell
	@$(GUEST) prepare kgdb
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	$(GUEST) boot -kernel kgdb -port 0 -kgdb "$$dir/uart" -shell "$$dir/shell" -- \
		build/kbreak -s '{vmlinux}' --module-path '{debug}' \
		--break-command "$(GUEST) run {shell} 'echo g > /proc/sysrq-trigger'" -e bt '{line}'

kgdb-serial: build prepare ## a whole session over a serial line: examples/kgdb-serial
	@$(GUEST) prepare kgdb
	$(GO) run ./examples/kgdb-serial

guest: prepare ## boot a guest with its stub on port 8864, until Ctrl-C
	$(BOOT)

prepare:
	@$(GO) build -o $(GUEST) ./examples/guest
	@$(GUEST) prepare

bench: build prepare ## measure kbreak and gdb side by side on the same guest
	$(GO) run ./examples/bench

cross: ## build for every system we support, without cgo
	@set -e; for p in $(PLATFORMS); do \
		echo "build $$p"; \
		export CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/}; \
		$(GO) build ./...; $(GO) build -o build/$$GOOS-$$GOARCH/ ./cmd/...; \
	done

clean: ## remove build/; the guest's files stay (go run ./examples/guest clean removes them)
	rm -rf build
