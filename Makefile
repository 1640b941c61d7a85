# MDT Desk: `make run` opens it, `make test` checks everything. Each sets up what it needs first.
.DEFAULT_GOAL := help
.PHONY: coverage installer deb sizes wheel pictures manual help setup run test faults hostile check bench mutants materials fingerprint print-proof clean

BIN := .venv/bin
# Each worker needs about half a gigabyte; on a machine with many cores and little memory: make test WORKERS=2
WORKERS ?= auto

help: ## show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## install the system libraries and the virtual environment in .venv
	@sh scripts/setup.sh

run: setup ## open the window; without a screen, hold a rehearsal meeting and leave its documents in build/
	@sh scripts/run.sh

check: setup ## lint, format, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## everything in check, then the tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

faults: ## do every counted run against the storage in full (docs/reliability.md)
	@sh scripts/setup.sh faults
	QT_QPA_PLATFORM=offscreen $(BIN)/python scripts/faults.py --write

coverage: setup ## say which lines and branches of the four packages below the screens no test reaches (an hour)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term

bench: setup ## measure the program against simple programs on this machine
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.run

mutants: setup ## change the rules bit by bit and list what no test notices (MODULE=scores.nesms; all take hours)
	@$(BIN)/python -c 'import mutmut' 2>/dev/null || \
		$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[dev,mutants]'
	$(BIN)/python scripts/mutants.py $(MODULE)

hostile: setup ## send 4,000 hostile texts through every document and count what is lost (COUNT=400 for fewer)
	$(BIN)/python scripts/hostile.py $(COUNT)

print-proof: setup ## print leaflets and cards through a CUPS-PDF printer and compare (PRINTER=name)
	$(BIN)/python scripts/print_proof.py $(PRINTER)

pictures: setup ## take every screen in every theme, language and size into build/pictures, to look at
	$(BIN)/python scripts/pictures.py build/pictures

manual: setup ## take the pictures of the manual anew, into resources/manual/pictures
	$(BIN)/python scripts/pictures.py --manual

materials: setup ## write the software bill of materials into build/materials.json (CycloneDX)
	@$(BIN)/python -c 'import cyclonedx_py' 2>/dev/null || \
		$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[dev,materials]'
	$(BIN)/python scripts/materials.py

installer: setup ## build the folder that runs without Python (dist/mdt-desk) and have it prove itself
	@$(BIN)/python -c 'import PyInstaller' 2>/dev/null || \
		$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[dev,installer]'
	$(BIN)/python -m scripts.installer

deb: installer materials ## make a package for Debian and Ubuntu from that folder
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m scripts.deb

sizes: setup ## measure what was built by part, into docs/performance.md
	$(BIN)/python -m scripts.sizes

wheel: setup ## build the wheel, install it into an environment of its own, and have it prove itself there
	$(BIN)/python -m scripts.wheel

fingerprint: setup ## record the fingerprint of the rules' code, after a rule changed
	$(BIN)/python scripts/fingerprint.py

clean: ## remove what was made, the virtual environment too
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find mdt_desk tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
