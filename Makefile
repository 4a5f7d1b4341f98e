# What can be made; `make` alone prints this list.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
JOBS   ?= auto

.DEFAULT_GOAL := help
.PHONY: help grade test attacks lint bench prove gold lock clean

help:  ## print what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1	/' | expand -t 18

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

grade: $(VENV)/.ready  ## set up (once), then grade all sample submissions into reports/
	$(BIN)/grader grade submissions --out reports

test: $(VENV)/.ready-dev lint  ## everything that CI runs: linter, types, tests
	$(BIN)/python -m pytest -n $(JOBS) -m "not prove"

attacks: $(VENV)/.ready-dev  ## the attack suite against the sandbox (Linux)
	$(BIN)/python -m pytest -n $(JOBS) tests/attacks

lint: $(VENV)/.ready-dev  ## formatter, linter and strict type-checker
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.ready-dev  ## time and memory against named floors and peers
	$(BIN)/python -m benchmarks.desk
	$(BIN)/python -m benchmarks.run --class-size 40 --class-size 1000 --write

prove: $(VENV)/.ready-dev  ## the long proofs: many seeds, mutation runs
	$(BIN)/python -m pytest -n $(JOBS) -m prove --timeout 0

gold: $(VENV)/.ready-dev  ## write the gold files of the reports anew
	UPDATE_GOLD=1 $(BIN)/python -m pytest tests/reports/test_reports_gold.py

lock: $(VENV)/.ready-dev  ## write the lock files anew (uv is in the environment)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group build --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean:  ## remove the environment, reports and caches
	rm -rf $(VENV) reports .pytest_cache .mypy_cache .ruff_cache .hypothesis
