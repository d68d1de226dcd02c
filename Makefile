# askdocs: `make` lists what there is.
PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/runtime.stamp
COMPILE = $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11
DEV := .venv/dev.stamp
GEMINI_2 := .venv/gemini-2.stamp
RELEASE := .venv/release.stamp
CHART := .venv/chart.stamp
IN_RELEASE := .venv/release/bin/python
GEMINI_TESTS := tests/unit/app/gemini $(wildcard tests/integration/test_gemini*.py)
PRIVATE_NAMES := _api_client _build_request GoogleGenerativeAIError _aiohttp_response
TESTS := tests/unit tests/integration tests/redteam
PARALLEL := -n 4 --dist worksteal # one more than cores: tests wait a third of their time
WEBSITE := website/node_modules/.stamp

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test suites check lint types coverage fix contract contract-gemini e2e fresh-site site live bench golden dist artefacts try-dist wheels sbom workflows audit image-dry-run release lock hooks clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(RUNTIME) ## install what running needs, the extras demo and eval too, into .venv

demo: $(RUNTIME) ## answer questions about our own docs on 127.0.0.1:8000, without a key
	@$(BIN)/askdocs demo $(ARGS)

serve: $(RUNTIME) ## serve your index with your settings (.env)
	@$(BIN)/askdocs serve $(ARGS)

test: $(DEV) ## run the checks, and all tests that want no server, no browser and no process of their own
	@$(MAKE) --no-print-directory --jobs=3 suites types lint

suites: export PYTHONDONTWRITEBYTECODE = # each worker would compile all tests anew, with their asserts rewritten
suites: $(DEV)
	$(BIN)/python -m pytest $(PARALLEL) $(TESTS)

coverage: $(DEV) ## the same tests, with the coverage that is demanded
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term $(TESTS)
	$(BIN)/python -m coverage report --include='chains/*' --fail-under=95

check: lint types ## lint, types, architecture, dependencies

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --cache-dir .cache/imports
	$(BIN)/deptry .

types: $(DEV) # takes half a minute without its cache: `test` lets it run beside the tests
	$(BIN)/mypy

fix: $(DEV) ## format, mend what the linter can mend, and tell the chart of settings
	$(BIN)/python -m release.chart
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

contract: $(DEV) $(RELEASE) $(CHART) contract-gemini ## what real servers do, processes of their own, slow loops, and Gemini's SDKs
	$(BIN)/python -m pytest tests/processes tests/contract

contract-gemini: $(GEMINI_2) # the SDK before version 3, and each private name of decision 0008 taken away
	PYTHONPATH=$(CURDIR)/.venv/gemini-2 $(BIN)/python -c 'from importlib.metadata import version; assert version("google-genai")[0] == "2"'
	PYTHONPATH=$(CURDIR)/.venv/gemini-2 $(BIN)/python -m pytest $(GEMINI_TESTS)
	for name in $(PRIVATE_NAMES); do \
		$(BIN)/python -m pytest -p tests.support.private_names --without $$name $(GEMINI_TESTS) || exit 1; \
	done

e2e: $(DEV) $(WEBSITE) ## a real browser (Debian's chromium) on the running demo, and the website's own checks
	$(BIN)/python -m pytest tests/e2e

fresh-site: $(WEBSITE) ## pack the panel and the theme, install them into fresh sites of five generators, and ask there
	website/e2e/fresh/sites.sh

site: $(RUNTIME) $(WEBSITE) ## build our documentation site and serve it on localhost:3000; its panel asks `make demo`
	cd website && npm run build && npm run serve -- --port 3000

live: $(DEV) ## the end-to-end checks against real Gemini and Qdrant (GEMINI_API_KEY, QDRANT_HOST)
	ASKDOCS_LIVE=1 $(BIN)/python -m pytest tests/e2e/test_demo.py tests/e2e/test_playground.py
	@if [ -n "$$QDRANT_HOST" ]; then TEST_QDRANT_URL=$$QDRANT_HOST $(BIN)/python -m pytest tests/contract; fi

bench: $(DEV) ## measure: see benchmarks/README.md
	$(BIN)/python -m benchmarks

golden: $(DEV) ## build the golden sites of other generators anew (network; Debian's hugo, jekyll, asciidoctor, doxygen)
	$(BIN)/python -m tests.golden.build $(ARGS)

dist: $(RELEASE) ## build wheel and source archive of the last commit into dist/, with checksums
	$(IN_RELEASE) -m release.artefacts dist

