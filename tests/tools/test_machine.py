"""What is missing on a machine is told in one sentence that says what to do."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tools import machine
from tools.settings import ROOT, Trouble, environment


def test_another_python_is_refused_with_the_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "PYTHON", (2, 7))
    with pytest.raises(Trouble, match=r"needs Python 3\.11, and this is .*PYTHON=python3\.11"):
        machine.check_python()


def test_missing_node_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Trouble, match=r"Node\.js 20 or newer with npm is missing"):
        machine.check_node()


def test_an_old_node_is_told_to_update(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.19.0\n")
        (tmp_path / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(Trouble, match=r"says v18\.19\.0"):
        machine.check_node()


def test_a_taken_port_is_named_with_its_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} is taken.*LOTSE_PORT"):
            machine.check_port("LOTSE_PORT", port)


def test_a_free_port_is_taken_without_a_word() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    machine.check_port("LOTSE_PORT", port)


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="expected a port from 1 to 65535"):
        environment({"LOTSE_PORT": port, "LOTSE_VAR": str(tmp_path)})


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first = environment({"LOTSE_VAR": str(tmp_path)})
    again = environment({"LOTSE_VAR": str(tmp_path)})
    assert first["LOTSE_INTERNAL_TOKEN"] == again["LOTSE_INTERNAL_TOKEN"] != first["LOTSE_SESSION_SECRET"]
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_a_secret_of_the_environment_wins(tmp_path: Path) -> None:
    settings = environment({"LOTSE_VAR": str(tmp_path), "LOTSE_INTERNAL_TOKEN": "given"})
    assert settings["LOTSE_INTERNAL_TOKEN"] == "given"


def test_trouble_is_one_sentence_and_no_traceback() -> None:
    wrong = {**os.environ, "LOTSE_PORT": "zero"}
    ended = subprocess.run(
        [sys.executable, "-m", "tools.run"], cwd=ROOT, env=wrong, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.strip() == "✗ LOTSE_PORT is 'zero'; expected a port from 1 to 65535."
