"""The real desk in a process of its own, with an empty database; it can be stopped and started again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
START_SECONDS = 30
STOP_SECONDS = 10
RETRY_SECONDS = 0.1


class DeskProcess:
    """`python -m desk` on a free port, its state in `folder`."""

    def __init__(self, folder: Path, engine_url: str, token: str, **settings: str) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")},
            "LOTSE_VAR": str(folder),
            "LOTSE_PORT": str(self.port),
            "LOTSE_ENGINE_URL": engine_url,
            "LOTSE_INTERNAL_TOKEN": token,
            "LOTSE_SESSION_SECRET": "browser-tests-session-secret",
            "LOTSE_DEMO": "1",
            **settings,
        }

    def prepare(self) -> None:
        """Makes the database and the demo people."""
        for command in ("migrate", "seed"):
            subprocess.run([sys.executable, "-m", "desk", command], cwd=ROOT, env=self._environment, check=True)

    def start(self) -> None:
        """Starts and waits until the desk answers."""
        log = (self._folder / "desk.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "desk"], cwd=ROOT, env=self._environment, stdout=log, stderr=log
        )
        log.close()
        self._wait_until_it_answers(self._process)

    def stop(self) -> None:
        """Ends the process; connections break off."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait(STOP_SECONDS)
        self._process = None

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            with suppress(subprocess.TimeoutExpired):
                process.wait(RETRY_SECONDS)
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise RuntimeError(f"The desk did not start; see {self._folder / 'desk.log'}")

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/docs", timeout=START_SECONDS).is_success
        except httpx.HTTPError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
