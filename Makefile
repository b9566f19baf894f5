# What people and CI run. `make help` lists the targets.

SHELL := /bin/bash
SWIFT ?= swift
CLOUD ?= alice
ARGS ?=
FILTER ?=

# Building and testing share their flags, or everything would be built twice.
DEBUG_FLAGS := --explicit-target-dependency-import-check error
RELEASE_FLAGS := -c release --static-swift-stdlib $(DEBUG_FLAGS)
PROGRAM := .build/release/vitrine
SCREENSHOT := .github/screen.svg
SOURCES := Package.swift $(shell find Sources themes -type f)
SWIFT_FILES := Package.swift Sources Tests themes
SCRIPTS := Tests/Cloud
export COMPUTE

.DEFAULT_GOAL := help
.PHONY: help build run stop test check-release bench golden docs screenshot debug format lint check clean \
  cloud-up cloud-down

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo '  make run CLOUD=bob COMPUTE=1 ARGS="--read-only"     make test FILTER=CanvasTests'

build: $(PROGRAM) ## the release program, .build/release/vitrine

$(PROGRAM): $(SOURCES)
	@$(SCRIPTS)/prerequisites build
	@echo 'Building the release program: some ten minutes the first time.'
	$(SWIFT) build $(RELEASE_FLAGS) --product vitrine
	@touch $@

run: $(PROGRAM) ## the program on a private cloud; it says which identities there are
	@$(SCRIPTS)/prerequisites cloud
	@exec $(SCRIPTS)/run $(PROGRAM) $(CLOUD) $(ARGS)

stop: ## ends the private cloud that run started
	@$(SCRIPTS)/down

test: ## every test, against private clouds of their own
	@exec $(SCRIPTS)/test $(DEBUG_FLAGS) --skip ReleaseTests $(if $(FILTER),--filter $(FILTER))

check-release: $(PROGRAM) ## the tests that need the release program: figures, large transfers
	@VITRINE_PROGRAM=$(CURDIR)/$(PROGRAM) $(SCRIPTS)/test $(DEBUG_FLAGS) --filter ReleaseTests
	@exec Tests/Bench/bench $(PROGRAM) $(ARGS)

bench: $(PROGRAM) ## measures the release program beside its peers
	@$(SCRIPTS)/prerequisites cloud
	@exec Tests/Bench/bench $(PROGRAM) $(ARGS)

golden: ## draws the expected screens of the tests anew; look at the difference
	VITRINE_UPDATE_GOLDEN=1 $(SWIFT) test $(DEBUG_FLAGS) --filter BrowserTests

docs: debug ## writes what the program's own tables say about it into README.md
	@.build/debug/vitrine reference | Tests/Tools/splice README.md

screenshot: debug ## draws the screen that README.md shows
	@mkdir -p $(dir $(SCREENSHOT))
	@$(SCRIPTS)/run .build/debug/vitrine alice screenshot --output $(SCREENSHOT)

debug:
	$(SWIFT) build $(DEBUG_FLAGS) --product vitrine

format: ## formats the Swift code
	$(SWIFT) format -i -r $(SWIFT_FILES)

lint: ## looks for what format would change, and more
	$(SWIFT) format lint -r --strict $(SWIFT_FILES)
	@if command -v shellcheck >/dev/null; then shellcheck -x $$(grep -lrx '#!/usr/bin/env bash' Tests .ci); fi

check: lint debug ## lint, and whether README.md is fresh
	@.build/debug/vitrine reference | Tests/Tools/splice --check README.md

cloud-up: ## private clouds that tests use and leave running
	@$(SCRIPTS)/prerequisites cloud
	@$(SCRIPTS)/with-clouds --up

cloud-down: ## ends them
	@$(SCRIPTS)/with-clouds --down

clean: stop cloud-down ## removes all that was built, installed and filled
	rm -rf .build .cloud
