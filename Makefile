# The verbs of the project. `make` alone lists them.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
HTML := _build/html/index.html
PORT ?= 8000
PYTEST_ARGS ?= --dist loadfile -m "not slow"
BOOK_SOURCES := $(shell git ls-files -co --exclude-standard _config.yml _toc.yml _static \
	index.ipynb chapters/*.ipynb references.bib data mlops_study scripts 2>/dev/null)
NOTEBOOKS := index.ipynb chapters
# what is run so executes notebooks with kernels that need not import anything
WARM := $(BIN)/python scripts/warm.py
# start from nothing, so that no page of an older build is left; a failed build is no book
define BUILD_BOOK
@rm -rf _build
$(1) $(BIN)/python scripts/book.py $(2) || { rm -f $(HTML); exit 1; }
endef

# a user's own start-up files and settings must not change a chapter
export IPYTHONDIR := $(CURDIR)/$(VENV)/ipython
# kept bytecode saves each of many processes a second or two
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help book pdf test test-all notebooks data bench serve lock clean format

help: ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

$(READY): requirements-lock.txt pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh $(VENV)

book: $(READY) ## execute every chapter afresh and build the book into _build/html
	$(call BUILD_BOOK,$(WARM),)

pdf: $(READY) ## print the book, from the stored outputs, as _build/mlops-study.pdf (needs Chromium)
	$(BIN)/python scripts/pdf.py

# the tests read the pages and nbval executes the notebooks, so the outputs can be the stored ones
$(HTML): $(READY) $(BOOK_SOURCES)
	$(call BUILD_BOOK,,--stored)

test: $(READY) $(HTML) ## run everything that judges the project
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(WARM) $(BIN)/pytest -n 2 --dist loadfile --nbval $(NOTEBOOKS)
	$(BIN)/pytest -n 2 $(PYTEST_ARGS)

test-all: PYTEST_ARGS := --dist worksteal --cov
test-all: test ## the same with the slow tests, which build the book again, and coverage

notebooks: $(READY) ## re-execute the chapters' .md files, store them as .ipynb and list what they show
	$(WARM) $(BIN)/python scripts/notebooks.py
	$(BIN)/python scripts/metadata.py

data: $(READY) ## measure ageing and run the studies anew into data/derived (50 minutes)
	$(BIN)/python scripts/data.py

bench: $(READY) ## time the simulation, other simulators and the survey command (5 minutes)
	$(BIN)/python scripts/bench.py

serve: $(READY) $(HTML) ## show the built book on http://localhost:8000 (PORT=...)
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html $(PORT)

format: $(READY) ## put the code into its canonical form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY) ## resolve requirements.txt anew into requirements-lock.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header requirements.txt --output-file requirements-lock.txt

clean: ## remove what the commands above made, the environment included
	rm -rf $(VENV) _build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
