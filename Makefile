# `make run` starts Lotse, `make test` tests it. `make help` lists the rest.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
ENGINE := .venv/engine/bin/python
DESK   := .venv/desk/bin/python
FILE   ?= tests/dialogues
DATA   ?= ../shared/data

.PHONY: run test train check dialogues nlu-report bench-nlu bench-understanding bench-engine bench-queue bench-desk stop clean lock help

run:         ## install, build, train, migrate as needed; then start desk, engine and actions
	@$(PYTHON) -m tools.run

test:        ## every test, in both environments
	@$(PYTHON) -m tools.test $(TESTS)

train:       ## a model of the present data
	@$(PYTHON) -m tools.prepare engine
	@$(PYTHON) -m tools.prepare train

check:       ## rasa data validate, ruff, mypy, tsc
	@$(PYTHON) -m tools.check

dialogues:   ## play scripted customers against the running system: make dialogues FILE=…
	@$(DESK) -m tests.dialogues.play $(FILE)

nlu-report:  ## concerns and feelings on the held-out sentences of tests/nlu; KEEP=1 keeps today's misses
	@$(ENGINE) -m tests.nlu.report $(if $(KEEP),--keep-misses)

bench-nlu:   ## ours against stock Rasa on public data: make bench-nlu DATA=…; hours, unless stock Rasa is cached
	@$(PYTHON) -m tools.prepare engine
	@$(ENGINE) -m bench.nlu --folder $(DATA) $(OPTIONS)

bench-understanding: ## reliability, thresholds, learning curve, confusions in words: bench/results
	@$(ENGINE) -m bench.understanding

bench-engine: ## training, start, memory and speed against stock Rasa: bench/results/engine.md
	@$(PYTHON) -m tools.prepare engine
	@$(ENGINE) -m bench.engine $(OPTIONS)

bench-queue: ## the desk's routing against round robin, simulated: bench/results/queue.md
	@$(PYTHON) -m tools.prepare engine desk
	@$(DESK) -m bench.queue_sim $(OPTIONS)
	@$(ENGINE) -m bench.queue_plot

bench-desk:  ## a queue of 10,000 and 200 consoles: bench/results/desk.md
	@$(PYTHON) -m tools.prepare desk
	@$(DESK) -m bench.desk $(OPTIONS)

stop:        ## end what `make run` started
	@$(PYTHON) -m tools.stop

clean:       ## remove environments, models and builds; var/ (databases) stays
	rm -rf .venv .rasa models web/node_modules web/dist results

lock:        ## write requirements/*.txt anew from the .in files (needs uv)
	@cd requirements && uv pip compile -q --generate-hashes --no-header --no-annotate --python-version 3.11 --no-deps engine.in -o engine.txt
	@cd requirements && uv pip compile -q --generate-hashes --no-header --no-annotate --python-version 3.11 --no-deps engine-test.in -o engine-test.txt
	@cd requirements && uv pip compile -q --generate-hashes --no-header --no-annotate --python-version 3.11 --universal desk.in -o desk.txt
	@cd requirements && uv pip compile -q --generate-hashes --no-header --no-annotate --python-version 3.11 --universal desk-test.in -o desk-test.txt

help:
	@grep -E '^[a-z-]+: ' Makefile | sed 's/: *## */\t/' | expand -t 22
