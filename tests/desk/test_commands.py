"""`python -m desk`: one clear sentence when something is wrong."""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(tmp_path: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    environment |= {"LOTSE_VAR": str(tmp_path), **variables}
    command = [sys.executable, "-m", "desk", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_migrating_and_seeding_can_be_repeated(tmp_path: Path) -> None:
    said = [run(tmp_path, command) for command in ("migrate", "migrate", "seed", "seed")]
    assert [done.returncode for done in said] == [0] * 4
    assert [done.stdout.strip() for done in said[1:]] == [
        "The database is up to date.",
        "Demo people added: 7.",
        "Demo people added: 0.",
    ]


def test_serving_without_tables_says_what_to_do(tmp_path: Path) -> None:
    refused = run(tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.strip() == "The database has no tables yet: run `python -m desk migrate` first."


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    run(tmp_path, "migrate")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run(tmp_path, LOTSE_PORT=str(port))
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"Port {port} on 127.0.0.1 cannot be used")
    assert "LOTSE_PORT" in refused.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    refused = run(tmp_path, "migrate", LOTSE_ADDRESS="ihr")
    assert (refused.returncode, refused.stderr) == (2, "LOTSE_ADDRESS must be Sie or du, not 'ihr'.\n")


def test_demo_people_need_the_demo(tmp_path: Path) -> None:
    refused = run(tmp_path, "seed", LOTSE_DEMO="0")
    assert refused.returncode == 2
    assert "LOTSE_DEMO=1" in refused.stderr


def test_an_unknown_command_shows_the_usage(tmp_path: Path) -> None:
    assert run(tmp_path, "dance").stderr.startswith("Usage: python -m desk")
