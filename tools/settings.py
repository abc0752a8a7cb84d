"""The environment that all processes share: settings with their defaults, and secrets made at first run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from desk.secrets_file import read_secrets

ROOT = Path(__file__).resolve().parent.parent
ENGINE_PYTHON = ROOT / ".venv" / "engine" / "bin" / "python"
DESK_PYTHON = ROOT / ".venv" / "desk" / "bin" / "python"


class Trouble(Exception):
    """Something that the person at the keyboard can put right; its text says how, in one sentence."""


def environment(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment for the processes: what is given, defaults for what is not, secrets from `var/secrets.env`.

    Raises:
        Trouble: if a port is no port.
    """
    found = dict(given)
    var = Path(found.setdefault("LOTSE_VAR", str(ROOT / "var")))
    var.mkdir(parents=True, exist_ok=True)
    for name, default in (("LOTSE_PORT", 8000), ("LOTSE_ENGINE_PORT", 5005), ("LOTSE_ACTIONS_PORT", 5055)):
        found[name] = str(_port(name, found.get(name, str(default))))
    found.setdefault("LOTSE_HOST", "127.0.0.1")
    found.setdefault("LOTSE_DATABASE_URL", f"sqlite+aiosqlite:///{var / 'desk.db'}")
    found.setdefault("LOTSE_SHOP_URL", f"sqlite:///{var / 'shop.db'}")
    found.setdefault("LOTSE_DEMO", "1")
    found.setdefault("LOTSE_ENGINE_URL", f"http://127.0.0.1:{found['LOTSE_ENGINE_PORT']}")
    found.setdefault("LOTSE_ACTIONS_URL", f"http://127.0.0.1:{found['LOTSE_ACTIONS_PORT']}")
    found.setdefault("LOTSE_DESK_URL", f"http://127.0.0.1:{found['LOTSE_PORT']}")
    kept = read_secrets(var / "secrets.env")
    return {**found, **{name: found.get(name) or secret for name, secret in kept.items()}}


def _port(name: str, text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Trouble(f"{name} is {text!r}; expected a port from 1 to 65535.")
    return int(text)