artefacts: $(RELEASE) $(WEBSITE) ## all that a release uploads, into dist/: Python, npm, bills of materials, checksums
	$(IN_RELEASE) -m release.artefacts dist --all

try-dist: $(RELEASE) ## install dist/ into empty environments and ask the demo, offline; PYTHONS="python3.11 python3.12"
	$(IN_RELEASE) -m release.trial dist/askdocs-*.whl $(PYTHONS)

wheels: $(RELEASE) ## look whether all packages have wheels for each Python and system
	$(IN_RELEASE) -m release.wheels

sbom: dist ## write what the wheel, all extras and the image hold (CycloneDX) into dist/
	$(IN_RELEASE) -m release.sbom dist/askdocs-*.whl dist

workflows: $(RELEASE) ## look for mistakes and weaknesses in workflows, action and Dockerfile
	.venv/release/bin/zizmor --offline --quiet .github action.yml
	.venv/release/bin/actionlint -color=false .github/workflows/*.yml
	.venv/release/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	.venv/release/bin/check-jsonschema --builtin-schema vendor.github-actions action.yml
	.venv/release/bin/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	.venv/release/bin/check-jsonschema --builtin-schema vendor.gitlab-ci deploy/gitlab/*.yml
	.venv/release/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml deploy/compose/compose.yaml
	.venv/release/bin/hadolint --failure-threshold warning Dockerfile

audit: $(WEBSITE) .venv/bin/python ## ask the registries for known weaknesses of what the locks install
	$(PYTHON) -m venv --clear .cache/audit
	.cache/audit/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit>=2.10"
	.cache/audit/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements/all.lock
	cd website && npm audit --omit=dev

image-dry-run: $(RELEASE) ## run the Dockerfile's steps in a clean folder and start the result, without Docker (Linux, root)
	$(IN_RELEASE) -m release.image

release: $(RELEASE) $(WEBSITE) ## make a version: VERSION=1.2.3, and DRY=1 to do all of it in a clone
	$(IN_RELEASE) -m release $(VERSION) $(if $(DRY),--dry-run) $(PYTHONS:%=--python %)

lock: $(DEV) ## compile the lock files anew, with hashes
	$(COMPILE) pyproject.toml -o requirements/runtime.lock
	$(COMPILE) pyproject.toml --extra demo --extra eval --extra pdf --extra postgres --extra redis --extra otel -c requirements/runtime.lock -o requirements/extras.lock
	$(COMPILE) pyproject.toml --extra postgres --extra redis --extra otel -c requirements/extras.lock -o requirements/image.lock
	$(COMPILE) pyproject.toml --all-extras -c requirements/extras.lock -o requirements/all.lock
	$(COMPILE) --group dev -c requirements/all.lock -o requirements/dev.lock
	$(COMPILE) --group build -c requirements/dev.lock -o requirements/build.lock
	$(COMPILE) --group release -c requirements/build.lock -c requirements/dev.lock -o requirements/release.lock
	$(COMPILE) --group chart -c requirements/dev.lock -o requirements/chart.lock
	echo 'google-genai<3' | $(COMPILE) --no-deps - -o requirements/gemini-2.lock

hooks: $(DEV) ## run `make check` before each commit
	$(BIN)/pre-commit install

clean: ## remove what can be made again
	rm -rf .venv .cache .coverage* dist htmlcov .askdocs-demo

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "askdocs needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements/extras.lock pyproject.toml | .venv/bin/python
	@echo "Installing the libraries into .venv. The first time, this takes a minute or two."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/extras.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(DEV): requirements/dev.lock requirements/all.lock $(RUNTIME)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/all.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.lock
	@touch $@

$(GEMINI_2): requirements/gemini-2.lock $(DEV)
	rm -rf .venv/gemini-2
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target .venv/gemini-2 -r requirements/gemini-2.lock
	@touch $@

$(RELEASE): requirements/release.lock | .venv/bin/python
	$(PYTHON) -m venv --clear .venv/release
	$(IN_RELEASE) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/release.lock
	@touch $@

$(CHART): requirements/chart.lock | .venv/bin/python # Helm's library and Kubernetes' schemas: 390 MB that only tests of the chart need
	$(PYTHON) -m venv --clear .venv/chart
	.venv/chart/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/chart.lock
	@touch $@

$(WEBSITE): website/package-lock.json
	cd website && npm ci --no-audit --no-fund
	@touch $@
