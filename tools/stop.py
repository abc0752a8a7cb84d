"""`make stop`: ends the Lotse that `make run` started from this folder."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tools.settings import environment


def main() -> None:
    """Signals the supervisor whose id `make run` left behind."""
    path = Path(environment()["LOTSE_VAR"]) / "lotse.pid"
    try:
        os.kill(int(path.read_text()), signal.SIGTERM)
        print("Lotse is ending.")
    except (FileNotFoundError, ProcessLookupError):
        path.unlink(missing_ok=True)
        print("Lotse is not running.")


if __name__ == "__main__":
    main()
