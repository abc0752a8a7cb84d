"""Single steps of `make run`, for the other targets: `python -m tools.prepare engine|desk|web|train`."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tools import install, machine, train
from tools.settings import Trouble

STEPS: dict[str, Callable[[], None]] = {
    "engine": lambda: install.install_engine(tests=True),
    "desk": lambda: install.install_desk(tests=True),
    "web": install.build_web,
    "train": lambda: print(train.ensure_model()),
}


def main(names: list[str]) -> None:
    """Runs the named steps in order.

    Raises:
        Trouble: if a step is unknown or fails.
    """
    machine.check_python()
    for name in names:
        if name not in STEPS:
            raise Trouble(f"Unknown step {name!r}; expected one of {', '.join(STEPS)}.")
        STEPS[name]()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Trouble as trouble:
        sys.exit(f"✗ {trouble}")
