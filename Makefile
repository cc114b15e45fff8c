# One line each; `make help` lists them. The README gives the same in plain commands.
PYTHON ?= python3
PORT ?= 8000
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/ready

.PHONY: help serve site test check fix new-page lock links review-sheet offline bench
.DEFAULT_GOAL := help

help:  ## List what make can do
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/  /'

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

serve: $(READY)  ## Build and serve the site with live reload, and print its address
	$(BIN)/python scripts/serve.py $(PORT)

site: $(READY)  ## Build the site into site/
	$(BIN)/python scripts/build.py

test: $(READY)  ## Run every test, the browser tests included
	$(BIN)/python -m sitekit.browser
	$(BIN)/python -m ruff check scripts tests
	$(BIN)/python -m ruff format --check scripts tests
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(READY)  ## Check the pages and data, without a browser: PAGE=name for one, ALL=1 with advice
	$(BIN)/python scripts/check.py $(PAGE) $(if $(ALL),--all) $(if $(FORMAT),--format $(FORMAT))

fix: $(READY)  ## Repair line ends, spaces and the like, never words: PAGE=name for one
	$(BIN)/python scripts/fix.py $(PAGE)

new-page: $(READY)  ## Begin a page and put it into the menu: TYPE=procedure ID=name TITLE="..."
	$(BIN)/python scripts/new_page.py $(if $(TYPE),--type "$$TYPE") $(if $(ID),--id "$$ID") $(if $(TITLE),--title "$$TITLE")

lock: $(READY)  ## Pin the packages of pyproject.toml again, with hashes
	$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra test --no-emit-index-url --no-header pyproject.toml -o requirements.txt

links: $(READY)  ## Ask other sites whether the links to them hold (needs the network)
	$(BIN)/python scripts/build.py
	$(BIN)/python scripts/external_links.py

review-sheet: $(READY)  ## Write every claim of a page beside its source, to check and sign: PAGE=name
	$(BIN)/python scripts/review_sheet.py $(PAGE)

offline: $(READY)  ## Make one zip of the site that opens from disk
	$(BIN)/python scripts/offline.py

bench: $(READY)  ## Print what each page costs, and search and link check beside others
	$(BIN)/python scripts/build.py
	$(BIN)/python scripts/bench.py
	$(BIN)/python scripts/search_bench.py
	$(BIN)/python tests/fixtures/link_faults/compare.py
