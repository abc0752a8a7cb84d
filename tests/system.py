"""The whole of Lotse, started for tests as `make run` starts it, on ports of its own."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from tools import run, train
from tools.settings import environment

PORTS = ("LOTSE_PORT", "LOTSE_ENGINE_PORT", "LOTSE_ACTIONS_PORT")


@contextlib.contextmanager
def running_lotse(folder: Path, **changed: str) -> Iterator[dict[str, str]]:
    """A running system with empty databases in `folder`; yields its settings, ends it afterwards."""
    given = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    ports = dict(zip(PORTS, map(str, _free_ports(len(PORTS))), strict=True))
    settings = environment({**given, **ports, "LOTSE_VAR": str(folder), **changed})
    if "LOTSE_MODEL" not in settings:
        settings["LOTSE_MODEL"] = str(train.ensure_model())
    run.fill_stores(settings)
    supervisor = run.start(settings)
    try:
        run.wait_until_ready(settings, supervisor)
        yield settings
    finally:
        run.stop(supervisor, folder)


def _is_setting(name: str) -> bool:
    return name.startswith("LOTSE_") and name != "LOTSE_MODEL"


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
