# The commands of the project. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup setup-nlu run test check bench browser clean

# With pyenv, its shim of uv fails where `.python-version` names another Python: then the project brings its own.
UV := $(shell command -v uv 2>/dev/null | grep -v '/\.pyenv/')
ifeq ($(UV),)
UV := .tools/bin/uv
endif
UV_ABS := $(if $(filter /%,$(UV)),$(UV),$(CURDIR)/$(UV))
CEC := .venv/bin/cec

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/pip install --quiet uv

setup: $(filter .tools/bin/uv,$(UV)) ## Install everything into .venv and nlu/.venv
	@$(UV) sync --quiet --frozen
	@cd nlu && $(UV_ABS) sync --quiet --frozen

browser: setup
	@.venv/bin/python -m tests.install_browser

run: setup ## Start everything; open the page that it names when it is ready
	@exec $(CEC) run

test: setup browser ## Run all tests, browser and PostgreSQL included
	@.venv/bin/cec nlu train
	@cd nlu && .venv/bin/python -m pytest
	@.venv/bin/pytest -n 2 --dist loadfile

check: setup ## Formatting, lint, types, import rules
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/pyright --pythonpath .venv/bin/python
	@.venv/bin/lint-imports --no-cache

bench: setup ## Measure speed and scale
	@.venv/bin/python -m benchmarks

clean: ## Remove the environments, the database and the trained model
	rm -rf .venv nlu/.venv nlu/models nlu/generated .tools var
