# Everything a contributor or CI runs. Needs python3 (3.11 or newer, with venv) and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PYTEST_FLAGS ?= --numprocesses 2
INPUTS ?= 100000
LOCKS := requirements.lock requirements-dev.lock
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet

.PHONY: help install chat run test check format bench dist lock clean audit sbom fuzz pictures

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile | expand -t 14

install: $(INSTALLED) ## Create .venv from the lock files, with the career-bot command in it

# Runs again only when the locked versions or the project's own declaration changed.
$(INSTALLED): $(LOCKS) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "career-bot needs Python 3.11 or newer; try: make PYTHON=python3.12 $(or $(MAKECMDGOALS),install)" >&2; exit 2; }
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing into $(VENV) (the first time takes a minute or two) ..."
	@$(PIP) install --require-hashes $(addprefix -r ,$(LOCKS))
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

chat: $(INSTALLED) ## Talk to the bot in this terminal
	@$(BIN)/career-bot chat

run: $(INSTALLED) ## Run the Discord bot (DISCORD_TOKEN or DISCORD_TOKEN_FILE)
	@$(BIN)/career-bot run

test: $(INSTALLED) ## Run the tests
	@$(BIN)/python -m pytest $(PYTEST_FLAGS)

check: $(INSTALLED) ## Lint, formatting, types, the knowledge itself, and known holes if there is a network
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/career-bot check
	$(BIN)/python tools/audit.py --offline-is-fine

audit: $(INSTALLED) ## Look up known holes in the locked packages (needs a network)
	$(BIN)/python tools/audit.py

sbom: $(INSTALLED) ## Write dist/career-bot.cdx.json: what the bot is made of, as CycloneDX
	$(BIN)/python tools/sbom.py dist/career-bot.cdx.json

format: $(INSTALLED) ## Put the code into its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

BENCHES := $(filter-out bench/echo_bot.py bench/report.py,$(wildcard bench/*.py))

bench: $(INSTALLED) ## Run the benchmarks (hours), and write docs/benchmarks.md and the README's numbers
	@failed=; for file in $(BENCHES); do echo "== $$file"; $(BIN)/python "$$file" || failed="$$failed $$file"; done; \
	$(BIN)/python bench/report.py; test -z "$$failed" || { echo "failed:$$failed" >&2; exit 1; }

dist: $(INSTALLED) ## Build sdist and wheel into dist/; their version is that of the last tag, if there is one, and the commits since
	@rm -rf dist
	@$(BIN)/python -m hatchling build

fuzz: $(INSTALLED) ## Feed the loader and the assistant with made-up input; INPUTS=1000000 for more
	@$(PIP) install --require-hashes -r requirements-fuzz.lock
	$(BIN)/python fuzz/run.py loader --inputs $(INPUTS)
	$(BIN)/python fuzz/run.py ask --inputs $(INPUTS)

pictures: $(INSTALLED) ## Take the pictures of cards in docs/pictures (needs Chromium)
	@PYTHONPATH=. $(BIN)/python tools/card_pictures

# Pins stay as they are where they still fit; `make lock UPGRADE=--upgrade` takes the newest versions.
lock: ## Write the lock files anew from pyproject.toml
	@set -e; scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	$(PYTHON) -m venv "$$scratch"; \
	"$$scratch/bin/python" -m pip --quiet install 'uv>=0.9,<1'; \
	compile() { "$$scratch/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command "make lock" $(UPGRADE) "$$@"; }; \
	compile pyproject.toml --output-file requirements.lock; \
	compile --group build --constraint requirements.lock --output-file requirements-build.lock; \
	compile --group dev --constraint requirements.lock --constraint requirements-build.lock \
		--output-file requirements-dev.lock; \
	compile --group fuzz --output-file requirements-fuzz.lock
	@! grep -nE '^ *-{1,2}(i|f|index-url|extra-index-url|find-links|trusted-host)|://' requirements*.lock

clean: ## Remove .venv and everything else that can be made again
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
