# SPDX-License-Identifier: GPL-2.0-or-later
# The same commands on a fresh machine, every day and in continuous integration.
# "make demo" and "make test" install what is missing by themselves, once.

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
TRANSLATION := resources/i18n/atlas_culture_fr.qm
CODE := atlas_culture_plugin tools tests
# QGS105 would have iface imported from a global instead of handed down; QGS201 and QGS202 guess,
# by the name of a method alone, that its return value matters.
FLAKE8 := --isolated --select QGS --extend-ignore QGS105,QGS201,QGS202

export QT_QPA_PLATFORM ?= offscreen
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help environment demo test unit unit-without-pandas qgis-suite packaging lint qgis package \
	bench bench-storage translations screenshots clean style types security qt6 translated

help:  ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 22

environment:
	@tools/bootstrap.sh

$(TRANSLATION): resources/i18n/atlas_culture_fr.ts | environment
	$(PYTHON) tools/translations.py compile

demo: environment $(TRANSLATION)  ## Do the main job headless on the embedded data, into build/demo
	$(PYTHON) tools/demo.py

# One process a suite: a crash of QGIS in one cannot hide what another would have said.
test: unit unit-without-pandas qgis-suite packaging  ## Run the whole test suite
	@echo "All suites passed."

unit: environment $(TRANSLATION)  ## Test the core, without QGIS
	$(PYTEST) tests/unit -p no:qgis -q

unit-without-pandas: environment $(TRANSLATION)  ## Test the core where pandas is absent
	ATLAS_WITHOUT_PANDAS=1 $(PYTEST) tests/unit -p no:qgis -q

qgis-suite: environment $(TRANSLATION)  ## Test inside QGIS, headless
	rm -rf .qgis-settings
	$(PYTEST) tests/qgis -q

packaging: environment $(TRANSLATION)  ## Test the zip as the plugin site and a fresh QGIS see it
	$(PYTEST) tests/packaging -p no:qgis -q

lint: style types security qt6 translated  ## Check style, types, security and translations

style: environment
	$(PYTHON) -m ruff check $(CODE)
	$(PYTHON) -m ruff format --check $(CODE)

types: environment
	$(PYTHON) -m mypy

# The plugin site's other scanner, detect-secrets, runs on the zip: see tests/packaging.
security: environment
	$(PYTHON) -m bandit -q -r atlas_culture_plugin

qt6: environment
	$(PYTHON) -m flake8 $(FLAKE8) atlas_culture_plugin tests/qgis

translated: environment
	$(PYTHON) tools/translations.py check

qgis: environment $(TRANSLATION)  ## Open QGIS desktop, in French, with this checkout's plugin
	tools/qgis_desktop.sh

package: environment $(TRANSLATION)  ## Build dist/atlas_culture_plugin-<version>.zip
	$(PYTHON) tools/build_zip.py

bench: environment $(TRANSLATION)  ## Print the table of performance ratios
	$(PYTHON) tools/bench.py

bench-storage: environment  ## Print the tables of docs/storage.md
	$(PYTHON) tools/bench_storage.py

translations: environment  ## Bring the .ts up to date with the code, then compile it
	$(PYTHON) tools/translations.py update
	$(PYTHON) tools/translations.py compile

# Only the pictures that the pages show are kept; the others stay in build/story.
screenshots: environment $(TRANSLATION)  ## Play the main job in the desktop; renew docs/images
	tools/bootstrap.sh desktop
	tools/screenshots.sh
	$(PYTHON) tools/renew_pictures.py

clean:  ## Remove what was built (not .venv)
	rm -rf build dist .qgis-settings .pytest_cache .mypy_cache .ruff_cache .hypothesis $(TRANSLATION)
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
