"""`make test`: the bot side's tests in Rasa's environment, then all others in the desk's."""

from __future__ import annotations

import subprocess
import sys

from tools import machine, prepare, train
from tools.settings import DESK_PYTHON, ENGINE_PYTHON, ROOT, Trouble, environment

# Warnings are errors, but not those of the libraries that Rasa pins.
RASA_WARNINGS = ["-W", "default"]
ENGINE_TESTS = ["tests/language", "tests/actions", "tests/nlu"]
DESK_TESTS = ["tests/desk", "tests/tools", "tests/project", "tests/dialogues", "tests/browser"]


def main(chosen: list[str]) -> int:
    """Runs all tests, or those chosen by path; returns the exit status."""
    machine.check_node()
    prepare.main(["engine", "desk", "web"])
    settings = {**train.quiet(environment()), "LOTSE_MODEL": str(train.ensure_model())}
    failed = 0
    for python, suites, warnings in ((ENGINE_PYTHON, ENGINE_TESTS, RASA_WARNINGS), (DESK_PYTHON, DESK_TESTS, [])):
        paths = _chosen_of(suites, chosen)
        if paths:
            failed |= subprocess.run(
                [str(python), "-m", "pytest", *warnings, *paths], cwd=ROOT, env=settings, check=False
            ).returncode
    if not chosen:
        failed |= _conversations(settings)
    return failed


def _chosen_of(suites: list[str], chosen: list[str]) -> list[str]:
    if not chosen:
        return [each for each in suites if (ROOT / each).is_dir()]
    return [path for path in chosen if any(path.startswith(suite) for suite in suites)]


def _conversations(settings: dict[str, str]) -> int:
    """`rasa test core` over the test conversations."""
    command = [str(ENGINE_PYTHON), "-m", "language", "test", "core", "--fail-on-prediction-errors"]
    command += ["--stories", "tests/conversations", "--model", settings["LOTSE_MODEL"]]
    command += ["--endpoints", "endpoints.yml", "--out", "results", "--no-plot"]
    return subprocess.run(command, cwd=ROOT, env={**settings, "LOG_LEVEL": "WARNING"}, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(f"✗ {trouble}")
