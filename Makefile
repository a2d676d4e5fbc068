# Everything here sets up what it needs; a second run does only what changed.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
REPORTS ?= examples/reports
METADATA ?= $(if $(filter examples/reports,$(REPORTS)),examples/metadata.csv)
PYTEST_ARGS ?=

.PHONY: help setup demo test lint gate eval eval-final lock clean

help:
	@echo "make demo     a register and its report from the example reports, in ./$(DEMO)"
	@echo "              make demo REPORTS=FOLDER [METADATA=FILE.csv]   the same from your own"
	@echo "make setup    $(BIN)/sijill, with everything it needs, in $(VENV)"
	@echo "make test     all checks: style, types, quality floors, tests"
	@echo "make lint     style and types only"
	@echo "make eval     quality on the development data; make eval-final: on the held-back part, once"
	@echo "make lock     resolve the dependencies anew; make clean: remove $(VENV) and ./$(DEMO)"

# Set-up: a Python, the tools by hash, the dependencies by hash, the package itself.

setup: $(VENV)/.sijill

$(VENV)/.python:
	@wanted='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'; \
	if $(BIN)/python -c "$$wanted" >/dev/null 2>&1; then touch $@; exit 0; fi; \
	python=""; \
	for name in python3.11 python3.12 python3.13 python3 python; do \
	  if "$$name" -c "$$wanted" >/dev/null 2>&1; then python="$$name"; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "make: Sijill needs Python 3.11, 3.12 or 3.13, and none is on the PATH; install one and run this again" >&2; exit 1; fi; \
	rm -rf $(VENV); \
	"$$python" -m venv $(VENV) || { echo "make: $$python cannot make a virtual environment; install its venv package (python3-venv) and run this again" >&2; exit 1; }
	@touch $@

$(VENV)/.tools: requirements-tools.lock $(VENV)/.python
	@echo "installing the installer"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.lock
	@touch $@

$(VENV)/.dependencies: requirements.lock $(VENV)/.tools
	@echo "installing the dependencies (some 100 MB, the first time)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock \
	  || { echo "uv could not; trying pip"; \
	       $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; }
	@touch $@

$(VENV)/.sijill: pyproject.toml $(VENV)/.dependencies
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

# The demonstration: a register of its own, made anew when it is asked for other reports.

demo: setup
	@if [ ! -e "$(REPORTS)" ]; then echo "make: there is no $(REPORTS); say make demo REPORTS=FOLDER" >&2; exit 2; fi
	@if [ -n "$(METADATA)" ] && [ ! -f "$(METADATA)" ]; then echo "make: there is no file $(METADATA); say METADATA=FILE.csv" >&2; exit 2; fi
	@asked="$$(cd "$(REPORTS)" 2>/dev/null && pwd || echo "$(REPORTS)") $(METADATA)"; \
	if [ -d $(DEMO) ] && [ "$$(cat $(DEMO)/.made-from 2>/dev/null)" != "$$asked" ]; then \
	  if [ -f $(DEMO)/.made-from ]; then rm -rf $(DEMO); \
	  else echo "make: ./$(DEMO) was not made by make demo; move it away" >&2; exit 2; fi; \
	fi; \
	mkdir -p $(DEMO); echo "$$asked" > $(DEMO)/.made-from
	@$(BIN)/sijill init --quiet $(DEMO) >/dev/null
	@$(BIN)/sijill add --register $(DEMO) $(if $(METADATA),--metadata "$(METADATA)") "$(REPORTS)"
	@$(BIN)/sijill build --register $(DEMO)
	@$(BIN)/sijill report --register $(DEMO) $(DEMO)/report

# Checks

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

gate: setup
	$(BIN)/python -m eval.gate

test: lint gate
	$(BIN)/pytest $(PYTEST_ARGS)

eval: setup
	@for part in wad gva dronestream ecbplus sentences reports; do echo "== $$part"; $(BIN)/python -m eval.$$part || true; done
	@echo "== examples"; $(BIN)/python -m eval.reports --examples

eval-final: setup
	$(BIN)/python -m eval.final

lock: $(VENV)/.tools
	$(BIN)/uv pip compile requirements-tools.in --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements-tools.lock
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements.lock

clean:
	rm -rf $(VENV) $(DEMO)
