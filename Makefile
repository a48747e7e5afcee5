# One door in. `make` alone lists what there is.
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

# Where Python is told to write no compiled files, each process of the demonstration would compile all of ours anew.
demo: export PYTHONDONTWRITEBYTECODE =
demo: $(VENV)/ready  ## a demo force in your browser (ARGS="--size year", "--as-at 2026-03-01", "--port 8001")
	@$(VENV)/bin/constabulary demo $(ARGS)

test: $(VENV)/ready-dev  ## every gate and test that must hold, within 15 minutes on 2 cores
	@scripts/run-tests

test-all: $(VENV)/ready-dev  ## the same with the slow sweeps
	@scripts/run-tests --all

bench: $(VENV)/ready-dev  ## every performance claim, with its ratio in the same run (ONLY=name, DATA=folder, CRIMES=number)
	@$(PYTHON) -m benchmarks $(if $(ONLY),--only $(ONLY)) $(if $(DATA),--data $(DATA)) $(if $(CRIMES),--crimes $(CRIMES))

check: $(VENV)/ready-dev  ## format, lint, layers, types, generated files: changes nothing
	@scripts/check

fix: $(VENV)/ready-dev  ## repair what can be repaired by machine
	@$(VENV)/bin/ruff check --fix --quiet src tests benchmarks; $(VENV)/bin/ruff format --quiet src tests benchmarks
	@$(PYTHON) -m tests.repository.generated --write

lock: $(VENV)/ready-dev  ## write the lock files anew (needs the network)
	@scripts/lock

assets: ## build the committed front-end files from npm packages (the only target that needs Node)
	@scripts/build-assets

clean: ## stop the demo force and remove everything made here
	@test ! -x $(VENV)/bin/constabulary || for made in var var/tests var/bench; do test ! -d $$made/postgresql || CONSTABULARY_VAR=$$PWD/$$made $(VENV)/bin/constabulary stop --delete; done
	@rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage* htmlcov

$(VENV)/ready: requirements/runtime.lock pyproject.toml scripts/prepare
	@scripts/prepare $(VENV) runtime

$(VENV)/ready-dev: requirements/dev.lock pyproject.toml scripts/prepare
	@scripts/prepare $(VENV) dev

.PHONY: help demo test test-all bench check fix lock assets clean
