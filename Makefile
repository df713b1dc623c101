# What can be done here?  `make help` lists the commands.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
WORKERS ?= 2

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(INSTALLED) sandbox ## build the book, release the exercises, grade a sample class, show the result
	@$(MAKE) --no-print-directory book release
	@$(BIN)/autograder demo

.PHONY: test
test: $(INSTALLED) packages postgresql ## check style and types, build the book, run every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(MAKE) --no-print-directory book
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: book
book: $(INSTALLED) ## build the book into _build/html
	$(BIN)/python -m autograder.book

.PHONY: pdf
pdf: packages book ## print the book into _build/pdf/book.pdf
	$(BIN)/python -m autograder.book.pdf

.PHONY: release
release: $(INSTALLED) ## make the students' notebooks in exercises/ from solutions/
	$(BIN)/autograder release

.PHONY: grade
grade: $(INSTALLED) sandbox ## grade what lies in submitted/, for every set (one set: make grade SET=ps2_forward)
	$(BIN)/autograder grade $(SET)

.PHONY: answers
answers: $(INSTALLED) ## print which right and wrong answers the checks tell apart
	$(BIN)/autograder answers

.PHONY: mutants
mutants: $(INSTALLED) ## change the solutions in one place each and see that the checks reject it
	$(BIN)/python tests/problem_sets/mutants.py --jobs $(WORKERS) $(SET)

.PHONY: foreign
foreign: $(INSTALLED) ## run HIPS autograd's own tests with the reference module in its place
	@$(BIN)/pip download --quiet --no-deps --no-binary :all: --dest _build/autograd autograd
	$(BIN)/python tests/reference/autograd_suite.py _build/autograd/autograd-*.tar.gz

.PHONY: bench
bench: $(INSTALLED) sandbox ## measure the reference module, the sandbox and grading beside their peers
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

.PHONY: pictures
pictures: $(INSTALLED) packages ## take the README's pictures again, from the built book and the graded sample
	$(BIN)/python scripts/pictures.py

.PHONY: lock
lock: $(INSTALLED) ## write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	  --no-header --no-annotate --no-emit-package autodiff-course pyproject.toml -o requirements.lock

.PHONY: format
format: $(INSTALLED) ## put the code into the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: packages postgresql sandbox
sandbox:
	@scripts/debian-packages bubblewrap libseccomp2

packages:
	@scripts/debian-packages chromium bubblewrap libseccomp2

postgresql:
	@scripts/debian-packages postgresql

.PHONY: clean
clean: ## remove everything that the commands made, but no marks and no submissions
	rm -rf .venv _build .jupyter_cache .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

# A lock with hashes, then the course itself, editable and without a look at the network.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Say which: make PYTHON=..." >&2; exit 1; }
	@PYTHON=$(PYTHON) scripts/debian-packages python3-venv
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
