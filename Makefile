# The daily commands. `make help` lists them; nothing here needs more than make, pip and Python 3.11.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2

# Names inside the project are relative, so that the project's path may hold spaces.
bin := .venv/bin
pip := $(bin)/python -m pip --disable-pip-version-check --quiet install --no-compile
export PYTHON

# mypy and Django's own commands read the settings; they must not make a data folder for it.
reading := LEGATION_SECRET_KEY=only-for-reading-the-settings LEGATION_DATA=.venv/no-data
postgres := $(bin)/python tests/postgres.py

# What the machine itself must bring depends on what is asked for; it is looked at once, before all else.
need := venv
ifneq (,$(filter demo,$(MAKECMDGOALS)))
need := demo
endif
ifneq (,$(filter pytest pytest-postgres messages shots,$(MAKECMDGOALS)))
need := test
endif

.DEFAULT_GOAL := help
.PHONY: help audit demo test machine install install-dev asked-elsewhere lint format types migrated pytest \
	pytest-postgres lock messages docs shots bench clean
.DELETE_ON_ERROR:

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-18s%s\n", $$1, $$2}' Makefile

demo: install ## build the 2024 mission to Korea and serve it at http://localhost:8000 (PORT=…)
	LEGATION_DATA=demo-data LEGATION_ORIGIN=http://localhost:$(PORT) $(bin)/legation demo --serve --port $(PORT)

test: ## run every check and every test, on SQLite and on PostgreSQL; one that fails does not hide the next
	@$(MAKE) --no-print-directory --jobs $(WORKERS) install-dev
	@$(MAKE) --no-print-directory --keep-going --jobs $(WORKERS) --output-sync=target lint types migrated; checked=$$?; \
		$(MAKE) --no-print-directory --keep-going pytest pytest-postgres && exit $$checked

machine:
	@sh scripts/system-packages.sh $(need)

install: .venv/.stamp-warm ## make .venv with the legation command in it

install-dev: .venv/.stamp-dev .venv/.stamp-warm ## add what checks and tests need

.venv/.stamp-venv: | machine
	@echo "Making .venv with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.stamp-run: requirements/run.txt | .venv/.stamp-venv
	@echo "Installing $< (pinned, with hashes)"
	@$(pip) --require-hashes -r $<
	@touch $@

.venv/.stamp-app: pyproject.toml .venv/.stamp-run
	@$(pip) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.stamp-warm: .venv/.stamp-app
	@$(bin)/legation warm
	@touch $@

.venv/.stamp-dev: requirements/dev.txt .venv/.stamp-app
	@echo "Installing $< (pinned, with hashes)"
	@$(pip) --require-hashes -r $<
	@touch $@

lint: install-dev ## check style, imports, templates and dependencies, also for known weaknesses
	$(bin)/ruff check src tests scripts benchmarks
	$(bin)/ruff format --check src tests scripts benchmarks
	$(bin)/lint-imports --no-logo
	$(bin)/djlint src --lint --quiet
	$(bin)/deptry src
	$(bin)/python scripts/audit.py --quick

format: install-dev ## write the code as the formatter would
	$(bin)/ruff check --fix src tests scripts benchmarks
	$(bin)/ruff format src tests scripts benchmarks

types: install-dev ## check types
	$(reading) $(bin)/mypy

migrated: install-dev
	@$(bin)/python tests/migrated.py

pytest: install-dev ## run every test on SQLite, browser tests included
	$(bin)/pytest -n $(WORKERS)

# What no database makes a difference to: engines, contracts, commands, what is printed, who may reach what, and
# what stands upon apps whose own tests are run.
no_database := engine architecture briefings api demo desk accounts protocol sources test_cli.py test_plan_sheets.py \
	test_plan_warm.py scan permissions/test_walk.py permissions/test_exports.py

on_postgres := $(bin)/pytest -n $(WORKERS) -m "not browser and not counted" $(addprefix --ignore tests/,$(no_database))

pytest-postgres: install-dev ## run the tests that touch a database on PostgreSQL
	ASKED_ONCE=1 $(postgres) $(on_postgres)

asked-elsewhere: install-dev ## list which tests ask PostgreSQL nothing that no other test asks
	$(bin)/python scripts/asked_elsewhere.py $(postgres) $(on_postgres)

audit: install-dev ## ask whether a library has a known weakness; says so where that cannot be asked
	@$(bin)/python scripts/audit.py

lock: install-dev ## pin every dependency anew, with hashes
	sh requirements/lock.sh

messages: install-dev ## collect what pages say for translation, and compile the Korean
	cd src/legation && $(reading) "$(CURDIR)/$(bin)/legation" manage makemessages --locale ko --no-location --no-wrap
	cd src/legation && $(reading) "$(CURDIR)/$(bin)/legation" manage compilemessages --locale ko

docs: install-dev ## write the pages of the docs that are made from the code
	$(bin)/python scripts/settings_page.py
	$(bin)/python scripts/access_matrix.py

shots: install-dev ## take the pictures of the README from a demo of its own
	$(bin)/python scripts/shots.py

bench: install-dev ## run the benchmarks beside peers and write benchmarks/book.md (ONLY="api writes" runs those)
	@$(bin)/python benchmarks/book.py $(ONLY)

clean: ## delete what can be made again; the demo's data stays
	rm -rf .venv build dist test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
