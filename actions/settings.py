"""What the environment says: where the desk and the shop's records are, and how customers are addressed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

ADDRESSES = ("Sie", "du")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The action server's settings, read once."""

    desk_url: str
    internal_token: str
    shop_url: str
    shop_token: str
    shop_timeout_seconds: float
    # "Sie" or "du".
    address: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """The settings of an environment, with their defaults.

        Raises:
            ValueError: if a value cannot be used.
        """
        address = environment.get("LOTSE_ADDRESS", ADDRESSES[0])
        if address not in ADDRESSES:
            raise ValueError(f"LOTSE_ADDRESS is {address!r}, expected Sie or du.")
        return cls(
            desk_url=_desk_url(environment),
            internal_token=environment.get("LOTSE_INTERNAL_TOKEN", ""),
            shop_url=environment.get("LOTSE_SHOP_URL") or _demo_shop_url(environment),
            shop_token=environment.get("LOTSE_SHOP_TOKEN", ""),
            shop_timeout_seconds=_seconds(environment, "LOTSE_SHOP_TIMEOUT_SECONDS", 4.0),
            address=address,
        )


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_environment(os.environ)


def _desk_url(environment: Mapping[str, str]) -> str:
    port = environment.get("LOTSE_PORT", "8000")
    return environment.get("LOTSE_DESK_URL", f"http://127.0.0.1:{port}").rstrip("/")


def _demo_shop_url(environment: Mapping[str, str]) -> str:
    return f"sqlite:///{environment.get('LOTSE_VAR', 'var')}/shop.db"


def _seconds(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name, str(default))
    try:
        seconds = float(text)
    except ValueError as exc:
        raise ValueError(f"{name} is {text!r}, expected a number of seconds.") from exc
    if seconds <= 0:
        raise ValueError(f"{name} is {text!r}, expected more than 0 seconds.")
    return seconds
