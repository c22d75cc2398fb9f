# Everything on a machine with Python ≥ 3.11, pip and make: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.set-up
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types imports format bench campaign pictures lock sbom clean

help:
	@echo "make demo      two months with the bot, then a page to chat on (ARGS='--seed 2')"
	@echo "make test      ruff, mypy, import-linter and all tests"
	@echo "make setup     only set everything up, in $(VENV)"
	@echo "make lint      ruff, mypy and import-linter alone"
	@echo "make bench     the benchmarks; read their ratios (full size: ONE=week ARGS=100000)"
	@echo "make campaign  thousands of kills, faults and mutations (ARGS='--seed 7 --only sigkill')"
	@echo "make pictures  take the README's pictures from the demo (needs chromium)"
	@echo "make lock      write requirements.lock anew from pyproject.toml"
	@echo "make sbom      what the shipped program is made of, as CycloneDX, in build/sbom.json"
	@echo "make clean     remove what was set up and made"

setup: $(READY)
	@echo "Set up: $(BIN)/studybot --help"

# The venv's own pip where ensurepip made one, else (Debian without python3-venv) the machine's,
# pointed at the venv. Every package is held to its hash; our own code is linked in, not copied.
PIP = $$(test -x $(BIN)/pip && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || \
	  $(PYTHON) -m venv --clear --without-pip $(VENV)
	@echo "Setting up $(VENV) (once)…"
	@$(PIP) install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PIP) install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY)
	@$(BIN)/studybot demo $(ARGS)

test: lint
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -v $(ARGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .

bench: $(READY)
	@for one in benchmarks/bench_$(or $(ONE),*).py; do \
	  echo "== $$one"; $(BIN)/python -m benchmarks.$$(basename $$one .py) $(ARGS) || exit 1; done

campaign: $(READY)
	@$(BIN)/python -m tests.campaigns $(ARGS)

pictures: $(READY)
	$(BIN)/python -m tests.pictures

# For all platforms, with the hashes of every file, and without the address they came from.
# uv is needed for this alone, so it is fetched into a folder of its own.
lock:
	$(PYTHON) -m venv build/uv && build/uv/bin/pip install -q uv
	build/uv/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  --upgrade -q -o requirements.lock
	build/uv/bin/uv pip compile pyproject.toml --extra encrypted --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  -c requirements.lock -q -o deploy/requirements.lock

# What is shipped, from its lock alone; the tool stays in a folder of its own.
sbom:
	@test -x build/sbom/bin/cyclonedx-py || { $(PYTHON) -m venv build/sbom && \
	  build/sbom/bin/pip install -q --disable-pip-version-check cyclonedx-bom; }
	build/sbom/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	  --of JSON -o build/sbom.json deploy/requirements.lock

clean:
	rm -rf $(VENV) build dist demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	  .import_linter_cache .benchmarks *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
