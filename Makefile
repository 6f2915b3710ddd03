# `make` alone tells what there is. A target's stamp lies in .venv, so that a second run is quick.

# The first of these that is there, runs and is new enough; or say `make PYTHON=/path/to/python3.12 chat`.
CANDIDATES := python3 python3.11 python3.12 python3.13 python3.14
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Nothing is fetched by tests or by the program itself.
OFFLINE := HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1
# What Python has compiled is kept, whatever the shell says: tests start the program a hundred times.
COMPILED := PYTHONDONTWRITEBYTECODE=
# Each process takes a stretch of the tests, so that what a file prepares is mostly prepared once; who
# is done helps another.
PYTEST := $(OFFLINE) $(COMPILED) $(BIN)/python -m pytest -n auto --dist worksteal
QUESTION := 哪些站点获评全国“最美工会户外劳动者服务站点”？
CODE := corpus index bot tests benchmarks .ci

.PHONY: help chat test engines workers milvus fuzz check format architecture constraints lock audit sbom clean
.DEFAULT_GOAL := help

help:  ## tell what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

chat: $(VENV)/runtime  ## install, index the bundled pages, answer a first question, then talk
	@$(BIN)/gongda index build
	@printf '\n? %s\n' '$(QUESTION)'
	@$(BIN)/gongda ask '$(QUESTION)'
	@printf '\nThe same in the browser: %s\n\n' '$(BIN)/gongda serve'
	@$(BIN)/gongda chat

test: $(VENV)/development  ## run every test, without network
	@$(PYTEST)

engines: $(VENV)/development $(VENV)/engines  ## run the tests of Milvus, beside those of the files
	@$(OFFLINE) $(BIN)/python -m pytest tests/index/finding

workers: $(VENV)/development $(VENV)/ray  ## run the tests of Ray, beside those of the build's own process
	@$(OFFLINE) $(BIN)/python -m pytest tests/index/building/test_embedding.py tests/index/building/test_on_ray.py

milvus: $(VENV)/runtime $(VENV)/engines  ## the same as chat, found by Milvus in a file (docs/scale.md)
	@GONGDA_INDEX__ENGINE=milvus GONGDA_INDEX__MILVUS__ADDRESS=var/milvus.db $(MAKE) --no-print-directory chat

fuzz: $(VENV)/development  ## try the tests' properties on new examples, twenty times as many
	@HYPOTHESIS_PROFILE=fuzz $(PYTEST) -m 'hypothesis or patient'

check: $(VENV)/development  ## lint, formatting, types
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy

format: $(VENV)/development  ## put the code into shape
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

architecture: $(VENV)/development  ## draw docs/architecture.svg again, from the imports
	@$(BIN)/python -m tests.architecture

constraints: $(VENV)/development  ## write the versions that are installed here into constraints.txt
	@$(BIN)/python .ci/constraints.py > constraints.new
	@mv constraints.new constraints.txt

lock: $(VENV)/bin/python  ## write constraints.txt with the checksums of all their files into requirements.lock
	@$(PIP) install --quiet --target $(VENV)/lock uv
	@PYTHONPATH=$(VENV)/lock $(BIN)/python .ci/lock.py > requirements.new
	@mv requirements.new requirements.lock

audit: $(VENV)/development  ## compare the pinned versions with the known weaknesses, where they can be reached
	@$(BIN)/python .ci/audit.py

sbom: $(VENV)/runtime  ## list every package with version, licence and checksums in sbom.json (CycloneDX)
	@$(BIN)/python .ci/sbom.py > sbom.new
	@mv sbom.new sbom.json

clean:  ## remove the environment, caches and the index
	rm -rf $(VENV) var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n '$(PYTHON)' || { echo 'gongda needs Python 3.11 or newer, and none of these is: $(CANDIDATES)'; \
	  echo '  what to do: install one, or type make PYTHON=/path/to/python3.11 chat'; exit 2; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo '$(PYTHON) is older than Python 3.11, or does not run'; exit 2; }
	@echo 'Making an environment in $(VENV) with $(PYTHON)'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 2; }

$(VENV)/runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing gongda and what it needs: a minute or two, more on a slow line'
	@$(PIP) install -c constraints.txt -e '.[evaluate]'
	@touch $@

$(VENV)/development: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing gongda and what its tests need: a minute or two, more on a slow line'
	@$(PIP) install -c constraints.txt -e '.[dev,evaluate,mcp,ocr,sign,train]'
	@touch $@ $(VENV)/runtime

$(VENV)/engines: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing Milvus Lite and its client: 290 MB'
	@$(PIP) install -c constraints.txt -e '.[milvus]'
	@touch $@

$(VENV)/ray: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing Ray: 240 MB'
	@$(PIP) install -c constraints.txt -e '.[ray]'
	@touch $@
