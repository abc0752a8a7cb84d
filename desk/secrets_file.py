"""The secrets of an installation: made at the first run, kept in a file that only its owner can read."""

import os
import secrets
from pathlib import Path

NAMES = ("LOTSE_INTERNAL_TOKEN", "LOTSE_SESSION_SECRET")


def read_secrets(path: Path) -> dict[str, str]:
    """The secrets of `NAME=value` lines in `path`; those missing are made and added to the file."""
    found = _parse(path.read_text(encoding="utf-8")) if path.exists() else {}
    missing = {name: secrets.token_urlsafe(32) for name in NAMES if name not in found}
    if missing:
        _append(path, missing)
    return found | missing


def _parse(text: str) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))
    return {name.removeprefix("export ").strip(): value.strip().strip("\"'") for name, value in pairs}


def _append(path: Path, values: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
