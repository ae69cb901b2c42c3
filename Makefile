# Everything runs in .venv; nothing has to be prepared by hand. `make help` lists the targets.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
NODE := $(PYTHON) tools/node.py node
# Tests at once; those in browsers keep a core busy each.
TESTERS ?= 2
TYPESCRIPT := $(shell find alongside injector console -name '*.ts' -o -name '*.tsx' -o -name '*.css' 2>/dev/null | grep -v bundles/)
PACKAGING := pyproject.toml package.json package-lock.json tools/setup.sh tools/build_bundles.py

.PHONY: help setup demo check test test-tools soak differential bench vendors bundles format clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.stamp-bundle bundles ## make .venv with .venv/bin/alongside in it

demo: setup ## demo shop on http://localhost:8080, live host on http://localhost:8081
	@exec .venv/bin/alongside demo

check: .venv/.stamp-dev bundles ## format, lint, types, import contract, unit tests: under a minute
	@tools/check.sh

test: .venv/.stamp-dev bundles test-tools ## every test, browsers included
	$(PYTHON) tools/node.py node node_modules/vitest/vitest.mjs run --silent
	$(PYTHON) -m pytest -q --numprocesses $(TESTERS) --dist loadscope --no-loadscope-reorder

soak: .venv/.stamp-dev bundles test-tools ## random changes of pages for minutes; SEEDS=40 or 7-9, COUNT=5000 changes each
	$(PYTHON) -m tests.mirror.soak $(if $(SEEDS),--seeds $(SEEDS)) $(if $(COUNT),--count $(COUNT))

differential: .venv/.stamp-dev bundles ## raw requests through the road: is each understood alike by everybody; COUNT=20000, SEED=name
	$(PYTHON) -m tests.proxy.differential $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED))

bench: .venv/.stamp-dev bundles test-tools ## every number beside its peer
	$(PYTHON) -m bench

vendors: .venv/.stamp-dev bundles ## the corpus in Firefox and WebKit; WRITE=--write keeps what differs
	@tools/test_tools.sh vendors
	$(PYTHON) -m tests.vendors $(WRITE)

bundles: .venv/.stamp-bundle alongside/bundles/manifest.json

format: .venv/.stamp-dev ## put Python and TypeScript in their form
	.venv/bin/ruff format --quiet . && .venv/bin/ruff check --quiet --fix .
	$(NODE) node_modules/prettier/bin/prettier.cjs --write --log-level warn '**/*.{ts,tsx,mjs}'

test-tools: .venv/.stamp-dev
	@tools/test_tools.sh

clean: ## remove all that was built
	rm -rf .venv node_modules alongside/bundles build dist artifacts

.venv/.stamp-bundle: $(PACKAGING)
	@echo "setting up .venv"
	@tools/setup.sh bundle
	@touch $@ alongside/bundles/manifest.json

.venv/.stamp-dev: .venv/.stamp-bundle $(PACKAGING)
	@echo "adding what checks and tests need"
	@tools/setup.sh dev
	@touch $@ alongside/bundles/manifest.json

alongside/bundles/manifest.json: $(TYPESCRIPT) tools/bundle.mjs | .venv/.stamp-bundle
	@$(NODE) tools/bundle.mjs
