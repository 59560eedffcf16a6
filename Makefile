# Thin names for what make.py does, which also runs without make: python make.py help
PYTHON ?= python3
ARGS ?=

.PHONY: site docs test check fuzz serve lock tools clean
site docs test check fuzz serve lock tools clean:
	@$(PYTHON) make.py $@ $(ARGS)
