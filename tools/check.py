"""`make check`: is the training data sound, is the code as the house style asks?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools import install, prepare, train
from tools.settings import DESK_PYTHON, ENGINE_PYTHON, ROOT, Trouble, environment

CHECKS: dict[str, tuple[list[str], Path]] = {
    "rasa data validate": ([str(ENGINE_PYTHON), "-m", "language", "data", "validate", "--fail-on-warnings"], ROOT),
    "ruff check": ([str(DESK_PYTHON), "-m", "ruff", "check", "."], ROOT),
    "ruff format": ([str(DESK_PYTHON), "-m", "ruff", "format", "--check", "."], ROOT),
    "mypy, desk side": ([str(DESK_PYTHON), "-m", "mypy", "desk", "tools"], ROOT),
    "mypy, bot side": (
        [str(DESK_PYTHON), "-m", "mypy", "--python-executable", str(ENGINE_PYTHON), "language", "actions"],
        ROOT,
    ),
    "tsc": (["npm", "run", "--silent", "check"], ROOT / "web"),
}


def main() -> int:
    """Runs every check, says each verdict; 1 if any failed."""
    prepare.main(["engine", "desk", "web"])
    settings = train.quiet(environment())
    failed = []
    for name, (command, folder) in CHECKS.items():
        install.say(name)
        if subprocess.run(command, cwd=folder, env=settings, check=False).returncode:
            failed.append(name)
    print(f"✗ failed: {', '.join(failed)}" if failed else "✓ all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(f"✗ {trouble}")
