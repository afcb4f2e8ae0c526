# onrecord: everything a contributor does, one target each. `make` prints this help.
# Nothing is needed beforehand but Python 3.11 or newer and make.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
GOLD ?= src/onrecord/sample
OUT ?= onrecord-demo
SECONDS ?= 60
LOCK := $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	--universal --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help demo test check eval fuzz lock docs clean browser postgresql screenshots

help: ## print this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'
	@echo "  make eval GOLD=DIR scores any other folder of gold stories"

demo: $(VENV)/.run ## take the sample feed through the whole ladder into a record and a site
	$(BIN)/onrecord demo --out $(OUT)

test: $(VENV)/.dev browser postgresql build/axe/axe.min.js ## run all the tests, and the accuracy gate with them
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.dev ## lint, types, import contracts, house limits, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/house_limits.py
	$(BIN)/python tools/docs.py --check
	$(BIN)/sphinx-build -q -W -b html docs build/docs

eval: $(VENV)/.dev ## score the coder against a folder of gold (GOLD=DIR)
	$(BIN)/python tools/evaluate.py $(GOLD)

fuzz: $(VENV)/.dev ## harm files for every parser of intake for SECONDS=60 or longer
	$(BIN)/python tools/fuzz.py --seconds $(SECONDS)

docs: $(VENV)/.dev ## write the generated pages of docs/ again and build them into build/docs
	$(BIN)/python tools/docs.py
	$(BIN)/sphinx-build -q -W -b html docs build/docs

lock: $(VENV)/.dev ## pin requirements again, with hashes
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --group build -o requirements-build.txt
	$(LOCK) pyproject.toml --group dev --all-extras -c requirements.txt -o requirements-dev.txt

clean: ## remove the virtual environment and all that was built
	rm -rf $(VENV) build dist $(OUT) onrecord-site .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The browser test needs a Chromium. It is installed where this may be done; else the test skips and says so.
browser:
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "installing chromium for the browser test"; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
	      >/dev/null 2>&1 || echo "chromium could not be installed: the browser test will skip"; \
	  else echo "no chromium here and no right to install it: the browser test will skip"; fi; }

# The tests of the record in a database start a PostgreSQL of their own. It is installed where this may be done.
postgresql:
	@ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "installing PostgreSQL and PostGIS for the tests of the record in a database"; \
	    mkdir -p /etc/postgresql-common/createcluster.d && \
	    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.d/onrecord-tests.conf; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	        postgresql postgis postgresql-postgis; } >/dev/null 2>&1 || \
	      echo "PostgreSQL could not be installed: the tests of the record in a database will skip"; \
	  else echo "no PostgreSQL with PostGIS here and no right to install it: those tests will skip"; fi; }

# axe-core looks for faults of accessibility in the browser tests: an npm package, fetched where npm is and may.
build/axe/axe.min.js:
	@mkdir -p build/axe; if command -v npm >/dev/null 2>&1; then \
	  cd build/axe && npm pack --silent axe-core@4.14.1 >/dev/null 2>&1 \
	  && tar xzf axe-core-4.14.1.tgz --strip-components=1 package/axe.min.js package/LICENSE \
	  || echo "axe-core could not be fetched: the accessibility tests will skip"; \
	else echo "no npm here: the accessibility tests will skip"; fi

screenshots: $(VENV)/.dev browser ## take the six screenshots of docs/ again
	$(BIN)/python tools/screenshots.py

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "onrecord needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.run: requirements.txt requirements-build.txt pyproject.toml | $(VENV)/.venv
	$(BIN)/pip install -q --require-hashes -r requirements.txt
	$(BIN)/pip install -q --require-hashes -r requirements-build.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/pip install -q --require-hashes -r requirements-dev.txt
	touch $@
