# The two commands of the README: `make demo` and `make test`. Each builds its environment first.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SAMPLE ?= samples/pasted-page.txt
PARALLEL ?= -n logical --maxprocesses 4 --dist loadfile

.PHONY: demo test fast lint clean

demo: $(VENV)/installed
	$(BIN)/newsbrief $(SAMPLE)

# A process for each core; more than four would only import torch more often. Then the real weights, in
# one process that opens each model once: two at a time would want all cores each.
test: $(VENV)/installed-dev lint
	$(BIN)/python -m pytest $(PARALLEL) -m "not weights"
	$(BIN)/python -m pytest -m weights

# Without the real weights: seconds instead of minutes.
fast: $(VENV)/installed-dev lint
	$(BIN)/python -m pytest $(PARALLEL) -m "not weights"

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "newsbrief needs Python 3.10 or newer; run make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[docx,pdf]'
	touch $@

$(VENV)/installed-dev: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "newsbrief needs Python 3.10 or newer; run make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(VENV)/installed $@

clean:
	rm -rf $(VENV) build dist
