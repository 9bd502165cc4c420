# Two commands: `make refresh` runs the survey on the bundled sample web, `make test` runs the tests.
# Both do all set-up first. `make refresh WAVE=2026` is the live survey. `make check` is all that CI runs.
WAVE ?= sample
BIN := .venv/bin
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: setup oldest-client refresh test test-slow lint types check lock clean
.DEFAULT_GOAL := refresh

setup:
	@./setup.sh

oldest-client:
	@./setup.sh oldest-client

refresh: setup
	@$(BIN)/collector refresh --wave $(WAVE)

test: setup
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow"

test-slow: oldest-client
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m slow

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

check: lint types test test-slow

lock: setup
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	  --no-annotate --no-emit-index-url --no-header --quiet --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .venv-oldest data
