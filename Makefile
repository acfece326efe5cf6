# Two commands matter: `make demo` and `make test`. Both set up what they need in .venv, from the hashed lock files.
# They need Python 3.11 or newer and make, and nothing else.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

.PHONY: help install demo up test check compile speed format docs lock clean

help:
	@echo "make demo    a Kafka, the workers and one article of news: prints its alerts, then stops"
	@echo "make up      the same, and stays up until Ctrl-C"
	@echo "make install sets up .venv with the tocsin command"
	@echo "make test    checks and tests everything"
	@echo "make compile compiles the core, which makes it twice as fast; without a C compiler it stays as it is"
	@echo "make speed   measures how fast it reads"
	@echo "make check   style and types alone"
	@echo "make format  formats the sources"
	@echo "make docs    writes the contracts in docs/ and the demo in README.md again"
	@echo "make lock    pins the dependencies of pyproject.toml again"
	@echo "make clean   removes .venv and what was compiled"

install: $(VENV)/.run

demo: $(VENV)/.run
	@$(BIN)/tocsin up --once

up: $(VENV)/.run
	@$(BIN)/tocsin up

test: check compile
	@$(BIN)/python -m pytest

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

# An edited source is compiled again; until then it runs as it stands.
compile: $(VENV)/.dev
	@$(BIN)/python -m tools.compile

# What is measured is what the image of the Dockerfile runs: compiled by a profile, which takes twice as long.
speed: $(VENV)/.dev
	@$(BIN)/python -m tools.compile --profiled
	@$(BIN)/python -m bench.speed

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.dev
	@$(BIN)/python -m tocsin.contracts
	@$(BIN)/python -m bench.readme demo

lock: $(VENV)/.dev
	$(LOCK) pyproject.toml --group build --group compile --group dev --extra embedded -o requirements-dev.txt
	$(LOCK) pyproject.toml --group build --extra embedded -c requirements-dev.txt -o requirements.txt
	$(LOCK) pyproject.toml --group build -c requirements-dev.txt -o requirements-worker.txt
	$(LOCK) pyproject.toml --group build --group compile -c requirements-dev.txt -o requirements-compile.txt

clean:
	rm -rf $(VENV) tocsin/_compiled

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Tocsin needs Python 3.11 or newer with its venv module (Debian and Ubuntu: apt install python3-venv); none was found. Name one with make PYTHON=..."; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) -V) ..."
	@$(PYTHON) -m venv $(VENV)

# The stamps hold the lock that was installed, so that a changed lock is installed again and an unchanged one is not.
$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what running needs ..."
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run
