"""The whole of Lotse, started for tests as `make run` starts it: real desk, engine and actions on ports of their own."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from tools import run

PORTS = ("LOTSE_PORT", "LOTSE_ENGINE_PORT", "LOTSE_ACTIONS_PORT")


@contextlib.contextmanager
def running_lotse(folder: Path, **settings: str) -> Iterator[dict[str, str]]:
    """A running system with empty databases in `folder`; yields its settings, ends it afterwards."""
    given = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    ports = dict(zip(PORTS, map(str, _free_ports(len(PORTS))), strict=True))
    environment = run.environment({**given, **ports, "LOTSE_VAR": str(folder), **settings})
    if "LOTSE_MODEL" not in environment:
        environment["LOTSE_MODEL"] = str(run.train.ensure_model())
    run.fill_stores(environment)
    supervisor = run.start(environment)
    try:
        run.wait_until_ready(environment, supervisor)
        yield environment
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
