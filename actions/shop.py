"""Which shop's records this process uses; and the demo shop: `python -m actions.shop seed`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from actions.settings import Settings, settings
from actions.shop_client import ShopClient
from actions.shop_demo import seed_demo_shop
from actions.shop_http import HttpShop
from actions.shop_sql import SqlShop

USAGE = "usage: python -m actions.shop seed|reset"


@cache
def shop() -> ShopClient:
    """The driver that this process uses."""
    return open_shop(settings())


def open_shop(chosen: Settings) -> ShopClient:
    """The driver for the address of the shop's records; nothing is read yet.

    Raises:
        ValueError: if there is no driver for the address.
    """
    if chosen.shop_url.startswith("sqlite:///"):
        return SqlShop(path=database_path(chosen.shop_url), timeout_seconds=chosen.shop_timeout_seconds)
    if chosen.shop_url.startswith(("http://", "https://")):
        return HttpShop(url=chosen.shop_url, token=chosen.shop_token, timeout_seconds=chosen.shop_timeout_seconds)
    raise ValueError(f"LOTSE_SHOP_URL is {chosen.shop_url!r}, expected sqlite:///path, http://… or https://….")


def database_path(url: str) -> Path:
    """The file of an address such as `sqlite:///var/shop.db` (relative) or `sqlite:////srv/shop.db`."""
    return Path(url.removeprefix("sqlite:///"))


def main(arguments: list[str]) -> int:
    """Fills the demo shop (`seed`: once a day, `reset`: now); the process's exit status."""
    if arguments not in (["seed"], ["reset"]):
        print(USAGE, file=sys.stderr)
        return 2
    url = settings().shop_url
    if not url.startswith("sqlite:///"):
        print("The shop's records are not the demo's: nothing to fill.")
        return 0
    today = datetime.now(UTC).astimezone().date()
    orders = seed_demo_shop(database_path(url), today, anew=arguments == ["reset"])
    print(f"The demo shop has {orders} orders." if orders else "The demo shop is filled already.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
