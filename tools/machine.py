"""Does this machine have what Lotse needs? Each lack is one sentence that says what to do."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys

from tools.settings import Trouble

PYTHON = (3, 11)
NODE_MAJOR = 20


def check_python() -> None:
    """Rasa 3.6 runs on this one Python.

    Raises:
        Trouble: on any other.
    """
    if sys.version_info[:2] != PYTHON:
        have = ".".join(map(str, sys.version_info[:3]))
        raise Trouble(f"Lotse needs Python 3.11, and this is {have}: install it and run `make run PYTHON=python3.11`.")


def check_node() -> None:
    """Node builds the widget and the console.

    Raises:
        Trouble: if it is missing or too old.
    """
    if not (node := shutil.which("node")) or not shutil.which("npm"):
        raise Trouble("Node.js 20 or newer with npm is missing: install it (package `nodejs`), then run this again.")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < NODE_MAJOR:
        raise Trouble(f"Lotse needs Node.js 20 or newer, and `node --version` says {version}: please update it.")


def check_port(name: str, port: int, host: str = "127.0.0.1") -> None:
    """Nobody else listens on a port that we are about to use.

    Raises:
        Trouble: if somebody does.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as exc:
            raise Trouble(
                f"Port {port} is taken: stop what runs there (`make stop`) or set {name} to another."
            ) from exc
